import { expect, test } from 'vitest'
import { INVARIANTS } from '../invariants/index.ts'
import { systemOf } from '../model/kafka/testing/scenario.ts'
import { budgetOf } from './budget.ts'
import { tryOut } from './judge.ts'
import { searchScopes } from './scopes.ts'

test('a counterexample breaks the promise in the size that its evidence names, also where only a larger size had shown it', async () => {
  const sizes = [1, 2].map((records) =>
    systemOf({ 'unclean.leader.election.enable': true, 'replication.factor': 2 }, { records, producers: 1 }),
  )
  const [invariant] = INVARIANTS.filter(({ id }) => id === 'no-acknowledged-loss')
  if (invariant === undefined) throw new Error('no such promise')
  const budget = budgetOf(2, { 'power-loss': 0, 'partition': 0, 'pause': 0 }, 0)
  let carriedOver = 0
  for (let seed = 0; seed < 12; seed++) {
    const options = {
      invariants: [invariant],
      budget,
      search: 'random',
      runs: 100,
      steps: 60,
      maxStates: 20_000,
      seed: `${seed}`,
    } as const
    const { promises } = await searchScopes(sizes, options)
    const [told] = promises
    if (told === undefined || told.counterexample === null) continue
    const alone = await searchScopes(sizes.slice(0, 1), { ...options, runs: 50 })
    const { records } = told.evidence.bounds
    if (records === 1 && alone.promises[0]?.counterexample === null) carriedOver++
    const system = sizes[Number(records) - 1]
    if (system === undefined) throw new Error(`no size of ${records} records`)
    expect(tryOut(system, invariant, told.counterexample.actions, budget).violation).toBeDefined()
  }
  expect(carriedOver).toBeGreaterThan(0)
})
