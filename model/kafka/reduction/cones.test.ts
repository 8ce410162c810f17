import { describe, expect, test } from 'vitest'
import { longTest } from '../../../harness/testing/long.ts'
import { type Budget, budgetOf } from '../../../harness/budget.ts'
import { explore } from '../../../harness/explore/explorer.ts'
import { reducedSpace } from '../../../harness/explore/reduced.ts'
import { coneCheck } from '../../../harness/explore/testing/cones.ts'
import { momentWalk } from '../../../harness/explore/walk.ts'
import { FAULT_KINDS } from '../../machine.ts'
import type { KafkaAction } from '../system.ts'
import { type Given, check, systemWith, transactional } from '../testing/cones.ts'
import { fetched, play, produced } from '../testing/scenario.ts'
import type { Scope } from '../state/deployment.ts'
import { AT_ONCE } from './at-once.ts'
import { followsForGood, isHeard } from './facts.ts'
import { type Rule, ruleFor } from './rule.ts'

const NO_FAULTS = Object.fromEntries(FAULT_KINDS.map((kind) => [kind, 0]))

const SMALL: Given = { 'replication.factor': 2, 'brokers': 2 }

describe('whatever is done at once, every end is reached, and everything is seen on some way to it', () => {
  test.each<[string, Given, number, number]>([
    ['two in sync', { 'min.insync.replicas': 2 }, 1, 2],
    ['one in sync, three faults', {}, 1, 3],
    ['three in sync', { 'min.insync.replicas': 3 }, 1, 2],
    ['acks=1', { acks: '1' }, 1, 3],
    ['acks=0', { acks: '0' }, 2, 2],
    ['idempotent', { 'enable.idempotence': true, 'min.insync.replicas': 2 }, 2, 2],
    ['unclean election', { 'unclean.leader.election.enable': true, 'min.insync.replicas': 2 }, 1, 2],
    ['two replicas', { ...SMALL, 'min.insync.replicas': 2 }, 1, 2],
    ['two replicas, three faults', { ...SMALL, acks: '1' }, 1, 3],
    ['two replicas, three records', { ...SMALL, 'min.insync.replicas': 2, 'retries': 1 }, 3, 1],
    ['4.0', { 'kafka.version': '4.0.1', 'min.insync.replicas': 2 }, 1, 2],
    ['3.6', { 'kafka.version': '3.6.2', 'min.insync.replicas': 2 }, 2, 2],
    ['3.5, two replicas', { ...SMALL, 'kafka.version': '3.5.2', 'min.insync.replicas': 2 }, 1, 3],
    ['ZooKeeper 2.8', { 'kafka.version': '2.8.2', 'min.insync.replicas': 2 }, 1, 2],
    ['ZooKeeper 2.8, two replicas', { ...SMALL, 'kafka.version': '2.8.2' }, 1, 3],
    ['ZooKeeper 2.4', { 'kafka.version': '2.4.1', 'min.insync.replicas': 2 }, 1, 2],
    ['ZooKeeper 2.0, two replicas', { ...SMALL, 'kafka.version': '2.0.1' }, 1, 3],
  ])('%s', (_, given, records, faults) => {
    const { compared, tooLarge } = check(systemWith(given, { records }), budgetOf(faults))
    expect(compared.filter(({ isSame }) => !isSame)).toEqual([])
    expect(compared.filter(({ isAlike }) => !isAlike)).toEqual([])
    expect(compared.length).toBeGreaterThan(tooLarge)
  })
})

test('the same where all brokers lose power in one moment', () => {
  const budget = budgetOf(2, { ...NO_FAULTS, 'rack-power-loss': 1, 'crash': 1 })
  const { compared, tooLarge } = check(systemWith(SMALL, { records: 1, rackPowerLoss: true }), budget)
  expect(compared.filter(({ isSame, isAlike }) => !isSame || !isAlike)).toEqual([])
  expect(compared.length).toBeGreaterThan(tooLarge)
})

/** What random schedules meet too seldom: a leader in controlled shutdown, which may fetch before others do. */
const SHUTDOWN: readonly KafkaAction[] = [
  ...produced(),
  ...fetched(1),
  ...fetched(2),
  { kind: 'fetch', follower: 1, partition: 0 },
  { kind: 'fetch', follower: 2, partition: 0 },
  { kind: 'controlled-shutdown', broker: 0 },
  ...[0, 1, 2].map((broker) => ({ kind: 'learn', broker }) as const),
]

test('beside a broker in controlled shutdown nothing is lost', () => {
  const system = systemWith({}, { records: 1 })
  expect(coneCheck(system, budgetOf(1), 5_000)(play(system, SHUTDOWN))).toMatchObject({ isSame: true, isAlike: true })
})

describe('a rule that is wrong is found out', () => {
  test.each<[string, Given, Budget, Rule]>([
    [
      'a broker is unfenced at once, although the leader may be deposed',
      { ...SMALL, 'min.insync.replicas': 2 },
      budgetOf(2),
      ruleFor('unfence', { name: 'wrong', because: '', allows: () => true }),
    ],
    [
      'a broker runs on after its pause at once, with requests that it has not answered',
      SMALL,
      budgetOf(1),
      ruleFor('resume', { name: 'wrong', because: '', allows: () => true }),
    ],
  ])('%s', (_, given, budget, wrong) => {
    const { compared } = check(systemWith(given, { records: 1 }, [...AT_ONCE, wrong]), budget, { walks: 100 })
    expect(compared.some(({ isSame }) => !isSame)).toBe(true)
  })

  test('a fetch at once whoever it may bring into the ISR, and whoever else would come first', () => {
    const wrong = ruleFor('fetch', {
      name: 'wrong',
      because: '',
      allows: (_, state, { partition, follower }) =>
        followsForGood(state, partition, follower) && isHeard(state, partition),
      isSilent: true,
    })
    const system = systemWith({}, { records: 1 }, [...AT_ONCE, wrong])
    expect(coneCheck(system, budgetOf(1), 5_000)(play(system, SHUTDOWN))?.isSame).toBe(false)
  })
})

/** Small searches, in which one or the other rule is worth something. */
const SEARCHES: readonly (readonly [Given, Partial<Scope>, Budget])[] = [
  [{ ...SMALL, 'min.insync.replicas': 2 }, {}, budgetOf(1)],
  [SMALL, {}, budgetOf(2, { ...NO_FAULTS, pause: 2 }, 0)],
  [{ ...SMALL, 'kafka.version': '2.8.2' }, {}, budgetOf(1)],
  [{ 'min.insync.replicas': 3 }, {}, budgetOf(1)],
  [transactional(2), { prompt: true }, budgetOf(1, { ...NO_FAULTS, crash: 1 }, 0)],
]

function storedWith([given, scope, budget]: (typeof SEARCHES)[number], rules: readonly Rule[]): number {
  const walk = momentWalk(systemWith(given, { records: 1, ...scope }, rules))
  const slices = explore(reducedSpace(walk, budget), { budget, maxStates: 100_000 })
  for (;;) {
    const next = slices.next()
    if (next.done === true) return next.value.states
  }
}

const stored: number[] = []

longTest.each(AT_ONCE.map((rule) => [rule.name, rule] as const))('more is stored unless "%s" at once', (_, rule) => {
  const others = AT_ONCE.filter((other) => other !== rule)
  const isWorthIt = SEARCHES.some(
    (search, at) => storedWith(search, others) > (stored[at] ??= storedWith(search, AT_ONCE)),
  )
  expect(isWorthIt).toBe(true)
})
