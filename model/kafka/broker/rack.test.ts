import { describe, expect, test } from 'vitest'
import { budgetOf } from '../../../harness/budget.ts'
import { searchExhaustively } from '../../../harness/explore/exhaustive.ts'
import { INVARIANTS } from '../../../invariants/index.ts'
import { FAULT_KINDS } from '../../machine.ts'
import type { KafkaAction } from '../system.ts'
import { problemOfActions } from '../machine/action-schema.ts'
import { deploymentOf } from '../state/deployment.ts'
import { settingsOf, systemOf } from '../testing/scenario.ts'

const RACK = { records: 1, producers: 1, rackPowerLoss: true }
const NONE = Object.fromEntries(FAULT_KINDS.map((kind) => [kind, 0]))
const SENT: readonly KafkaAction[] = [
  { kind: 'send', producer: 0, record: 0 },
  { kind: 'arrive', producer: 0, record: 0, broker: 0, late: false },
]

function powerLosses(settings: Parameters<typeof systemOf>[0], scope: Parameters<typeof systemOf>[1] = RACK) {
  const { machine } = systemOf(settings, scope)
  const state = SENT.reduce((before, action) => machine.step(before, action).state, machine.initial)
  const losses = [...machine.actions(state)].filter(({ kind }) => kind === 'rack-power-loss')
  return { machine, state, losses }
}

describe('all brokers lose power in one moment', () => {
  test('each log keeps any part beyond what was flushed, all of it too', () => {
    const { losses } = powerLosses({ acks: '1' })
    expect(losses).toEqual([
      { kind: 'rack-power-loss', kept: [[0], [0], [0]] },
      { kind: 'rack-power-loss', kept: [[1], [0], [0]] },
    ])
  })

  test('nothing flushed is lost', () => {
    const { losses, machine, state } = powerLosses({ 'acks': '1', 'log.flush.interval.messages': 1 })
    expect(losses).toEqual([{ kind: 'rack-power-loss', kept: [[1], [0], [0]] }])
    const [loss] = losses
    expect(loss && machine.describe(loss, state)).toBe('all brokers lose power in one moment, and no record is lost')
  })

  test('nobody runs after it, there is no step between, and it costs one fault', () => {
    const { losses, machine, state } = powerLosses({ acks: '1' })
    const [loss] = losses
    if (loss === undefined) throw new Error('there is none')
    const { state: after } = machine.step(state, loss)
    expect(after.brokers.map(({ process }) => process)).toEqual(['stopped', 'stopped', 'stopped'])
    expect(after.partitions[0]?.replicas.map(({ log }) => log.length)).toEqual([0, 0, 0])
    expect(machine.cost(loss, state)).toEqual({ is: 'fault', kind: 'rack-power-loss' })
    expect([...machine.actions(after)].some(({ kind }) => kind === 'rack-power-loss')).toBe(false)
  })

  test('more than there is, less than is flushed, or of other brokers is no power loss', () => {
    const { machine, state } = powerLosses({ 'acks': '1', 'log.flush.interval.messages': 1 })
    for (const kept of [[[2], [0], [0]], [[0], [0], [0]], [[1], [0]], []])
      expect(machine.step(state, { kind: 'rack-power-loss', kept }).state).toBe(state)
  })

  test('is read back from files of before racks were told apart', () => {
    const { state, losses } = powerLosses({ acks: '1' })
    const old = JSON.parse('{ "kind": "rack-power-loss", "kept": [[0], [0], [0]] }') as KafkaAction
    expect(losses[0]).toEqual(old)
    expect(problemOfActions(deploymentOf(settingsOf({ acks: '1' }), RACK), [old])).toBeUndefined()
    expect(powerLosses({ acks: '1' }).machine.step(state, old).state).not.toBe(state)
  })

  test('is named only where somebody asks for it', () => {
    expect(powerLosses({ acks: '1' }, { records: 1, producers: 1 }).losses).toEqual([])
  })
})

