/** What never ends: found by every search, told as a loop, and nothing said where nothing is known. */
import seedrandom from 'seedrandom'
import { describe, expect, test } from 'vitest'
import { QUEUE_INVARIANTS } from '../invariants/index.ts'
import { foldAll } from '../invariants/fold.ts'
import { emptyLedger } from '../invariants/ledger.ts'
import type { System } from '../model/system.ts'
import { queueSystem } from '../model/queues/system.ts'
import { judged, settingsOf } from '../model/queues/testing/judged.ts'
import { budgetWithin } from './budget.ts'
import { counterexampleOf } from './counterexample.ts'
import { fullSpace } from './explore/reduced.ts'
import { Verdicts } from './explore/verdicts.ts'
import { momentWalk } from './explore/walk.ts'
import { hasEnd, heal, MOST_HEALING_STEPS, violationAfter } from './heal.ts'
import { tryOut } from './judge.ts'
import { period } from './loop.ts'
import { reduce } from './reduce.ts'
import { searchScopes } from './scopes.ts'

const STRICT = 'messages: 1\npriority: { of-messages: [0], load: 1 }'
const AGEING = 'messages: 1\npriority: { of-messages: [0], load: 1, ageing: 2 }'
const POISON = 'messages: 1\nproducers: { resends: 0 }\nconsumers: { fails: always }'
const progress = QUEUE_INVARIANTS.filter(({ id }) => id === 'progress')

const systemOf = (yaml: string) => queueSystem(settingsOf(yaml), { messages: 1 })
const budgetFor = (yaml: string, faults: number) => budgetWithin(systemOf(yaml).faults ?? [], faults)

describe('a message that starves', () => {
  test('breaks progress without any fault, and the loop is told from where it begins', async () => {
    const { counterexample } = await judged(STRICT, 'progress', { faults: 1 })
    expect(counterexample).toMatchObject({ faults: 0, moves: 0, minimal: 'proven' })
    expect(counterexample?.why).toContain('message a is never finished, however long the queue runs')
    expect(counterexample?.loop?.from).toBe(5)
    expect(counterexample?.loop?.story).toEqual([
      'from step 5 on, again and again:',
      'the broker hands message x over to consumer 1',
      'consumer 1 processes message x',
    ])
    expect(counterexample?.story.slice(-3)).toEqual(counterexample?.loop?.story)
    expect(counterexample?.afterwards.text).toBe('everything heals, and never comes to rest')
    expect(counterexample?.afterwards.seen.slice(-3)).toEqual(counterexample?.loop?.story)
  })

  test('is found at random, too, and told alike from every seed', async () => {
    const stories = new Set<string>()
    for (const seed of ['one', 'two', 'three']) {
      const { promises } = await searchScopes([systemOf(STRICT)], {
        invariants: progress,
        budget: budgetFor(STRICT, 1),
        search: 'random',
        runs: 30,
        steps: 30,
        maxStates: 10_000,
        seed,
      })
      expect(promises[0]).toMatchObject({ verdict: 'violated', counterexample: { faults: 0, length: 0 } })
      stories.add(JSON.stringify(promises[0]?.counterexample?.loop))
    }
    expect(stories.size).toBe(1)
  })

  test('survives the reduction of a schedule to nothing but the loop', () => {
    const system = systemOf(STRICT)
    const invariant = progress[0]
    if (invariant === undefined) throw new Error('no such promise')
    const long = [
      { kind: 'send', producer: 0 },
      { kind: 'arrive', record: 0 },
      { kind: 'flood' },
      { kind: 'crash-consumer', consumer: 0 },
    ] as const
    expect(tryOut(system, invariant, long, budgetFor(STRICT, 1)).violation).toBeDefined()
    expect(reduce(system, invariant, long, budgetFor(STRICT, 1)).actions).toEqual([])
    const told = counterexampleOf(system, invariant, long, budgetFor(STRICT, 1))
    expect(told.loop?.from).toBeGreaterThan(long.length)
    expect(told.story).toHaveLength(long.length + (told.loop?.before.length ?? 0) + 3)
  })

  test('is one that comes again and again and always fails', async () => {
    const { counterexample } = await judged(POISON, 'progress', { faults: 0 })
    expect(counterexample?.loop?.story).toEqual([
      'from step 7 on, again and again:',
      'consumer 1 fails to process message a, and hands it back',
      'the broker hands message a over to consumer 1',
    ])
  })
})

