/** What is done at once beside transactions loses nothing (`cones.test.ts`, which says how it is held). */
import { describe, expect, test } from 'vitest'
import { budgetOf } from '../../../harness/budget.ts'
import type { Scope } from '../state/deployment.ts'
import { type Given, type Samples, check, systemWith, transactional } from '../testing/cones.ts'
import { AT_ONCE } from './at-once.ts'
import { ruleFor } from './rule.ts'

const SAMPLES: Partial<Samples> = { walks: 40, first: 6_000, oneIn: 100, most: 3_000 }
const TOGETHER: Partial<Scope> = { prompt: true }

describe('beside transactions every end is reached, and everything is seen on some way to it', () => {
  test.each<[string, Given, Partial<Scope> & Pick<Scope, 'records'>, number]>([
    ['two records', transactional(3), { ...TOGETHER, records: 2 }, 1],
    ['two faults', transactional(3), { ...TOGETHER, records: 1 }, 2],
    ['two replicas, two faults', transactional(2), { ...TOGETHER, records: 2 }, 2],
    ['each message by itself', transactional(2), { records: 1 }, 1],
    ['a loop', transactional(3), { ...TOGETHER, records: 1, loop: true }, 1],
    ['a loop, two faults', transactional(3), { ...TOGETHER, records: 1, loop: true }, 2],
    [
      'a loop with an id for each partition',
      transactional(3, { 'transactional.ids': 'per-partition' }),
      { ...TOGETHER, records: 1, producers: 2, loop: true },
      1,
    ],
    ['one in sync', transactional(3, { 'min.insync.replicas': 1 }), { ...TOGETHER, records: 2 }, 2],
    ['three in sync', transactional(3, { 'min.insync.replicas': 3 }), { ...TOGETHER, records: 2 }, 2],
    ['unclean election', transactional(3, { 'unclean.leader.election.enable': true }), { ...TOGETHER, records: 2 }, 2],
    ['4.0', transactional(3, { 'kafka.version': '4.0.1' }), { ...TOGETHER, records: 2 }, 1],
    ['3.6', transactional(2, { 'kafka.version': '3.6.2' }), { ...TOGETHER, records: 2 }, 2],
    ['3.3, each message by itself', transactional(2, { 'kafka.version': '3.3.1' }), { records: 1 }, 1],
    ['ZooKeeper 2.8', transactional(3, { 'kafka.version': '2.8.2' }), { ...TOGETHER, records: 2 }, 1],
    ['ZooKeeper 2.4', transactional(3, { 'kafka.version': '2.4.1' }), { ...TOGETHER, records: 2 }, 1],
    ['ZooKeeper 2.0', transactional(2, { 'kafka.version': '2.0.1' }), { ...TOGETHER, records: 2 }, 2],
    ['ZooKeeper 1.1', transactional(3, { 'kafka.version': '1.1.1' }), { ...TOGETHER, records: 2 }, 1],
  ])('%s', (_, given, scope, faults) => {
    const { compared, tooLarge } = check(systemWith(given, scope), budgetOf(faults), SAMPLES)
    expect(compared.filter(({ isSame, isAlike }) => !isSame || !isAlike)).toEqual([])
    expect(compared.length).toBeGreaterThan(tooLarge)
  })
})

describe('beside transactions a rule that is wrong is found out', () => {
  test('a broker is reachable again at once, although its coordinator is to hear that it is deposed', () => {
    const wrong = ruleFor('heal', { name: 'wrong', because: '', allows: () => true })
    const system = systemWith(transactional(3), { ...TOGETHER, records: 2 }, [...AT_ONCE, wrong])
    const { compared } = check(system, budgetOf(1), SAMPLES)
    expect(compared.some(({ isSame }) => !isSame)).toBe(true)
  })

  test('a broker restarts at once, although clients are refused until there are enough in sync', () => {
    const wrong = ruleFor('restart', { name: 'wrong', because: '', allows: () => true })
    const given = transactional(3, { 'min.insync.replicas': 3 })
    const system = systemWith(given, { ...TOGETHER, records: 2 }, [...AT_ONCE, wrong])
    const { compared } = check(system, budgetOf(2), { ...SAMPLES, walks: 150 })
    expect(compared.some(({ isSame }) => !isSame)).toBe(true)
  })
})
