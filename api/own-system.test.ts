import { expect, test } from 'vitest'
import { check, type Machine, note, notesIn, ownSystem, promise } from './index.ts'

/** Counts up to a limit; a crash puts it back to 0. */
function counter(changed: Partial<Machine<number, 'count' | 'crash'>> = {}): Machine<number, 'count' | 'crash'> {
  return {
    name: 'counter',
    initial: 0,
    actions: (count) => (count < 3 ? ['count', 'crash'] : ['crash']),
    step: (count, action) => {
      if (action === 'crash')
        return { state: count === 0 ? count : 0, seen: count === 0 ? [] : [note('it', 'starts anew')] }
      return count < 3 ? { state: count + 1, seen: [] } : { state: count, seen: [] }
    },
    cost: (action) => (action === 'crash' ? { is: 'fault', kind: 'crash' } : undefined),
    describe: (action) => (action === 'crash' ? 'it crashes' : 'it counts'),
    ...changed,
  }
}

const neverAnew = promise({
  id: 'never-anew',
  title: 'It never starts anew',
  broken: (ledger) => (notesIn(ledger).length > 0 ? 'it started anew' : undefined),
  atOnce: true,
})

test('a machine and a promise are enough', async () => {
  const { promises } = await check(ownSystem({ machine: counter(), promises: [neverAnew] }))
  expect(promises[0]).toMatchObject({
    verdict: 'violated',
    counterexample: {
      minimal: 'proven',
      story: ['it counts', 'it crashes'],
      why: 'it started anew; that happens in step 2',
      steps: [{ participants: [{ name: 'state', columns: [{ value: '1' }] }] }, { seen: ['it starts anew'] }],
    },
  })
})

test('a promise whose situation never comes up is not held', async () => {
  const oneLeader = promise({
    id: 'one-leader',
    title: 'There is one leader',
    about: 'a leader was elected',
    reached: () => false,
    broken: () => undefined,
  })
  const system = ownSystem({ machine: counter(), promises: [oneLeader] })
  const { promises } = await check(system)
  expect(promises[0]).toMatchObject({
    verdict: 'not-applicable',
    why: 'no schedule of this size with up to 2 faults and moves reaches it: a leader was elected; it needs more to go wrong',
  })
})

test('a system that never comes to rest has no verdict', async () => {
  const restless = counter({
    actions: () => ['count'],
    step: (count) => ({ state: (count + 1) % 2, seen: [] }),
  })
  const { promises } = await check(ownSystem({ machine: restless, promises: [neverAnew] }), { runs: 5 })
  expect(promises[0]?.verdict).toBe('undecided')
  expect(promises[0]?.why).toContain('did not come to rest')
})

test('what cannot be a system is refused', () => {
  const made = (changed: Parameters<typeof counter>[0], promises = [neverAnew]) =>
    ownSystem({ machine: counter(changed), promises })
  expect(() => made({}, [])).toThrow('counter has no promise: give at least one')
  expect(() => made({}, [neverAnew, neverAnew])).toThrow('counter has two promises with the id never-anew')
  expect(() => made({ actions: () => ['crash', 'count'] })).toThrow('name ordinary work first')
  const fire = { is: 'fault', kind: 'fire' } as unknown as { is: 'fault'; kind: 'crash' }
  expect(() => made({ cost: () => fire })).toThrow(
    '"it counts" costs a fault fire, which is none; there are crash, power-loss',
  )
})
