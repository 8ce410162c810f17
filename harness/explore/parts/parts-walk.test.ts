/** What is remembered of parts is what would be worked out anew. */
import { isDeepStrictEqual } from 'node:util'
import seedrandom from 'seedrandom'
import { describe, expect, test } from 'vitest'
import { Fingerprinter } from '../../../model/fingerprint.ts'
import type { KafkaSettings } from '../../../model/kafka/settings/types.ts'
import type { Scope } from '../../../model/kafka/state/deployment.ts'
import { kafkaSystem } from '../../../model/kafka/system.ts'
import { settingsOf } from '../../../model/kafka/testing/scenario.ts'
import type { System } from '../../../model/system.ts'
import { budgetOf } from '../../budget.ts'
import { longTest } from '../../testing/long.ts'
import { explore } from '../explorer.ts'
import { reducedSpace } from '../reduced.ts'
import { momentWalk } from '../walk.ts'
import { PartsWalk } from './parts-walk.ts'

const WALKS = 7
const STEPS = 30
/** So many variants are looked at in little time. */
const QUICK = 5
const ONE: Scope = { records: 1, producers: 1 }
const TWO: Scope = { records: 2, producers: 1 }
const TRANSACTIONAL = { 'transactional.id': 't', 'enable.idempotence': true } as const

const VARIANTS: readonly (readonly [string, Partial<KafkaSettings>, Scope])[] = [
  ['newest Kafka, two producers', { 'min.insync.replicas': 2 }, { records: 2, producers: 2 }],
  ['an idempotent producer', { 'enable.idempotence': true, 'acks': 'all' }, { ...TWO, byRecord: true }],
  ['ZooKeeper', { 'kafka.version': '2.0.1', 'acks': 'all', 'min.insync.replicas': 2 }, TWO],
  ['an early Kafka', { 'kafka.version': '0.10.2.2', 'unclean.leader.election.enable': true }, TWO],
  ['transactions', TRANSACTIONAL, TWO],
  ['transactions at once', TRANSACTIONAL, { records: 2, producers: 2, prompt: true }],
  ['a loop', TRANSACTIONAL, { records: 1, producers: 1, prompt: true, loop: true }],
  [
    'a loop with an id for each partition',
    { ...TRANSACTIONAL, 'transactional.ids': 'per-partition' },
    { records: 1, producers: 2, prompt: true, loop: true },
  ],
]

/** Every vertex of random walks is the same in parts as it is as a whole, and so is all that is asked about it. */
function compare<State, Action>(system: System<State, Action>, seed: string): number {
  if (system.inParts === undefined) throw new Error('no parts')
  const budget = budgetOf(2)
  const parts = new PartsWalk(system, system.inParts)
  const whole = momentWalk(system)
  const random = seedrandom(seed)
  const fingerprint = new Fingerprinter()
  const essences = new Map<string, string>()
  const print = (identify: (print: Fingerprinter) => void): string => {
    identify(fingerprint)
    return `${fingerprint.high} ${fingerprint.low}`
  }
  let compared = 0
  for (let walk = 0; walk < WALKS; walk++) {
    let tuple = parts.single.initial
    let moment = whole.single.initial
    for (let step = 0; step < STEPS; step++) {
      compared++
      expect(parts.momentOf(tuple)).toEqual(moment)
      const edges = [...parts.single.actions(tuple)]
      const actions = [...whole.single.actions(moment)]
      expect(edges.map(({ action, cost }) => ({ action, cost }))).toEqual(
        actions.map((action) => ({ action, cost: whole.single.cost(action, moment) })),
      )
      expect(parts.leavingOut?.isSettled(tuple)).toBe(whole.leavingOut?.isSettled(moment))
      expect(edges.map((edge) => parts.leavingOut?.isCovered(edge, tuple, budget))).toEqual(
        actions.map((action) => whole.leavingOut?.isCovered(action, moment, budget)),
      )
      expect(parts.leavingOut?.firstAtOnce(tuple)?.edge.action).toEqual(whole.leavingOut?.firstAtOnce(moment)?.edge)
      const known = print((to) => parts.leavingOut?.identify(tuple, to))
      const own = print((to) => whole.leavingOut?.identify(moment, to))
      expect(essences.get(`parts ${known}`) ?? own).toBe(own)
      expect(essences.get(`whole ${own}`) ?? known).toBe(known)
      essences.set(`parts ${known}`, own).set(`whole ${own}`, known)
      const free = edges.filter(({ cost }) => cost === undefined)
      const among = free.length > 0 && random() < 0.8 ? free : edges
      for (const one of edges) {
        const [next, after] = [parts.single.step(tuple, one), whole.single.step(moment, one.action)]
        if (!isDeepStrictEqual(parts.momentOf(next), after)) expect(parts.momentOf(next)).toEqual(after)
        if ((next === tuple) !== (after === moment)) expect(next === tuple).toBe(after === moment)
      }
      const edge = among[Math.floor(random() * among.length)]
      if (edge === undefined) break
      const next = parts.single.step(tuple, edge)
      const after = whole.single.step(moment, edge.action)
      expect(parts.situationsOf(edge, tuple)).toEqual(
        after === moment ? [] : whole.situationsOf(edge.action, moment, after),
      )
      tuple = next
      moment = after
    }
  }
  return compared
}

describe('a walk in parts is the walk in whole states', () => {
  const isSame = (name: string, settings: Partial<KafkaSettings>, scope: Scope): void =>
    expect(compare(kafkaSystem(settingsOf(settings), scope), name)).toBeGreaterThan(80)
  test.each(VARIANTS.slice(0, QUICK))('%s', isSame)
  longTest.each(VARIANTS.slice(QUICK))('%s', isSame)
})

test('a step that reads what is no part of the state is noticed', () => {
  const system = kafkaSystem(settingsOf({}), ONE)
  let steps = 0
  const forgetful: typeof system = {
    ...system,
    machine: {
      ...system.machine,
      // What it does depends on how often it was asked.
      step: (state, action) => (++steps % 7 === 0 ? { state, seen: [] } : system.machine.step(state, action)),
    },
  }
  expect(() => compare(forgetful, 'forgetful')).toThrow()
})

test('an exploration in parts stores as many states, and makes as many successors', () => {
  const budget = budgetOf(1, { 'partition': 0, 'slow-follower': 0 })
  const system = kafkaSystem(settingsOf({ 'min.insync.replicas': 2 }), ONE)
  if (system.inParts === undefined) throw new Error('no parts')
  const walks = [
    explore(reducedSpace(new PartsWalk(system, system.inParts), budget), { budget, maxStates: 100_000 }),
    explore(reducedSpace(momentWalk(system), budget), { budget, maxStates: 100_000 }),
  ]
  const [parts, whole] = walks.map((slices) => {
    let slice = slices.next()
    while (slice.done !== true) slice = slices.next()
    const { states, fingerprints, generated, layers, stopped } = slice.value
    return { states, fingerprints, generated, layers, stopped }
  })
  expect(parts).toEqual(whole)
  expect(parts?.stopped).toBeNull()
  // Vertices that only come to a stored one are told apart as well: each of them may be mistaken.
  expect(parts?.fingerprints).toBeGreaterThan(parts?.states ?? Infinity)
})
