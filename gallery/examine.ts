/** Looks for a flaw where it is, and where its fix is: the same search, everything else equal. */
import { type Budget, budgetWithin } from '../harness/budget.ts'
import type { PromiseResult } from '../harness/result.ts'
import { searchScopes } from '../harness/scopes.ts'
import type { SearchKind, SearchProgress } from '../harness/search.ts'
import { invariantById } from '../invariants/index.ts'
import type { Settings, SystemEntry } from '../model/system-entry.ts'
import type { SystemFault } from '../model/system.ts'
import { knownSystem, USUAL_SYSTEM } from '../model/systems.ts'
import type { Flaw, FlawScope, Variant } from './flaw.ts'

export interface ExamineOptions {
  readonly search: SearchKind
  readonly seed: string
  readonly runs: number
  readonly steps: number
  readonly maxStates: number
  readonly onProgress?: (progress: SearchProgress) => void
  readonly interrupted?: () => boolean
}

/** What was found in one of the two variants. */
export interface Examined {
  readonly settings: Settings
  readonly result: PromiseResult<unknown>
  readonly interrupted: boolean
}

/** The system that has the flaw. */
export function systemOf({ system = USUAL_SYSTEM }: Pick<Flaw, 'system'>): SystemEntry {
  return knownSystem(system)
}

/** The settings of a variant, as its system understands them. Throws `InputError` for what it refuses. */
export function settingsOf(flaw: Pick<Flaw, 'system'>, { settings, gates }: Variant): Settings {
  const given = Object.entries(settings).map(([key, value]) => ({
    section: undefined,
    key,
    value,
    origin: { option: 'gallery' },
  }))
  return systemOf(flaw).resolve(given, gates === undefined ? {} : { gate: gates }).settings
}

/** The variant without the flaw. */
export function fixedVariant({ flawed, fix }: Flaw): Variant {
  const byRecord = fix.byRecord ?? flawed.byRecord
  return {
    settings: { ...flawed.settings, ...fix.settings },
    gates: { ...flawed.gates, ...fix.gates },
    ...(byRecord !== undefined && { byRecord }),
  }
}

/** Exactly the faults and moves of a scope, of those that the system has. */
export function budgetOfScope(own: readonly SystemFault[], { faults, moves }: FlawScope): Budget {
  const limits = Object.fromEntries(own.map(({ kind }) => [kind, faults[kind] ?? 0]))
  return budgetWithin(own, moves + Object.values(limits).reduce((sum, limit) => sum + limit, 0), limits, moves)
}

/** Judges the flaw's promise on a variant, in the flaw's scope: in those sizes that can be searched to the end. */
export async function judgeVariant(flaw: Flaw, variant: Variant, options: ExamineOptions): Promise<Examined> {
  const invariant = invariantById(flaw.promise)
  if (invariant === undefined) throw new Error(`${flaw.id}: there is no promise ${flaw.promise}`)
  const entry = systemOf(flaw)
  const settings = settingsOf(flaw, variant)
  const { records, loop = false } = flaw.scope
  const size = entry.sizeOf(settings, { records, loop, byRecord: variant.byRecord ?? false })
  const systems = entry
    .sizes(settings, size)
    .map((one) => entry.make(settings, one))
    .filter(({ isForSampling }) => isForSampling !== true)
  const { promises, interrupted } = await searchScopes(systems, {
    ...options,
    invariants: [invariant],
    budget: budgetOfScope(entry.faults(settings), flaw.scope),
  })
  const [result] = promises
  if (result === undefined) throw new Error(`${flaw.id}: there is no size in which it could be found`)
  return { settings, result, interrupted }
}
