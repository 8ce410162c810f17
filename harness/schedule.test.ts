import { describe, expect, test } from 'vitest'
import { budgetOf } from './budget.ts'
import { runSchedule } from './schedule.ts'
import type { QueueAction } from './testing/queue-state.ts'
import { queueSystem } from './testing/queue.ts'

const send: QueueAction = { kind: 'send', record: 0 }
const receive: QueueAction = { kind: 'receive', record: 0 }
const crash: QueueAction = { kind: 'crash-broker' }
const start: QueueAction = { kind: 'start-broker' }

describe('running a list of actions', () => {
  test('leaves out what is not possible when its turn comes', () => {
    const run = runSchedule(queueSystem(), [receive, send, send, start, receive], budgetOf(0))
    expect(run.actions).toEqual([send, receive])
    expect(run.state.entries.map((entry) => entry.record)).toEqual([0])
  })

  test('leaves out what is over the budget', () => {
    const run = runSchedule(queueSystem(), [crash, start, crash, start, send], budgetOf(2, { crash: 1 }))
    expect(run.actions).toEqual([crash, start, send])
    expect(run.spent).toEqual({ faults: { crash: 1 }, faultCount: 1, moves: 0 })
  })

  test('keeps for every step what it cost and what was seen', () => {
    const run = runSchedule(queueSystem(), [send, crash], budgetOf(1))
    expect(run.steps.map(({ cost, seen }) => ({ cost, seen: seen.map(({ kind }) => kind) }))).toEqual([
      { cost: undefined, seen: ['sent'] },
      { cost: { is: 'fault', kind: 'crash' }, seen: [] },
    ])
  })
})
