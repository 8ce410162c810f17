/** Looks for a flaw where it is, and where its fix is: the same search, everything else equal. */
import type { Budget } from '../harness/budget.ts'
import type { PromiseResult } from '../harness/result.ts'
import { searchScopes } from '../harness/scopes.ts'
import type { SearchKind, SearchProgress } from '../harness/search.ts'
import { invariantById } from '../invariants/index.ts'
import { resolveSettings } from '../model/kafka/settings/resolve.ts'
import type { KafkaSettings } from '../model/kafka/settings/types.ts'
import { type KafkaAction, type Scope, kafkaSystem } from '../model/kafka/system.ts'
import { FAULT_KINDS, type FaultKind } from '../model/machine.ts'
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
  readonly settings: KafkaSettings
  readonly result: PromiseResult<KafkaAction>
  readonly interrupted: boolean
}

/** The settings of a variant, as Kafka of its version makes them. Throws `InputError` for what Kafka refuses. */
export function settingsOf({ settings, gates }: Variant): KafkaSettings {
  const given = Object.entries(settings).map(([key, value]) => ({
    section: undefined,
    key,
    value,
    origin: { option: 'gallery' },
  }))
  return resolveSettings(given, gates === undefined ? {} : { gates }).settings
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

/** Exactly the faults and moves of a scope. */
export function budgetOfScope({ faults, moves }: FlawScope): Budget {
  const limits = Object.fromEntries(FAULT_KINDS.map((kind) => [kind, faults[kind] ?? 0])) as Record<FaultKind, number>
  return { total: moves + Object.values(limits).reduce((sum, limit) => sum + limit, 0), faults: limits, moves }
}

/** Judges the flaw's promise on a variant, in the flaw's scope. */
export async function judgeVariant(flaw: Flaw, variant: Variant, options: ExamineOptions): Promise<Examined> {
  const invariant = invariantById(flaw.promise)
  if (invariant === undefined) throw new Error(`${flaw.id}: there is no promise ${flaw.promise}`)
  const settings = settingsOf(variant)
  const { records, loop = false, prompt = settings['transactional.id'] !== '' } = flaw.scope
  const whole: Scope = {
    records,
    producers: loop ? 2 : 1,
    ...(loop && { loop }),
    ...(variant.byRecord === true && { byRecord: true }),
    ...(prompt && { prompt }),
  }
  const systems = (records === 1 ? [whole] : [{ ...whole, records: 1 }, whole]).map((scope) =>
    kafkaSystem(settings, scope),
  )
  const { promises, interrupted } = await searchScopes(systems, {
    ...options,
    invariants: [invariant],
    budget: budgetOfScope(flaw.scope),
  })
  return { settings, result: promises[0] as PromiseResult<KafkaAction>, interrupted }
}
