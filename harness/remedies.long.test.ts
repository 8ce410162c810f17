import { describe, expect, test } from 'vitest'
import { INVARIANTS } from '../invariants/index.ts'
import { KAFKA } from '../model/kafka/entry.ts'
import { resolveSettings } from '../model/kafka/settings/resolve.ts'
import type { Change } from '../model/system-entry.ts'
import type { System } from '../model/system.ts'
import { budgetOf } from './budget.ts'
import { type Cure, searchRemedies } from './remedies.ts'
import { searchScopes } from './scopes.ts'
import type { SearchOptions } from './search.ts'

type Values = Readonly<Record<string, string>>

const resolved = (values: Values): Values => {
  const given = Object.entries(values).map(([key, value]) => ({ section: undefined, key, value, origin: {} }))
  return { ...resolveSettings(given).settings } as unknown as Values
}

function systemsOf(values: Values): readonly System<unknown, unknown>[] {
  const settings = resolved(values)
  return KAFKA.sizes(settings, KAFKA.sizeOf(settings, { records: 1 })).map((size) => KAFKA.make(settings, size))
}

/** What mends these settings, by promise. */
async function curesOf(
  values: Values,
  promises: readonly string[],
  searched: Partial<SearchOptions> = {},
  changes: readonly Change[] = KAFKA.changes?.(resolved(values)) ?? [],
  atOnce?: number,
): Promise<ReadonlyMap<string, Cure>> {
  const options: SearchOptions = {
    invariants: INVARIANTS.filter(({ id }) => promises.includes(id)),
    budget: budgetOf(1, {}, 1),
    search: 'exhaustive',
    runs: 10,
    steps: 20,
    seed: 'remedies',
    maxStates: 100_000,
    ...searched,
  }
  const result = await searchScopes(systemsOf(values), options)
  const make = (some: readonly Change[]): readonly System<unknown, unknown>[] | undefined => {
    try {
      return systemsOf({ ...values, ...Object.fromEntries(some.map(({ key, value }) => [key, value])) })
    } catch {
      return undefined
    }
  }
  let searches = 0
  return searchRemedies(result, {
    ...options,
    changes,
    make,
    ...(atOnce !== undefined && {
      beside: {
        atOnce,
        search: async (some, asked) => {
          // Whoever comes first is served last.
          for (let turn = 40 - 9 * (searches++ % 4); turn > 0; turn--)
            await new Promise((resolve) => setImmediate(resolve))
          return searchScopes(make(some) ?? [], asked)
        },
      },
    }),
    price: (some) => [`price of ${some.map(({ key }) => key).join(' and ')}`],
  })
}

const THREE = { 'replication.factor': '3', 'acks': 'all' }

describe('what mends a broken promise is found by trying', () => {
  test('a record that is stored twice: idempotence, or no retries', async () => {
    const cure = (await curesOf({ ...THREE, 'enable.idempotence': 'false' }, ['no-duplicates', 'in-order'])).get(
      'no-duplicates',
    )
    expect(cure?.cause).toEqual(['enable.idempotence', 'retries'])
    expect(cure?.remedies[0]).toEqual({
      change: { 'enable.idempotence': 'true' },
      price: ['price of enable.idempotence'],
      completeTo: 1,
      schedules: 0,
    })
    expect(cure?.isCut).toBe(false)
  })

  test('a record that is lost with the leader: acks, and where more may go wrong the minimum beside it', async () => {
    const one = { ...THREE, 'acks': '1', 'enable.idempotence': 'false' }
    const less = (await curesOf(one, ['no-acknowledged-loss'])).get('no-acknowledged-loss')
    expect(less?.remedies.map(({ change }) => change)).toEqual([{ acks: 'all' }])
    const kinds = { 'crash': 0, 'pause': 0, 'lost-request': 0, 'lost-response': 0, 'timeout': 0 }
    const others = { 'slow-follower': 0, 'controller-failover': 0, 'client-restart': 0 }
    const budget = budgetOf(2, { ...kinds, ...others, partition: 1 }, 0)
    const more = (await curesOf(one, ['no-acknowledged-loss'], { budget, maxStates: 400_000 })).get(
      'no-acknowledged-loss',
    )
    expect(more?.remedies[0]?.change).toEqual({ 'min.insync.replicas': '2', 'acks': 'all' })
    expect(more?.cause).toEqual(['min.insync.replicas', 'acks', 'log.flush.interval.messages'])
  }, 180_000)

  test('an outcome that nobody knows: nothing', async () => {
    const cure = (await curesOf(THREE, ['honest-outcome'])).get('honest-outcome')
    expect(cure).toMatchObject({ cause: [], remedies: [], isCut: false })
    expect(cure?.tried).toBeGreaterThan(10)
  })
})

const toAcks0: Change = { key: 'acks', value: '0', price: [] }

test('what breaks a promise that held is no remedy', async () => {
  const duplicates = { ...THREE, 'enable.idempotence': 'false' }
  const alone = await curesOf(duplicates, ['no-duplicates'], {}, [toAcks0])
  expect(alone.get('no-duplicates')?.remedies).toHaveLength(1)
  const beside = await curesOf(duplicates, ['no-duplicates', 'no-acknowledged-loss'], {}, [toAcks0])
  expect(beside.get('no-duplicates')).toMatchObject({ cause: [], remedies: [] })
})

test('what is not looked at as completely as before is no remedy', async () => {
  const idempotent: Change = { key: 'enable.idempotence', value: 'true', price: [] }
  const duplicates = { ...THREE, 'enable.idempotence': 'false' }
  const found = await curesOf(duplicates, ['no-duplicates'], { maxStates: 300 }, [idempotent])
  expect(found.get('no-duplicates')?.remedies).toEqual([])
})

test.each([
  ['a record that is stored twice', { ...THREE, 'enable.idempotence': 'false' }, {}],
  ['a record that is lost', { ...THREE, acks: '1' }, { budget: budgetOf(2, { partition: 1 }, 0), maxStates: 2_000 }],
  ['little is tried', { ...THREE, acks: '1' }, { maxStates: 500 }],
])(
  '%s: the same, however many changes are tried at once',
  async (_, values, searched) => {
    const promises = ['no-duplicates', 'no-acknowledged-loss', 'in-order', 'honest-outcome']
    const one = await curesOf(values, promises, searched)
    expect([...one.values()].some(({ tried }) => tried > 1)).toBe(true)
    for (const atOnce of [2, 5]) expect(await curesOf(values, promises, searched, undefined, atOnce)).toEqual(one)
  },
  300_000,
)
