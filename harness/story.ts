/** Words for what clients see and for what a step cost. */
import type { Violation } from '../invariants/invariant.ts'
import type { Ledger } from '../invariants/ledger.ts'
import type { Cost } from '../model/machine.ts'
import { DEAD_LETTERS, NO_RECORD, type Observation } from '../model/observation.ts'
import type { System } from '../model/system.ts'
import type { StoryStep } from './result.ts'
import type { Run, RunStep } from './schedule.ts'

/** One step of a run, as a person reads it. */
export function storyStep<State, Action>(system: System<State, Action>, step: RunStep<State, Action>): StoryStep {
  return {
    text: system.machine.describe(step.action, step.before),
    cost: costInWords(step.cost),
    participants: system.participants(step.after),
    seen: step.seen.filter(isNews).map((observation) => observationInWords(observation, system.recordName)),
  }
}

/** The step of a producer that sends says so itself. */
function isNews(observation: Observation): boolean {
  return observation.kind !== 'sent' || observation.queued === true
}

/** `fault crash`, `move leader-move`, or `null` for ordinary work. */
export function costInWords(cost: Cost): string | null {
  return cost === undefined ? null : `${cost.is} ${cost.kind}`
}

/** The clause with the names of its records. */
export function clauseInWords(violation: Violation, name: (record: number) => string): string {
  return violation.clause.replace(/\{(\d+)\}/g, (place, index: string) => {
    const record = violation.records[Number(index)]
    return record === undefined ? place : name(record)
  })
}

/** What clients saw: "record a is acknowledged". */
export function observationInWords(observation: Observation, name: (record: number) => string): string {
  switch (observation.kind) {
    case 'sent':
      // A queue counts its producers from 1, and has said so.
      if (observation.queued === true) return `message ${name(observation.record)} is sent`
      return `producer ${observation.producer} sends record ${name(observation.record)}`
    case 'acknowledged':
      return `record ${name(observation.record)} is acknowledged`
    case 'rejected':
      return `the send of record ${name(observation.record)} fails: ${observation.error}`
    case 'unknown-outcome':
      return `nobody hears what became of record ${name(observation.record)}`
    case 'polled':
      return `record ${name(observation.record)} can be read at offset ${observation.offset}${observation.why === undefined ? '' : `, ${observation.why}`}`
    case 'applied':
      return `record ${name(observation.record)} is processed`
    case 'consumed':
      if (observation.row === true) return `the outbox row of record ${name(observation.record)} is deleted`
      return `record ${name(observation.record)} is reported as consumed`
    case 'began':
      return `producer ${observation.producer} begins transaction ${observation.transaction + 1}`
    case 'ending':
      return `the application wants to ${observation.commit ? 'commit' : 'abort'} transaction ${observation.transaction + 1}`
    case 'ended':
      return `transaction ${observation.transaction + 1} is reported as ${observation.committed ? 'committed' : 'aborted'}`
    case 'fenced':
      return `producer ${observation.producer} is fenced`
    case 'delivered':
      return `the consumer is given record ${name(observation.record)} at offset ${observation.offset}`
    case 'stable-end':
      return `the last stable offset is ${observation.stable}, the high watermark ${observation.end}`
    case 'read-back':
      return `a new ${observation.isolation === undefined ? 'reader' : `${observation.isolation} reader`} is given ${listed(observation.records, name)}`
    case 'replica-read':
      return `replica ${observation.replica} holds ${listed(observation.records, name)}`
    case 'waits':
      return `message ${name(observation.record)} waits in the broker`
    case 'stops-waiting':
      return `message ${name(observation.record)} does not wait any more`
    case 'chosen':
      return observation.at === 'dispatch'
        ? `message ${name(observation.record)} is dispatched`
        : `the processing of message ${name(observation.record)} begins`
    case 'handed-over':
      return `message ${name(observation.record)} is delivered ${observation.early === 0 ? 'when it is due' : 'before it is due'}`
    case 'held-up':
      return `message ${name(observation.record)} is due, and message ${name(observation.behind)} before it is not`
    case 'cancelled':
      return `the cancellation of message ${name(observation.record)} is committed`
    case 'given-up':
      return `message ${name(observation.record)} is given up`
    case 'noted':
      return `${observation.who} ${observation.what}`
    case 'endless':
      return `never finished: ${listed(observation.records, name)}`
  }
}

function listed(records: readonly number[], name: (record: number) => string): string {
  // Nobody is given a marker.
  const given = records.filter((record) => record !== NO_RECORD)
  return given.length === 0 ? 'nothing' : given.map(name).join(' ')
}

/** Where the messages of a queue are in the end. */
export function queueInWords({ readBack }: Ledger, name: (record: number) => string): readonly string[] {
  const parked = readBack[DEAD_LETTERS] ?? []
  return [
    `in the queue, or taken from it: ${listed(readBack[0] ?? [], name)}`,
    ...(parked.length === 0 ? [] : [`in the dead-letter queue: ${listed(parked, name)}`]),
  ]
}

/** What happened to a record, for the sentence "record a was sent in step 1 and acknowledged in step 3". */
const DEEDS: Readonly<Partial<Record<Observation['kind'], string>>> = {
  'sent': 'sent',
  'acknowledged': 'acknowledged',
  'rejected': 'reported as failed',
  'polled': 'readable',
  'delivered': 'given to the consumer',
  'applied': 'processed',
  'consumed': 'reported as consumed',
  'cancelled': 'cancelled',
  'given-up': 'given up',
}

/**
 * That sentence, without a full stop; `undefined` if nothing of the kind happened to the record. `healed` is the ledger
 * after healing: an answer that came only then is told too.
 */
export function whenInWords<State, Action>(
  record: number,
  run: Run<State, Action>,
  healed: Ledger,
  name: (record: number) => string,
): string | undefined {
  const deeds: string[] = []
  for (const [index, { seen }] of run.steps.entries()) {
    for (const observation of seen) {
      const deed = DEEDS[observation.kind]
      if (deed === undefined || !('record' in observation) || observation.record !== record) continue
      const isNew = observation.kind === 'applied' || !deeds.some((known) => known.startsWith(`${deed} `))
      if (isNew) deeds.push(`${deed} in step ${index + 1}`)
    }
  }
  const before = run.ledger.sent.find((sent) => sent.record === record)
  const outcome = healed.sent.find((sent) => sent.record === record)?.outcome
  if (before?.outcome === 'pending' && outcome === 'acknowledged') deeds.push(`${DEEDS.acknowledged} while healing`)
  if (before?.outcome === 'pending' && outcome === 'rejected') deeds.push(`${DEEDS.rejected} while healing`)
  const last = deeds.pop()
  if (last === undefined) return undefined
  return `record ${name(record)} was ${deeds.length === 0 ? last : `${deeds.join(', ')} and ${last}`}`
}
