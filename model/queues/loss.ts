/** What goes wrong on the way to and from the broker: what is lost or comes late, producers that die. */
import { hasConnections, producerOf, type QueueContext, recordName } from './context.ts'
import { hasTopics, isConnected } from './dispatch.ts'
import { luckOf, ofOne, ofPending, ofProducers, isOnItsWay, who, withPending } from './producer.ts'
import { consumerName, fault, involves, linkTo, NO_SITUATIONS, producerName, type QueueRows } from './row.ts'
import { changedAt, type Delivery, type Producer, type QueueState, withConsumer } from './state.ts'

/**
 * Without a visibility timeout messages are handed over on a connection, and what is lost on it is lost with it: the
 * broker takes back what is unacknowledged (RabbitMQ requeues "all unacknowledged deliveries" of a closed channel), and
 * that is `cut-off`. Only what counted as acknowledged on its way is gone (RabbitMQ: "if consumer's TCP connection or
 * channel is closed before successful delivery, the message sent by the server will be lost"). With a visibility
 * timeout each message is the answer to a request, and may be lost alone. A poll of a topic is just repeated.
 */
const mayLoseDelivery = (context: QueueContext): boolean =>
  !hasTopics(context) && (!hasConnections(context) || context.settings.consumers.acknowledge === 'on-delivery')

/** The message that the broker handed over last, if nobody has begun to work on it: it may not be there yet. */
function onItsWay({ settings, load }: QueueContext, { consumers }: QueueState, consumer: number): Delivery | undefined {
  const last = consumers[consumer]?.buffer.at(-1)
  if (last === undefined || last.record === load || last.phase === 'read' || last.phase === 'applied') return undefined
  return last.acknowledged && settings.consumers.acknowledge !== 'on-delivery' ? undefined : last
}

/** What is lost on a connection is lost with all that was sent on it later. */
function withLost(context: QueueContext, state: QueueState, record: number): QueueState {
  const { pending = [] } = state.producers[producerOf(context, record)] ?? {}
  const behind = hasConnections(context) ? pending.slice(pending.findIndex((one) => one.record === record) + 1) : []
  return [record, ...behind.filter(({ travels }) => travels === 'request').map((one) => one.record)].reduce(
    (after, lost) => withPending(context, after, lost, { travels: 'lost' }),
    state,
  )
}

export const lossRows: QueueRows<'lose-delivery' | 'lose-send' | 'lose-answer' | 'lose-patience' | 'restart-producer'> =
  {
    'lose-send': {
      offers: ofPending('lose-send'),
      possible: (context, state, { record }) => isOnItsWay(context, state, record, 'request', 'late'),
      apply: (context, state, { record }) =>
        isOnItsWay(context, state, record, 'late')
          ? withPending(context, state, record, undefined)
          : withLost(context, state, record),
      cost: fault('lost-request'),
      words: (context, { record }) => `message ${recordName(context, record)} is lost on its way to the broker`,
      luck: luckOf,
      involves: ofOne,
      situations: NO_SITUATIONS,
    },
    'lose-answer': {
      offers: ofPending('lose-answer'),
      possible: (context, state, { record }) => isOnItsWay(context, state, record, 'response'),
      apply: (context, state, { record }) => withPending(context, state, record, { travels: 'lost' }),
      cost: fault('lost-response'),
      words: (context, { record }) => `the answer that message ${recordName(context, record)} is stored is lost`,
      luck: luckOf,
      involves: ofOne,
      situations: NO_SITUATIONS,
    },
    'lose-patience': {
      offers: ofPending('lose-patience'),
      possible: (context, state, { record }) =>
        isOnItsWay(context, state, record, 'request') && context.settings.producers.confirms,
      apply: (context, state, { record }, see) => {
        see({ kind: 'rejected', record, error: 'timeout' })
        return withPending(context, state, record, { travels: 'late' })
      },
      cost: fault('timeout'),
      words: (context, { record }) =>
        `${who(context, record)} gives up waiting for an answer, while message ${recordName(context, record)} is still on its way`,
      luck: luckOf,
      involves: ofOne,
      situations: ['failed-send'],
    },
    'restart-producer': {
      offers: ofProducers('restart-producer'),
      possible: (_, { producers }, { producer }) =>
        producers[producer]?.pending.some(({ travels }) => travels !== 'late') === true,
      apply: (_, state, { producer }, see) => {
        const own = state.producers[producer] as Producer
        for (const { record, travels } of own.pending) if (travels !== 'late') see({ kind: 'unknown-outcome', record })
        // What has left may still arrive.
        const pending = own.pending
          .filter(({ travels }) => travels === 'request' || travels === 'late')
          .map((one) => ({ ...one, travels: 'late' as const }))
        return { ...state, producers: changedAt(state.producers, producer, { pending }) }
      },
      cost: fault('client-restart'),
      words: (_, { producer }) =>
        `${producerName(producer)} dies before it hears what became of its send, and starts again`,
      luck: ({ producer }) => `restart-producer ${producer}`,
      involves: (_, { producer }) => involves([producerName(producer)]),
      situations: ['producer-restart'],
    },
    'lose-delivery': {
      offers: (_, { consumers }) => consumers.map((_, consumer) => ({ kind: 'lose-delivery', consumer })),
      possible: (context, state, { consumer }) =>
        mayLoseDelivery(context) && isConnected(state, consumer) && onItsWay(context, state, consumer) !== undefined,
      apply: (context, state, { consumer }) =>
        withConsumer(state, consumer, {
          buffer: state.consumers[consumer]?.buffer.slice(0, -1) ?? [],
          ...(hasConnections(context) && { cut: true }),
        }),
      cost: fault('lost-response'),
      words: (context, { consumer }, before) =>
        `message ${recordName(context, onItsWay(context, before, consumer)?.record ?? 0)} is lost on its way to ${consumerName(consumer)}${hasConnections(context) ? ', with the connection' : ''}`,
      luck: ({ consumer }) => `lose-delivery ${consumer}`,
      involves: (_, { consumer }) => involves([consumerName(consumer)], ['broker'], [linkTo(consumer)]),
      situations: NO_SITUATIONS,
    },
  }
