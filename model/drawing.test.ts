import { expect, test } from 'vitest'
import type { Given } from './given.ts'
import type { System } from './system.ts'
import { knownSystem } from './systems.ts'

const given = (set: Readonly<Record<string, string>>): readonly Given[] =>
  Object.entries(set).map(([key, value]) => ({ section: undefined, key, value, origin: { option: '--set' } }))

function systemWith(name: string, set: Readonly<Record<string, string>>, loop = false): System<unknown, unknown> {
  const entry = knownSystem(name)
  const { settings } = entry.resolve(given(set), {})
  const sizes = entry.sizes(settings, entry.sizeOf(settings, { loop }))
  return entry.make(settings, sizes.at(-1) ?? {})
}

/** The same numbers every time. */
function numbers(): (below: number) => number {
  let state = 1
  return (below) => {
    state = (state * 48_271) % 2_147_483_647
    return state % below
  }
}

const TRANSACTIONS = { 'transactional.id': 't', 'acks': 'all', 'enable.idempotence': 'true' }
const SYSTEMS: readonly (readonly [what: string, system: System<unknown, unknown>])[] = [
  ['a cluster', systemWith('kafka', { acks: 'all', partitions: '2' })],
  ['a cluster with ZooKeeper', systemWith('kafka', { 'kafka.version': '2.4', 'controller': 'zookeeper' })],
  ['transactions', systemWith('kafka', TRANSACTIONS)],
  ['a loop', systemWith('kafka', { ...TRANSACTIONS, 'isolation.level': 'read_committed' }, true)],
  ['a queue', systemWith('queues', {})],
  [
    'a queue with much in it',
    systemWith('queues', {
      'producers.count': '2',
      'consumers.count': '2',
      'redelivery.limit': '2',
      'delay.of-messages': '1,2',
      'delay.schedulers': '2',
      'order.payment': 'external',
    }),
  ],
]

test.each(SYSTEMS)(
  'all that can happen in %s is drawn, and happens to those who take part',
  (_, { machine, drawing }) => {
    const pick = numbers()
    const kinds = new Set<string>()
    if (drawing === undefined) throw new Error('it has no drawing')
    for (let walk = 0; walk < 30; walk++) {
      let state = machine.initial
      for (let at = 0; at < 40; at++) {
        const actions = [...machine.actions(state)]
        if (actions.length === 0) break
        const lanes = drawing.lanes(state)
        expect(new Set(lanes).size).toBe(lanes.length)
        for (const action of actions) {
          const drawn = drawing.of(action, state)
          kinds.add(drawn.kind)
          const named = drawn.kind === 'event' ? drawn.at : [drawn.from, drawn.to]
          const strangers = named.filter((name) => !lanes.includes(name))
          expect({ action, strangers }).toEqual({ action, strangers: [] })
        }
        state = machine.step(state, actions[pick(actions.length)]).state
      }
    }
    expect([...kinds].sort()).toEqual(['event', 'lost', 'message'])
  },
)
