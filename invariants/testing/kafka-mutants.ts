/** Mutants of the protocol of Kafka, each with the promise that it breaks. */
import { expect, test } from 'vitest'
import { type Budget, budgetOf } from '../../generators/budget.ts'
import { type Scope, kafkaSystem } from '../../model/kafka/system.ts'
import { FAULT_KINDS, type FaultKind } from '../../model/machine.ts'
import { type Experiment, type Mutation, verdicts, withMutant } from './mutants.ts'

export interface Mutant extends Mutation, Experiment {
  /** What is different, as the end of the sentence "… is broken when …". */
  readonly when: string
  readonly promise: string
  /** Promises that the mutant keeps. */
  readonly keeps?: readonly string[]
}

export const ONE: readonly Scope[] = [{ records: 1, producers: 1 }]
export const TWO: readonly Scope[] = [{ records: 2, producers: 1 }]

/** Faults of these kinds alone, each so often at the most. */
export function only(limits: Partial<Record<FaultKind, number>>, moves: number): Budget {
  const none = Object.fromEntries(FAULT_KINDS.map((kind) => [kind, 0]))
  const total = Object.values(limits).reduce((sum, limit) => sum + limit, moves)
  return budgetOf(total, { ...none, ...limits }, moves)
}

/** Each of these breaks its promise, which the protocol as it is keeps. */
export function breakTheirPromises(mutants: readonly Mutant[]): void {
  test.each(mutants)('$promise is broken when $when', async (mutant) => {
    const { promise, keeps = [] } = mutant
    const kept = Object.fromEntries(keeps.map((id) => [id, 'held']))
    expect(await withMutant(mutant, (makeSystem) => verdicts(makeSystem, mutant, [promise, ...keeps]))).toEqual({
      [promise]: 'violated',
      ...kept,
    })
    expect(await verdicts(kafkaSystem, mutant, [promise, ...keeps])).toEqual({ [promise]: 'held', ...kept })
  })
}
