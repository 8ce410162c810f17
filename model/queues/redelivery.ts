/** Messages that come back, or are given up: leases, redelivery, dead letters. */
import type { See } from '../rows.ts'
import { recordName, type QueueContext } from './context.ts'
import { consumerName, FREE, involves, NO_SITUATIONS, type QueueRows } from './row.ts'
import { entryOf, withBroker, type Entry, type QueueState } from './state.ts'
import { removed, replaced, requeued, withDeadLetter } from './store.ts'

const ofEntries =
  (status: Entry['status']) =>
  ({ broker }: QueueState) =>
    broker.entries.filter((entry) => entry.status === status)
const leased = ofEntries('leased')
const ready = ofEntries('ready')
const parking = ofEntries('parking')

/**
 * Whether this lease has nobody behind it, or ends before the work can: its consumer is gone, stands still or is cut
 * off (with a connection, the broker notices that; with a visibility timeout, time passes), it never got the message or
 * thinks that it is done with it; or the timeout is shorter than the work on the message and on those before it.
 */
function mayExpire({ settings }: QueueContext, state: QueueState, entry: Entry): boolean {
  const holder = state.consumers[entry.holder]
  if (holder === undefined || !holder.up || holder.paused || holder.cut) return true
  const at = holder.buffer.findIndex(
    (one) => one.record === entry.record && one.copy === entry.copy && one.delivery === entry.deliveries,
  )
  const timeout = settings.redelivery['visibility-timeout']
  return at < 0 || (timeout > 0 && timeout < (at + 1) * settings.consumers.work)
}

/**
 * The leases that end together with this one, where it may end at all: with a visibility timeout each by itself; with a
 * connection all that hang on it, and it is named by the first of them.
 */
function expiring(context: QueueContext, state: QueueState, entry: Entry | undefined): readonly Entry[] {
  if (entry?.status !== 'leased') return []
  if (context.settings.redelivery['visibility-timeout'] > 0) return mayExpire(context, state, entry) ? [entry] : []
  const together = state.broker.entries.filter(({ status, holder }) => status === 'leased' && holder === entry.holder)
  return together[0] === entry && together.some((one) => mayExpire(context, state, one)) ? together : []
}

/** Whether the message was delivered as often as it may be, and waits. */
function isExhausted({ settings: { redelivery } }: QueueContext, entry: Entry | undefined): boolean {
  return entry?.status === 'ready' && redelivery.limit > 0 && entry.deliveries >= redelivery.limit
}

function givenUp(context: QueueContext, state: QueueState, entry: Entry, see: See): QueueState {
  const { entries } = state.broker
  const { record } = entry
  switch (context.settings.redelivery['dead-letters']) {
    case 'none':
      see({ kind: 'given-up', record, dropped: true })
      return withBroker(state, { entries: removed(context, entries, entry) })
    case 'atomic':
      see({ kind: 'given-up', record })
      return withBroker(state, {
        entries: removed(context, entries, entry),
        deadLetters: withDeadLetter(context, state.broker, record),
      })
    case 'copy-then-remove':
      return withBroker(state, {
        entries: replaced(entries, entry, { status: 'parking' }),
        deadLetters: withDeadLetter(context, state.broker, record),
      })
    case 'remove-then-copy':
      see({ kind: 'given-up', record })
      return withBroker(state, { entries: replaced(entries, entry, { status: 'parking' }) })
  }
}

function parked(context: QueueContext, state: QueueState, entry: Entry, see: See): QueueState {
  const entries = removed(context, state.broker.entries, entry)
  if (context.settings.redelivery['dead-letters'] === 'remove-then-copy')
    return withBroker(state, { entries, deadLetters: withDeadLetter(context, state.broker, entry.record) })
  see({ kind: 'given-up', record: entry.record })
  return withBroker(state, { entries })
}

const ofEntry = () => involves(['broker'], ['consumers'])

export const redeliveryRows: QueueRows<'expire' | 'give-up' | 'park'> = {
  'give-up': {
    offers: (_, state) => ready(state).map(({ record, copy }) => ({ kind: 'give-up', record, copy })),
    possible: (context, { broker }, action) => broker.up && isExhausted(context, entryOf(broker, action)),
    apply: (context, state, action, see) => givenUp(context, state, entryOf(state.broker, action) as Entry, see),
    cost: FREE,
    words: (context, { record }) =>
      GIVING_UP[context.settings.redelivery['dead-letters']].replace('{}', recordName(context, record)),
    luck: ({ record }) => `give-up ${record}`,
    involves: ofEntry,
    situations: ['given-up'],
  },
  'park': {
    offers: (_, state) => parking(state).map(({ record, copy }) => ({ kind: 'park', record, copy })),
    possible: (_, { broker }, action) => broker.up && entryOf(broker, action)?.status === 'parking',
    apply: (context, state, action, see) => parked(context, state, entryOf(state.broker, action) as Entry, see),
    cost: FREE,
    words: (context, { record }) =>
      context.settings.redelivery['dead-letters'] === 'remove-then-copy'
        ? `the broker puts message ${recordName(context, record)} into the dead-letter queue`
        : `the broker removes message ${recordName(context, record)} from the queue`,
    luck: ({ record }) => `park ${record}`,
    involves: ofEntry,
    situations: NO_SITUATIONS,
  },
  'expire': {
    offers: (_, state) => leased(state).map(({ record, copy }) => ({ kind: 'expire', record, copy })),
    possible: (context, state, action) =>
      state.broker.up && expiring(context, state, entryOf(state.broker, action)).length > 0,
    apply: (context, state, action) => {
      const together = expiring(context, state, entryOf(state.broker, action))
      return withBroker(state, {
        entries: together.reduce((entries, entry) => requeued(context, entries, entry), state.broker.entries),
      })
    },
    cost: FREE,
    words: (context, { record }, { broker }) => {
      const holder = broker.entries.find((entry) => entry.record === record && entry.status === 'leased')?.holder ?? 0
      if (context.settings.redelivery['visibility-timeout'] > 0)
        return `the visibility timeout is over: message ${recordName(context, record)} goes back into the queue`
      const names = broker.entries
        .filter((entry) => entry.status === 'leased' && entry.holder === holder)
        .map((entry) => recordName(context, entry.record))
      const what = names.length === 1 ? `message ${names.join('')} goes` : `messages ${names.join(' and ')} go`
      return `the broker has lost the connection of ${consumerName(holder)}: ${what} back into the queue`
    },
    luck: ({ record }) => `expire ${record}`,
    involves: ofEntry,
    situations: ['expired-lease'],
  },
}

const GIVING_UP = {
  'none': 'message {} was delivered too often: the broker drops it',
  'atomic': 'message {} was delivered too often: the broker moves it to the dead-letter queue',
  'copy-then-remove': 'message {} was delivered too often: the broker puts a copy into the dead-letter queue',
  'remove-then-copy': 'message {} was delivered too often: the broker removes it from the queue',
} as const
