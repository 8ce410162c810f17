/** What is said of healing is what healing says, however much of the way was known. */
import { isDeepStrictEqual } from 'node:util'
import { sample } from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ScheduleArbitrary } from '../generators/schedule.ts'
import { emptyLedger } from '../invariants/ledger.ts'
import { kafkaSystem } from '../model/kafka/system.ts'
import { settingsOf } from '../model/kafka/testing/scenario.ts'
import type { System } from '../model/system.ts'
import { budgetOf } from './budget.ts'
import { heal } from './heal.ts'
import { healerOf } from './healer.ts'
import { queueSystem } from './testing/queue.ts'

const TRANSACTIONAL = { 'transactional.id': 't', 'enable.idempotence': true } as const

/** Of the places of random schedules: how many were compared, and from how many healing ended where it had before. */
function compare<State, Action>(system: System<State, Action>): { readonly compared: number; readonly met: number } {
  const schedules = new ScheduleArbitrary(system, { budget: budgetOf(2), faults: 2, moves: 1, steps: 40 })
  const places = sample(schedules, { numRuns: 8, seed: 7 }).flatMap((walk) => [...walk.discovered, walk])
  const ends = new Set<unknown>()
  for (const { state, ledger } of places) {
    const reached: string[] = []
    const whole = heal(system, state, ledger, (action, before, after) => {
      reached.push(...system.situations(action, before, after))
    })
    const told: string[] = []
    const outcome = healerOf(system)(state, ledger)
    outcome.eachSituation((situation) => told.push(situation))
    const { steps, ...end } = outcome.healed
    const said = { ...end, steps: outcome.steps }
    // `expect` takes long to find things equal.
    if (!isDeepStrictEqual(said, whole)) expect(said).toEqual(whole)
    if (!isDeepStrictEqual(told, reached)) expect(told).toEqual(reached)
    if (steps > whole.steps) expect(steps).toBe(whole.steps)
    ends.add(outcome.healed)
  }
  return { compared: places.length, met: places.length - ends.size }
}

describe('healing that is remembered is healing', () => {
  test.each([
    ['newest Kafka', kafkaSystem(settingsOf({ 'min.insync.replicas': 2 }), { records: 2, producers: 2 })],
    [
      'ZooKeeper, unclean elections',
      kafkaSystem(settingsOf({ 'kafka.version': '2.0.1', 'unclean.leader.election.enable': true }), {
        records: 2,
        producers: 1,
      }),
    ],
    ['transactions', kafkaSystem(settingsOf(TRANSACTIONAL), { records: 1, producers: 1, prompt: true })],
  ] as const)('%s', (_, system) => {
    const { compared, met } = compare(system as System<unknown, unknown>)
    expect(compared).toBeGreaterThan(100)
    expect(met).toBeGreaterThan(compared / 2)
  })

  test('and of a system that is not in parts nothing is remembered', () => {
    expect(compare(queueSystem()).met).toBe(0)
  })
})

/** Work to be done behind somebody who comes first, and who ends only when it is done or after so many turns. */
function busyInParts(spinsFor: number): System<{ readonly of: { spins: number; done: boolean } }, string> {
  type State = { readonly of: { spins: number; done: boolean } }
  const spins = ({ of }: State): readonly string[] => (!of.done && of.spins < spinsFor ? ['spin'] : [])
  const works = ({ of }: State): readonly string[] => (of.done ? [] : ['work'])
  const source = { isCostly: false, waits: false, mayBeAtOnce: false }
  return {
    machine: {
      name: 'busy',
      initial: { of: { spins: 0, done: false } },
      actions: (state) => [...spins(state), ...works(state)],
      step: ({ of }, action) => ({
        state: { of: action === 'work' ? { ...of, done: true } : { ...of, spins: of.spins + 1 } },
        seen: [],
      }),
      cost: () => undefined,
      describe: (action) => action,
    },
    inParts: {
      parts: { split: ({ of }) => [of], groups: [undefined], join: ([of]) => ({ of: of as State['of'] }) },
      sources: [
        { ...source, actions: spins },
        { ...source, actions: works },
      ],
      isAtWork: () => false,
    },
    reservations: {},
    bounds: {},
    epilogue: () => [],
    readBack: ({ of }) => [{ kind: 'read-back', log: 0, records: of.done ? [of.spins] : [] }],
    situations: (action) => [action],
    possibleSituations: ['spin', 'work'],
    participants: () => [],
    recordName: String,
    view: ({ of }) => String(of.spins),
    named: (actions) => actions,
    luckKey: (action) => action,
  }
}

describe('where healing has to be watched for fairness, nothing that is remembered stands for it', () => {
  test.each([[10], [59], [60], [61], [100]])('%i turns of somebody who comes first', (turns) => {
    const system = busyInParts(turns)
    const at = (spins: number) => ({ of: { spins, done: false } })
    // From the end of the way to its beginning: of each the rest is known already.
    for (let spins = turns; spins >= 0; spins--) {
      const outcome = healerOf(system)(at(spins), emptyLedger)
      expect({ ...outcome.healed, steps: outcome.steps }).toEqual(heal(system, at(spins), emptyLedger))
    }
  })
})
