/** What applications do with the system that is judged: the workloads that the model of Kafka has. */
import { InputError } from '../model/input-error.ts'
import { MOST_PRODUCERS, MOST_RECORDS, WHY_LETTERS } from '../model/kafka/settings/limits.ts'
import type { Settings, Size, SizeOptions, SystemEntry } from '../model/system-entry.ts'

/**
 * What applications do. With `transactional.id` among the settings they send in transactions, two of each producer, and
 * commit or abort them.
 */
export type Workload = SendWorkload | OutboxWorkload | LoopWorkload

/** Producers send records. */
export interface SendWorkload {
  readonly kind: 'send'
  /** Of all producers together; 2 without it, in transactions 3. */
  readonly records?: number
  /** 1 without it. */
  readonly producers?: number
  /** Who is told of a failure, or starts again, sends the record once more, as a call of its own. */
  readonly sendsAgain?: boolean
}

/** Producers send what stands in rows of a table, and delete the rows. */
export interface OutboxWorkload {
  readonly kind: 'outbox'
  /** When a row is deleted: once its record is acknowledged, or once it was handed to the producer. */
  readonly deletes: 'after-ack' | 'before-ack'
  readonly records?: number
  readonly producers?: number
}

/** Processes read records, and send what they make of each in one transaction with the position after it. */
export interface LoopWorkload {
  readonly kind: 'loop'
  /** Records of the input; 2 without it. */
  readonly records?: number
  /** Processes that share the work; 2 without it. */
  readonly processes?: number
}

/** The options that a workload may be said with, too; beside one they have no place. */
const SAID_BY_WORKLOAD = ['records', 'producers', 'loop', 'byRecord', 'outbox'] as const

type Asked = SizeOptions & { readonly workload?: Workload }

/**
 * The size of a run.
 * @throws RangeError for an amount that is not modelled, an option that the system does not have, and for a workload
 * that does not go with the settings
 * @throws InputError for options that do not go with the settings, or with each other
 */
export function sizeFor(entry: SystemEntry, settings: Settings, { workload, ...options }: Asked): Size {
  if (workload === undefined) {
    checkAmounts({ records: options.records, producers: options.producers })
    return entry.sizeOf(settings, options)
  }
  const twice = SAID_BY_WORKLOAD.find((option) => options[option] !== undefined)
  if (twice !== undefined) throw new RangeError(`${twice} is part of the workload: leave one of them out`)
  try {
    return entry.sizeOf(settings, { ...options, ...optionsOf(entry, workload) })
  } catch (error) {
    if (!(error instanceof InputError)) throw error
    throw new RangeError(`workload ${workload.kind}: ${error.problem}; ${error.remedy}`, { cause: error })
  }
}

function optionsOf(entry: SystemEntry, workload: Workload): SizeOptions {
  const { kind, records } = workload
  const amount = records === undefined ? {} : { records }
  switch (kind) {
    case 'send': {
      const { producers, sendsAgain = false } = workload
      checkAmounts({ records, producers })
      if (sendsAgain) mustHave(entry, kind, 'byRecord')
      return { ...amount, ...producersOf(entry, kind, producers), ...(sendsAgain && { byRecord: true }) }
    }
    case 'outbox': {
      const { producers, deletes } = workload
      checkAmounts({ records, producers })
      mustHave(entry, kind, 'outbox')
      if (deletes !== 'after-ack' && deletes !== 'before-ack')
        throw new RangeError(`deletes is ${String(deletes)}: a row is deleted after-ack or before-ack`)
      return { ...amount, ...producersOf(entry, kind, producers), outbox: deletes }
    }
    case 'loop': {
      const { processes } = workload
      checkAmounts({ records, processes })
      mustHave(entry, kind, 'loop')
      return { ...amount, ...producersOf(entry, kind, processes), loop: true }
    }
    default:
      throw new RangeError(`there is no workload ${String(kind)}; there are send, outbox, loop`)
  }
}

function producersOf(entry: SystemEntry, kind: string, producers: number | undefined): SizeOptions {
  if (producers === undefined) return {}
  mustHave(entry, kind, 'producers')
  return { producers }
}

function mustHave(entry: SystemEntry, kind: string, option: SystemEntry['options'][number]): void {
  if (entry.options.includes(option)) return
  throw new RangeError(`workload ${kind}: ${entry.name} has no such workload; its applications send, records alone`)
}

function checkAmounts({ records, ...who }: Readonly<Record<string, number | undefined>>): void {
  const all = [['records', records, MOST_RECORDS] as const]
  const those = Object.entries(who).map(([name, amount]) => [name, amount, MOST_PRODUCERS] as const)
  for (const [name, amount, most] of [...all, ...those])
    if (amount !== undefined && !(Number.isSafeInteger(amount) && amount >= 1 && amount <= most))
      throw new RangeError(`${name} is ${amount}: give a whole number from 1 to ${most}; ${WHY_LETTERS}`)
}
