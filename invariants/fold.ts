/**
 * Folding observations into the ledger. Pure; an observation that changes nothing gives back the same ledger object.
 */
import type { Observation } from '../model/observation.ts'
import { including } from './ascending.ts'
import type { Fold, Ledger, Outcome } from './ledger.ts'
import { asQueue, withQueueObservation, withTooLate } from './queues.ts'
import { withBegan, withDelivered, withFenced, withStableEnd, withTransactionState } from './transactions.ts'

/**
 * The ledger after one more observation. An answer to a send that was never seen, or that already has one, changes
 * nothing.
 */
export const fold: Fold = (ledger, observation) => {
  switch (observation.kind) {
    case 'sent':
      return withSent(ledger, observation)
    case 'acknowledged':
      return withOutcome(ledger, observation.record, 'acknowledged')
    case 'rejected':
      return withOutcome(ledger, observation.record, 'rejected')
    case 'unknown-outcome':
      return withOutcome(ledger, observation.record, 'unknown')
    case 'polled':
      return withPolled(ledger, observation.log, observation.offset, observation.record)
    case 'applied':
      return withApplied(ledger, observation.record)
    case 'consumed':
      return withConsumed(ledger, observation.record)
    case 'began':
      return withBegan(ledger, observation)
    case 'ending':
      return withTransactionState(ledger, observation.transaction, observation.commit ? 'committing' : 'aborting')
    case 'ended':
      return withTransactionState(ledger, observation.transaction, observation.committed ? 'committed' : 'aborted')
    case 'fenced':
      return withFenced(ledger, observation)
    case 'delivered':
      return withDelivered(ledger, observation.record)
    case 'stable-end':
      return withStableEnd(ledger, observation)
    case 'read-back':
      return withReadBack(ledger, observation)
    case 'replica-read':
      return withReplica(ledger, observation.log, observation.replica, observation.records)
    case 'noted':
      return withNoted(ledger, observation)
    case 'waits':
    case 'stops-waiting':
    case 'chosen':
    case 'handed-over':
    case 'held-up':
    case 'cancelled':
    case 'given-up':
    case 'endless':
      return withQueueObservation(ledger, observation)
  }
}

/** The ledger after several observations, in order. */
export function foldAll(ledger: Ledger, observations: readonly Observation[]): Ledger {
  let result = ledger
  for (const observation of observations) result = fold(result, observation)
  return result
}

function withSent(ledger: Ledger, observation: Extract<Observation, { kind: 'sent' }>): Ledger {
  const { record, producer, log, fresh = false, beside = false, transaction = null, queued = false } = observation
  if (ledger.sent.some((sent) => sent.record === record)) return ledger
  const zombie = ledger.fenced.includes(producer)
  const of = firstOf(ledger, observation.of)
  return {
    ...(queued ? asQueue(ledger) : ledger),
    sent: [...ledger.sent, { record, producer, log, outcome: 'pending', fresh, beside, transaction, zombie, of }],
  }
}

/** The record that was the first to be sent with the content of this one. */
function firstOf(ledger: Ledger, record: number | undefined): number | null {
  if (record === undefined) return null
  return ledger.sent.find((sent) => sent.record === record)?.of ?? record
}

function withOutcome(ledger: Ledger, record: number, outcome: Outcome): Ledger {
  const at = ledger.sent.findIndex((sent) => sent.record === record)
  const sent = ledger.sent[at]
  if (sent === undefined || sent.outcome !== 'pending') return ledger
  return { ...ledger, sent: ledger.sent.with(at, { ...sent, outcome }) }
}

function withPolled(ledger: Ledger, log: number, offset: number, record: number): Ledger {
  const offsets = ledger.polled[log] ?? []
  const seen = offsets[offset] ?? []
  if (seen.includes(record)) return ledger
  return { ...ledger, polled: placed(ledger.polled, log, placed(offsets, offset, [...seen, record])) }
}

function withApplied(before: Ledger, record: number): Ledger {
  const ledger = withTooLate(before, record)
  const at = ledger.applied.findIndex((effect) => effect.record === record)
  const effect = ledger.applied[at]
  // A queue may deliver for ever; twice is all that matters.
  if (ledger.queue !== null && effect !== undefined && effect.times > 1) return ledger
  return {
    ...ledger,
    applied:
      effect === undefined
        ? [...ledger.applied, { record, times: 1 }]
        : ledger.applied.with(at, { record, times: effect.times + 1 }),
  }
}

function withConsumed(ledger: Ledger, record: number): Ledger {
  const consumed = including(ledger.consumed, record)
  return consumed === ledger.consumed ? ledger : { ...ledger, consumed }
}

function withNoted(ledger: Ledger, { who, what }: Extract<Observation, { kind: 'noted' }>): Ledger {
  const { noted = [] } = ledger
  if (noted.some((one) => one.who === who && one.what === what)) return ledger
  return { ...ledger, noted: [...noted, { who, what }] }
}

function withReadBack(
  before: Ledger,
  { log, records, isolation, configured }: Extract<Observation, { kind: 'read-back' }>,
): Ledger {
  const ledger = configured === true && !before.readsCommitted ? { ...before, readsCommitted: true } : before
  const lists = isolation === undefined ? ledger.readBack : ledger.readCommitted
  const known = lists[log]
  if (known !== undefined && sameRecords(known, records)) return ledger
  const after = placed(lists, log, records)
  return isolation === undefined ? { ...ledger, readBack: after } : { ...ledger, readCommitted: after }
}

function withReplica(ledger: Ledger, log: number, replica: number, records: readonly number[]): Ledger {
  const replicas = ledger.replicas[log] ?? []
  const known = replicas.find((copy) => copy.replica === replica)
  if (known !== undefined && sameRecords(known.records, records)) return ledger
  const others = replicas.filter((copy) => copy.replica !== replica)
  const all = [...others, { replica, records }].sort((a, b) => a.replica - b.replica)
  return { ...ledger, replicas: placed(ledger.replicas, log, all) }
}

/** `lists` with `list` at this place; places that were never named before it are empty. */
function placed<T>(lists: readonly (readonly T[])[], at: number, list: readonly T[]): readonly (readonly T[])[] {
  const copy = [...lists]
  while (copy.length < at) copy.push([])
  copy[at] = list
  return copy
}

function sameRecords(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((record, index) => record === b[index])
}
