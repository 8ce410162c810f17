import { describe, expect, test } from 'vitest'
import { budgetOf } from '../../../harness/budget.ts'
import { searchExhaustively } from '../../../harness/explore/exhaustive.ts'
import { INVARIANTS } from '../../../invariants/index.ts'
import { FAULT_KINDS } from '../../machine.ts'
import type { KafkaAction } from '../system.ts'
import { systemOf } from '../testing/scenario.ts'

const RACK = { records: 1, producers: 1, rackPowerLoss: true }
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

  test('is named only where somebody asks for it', () => {
    expect(powerLosses({ acks: '1' }, { records: 1, producers: 1 }).losses).toEqual([])
  })
})

test('verdicts and lengths are the same with all reductions and with none', async () => {
  const system = systemOf({ 'acks': 'all', 'replication.factor': 2, 'brokers': 2, 'min.insync.replicas': 2 }, RACK)
  const invariants = INVARIANTS.filter(({ id }) => system.reservations[id] === undefined)
  const none = Object.fromEntries(FAULT_KINDS.map((kind) => [kind, 0]))
  const budget = budgetOf(2, { ...none, 'rack-power-loss': 1, 'crash': 1 }, 0)
  const told = async (reduce: boolean) => {
    const { found, complete } = await searchExhaustively(system, { invariants, budget, maxStates: 500_000, reduce })
    return { complete, found: found.map(({ invariant, faults, length }) => `${invariant.id}: ${faults} in ${length}`) }
  }
  const full = await told(false)
  expect(await told(true)).toEqual(full)
  expect(full.found.join()).toContain('no-acknowledged-loss: 1 in ')
})
