/**
 * What goes wrong between producers and the broker: requests and answers that are lost or come late, producers that
 * die.
 */
import { recordName } from './context.ts'
import { luckOf, ofOne, ofPending, ofProducers, isOnItsWay, who, withPending } from './producer.ts'
import { fault, involves, NO_SITUATIONS, producerName, type QueueRows } from './row.ts'
import { changedAt, type Producer } from './state.ts'

export const lossRows: QueueRows<'lose-send' | 'lose-answer' | 'lose-patience' | 'restart-producer'> = {
  'lose-send': {
    offers: ofPending('lose-send'),
    possible: (context, state, { record }) => isOnItsWay(context, state, record, 'request', 'late'),
    apply: (context, state, { record }) =>
      withPending(context, state, record, isOnItsWay(context, state, record, 'late') ? undefined : { travels: 'lost' }),
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
}
