/** The processes of consumers, and their connections: crashes, pauses, partitions. */
import { hasConnections, type QueueContext } from './context.ts'
import { consumerName, fault, FREE, involves, NO_SITUATIONS, type QueueRows } from './row.ts'
import { withConsumer, type QueueState } from './state.ts'

/**
 * Whether leases hang on a connection that is gone for good, as its consumer does not have these messages any more: the
 * broker takes them back before another connection opens.
 */
function hasLostLeases(context: QueueContext, { broker, consumers }: QueueState, consumer: number): boolean {
  if (!hasConnections(context)) return false
  const { buffer = [] } = consumers[consumer] ?? {}
  return broker.entries.some(
    ({ status, holder, record, copy, deliveries }) =>
      status === 'leased'
      && holder === consumer
      && !buffer.some((one) => one.record === record && one.copy === copy && one.delivery === deliveries),
  )
}

type Kinds = 'start-consumer' | 'resume-consumer' | 'heal' | 'crash-consumer' | 'pause-consumer' | 'cut-off'

/** One action of this kind for every consumer. */
function ofConsumers<Kind extends Kinds>(kind: Kind) {
  return (_: QueueContext, { consumers }: QueueState) => consumers.map((_, consumer) => ({ kind, consumer }))
}

const luck = ({ kind, consumer }: { readonly kind: string; readonly consumer: number }): string => `${kind} ${consumer}`
const alone = (_: QueueContext, { consumer }: { readonly consumer: number }) => involves([consumerName(consumer)])

export const consumerRows: QueueRows<Kinds> = {
  'start-consumer': {
    offers: ofConsumers('start-consumer'),
    possible: (context, state, { consumer }) =>
      state.consumers[consumer]?.up === false && !hasLostLeases(context, state, consumer),
    apply: (_, state, { consumer }) => withConsumer(state, consumer, { up: true }),
    cost: FREE,
    words: (_, { consumer }) => `${consumerName(consumer)} starts again`,
    luck,
    involves: (_, { consumer }) => involves([consumerName(consumer)], ['broker']),
    situations: ['consumer-restart'],
  },
  'resume-consumer': {
    offers: ofConsumers('resume-consumer'),
    possible: (_, { consumers }, { consumer }) => consumers[consumer]?.paused === true,
    apply: (_, state, { consumer }) => withConsumer(state, consumer, { paused: false }),
    cost: FREE,
    words: (_, { consumer }) => `${consumerName(consumer)} goes on where it stood still`,
    luck,
    involves: alone,
    situations: ['resumed-consumer'],
  },
  'heal': {
    offers: ofConsumers('heal'),
    possible: (context, state, { consumer }) =>
      state.consumers[consumer]?.cut === true && !hasLostLeases(context, state, consumer),
    apply: (_, state, { consumer }) => withConsumer(state, consumer, { cut: false }),
    cost: FREE,
    words: (_, { consumer }) => `${consumerName(consumer)} reaches the broker again`,
    luck,
    involves: (_, { consumer }) => involves([consumerName(consumer)], ['broker']),
    situations: NO_SITUATIONS,
  },
  'crash-consumer': {
    offers: ofConsumers('crash-consumer'),
    possible: (_, { consumers }, { consumer }) => consumers[consumer]?.up === true,
    apply: (_, state, { consumer }) =>
      withConsumer(state, consumer, { up: false, paused: false, buffer: [], seen: [], turn: 0 }),
    cost: fault('crash'),
    words: (_, { consumer }) => `${consumerName(consumer)} crashes`,
    luck,
    involves: alone,
    situations: NO_SITUATIONS,
  },
  'pause-consumer': {
    offers: ofConsumers('pause-consumer'),
    possible: (_, { consumers }, { consumer }) =>
      consumers[consumer]?.up === true && !consumers[consumer].paused && consumers[consumer].buffer.length > 0,
    apply: (_, state, { consumer }) => withConsumer(state, consumer, { paused: true }),
    cost: fault('pause'),
    words: (_, { consumer }) => `${consumerName(consumer)} stands still (a long pause)`,
    luck,
    involves: alone,
    situations: NO_SITUATIONS,
  },
  'cut-off': {
    offers: ofConsumers('cut-off'),
    possible: (_, { consumers }, { consumer }) =>
      consumers[consumer]?.up === true && !consumers[consumer].cut && consumers[consumer].buffer.length > 0,
    apply: (_, state, { consumer }) => withConsumer(state, consumer, { cut: true }),
    cost: fault('partition'),
    words: (_, { consumer }) => `${consumerName(consumer)} is cut off from the broker`,
    luck,
    involves: alone,
    situations: NO_SITUATIONS,
  },
}