describe('a cycle that is how every run ends', () => {
  test('keeps progress where everybody has a turn, with all promises judged', async () => {
    expect(await judged(AGEING, 'progress', { faults: 1 })).toMatchObject({ verdict: 'held', why: null })
    expect(await judged(AGEING, 'no-acknowledged-loss', { faults: 1 })).toMatchObject({ verdict: 'held' })
    expect(await judged(AGEING, 'at-most-once', { faults: 1, only: ['crash'] })).toMatchObject({
      verdict: 'violated',
      counterexample: { faults: 1 },
    })
    expect(
      await judged(`${AGEING}\nbroker: { persistent: false }`, 'no-acknowledged-loss', { faults: 1 }),
    ).toMatchObject({ verdict: 'violated', counterexample: { faultKinds: { crash: 1 } } })
  })

  test.each([AGEING, AGEING.replace('ageing: 2', 'order: weighted'), `${AGEING}\nconsumers: { count: 2 }`])(
    'is judged from every state as if it were the only one: %#',
    (yaml) => {
      const system = systemOf(yaml)
      const { machine } = system
      const walk = momentWalk(system)
      const verdicts = new Verdicts(system, walk, fullSpace(walk), QUEUE_INVARIANTS)
      const chosen = seedrandom('cycles')
      for (let schedule = 0; schedule < 15; schedule++) {
        let moment = { state: machine.initial, ledger: emptyLedger }
        for (let step = 0; step < 12; step++) {
          const actions = [...machine.actions(moment.state)]
          const action = actions[Math.floor(chosen() * actions.length)]
          if (action === undefined) break
          const { state, seen } = machine.step(moment.state, action)
          moment = { state, ledger: foldAll(moment.ledger, seen) }
          const { broken, rested } = verdicts.of(moment)
          const healed = heal(system, moment.state, moment.ledger)
          const alone = QUEUE_INVARIANTS.map((one) => violationAfter(healed, one, moment.ledger) !== undefined)
          expect({ rested, broken: alone.map((_, i) => (broken & (1 << i)) !== 0) }).toEqual({
            rested: hasEnd(healed),
            broken: alone,
          })
        }
      }
    },
  )

  test('gives the same result twice', async () => {
    const twice = [await judged(AGEING, 'progress', { faults: 1 }), await judged(AGEING, 'progress', { faults: 1 })]
    expect(JSON.stringify(twice[0])).toBe(JSON.stringify(twice[1]))
  })
})

/** Somebody who goes round, and a message that he may serve on the way. */
type Round = { readonly at: number; readonly served: boolean }

function goingRound(change: Partial<System<Round, string>>, steps = 3): System<Round, string> {
  return {
    machine: {
      name: 'round',
      initial: { at: 0, served: false },
      actions: ({ served }) => (served ? ['go'] : ['go', 'serve']),
      step: (state, action) => ({
        state: action === 'go' ? { ...state, at: (state.at + 1) % steps } : { ...state, served: true },
        seen: [],
      }),
      cost: () => undefined,
      describe: (action) => action,
    },
    reservations: {},
    bounds: {},
    epilogue: () => [],
    readBack: () => [],
    situations: () => [],
    possibleSituations: [],
    named: (actions) => actions,
    participants: () => [],
    recordName: String,
    view: () => '',
    luckKey: (action) => action,
    ...change,
  }
}

describe('a run that never comes to rest', () => {
  const initial: Round = { at: 0, served: false }

  test('is undecided where nobody starves, though the cycle is known', () => {
    const healed = heal(goingRound({ waiting: ({ served }) => (served ? [] : [1]) }), initial, emptyLedger)
    expect(healed).toMatchObject({ rested: false, state: { served: true } })
    expect(healed.steps).toBeLessThan(MOST_HEALING_STEPS)
    expect(hasEnd(healed)).toBe(false)
  })

  test('is undecided where nobody says who waits, as it always was', () => {
    expect(heal(goingRound({}), initial, emptyLedger)).toMatchObject({ rested: false, steps: MOST_HEALING_STEPS })
  })

  test('is undecided where no state comes again', () => {
    const healed = heal(goingRound({ waiting: () => [1] }, 1_000_000), initial, emptyLedger)
    expect(healed).toMatchObject({ rested: false, steps: MOST_HEALING_STEPS })
    expect(hasEnd(healed)).toBe(false)
  })

  test('is undecided where somebody never stops and no state comes again', () => {
    const healed = heal(goingRound({ isEndless: true }, 1_000_000), initial, emptyLedger)
    expect(healed).toMatchObject({ rested: false, steps: MOST_HEALING_STEPS })
    expect(hasEnd(healed)).toBe(false)
  })

  test('is none where a system that need not come to rest does', () => {
    const { machine } = goingRound({})
    const system = goingRound({
      isEndless: true,
      machine: { ...machine, actions: ({ served }) => (served ? [] : ['serve']) },
    })
    expect(heal(system, initial, emptyLedger)).toMatchObject({ rested: true, steps: 1, state: { served: true } })
  })

  test('starves only who waits in every state of the cycle', () => {
    const always = heal(goingRound({ waiting: ({ at }) => (at === 1 ? [1] : [1, 2]) }), initial, emptyLedger)
    expect(always.loop?.starving).toEqual([1])
    expect(always.ledger.queue?.endless).toEqual([1])
    expect(hasEnd(always)).toBe(true)
  })

  test('is no starvation where somebody only was never given a turn: the one who waited longest goes first', () => {
    const { loop, state } = heal(
      goingRound({ waiting: ({ served }) => (served ? [] : [1]), isEndless: true }),
      initial,
      emptyLedger,
    )
    expect(state.served).toBe(true)
    expect(loop).toMatchObject({ starving: [], actions: ['go', 'go', 'go'] })
  })
})

test('a loop is told once round', () => {
  expect(period(['a', 'b', 'a', 'b'], String)).toBe(2)
  expect(period(['a', 'b', 'a'], String)).toBe(3)
  expect(period(['a', 'a', 'a'], String)).toBe(1)
})
