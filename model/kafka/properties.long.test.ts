/** What users rely on, over many settings: each takes half a minute. */
import { describe, expect, test } from 'vitest'
import { budgetOf } from '../../generators/budget.ts'
import { tryOut } from '../../harness/judge.ts'
import { INVARIANTS } from '../../invariants/index.ts'
import type { KafkaSettings } from './settings/types.ts'
import { kafkaSystem } from './system.ts'
import { settingsOf } from './testing/scenario.ts'
import { DATA, STRONGER, violations, worseWhenStronger } from './testing/stronger.ts'

const VERSIONS = ['0.10.2.2', '4.0.2', '4.3.1']
const SHAPES = [
  [1, 3],
  [2, 2],
  [2, 3],
].map(([min = 1, replicas = 1]) => ({ 'min.insync.replicas': min, 'replication.factor': replicas }))

describe('what users rely on', { timeout: 240_000 }, () => {
  test.each(STRONGER)(
    'a stronger setting never adds a violation, nor makes one cheaper: $name',
    async ({ weak, strong }) => {
      const worse: string[] = []
      for (const version of VERSIONS) {
        for (const shape of SHAPES) {
          const common = { 'kafka.version': version, 'retries': 2, ...shape }
          worse.push(...(await worseWhenStronger({ ...common, ...weak }, { ...common, ...strong }, budgetOf(1), 160)))
        }
      }
      const newest = { 'min.insync.replicas': 2, 'replication.factor': 2, 'retries': 2 }
      worse.push(...(await worseWhenStronger({ ...newest, ...weak }, { ...newest, ...strong }, budgetOf(2), 400)))
      expect(worse).toEqual([])
    },
  )

  const BREAKABLE: readonly Partial<KafkaSettings>[] = [
    { 'acks': '1', 'min.insync.replicas': 2, 'retries': 2 },
    { 'kafka.version': '0.10.2.2', 'replication.factor': 2, 'min.insync.replicas': 2, 'retries': 2 },
    { 'unclean.leader.election.enable': true, 'retries': 2 },
  ]

  test('fewer faults or fewer moves never add a violation, and none costs more than there is', async () => {
    const promises = [...DATA, 'no-duplicates', 'in-order', 'honest-outcome']
    const sizes = [
      [0, 0],
      [1, 0],
      [1, 1],
      [2, 1],
      [2, 2],
    ] as const
    let replayed = 0
    for (const given of BREAKABLE) {
      const kafka = kafkaSystem(settingsOf(given), { records: 2, producers: 1 })
      for (const [at, [total, moves]] of sizes.entries()) {
        const found = await violations([kafka], promises, budgetOf(total, {}, moves), 250)
        for (const [promise, violation] of found) {
          expect(violation.faults + violation.moves).toBeLessThanOrEqual(total)
          expect(violation.moves).toBeLessThanOrEqual(moves)
          const invariant = INVARIANTS.find(({ id }) => id === promise)
          if (invariant === undefined) throw new Error(`no promise is called ${promise}`)
          for (const [largerTotal, largerMoves] of sizes.slice(at)) {
            const { run, violation: again } = tryOut(
              kafka,
              invariant,
              violation.actions,
              budgetOf(largerTotal, {}, largerMoves),
            )
            expect(run.actions).toEqual(violation.actions)
            expect(again).toBeDefined()
            replayed++
          }
        }
      }
    }
    expect(replayed).toBeGreaterThan(30)
  })
})
