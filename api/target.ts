/** What is judged: settings of a system that Tidemark knows, files that hold some, or a system of the user's own. */
import { type Budget, budgetWithin } from '../generators/budget.ts'
import type { SearchKind } from '../harness/search.ts'
import { invariantById } from '../invariants/index.ts'
import type { Invariant } from '../invariants/invariant.ts'
import type { Given } from '../model/given.ts'
import { InputError } from '../model/input-error.ts'
import type { FaultKind } from '../model/machine.ts'
import type { OwnOptions, Settings, Size, SystemEntry } from '../model/system-entry.ts'
import { SYSTEMS, systemNamed, USUAL_SYSTEM } from '../model/systems.ts'
import type { Configuration } from '../reports/report.ts'
import { type FileSettings, readGiven } from './files.ts'
import type { OwnSystem } from './own-system.ts'
import { sizeFor, type Workload } from './workload.ts'

/** Settings by the names under which their users know them: `{ 'acks': 'all', 'min.insync.replicas': 2 }`. */
export type GivenSettings = Readonly<Record<string, string | number | boolean>>

/** What is judged. */
export type Target = GivenSettings | FileSettings | OwnSystem

/** How much may go wrong, and how hard it is searched. Without any of it: as `tidemark check` does. */
export interface CheckOptions extends OwnOptions {
  /** Of which system the settings are: `kafka`, `queues`. Files say it themselves. */
  readonly system?: string
  /** Settings that count before those of files, and fill in what they leave open. */
  readonly set?: GivenSettings
  /** What applications do; producers send records without it. */
  readonly workload?: Workload
  /** Promises to judge, by id, or promises of one's own. Without it all that the system has. */
  readonly promises?: readonly (string | Invariant)[]
  /** At most so many faults and moves together in one schedule; 2 without it. */
  readonly faults?: number
  /** At most so many of each kind. */
  readonly fault?: Readonly<Partial<Record<FaultKind, number>>>
  /** At most so many planned moves among them; 1 without it. */
  readonly moves?: number
  readonly search?: SearchKind
  /** Random schedules, and steps of each; 1000 and 60 without it. */
  readonly runs?: number
  readonly steps?: number
  /** States that the exhaustive search of one size stores before it stops; 200000 without it. */
  readonly maxStates?: number
  /** Records that are sent. */
  readonly records?: number
  /** Look for what is to blame for a broken promise, and what would mend it: takes about as long again. */
  readonly remedies?: boolean
  /** Any text; derived from the settings without it. */
  readonly seed?: string
}

/** A target with everything known that has to be known to judge it. */
export interface Ready {
  readonly entry: SystemEntry
  readonly configuration: Configuration
  readonly size: Size
  readonly budget: Budget
  readonly invariants: readonly Invariant[]
  readonly isOwn: boolean
  /** The settings with these changes; `undefined` where they are refused then. */
  readonly changed: (changes: GivenSettings) => Settings | undefined
}

export function isOwn(target: Target): target is OwnSystem {
  return target['is'] === 'own-system'
}

export function isFiles(target: Target): target is FileSettings {
  return target['is'] === 'files'
}

/**
 * Makes a target ready to be judged, of which there is one.
 * @throws as `allReady`
 * @throws RangeError for files that hold several configurations
 */
export function ready(target: Target, options: CheckOptions = {}): Ready {
  const [one, ...others] = allReady(target, options)
  if (one !== undefined && others.length === 0) return one
  const names = [one, ...others].map((each) => each?.configuration.of ?? '').join(', ')
  throw new RangeError(`these files hold ${others.length + 1} configurations (${names}): give the files of one`)
}

/**
 * Makes everything that a target holds ready to be judged: more than one of files with brokers, topics or clients that
 * differ.
 * @throws InputError for files that cannot be read, and for settings that the system does not have or refuses
 * @throws RangeError for a system, a promise, a fault, a workload or an amount that there is not
 */
