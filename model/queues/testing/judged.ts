/** Test material: a queue file judged completely, and what came of each promise. */
import { parse } from 'yaml'
import { budgetWithin } from '../../../generators/budget.ts'
import type { PromiseResult } from '../../../harness/result.ts'
import { searchScopes } from '../../../harness/scopes.ts'
import { QUEUE_INVARIANTS } from '../../../invariants/index.ts'
import type { FaultKind } from '../../machine.ts'
import type { System } from '../../system.ts'
import { sizesOf } from '../entry.ts'
import { readQueueSettings, type QueueSettings } from '../settings.ts'
import type { QueueAction, QueueState } from '../state.ts'
import { queueSystem } from '../system.ts'

/** What may go wrong: faults and moves in all, and at most so many of a kind. */
export interface Within {
  readonly faults: number
  readonly moves?: number
  readonly only?: readonly FaultKind[]
}

/** The settings of a queue file without its first line. Throws for a file that is not right. */
export function settingsOf(yaml: string): QueueSettings {
  const read = readQueueSettings({ system: 'queues', ...(parse(yaml) as Readonly<Record<string, unknown>> | null) })
  if ('problems' in read) throw new Error(JSON.stringify(read.problems))
  return read.settings
}

/** Every schedule within the budget, in all sizes. */
export async function judged(
  yaml: string,
  promise: string,
  { faults, moves = 0, only }: Within,
  made = queueSystem,
): Promise<PromiseResult<QueueAction>> {
  const settings = settingsOf(yaml)
  const systems: readonly System<QueueState, QueueAction>[] = sizesOf(settings).map((size) => made(settings, size))
  const kinds = systems[0]?.faults ?? []
  const limits = Object.fromEntries(
    kinds.map(({ kind }) => [kind, only === undefined || only.includes(kind) ? faults : 0]),
  )
  const { promises } = await searchScopes(systems, {
    invariants: QUEUE_INVARIANTS.filter(({ id }) => id === promise),
    budget: budgetWithin(kinds, faults, limits, moves),
    search: 'exhaustive',
    runs: 0,
    steps: 60,
    maxStates: 300_000,
    seed: 'queues',
  })
  const [result] = promises
  if (result === undefined) throw new Error(`no promise of queues is called ${promise}`)
  return result
}

/**
 * `held up to 2`, `violated: 1 crash`, `violated: nothing`, `not-applicable`; with what is missing where it is not
 * complete.
 */
export function inBrief({ verdict, why, counterexample, evidence }: PromiseResult<unknown>): string {
  if (counterexample !== null) {
    const kinds = [...Object.entries(counterexample.faultKinds), ...Object.entries(counterexample.moveKinds)].map(
      ([kind, times]) => `${times} ${kind}`,
    )
    return `violated: ${kinds.length === 0 ? 'nothing' : kinds.join(', ')}${counterexample.minimal === 'proven' ? '' : ' (local)'}`
  }
  if (verdict !== 'held') return `${verdict}${why === null ? '' : `: ${why}`}`
  const complete = Math.min(...(evidence.exhaustive ?? []).map(({ completeTo }) => completeTo))
  return `held up to ${complete}`
}
