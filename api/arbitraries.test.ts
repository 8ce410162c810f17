import { assert, check, property, sample } from 'fast-check'
import { expect, test } from 'vitest'
import { play, schedules, settings } from './index.ts'
import { twoPhaseCommit } from './testing/two-phase-commit.ts'

const sound = twoPhaseCommit({ logs: true, restarts: true })
const forgetful = twoPhaseCommit({ logs: false, restarts: true })

test('settings are those that the system accepts', () => {
  const drawn = sample(settings(), { numRuns: 200, seed: 1 })
  expect(drawn.filter((one) => one['acks'] === '1' && one['enable.idempotence'] === true)).toEqual([])
  expect(new Set(drawn.map((one) => one['acks']))).toEqual(new Set(['0', '1', 'all']))
  expect(() => settings({ acks: [] })).toThrow('acks: give at least one value')
})

test('schedules are drawn alike from one seed, and keep to the budget', () => {
  const draw = (): readonly (readonly unknown[])[] => sample(schedules(sound, { faults: 1 }), { numRuns: 50, seed: 3 })
  const drawn = draw()
  expect(draw()).toEqual(drawn)
  const crashes = drawn.map((actions) => actions.filter((action) => JSON.stringify(action).includes('crash')).length)
  expect(new Set(crashes)).toEqual(new Set([0, 1]))
})

test('a property over schedules holds, or shrinks to what matters', () => {
  const isAtomic = (system: typeof sound) =>
    property(schedules(system), (actions) => play(system, actions).broken['atomic'] === undefined)
  assert(isAtomic(sound), { seed: 5 })
  const { failed, counterexample } = check(isAtomic(forgetful), { seed: 5 })
  expect(failed).toBe(true)
  expect(play(forgetful, counterexample?.[0] ?? []).story).toHaveLength(5)
})

test('schedules of Kafka are played, too', () => {
  const risky = { 'acks': 1, 'min.insync.replicas': 2 }
  const [actions = []] = sample(schedules(risky, { faults: 1, records: 1 }), { numRuns: 1, seed: 2 })
  const { story, rested } = play(risky, actions, { faults: 1, records: 1 })
  expect(story).toHaveLength(actions.length)
  expect(rested).toBe(true)
})