export function allReady(target: Target, options: CheckOptions = {}): readonly Ready[] {
  const { system, notes, asides, cases } = casesOf(target, options)
  const entry = isOwn(target) ? target.entry : namedSystem(system)
  refuseForeign(entry, options)
  const invariants = invariantsFor(target, entry, options.promises)
  return cases.map(({ name, given }) => {
    const resolved = entry.resolve(given, options)
    const { settings, assumed, from = {}, warnings } = resolved
    const budget = budgetFor(entry, options, entry.faults(settings))
    return {
      entry,
      configuration: {
        system: entry.name,
        ...(isOwn(target) && { entry }),
        settings,
        assumed,
        ignored: [...resolved.ignored, ...asides],
        warnings,
        notes: [...notes, ...resolved.notes],
        ...(isFiles(target) && { from, of: name }),
      },
      size: sizeFor(entry, settings, { ...options, allowed: budget.faults }),
      budget,
      invariants,
      isOwn: isOwn(target),
      changed: (changes) => changedTo(entry, [...given, ...givenBy(changes, 'remedy')], options),
    }
  })
}

/** What is judged, each by itself, and what is said of all of it. */
interface Cases {
  readonly system: string
  readonly cases: readonly { readonly name: string; readonly given: readonly Given[] }[]
  readonly asides: Configuration['ignored']
  readonly notes: readonly string[]
}

function casesOf(target: Target, options: CheckOptions): Cases {
  const { system = USUAL_SYSTEM, client, set = {} } = options
  const named = client === undefined ? {} : { client }
  if (isOwn(target)) return { system, cases: [{ name: '', given: [] }], asides: [], notes: [] }
  if (!isFiles(target)) {
    const given = givenBy({ ...named, ...target, ...set }, 'settings')
    return { system, cases: [{ name: '', given }], asides: [], notes: [] }
  }
  const read = readGiven(target, options.system)
  const over = givenBy({ ...named, ...set }, 'set')
  return {
    system: read.system,
    cases: read.cases.map(({ name, given }) => ({ name, given: [...given, ...over] })),
    asides: read.asides.map(({ key, why, origin }) => ({ key, why, from: origin })),
    notes: read.notes,
  }
}

/** The settings of a configuration that has been changed; `undefined` where they are refused then. */
function changedTo(entry: SystemEntry, given: readonly Given[], options: CheckOptions): Settings | undefined {
  try {
    return entry.resolve(given, options).settings
  } catch (error) {
    if (error instanceof InputError) return undefined
    throw error
  }
}

const OWN_OPTIONS = ['kafkaVersion', 'brokers', 'client', 'gate', 'producers', 'loop', 'byRecord', 'outbox'] as const

/** Options that only other systems have. */
function refuseForeign(entry: SystemEntry, options: CheckOptions): void {
  const foreign = OWN_OPTIONS.find(
    (option) => options[option] !== undefined && options[option] !== false && !entry.options.includes(option),
  )
  if (foreign !== undefined) throw new RangeError(`${entry.name} has no option ${foreign}: leave it out`)
}

function namedSystem(name: string): SystemEntry {
  const entry = systemNamed(name)
  if (entry !== undefined) return entry
  throw new RangeError(`there is no system ${name}; there are ${SYSTEMS.map((one) => one.name).join(', ')}`)
}

/** As from an option of the command: a name that nobody knows is an error, not a warning. */
function givenBy(settings: GivenSettings, option: string): readonly Given[] {
  return Object.entries(settings).map(([key, value]) => ({
    section: undefined,
    key,
    value: String(value),
    origin: { option },
  }))
}

function budgetFor(
  entry: SystemEntry,
  { faults = 2, fault = {}, moves = 1 }: CheckOptions,
  own: ReturnType<SystemEntry['faults']>,
): Budget {
  for (const [name, amount] of Object.entries({ faults, moves, ...fault }))
    if (!Number.isSafeInteger(amount) || amount < 0)
      throw new RangeError(`${name} is ${amount}: give a whole number, 0 or more`)
  const kinds = own.map(({ kind }) => kind)
  const unknown = Object.keys(fault).find((kind) => !kinds.some((known) => known === kind))
  if (unknown !== undefined)
    throw new RangeError(`${entry.name} has no fault ${unknown}; there are ${kinds.join(', ')}`)
  return budgetWithin(own, faults, fault, moves)
}

function invariantsFor(target: Target, entry: SystemEntry, asked: CheckOptions['promises']): readonly Invariant[] {
  const own = isOwn(target) ? target.promises : []
  return (asked ?? entry.promises).map((one) => {
    if (typeof one !== 'string') return one
    const known = own.find(({ id }) => id === one) ?? (entry.promises.includes(one) ? invariantById(one) : undefined)
    if (known !== undefined) return known
    throw new RangeError(`${one} is no promise of ${entry.name}; there are ${entry.promises.join(', ')}`)
  })
}