describe('where racks are told apart', () => {
  const RACKS = { 'acks': '1', 'brokers': 4, 'broker.rack': 'a,a,b,b' } as const

  test('those of one rack lose power together, and nobody else', () => {
    const { losses, machine, state } = powerLosses(RACKS)
    expect(losses).toEqual([
      { kind: 'rack-power-loss', rack: 0, kept: [[0], [0]] },
      { kind: 'rack-power-loss', rack: 0, kept: [[1], [0]] },
      { kind: 'rack-power-loss', rack: 1, kept: [[0]] },
    ])
    const [loss] = losses
    if (loss === undefined) throw new Error('there is none')
    expect(machine.step(state, loss).state.brokers.map(({ process }) => process)).toEqual([
      'stopped',
      'stopped',
      'running',
      'running',
    ])
    expect(machine.describe(loss, state)).toBe(
      'rack a (broker 0 and broker 1) loses power: broker 0 loses the only record of its log',
    )
  })

  test('replicas are spread over the racks: one of each in turn', () => {
    const { assignment } = deploymentOf(settingsOf(RACKS), { records: 1, producers: 1 })
    expect(assignment).toEqual([[0, 2, 1]])
  })

  test('and no rack gets a second replica while another one has none', () => {
    const uneven = { 'brokers': 4, 'broker.rack': 'a,a,a,b', 'replication.factor': 2, 'transactional.id': 't' } as const
    const more = { 'transaction.state.log.replication.factor': 2, 'partitions': 3 } as const
    const { assignment, racks } = deploymentOf(settingsOf({ ...uneven, ...more }), { records: 3, producers: 1 })
    expect(assignment).toHaveLength(4)
    for (const replicas of assignment)
      for (const { brokers } of racks) expect(replicas.some((broker) => brokers.includes(broker))).toBe(true)
    expect(new Set(assignment.map(([leader]) => leader)).size).toBe(4)
  })

  test('a rack that is not there loses no power', () => {
    const { machine, state } = powerLosses(RACKS)
    expect(machine.step(state, { kind: 'rack-power-loss', rack: 2, kept: [] }).state).toBe(state)
  })

  test('what two racks have is not lost with one of them', async () => {
    const lost = async (rack: string) => {
      const system = systemOf({ 'acks': 'all', 'min.insync.replicas': 2, 'broker.rack': rack }, RACK)
      const invariants = INVARIANTS.filter(({ id }) => id === 'no-acknowledged-loss')
      const budget = budgetOf(1, { ...NONE, 'rack-power-loss': 1 }, 0)
      const { found, complete } = await searchExhaustively(system, { invariants, budget, maxStates: 100_000 })
      return found.length > 0 ? 'lost' : complete ? 'held' : 'undecided'
    }
    expect([await lost(''), await lost('a,a,b'), await lost('a,b,c')]).toEqual(['lost', 'held', 'held'])
  })
})

test.each([
  ['all', { 'replication.factor': 2, 'brokers': 2 }, 1],
  ['one of two racks', { 'replication.factor': 2, 'brokers': 2, 'min.insync.replicas': 1, 'broker.rack': 'a,b' }, 2],
])('verdicts and lengths are the same with all reductions and with none: %s', async (_, given, faults) => {
  const system = systemOf({ 'acks': 'all', 'min.insync.replicas': 2, ...given }, RACK)
  const invariants = INVARIANTS.filter(({ id }) => system.reservations[id] === undefined)
  const budget = budgetOf(2, { ...NONE, 'rack-power-loss': 1, 'crash': 1 }, 0)
  const told = async (reduce: boolean) => {
    const { found, complete } = await searchExhaustively(system, { invariants, budget, maxStates: 500_000, reduce })
    return { complete, found: found.map(({ invariant, faults, length }) => `${invariant.id}: ${faults} in ${length}`) }
  }
  const full = await told(false)
  expect(await told(true)).toEqual(full)
  expect(full.found.join()).toContain(`no-acknowledged-loss: ${faults} in `)
})
