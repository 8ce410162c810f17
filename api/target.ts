/** What is judged: settings of a system that Tidemark knows, or a system of the user's own. */
import { type Budget, budgetWithin } from '../generators/budget.ts'
import type { SearchKind } from '../harness/search.ts'
import { invariantById } from '../invariants/index.ts'
import type { Invariant } from '../invariants/invariant.ts'
import type { Given } from '../model/given.ts'
import type { FaultKind } from '../model/machine.ts'
import type { OwnOptions, Size, SystemEntry } from '../model/system-entry.ts'
import { SYSTEMS, systemNamed, USUAL_SYSTEM } from '../model/systems.ts'
import type { Configuration } from '../reports/report.ts'
import type { OwnSystem } from './own-system.ts'

/** Settings by the names under which their users know them: `{ 'acks': 'all', 'min.insync.replicas': 2 }`. */
export type GivenSettings = Readonly<Record<string, string | number | boolean>>

/** What is judged. */
export type Target = GivenSettings | OwnSystem

/** How much may go wrong, and how hard it is searched. Without any of it: as `tidemark check` does. */
export interface CheckOptions extends OwnOptions {
  /** Of which system the settings are: `kafka`, `queues`. */
  readonly system?: string
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
}

export function isOwn(target: Target): target is OwnSystem {
  return target['is'] === 'own-system'
}

/**
 * Makes a target ready to be judged.
 * @throws InputError for settings that the system does not have or refuses
 * @throws RangeError for a system, a promise, a fault or an amount that there is not
 */
export function ready(target: Target, options: CheckOptions = {}): Ready {
  const entry = isOwn(target) ? target.entry : namedSystem(options.system ?? USUAL_SYSTEM)
  const given = isOwn(target) ? [] : givenBy(target, options)
  const resolved = entry.resolve(given, options)
  const { settings } = resolved
  const budget = budgetFor(entry, options, entry.faults(settings))
  const { assumed, ignored, warnings, notes } = resolved
  return {
    entry,
    configuration: {
      system: entry.name,
      ...(isOwn(target) && { entry }),
      settings,
      assumed,
      ignored,
      warnings,
      notes,
    },
    size: entry.sizeOf(settings, { ...options, allowed: budget.faults }),
    budget,
    invariants: invariantsFor(target, entry, options.promises),
    isOwn: isOwn(target),
  }
}

function namedSystem(name: string): SystemEntry {
  const entry = systemNamed(name)
  if (entry !== undefined) return entry
  throw new RangeError(`there is no system ${name}; there are ${SYSTEMS.map((one) => one.name).join(', ')}`)
}

/** As from an option of the command: a name that nobody knows is an error, not a warning. */
function givenBy(settings: GivenSettings, { client }: CheckOptions): readonly Given[] {
  const all = Object.entries(client === undefined ? settings : { client, ...settings })
  return all.map(([key, value]) => ({
    section: undefined,
    key,
    value: String(value),
    origin: { option: 'settings' },
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
