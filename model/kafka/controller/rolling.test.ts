import { describe, expect, test } from 'vitest'
import { budgetOf } from '../../../harness/budget.ts'
import { searchExhaustively } from '../../../harness/explore/exhaustive.ts'
import { INVARIANTS } from '../../../invariants/index.ts'
import { FAULT_KINDS } from '../../machine.ts'
import type { KafkaSettings } from '../settings/types.ts'
import type { Scope } from '../state/deployment.ts'
import type { KafkaState } from '../system.ts'
import { systemOf } from '../testing/scenario.ts'

const ROLLING: Scope = { records: 1, producers: 1, rolling: true }
const none = Object.fromEntries(FAULT_KINDS.map((kind) => [kind, 0]))
const TWO: Partial<KafkaSettings> = { 'replication.factor': 2, 'brokers': 2 }

/** Every state within so many steps of a rolling restart. */
function statesOf(settings: Partial<KafkaSettings>, scope: Scope, depth: number): readonly KafkaState[] {
  const { machine } = systemOf(settings, scope)
  const known = new Map<string, KafkaState>([['', machine.initial]])
  let last = [machine.initial]
  for (let step = 0; step < depth && known.size < 20_000; step++) {
    const next: KafkaState[] = []
    for (const state of last) {
      for (const action of machine.actions(state)) {
        const cost = machine.cost(action, state)
        if (cost?.is === 'fault') continue
        expect(action.kind).not.toBe('move-leader')
        const { state: after } = machine.step(state, action)
        const key = JSON.stringify(after)
        if (known.has(key)) continue
        known.set(key, after)
        next.push(after)
      }
    }
    last = next
  }
  return [...known.values()]
}

describe('a rolling restart', () => {
  test('has one broker down at most, each once', () => {
    const states = statesOf(TWO, ROLLING, 14)
    const down = states.map(({ brokers }) => brokers.filter(({ process }) => process !== 'running').length)
    expect(new Set(down)).toEqual(new Set([0, 1]))
    const leaving = states.map(({ brokers }) => brokers.filter(({ registration }) => registration !== 'active').length)
    expect(Math.max(...leaving)).toBe(1)
    const epochs = states.flatMap(({ brokers }) => brokers.map(({ brokerEpoch }) => brokerEpoch))
    expect(new Set(epochs)).toEqual(new Set([0, 1]))
    expect(states.some(({ brokers }) => brokers.every(({ brokerEpoch }) => brokerEpoch === 1))).toBe(true)
  })

  test.each([false, true])('begins the next one with a full ISR only where it waits for that: %s', (waitsForIsr) => {
    const states = statesOf(TWO, { ...ROLLING, waitsForIsr }, 14)
    // Before the second one leaves the ISR, the first is a member of it again.
    const isAlone = ({ brokers, partitions }: KafkaState): boolean =>
      brokers.some(({ registration, brokerEpoch }) => registration === 'shutting-down' && brokerEpoch === 0)
      && brokers.some(({ brokerEpoch }) => brokerEpoch === 1)
      && partitions.some(({ registration: { isr, leader } }) => isr.length === 0 || leader < 0)
    expect(states.some(isAlone)).toBe(!waitsForIsr)
  })

  test('has its turn with a broker that has crashed and started again, too', () => {
    const { machine } = systemOf(TWO, ROLLING)
    const crashed = (['crash', 'fence', 'restart'] as const).reduce(
      (state, kind) => machine.step(state, { kind, broker: 1 }).state,
      machine.initial,
    )
    expect(crashed.brokers[1]).toMatchObject({ process: 'running', brokerEpoch: 1 })
    const next = [...machine.actions(crashed)].filter(({ kind }) => kind === 'controlled-shutdown')
    expect(next).toContainEqual({ kind: 'controlled-shutdown', broker: 1 })
  })

  test.each([{ acks: '1' }, { acks: 'all' }] as const)(
    'has the same verdicts and the same lengths with all reductions and with none: %o',
    async (acks) => {
      const system = systemOf({ ...TWO, ...acks }, ROLLING)
      const invariants = INVARIANTS.filter(({ id }) => system.reservations[id] === undefined)
      const budget = { ...budgetOf(2, none, 2), moveKinds: ['controlled-shutdown'] }
      const [reduced, full] = await Promise.all(
        [true, false].map((reduce) => searchExhaustively(system, { invariants, budget, maxStates: 500_000, reduce })),
      )
      const told = ({ found, complete }: NonNullable<typeof full>) => [
        complete,
        ...found.map(({ invariant, moves, length }) => `${invariant.id}: ${moves} in ${length}`).toSorted(),
      ]
      if (reduced === undefined || full === undefined) throw new Error('nothing was searched')
      expect(told(reduced)).toEqual(told(full))
      expect(told(full)[0]).toBe(true)
      expect(full.states).toBeGreaterThan(reduced.states)
    },
    120_000,
  )
})
