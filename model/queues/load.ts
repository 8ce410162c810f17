/** A sender that never stops: each of its messages is equal to the last, so one that always waits stands for all. */
import { FREE, involves, NOTHING, type QueueRows } from './row.ts'
import { NEW_ENTRY, withBroker } from './state.ts'

export const loadRows: QueueRows<'flood'> = {
  flood: {
    offers: ({ load }, { broker }) => (load < 0 || !broker.up ? NOTHING : [{ kind: 'flood' }]),
    possible: ({ load }, { broker }) => load >= 0 && broker.up && broker.entries.every(({ record }) => record !== load),
    apply: ({ load }, state) =>
      withBroker(state, {
        entries: [...state.broker.entries, { ...NEW_ENTRY, record: load }],
      }),
    cost: FREE,
    words: (context) =>
      `a sender that never stops begins: from now on a message x of priority ${context.priorities[context.load] ?? 0} always waits`,
    luck: () => 'flood',
    involves: () => involves(['broker']),
    situations: ['load'],
  },
}
