import { array, assert, asyncProperty, boolean, constantFrom, integer, nat, option, record } from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { budgetOf } from '../../budget.ts'
import type { Exploration } from '../exploration.ts'
import { explore } from '../explorer.ts'
import { Crew } from './crew.ts'
import { exploreWithWorkers } from './explore-with-workers.ts'
import { type Source, load } from './source.ts'
import { type Counts, type Edge, sourceOf } from './testing/explorables.ts'
import type { PartOptions } from './workplace.ts'

interface Told {
  readonly exploration: Exploration<unknown>
  readonly reports: readonly unknown[]
}

/** What a single worker finds. */
async function alone(source: Source, { budget, maxStates, ...rest }: PartOptions): Promise<Told> {
  const { space, report, ...callbacks } = await load(source)
  const options = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined))
  const slices = explore(space, { budget, maxStates, ...options, ...callbacks })
  for (;;) {
    const slice = slices.next()
    if (slice.done === true) return { exploration: slice.value, reports: [report?.()] }
  }
}

/** How much memory it takes may differ. */
function contentOf({ exploration }: Told): Omit<Exploration<unknown>, 'bytes'> {
  return { ...exploration, bytes: 0 } as Omit<Exploration<unknown>, 'bytes'>
}

/** What all workers together have counted. */
function countsOf({ reports }: Told): Counts {
  const news: Record<string, number> = {}
  for (const mine of reports as readonly Counts[])
    for (const [name, count] of Object.entries(mine.news)) news[name] = (news[name] ?? 0) + count
  return { looks: (reports as readonly Counts[]).reduce((sum, { looks }) => sum + looks, 0), news }
}

const KIP_320 = sourceOf('spec', 'Kip320', { replicas: 3, logSize: 1, records: 1, maxLeaderEpoch: 1 })
const TRUNCATING = sourceOf('spec', 'KafkaTruncateToHighWatermark', {
  replicas: 2,
  logSize: 2,
  records: 2,
  maxLeaderEpoch: 1,
})
const SETTINGS = { records: 2, inFlight: 1, dedupe: false, ack: 'after', resends: 1 }
const QUEUE = sourceOf('queue', SETTINGS)
const SHORT_AT_LAST = sourceOf('queue', SETTINGS, true)
/** Kinds with limits of their own, too. */
const VARIED = budgetOf(3, { 'crash': 1, 'lost-request': 2 }, 2)
const ALL = Infinity

