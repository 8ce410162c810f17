/** What is only seen of queues, folded into the ledger. */
import type { Observation } from '../model/observation.ts'
import { including } from './ascending.ts'
import { emptyQueueLedger, type Ledger, type QueueLedger } from './ledger.ts'

type QueueObservation = Extract<
  Observation,
  {
    readonly kind:
      'waits' | 'stops-waiting' | 'chosen' | 'handed-over' | 'held-up' | 'cancelled' | 'given-up' | 'endless'
  }
>

/** The ledger after an observation that only a queue makes; the same object where it says nothing new. */
export function withQueueObservation(ledger: Ledger, observation: QueueObservation): Ledger {
  const before = ledger.queue ?? emptyQueueLedger
  const queue = queueAfter(before, observation)
  return queue === before ? ledger : { ...ledger, queue }
}

/** The same ledger, now known to be the one of a queue. */
export function asQueue(ledger: Ledger): Ledger {
  return ledger.queue === null ? { ...ledger, queue: emptyQueueLedger } : ledger
}

/** Takes down that an effect came after its cancellation. */
export function withTooLate(ledger: Ledger, record: number): Ledger {
  const { queue } = ledger
  if (queue === null || !queue.cancelled.includes(record) || queue.tooLate.includes(record)) return ledger
  return { ...ledger, queue: { ...queue, tooLate: including(queue.tooLate, record) } }
}

function queueAfter(queue: QueueLedger, observation: QueueObservation): QueueLedger {
  switch (observation.kind) {
    case 'waits':
      return {
        ...queue,
        waiting: inPlace([...queue.waiting, { record: observation.record, priority: observation.priority }]),
      }
    case 'stops-waiting': {
      const at = queue.waiting.findIndex(({ record }) => record === observation.record)
      return at < 0 ? queue : { ...queue, waiting: queue.waiting.toSpliced(at, 1) }
    }
    case 'chosen':
      return withChosen(queue, observation)
    case 'handed-over': {
      const early = observation.early > 0 ? including(queue.early, observation.record) : queue.early
      return queue.timed && early === queue.early ? queue : { ...queue, timed: true, early }
    }
    case 'held-up':
      return queue.heldUp === null
        ? { ...queue, heldUp: { record: observation.record, behind: observation.behind } }
        : queue
    case 'cancelled':
      return changed(queue, 'cancelled', including(queue.cancelled, observation.record))
    case 'given-up':
      return withGivenUp(queue, observation)
    case 'endless':
      return changed(queue, 'endless', observation.records.reduce(including, queue.endless))
  }
}

function withGivenUp(queue: QueueLedger, { record, dropped }: Extract<Observation, { kind: 'given-up' }>): QueueLedger {
  const after = changed(queue, 'givenUp', including(queue.givenUp, record))
  return dropped === true ? changed(after, 'dropped', including(queue.dropped, record)) : after
}

function changed(
  queue: QueueLedger,
  field: 'cancelled' | 'givenUp' | 'dropped' | 'endless',
  records: readonly number[],
): QueueLedger {
  return records === queue[field] ? queue : { ...queue, [field]: records }
}

/** Whose turn it was is judged by who waits in the broker at that moment, and never again. */
function withChosen(
  queue: QueueLedger,
  { record, priority, at }: Extract<Observation, { kind: 'chosen' }>,
): QueueLedger {
  const contested = queue.contested || queue.waiting.some((other) => other.priority !== priority)
  const urgent = queue.waiting.find((other) => other.priority > priority)
  const inverted = queue.inverted ?? (urgent === undefined ? null : { record, before: urgent.record, at })
  return contested === queue.contested && inverted === queue.inverted ? queue : { ...queue, contested, inverted }
}

function inPlace(waiting: QueueLedger['waiting']): QueueLedger['waiting'] {
  return waiting.toSorted((a, b) => a.record - b.record)
}