describe('several workers', () => {
  const crews: Crew[] = []
  beforeAll(() => void crews.push(new Crew(2), new Crew(3)))
  afterAll(() => Promise.all(crews.map((crew) => crew.end())))

  async function expectSame(source: Source, options: PartOptions): Promise<void> {
    const expected = await alone(source, options)
    for (const crew of crews) {
      const told = await crew.explore(source, options)
      expect(contentOf(told)).toEqual(contentOf(expected))
      if (source.name !== 'spec') expect(countsOf(told).news).toEqual(countsOf(expected).news)
    }
  }

  test.each<[string, Source, PartOptions]>([
    ['a specification that keeps its promises', KIP_320, { budget: budgetOf(0), maxStates: ALL, wanted: 3 }],
    ['a specification that does not', TRUNCATING, { budget: budgetOf(0), maxStates: ALL, wanted: 3 }],
    [
      'a specification, with more wanted than there is',
      TRUNCATING,
      { budget: budgetOf(0), maxStates: ALL, wanted: 7, round: 10 },
    ],
    ['faults and moves', QUEUE, { budget: budgetOf(2), maxStates: ALL }],
    ['faults and moves, in short rounds', QUEUE, { budget: budgetOf(2), maxStates: ALL, wanted: 31, round: 7 }],
    ['faults and moves in several purses', QUEUE, { budget: VARIED, maxStates: ALL, wanted: 31 }],
    [
      'fewer actions where nothing can fail any more',
      SHORT_AT_LAST,
      { budget: VARIED, maxStates: ALL, wanted: 31, round: 50 },
    ],
    ['schedules up to a length', QUEUE, { budget: VARIED, maxStates: ALL, maxDepth: 9, wanted: 31 }],
    ['few faults', QUEUE, { budget: VARIED, maxStates: ALL, mostFaults: 1, wanted: 31 }],
    ['too little of a fingerprint', QUEUE, { budget: VARIED, maxStates: ALL, fingerprintBits: 9 }],
    ['nothing, as nothing is wanted', QUEUE, { budget: VARIED, maxStates: ALL, wanted: 0 }],
  ])('find the same: %s', (_, source, options) => expectSame(source, options))

  test.each([1, 2, 4, 8, 15])('stop where one stops that has found all it wants: %i', async (wanted) => {
    for (const round of [3, 40, 1000]) await expectSame(QUEUE, { budget: VARIED, maxStates: ALL, wanted, round })
  })

  test.each([1, 2, 3, 10, 99, 100, 101, 1000, 4000])(
    'stop where one stops that has stored %i states',
    async (maxStates) => {
      for (const wanted of [undefined, 8, 31])
        await expectSame(QUEUE, { budget: VARIED, maxStates, looksAtWaiting: wanted === 31, wanted, round: 40 })
    },
  )

  test('find the same in any graph', async () => {
    const cost = constantFrom<Edge['cost'][]>(undefined, undefined, 'move', 'crash', 'pause', 'timeout')
    const setup = record({
      edges: array(record({ factor: integer({ min: 1, max: 5 }), more: nat(50), cost }), {
        minLength: 3,
        maxLength: 9,
      }),
      size: integer({ min: 2, max: 500 }),
      limits: record({ crash: nat(3), pause: nat(3) }),
      options: record({
        maxStates: constantFrom(ALL, 40, 400),
        looksAtWaiting: boolean(),
        wanted: option(integer({ min: 1, max: 15 }), { nil: undefined }),
        round: integer({ min: 1, max: 40 }),
      }),
    })
    await assert(
      asyncProperty(setup, nat(4), nat(2), async ({ edges, size, limits, options }, total, moves) => {
        await expectSame(sourceOf('graph', edges, size, Math.floor(size * 0.9)), {
          ...options,
          budget: budgetOf(total, limits, moves),
        })
      }),
      { numRuns: 150 },
    )
  })

  test('find the same once more, and ask once about each vertex', async () => {
    const options: PartOptions = { budget: budgetOf(2), maxStates: ALL, wanted: 31 }
    const [crew] = crews as [Crew]
    const first = await crew.explore(QUEUE, options)
    const second = await crew.explore(QUEUE, options)
    expect(second).toEqual(first)
    const layers = first.exploration.layers.reduce((sum, { states }) => sum + states, 0)
    expect(countsOf(first).looks).toBe(layers)
    // Nobody was idle.
    for (const report of first.reports) expect((report as Counts).looks).toBeGreaterThan(layers / 3)
  })

  test('explore one thing at a time', async () => {
    const [crew] = crews as [Crew]
    const first = crew.explore(KIP_320, { budget: budgetOf(0), maxStates: ALL })
    await expect(crew.explore(KIP_320, { budget: budgetOf(0), maxStates: ALL })).rejects.toThrow('one thing at a time')
    expect((await first).exploration.states).toBe(6787)
  })
})

describe('a search with workers of its own', () => {
  const endless = { budget: budgetOf(0), maxStates: ALL, workers: 2 }

  test('ends when it is interrupted, with what is known', async () => {
    let progress = 0
    const { exploration } = await exploreWithWorkers(sourceOf('endless'), {
      ...endless,
      onProgress: () => progress++,
      interrupted: () => progress > 2,
    })
    expect(exploration.stopped).toBe('interrupted')
    expect(exploration.states).toBeGreaterThan(2000)
    expect(exploration.layers).toMatchObject([{ complete: false }])
    expect(exploration.unfinished).toHaveLength(1)
  })

  test('that is interrupted before it begins has looked at nothing', async () => {
    const { exploration } = await exploreWithWorkers(sourceOf('endless'), { ...endless, interrupted: () => true })
    expect(exploration).toMatchObject({ stopped: 'interrupted', states: 1, generated: 0 })
  })

  test('fails with what is thrown in a worker, and says where', async () => {
    const failure: unknown = await exploreWithWorkers(sourceOf('throwing'), endless).catch((error: unknown) => error)
    expect(failure).toBeInstanceOf(RangeError)
    expect((failure as RangeError).message).toBe('stumbled')
    expect((failure as RangeError).stack).toContain('stumble')
    expect((failure as RangeError).stack).toContain('explorables.ts')
  })

  test.each<[string, Source, string]>([
    [
      'what cannot be imported',
      { module: new URL('./missing.ts', import.meta.url).href, name: 'x', args: [] },
      'missing.ts',
    ],
    ['what is no function', { ...sourceOf('graph'), name: 'missing' }, 'exports no function missing'],
    ['what cannot be sent to a worker', sourceOf('graph', () => 1), 'could not be cloned'],
    ['a report that cannot be sent back', sourceOf('mute'), 'could not be cloned'],
  ])('fails for %s', async (_, source, message) => {
    await expect(exploreWithWorkers(source, endless)).rejects.toThrow(message)
  })

  test('fails with what a callback throws', async () => {
    const onProgress = () => {
      throw new Error('no progress')
    }
    await expect(exploreWithWorkers(sourceOf('endless'), { ...endless, onProgress })).rejects.toThrow('no progress')
  })
})
