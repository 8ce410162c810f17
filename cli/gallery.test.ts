import { describe, expect, test } from 'vitest'
import type { Flaw } from '../gallery/flaw.ts'
import type { PromiseResult } from '../harness/result.ts'
import { type GalleryJson, gallerySchema } from '../reports/schema.ts'
import { gone, open } from '../reports/testing/gallery-sample.ts'
import { violated } from '../reports/testing/sample.ts'
import type { Engine, Gallery } from './engine.ts'
import { realEngine } from './real-engine.ts'
import { ran } from './testing/ran.ts'

const flaw: Flaw = {
  id: 'X1',
  class: 'B',
  title: 'The first',
  affected: 'up to 0.10.2',
  reference: 'KIP-101, KAFKA-1211',
  story: 'It breaks.',
  promise: 'no-acknowledged-loss',
  flawed: {
    settings: { 'kafka.version': '0.10.2.2', 'acks': 'all', 'replication.factor': '2', 'min.insync.replicas': '2' },
  },
  fix: { says: 'leader epochs', settings: {}, gates: { 'leader-epochs': true } },
  scope: { records: 1, faults: { crash: 2 }, moves: 0 },
}
const second: Flaw = { ...flaw, id: 'X2', title: 'The second', reference: 'KIP-101', suspected: 'a stopped broker' }
const leftOut = [
  { id: 'Y1', class: 'B', title: 'Clocks', reference: 'KAFKA-9999', why: 'the model has no clocks' },
] as const

/** A gallery that finds what it is told to find: first with a flaw, then with its fix. */
function engineThat(found: readonly PromiseResult<never>[], more: Partial<Gallery> = {}): Engine {
  const answers = [...found]
  const judge: Gallery['judge'] = async () => {
    const result = answers.shift() ?? (gone as PromiseResult<never>)
    return { result, interrupted: result.why?.startsWith('interrupted') === true }
  }
  return { ...realEngine, gallery: { ...realEngine.gallery, flaws: [flaw, second], leftOut, judge, ...more } }
}

const [found, fixed, stopped] = [violated, gone, open] as [
  PromiseResult<never>,
  PromiseResult<never>,
  PromiseResult<never>,
]
const undecided = { ...stopped, why: 'not complete: --max-states was reached' }

test.each([
  ['all found and fixed', [found, fixed, found, fixed], 0, '2 flaws: 2 found; 2 fixes hold; 1 left out'],
  ['one missed', [found, fixed, fixed, fixed], 1, '1 MISSED'],
  ['one not found before the search ended', [undecided, fixed, found, fixed], 1, '1 MISSED'],
  ['a fix that does not hold', [found, found, found, fixed], 1, '1 fix DOES NOT HOLD'],
  ['a fix without a verdict', [found, undecided, found, fixed], 3, '1 fix without a verdict'],
  [
    'interrupted while it looks for the second',
    [found, fixed, stopped],
    3,
    'Interrupted. 2 flaws: 1 found, 1 not searched to the end',
  ],
  ['interrupted at once', [stopped], 3, '2 not searched to the end'],
  ['interrupted after one was missed', [fixed, stopped], 1, 'Interrupted.'],
])('%s', async (_, results, code, summary) => {
  const result = await ran(['gallery'], { engine: engineThat(results) })
  expect(result).toMatchObject({ code, err: '' })
  expect(result.out).toContain(summary)
})

test('all flaws are a table, suspected ones and left-out ones for themselves', async () => {
  const { out } = await ran(['gallery'], { engine: engineThat([found, fixed, found, fixed]) })
  const places = ['X1', 'The first', 'Suspected', 'X2', 'Left out', 'Y1', 'the model has no clocks', '2 flaws'].map(
    (part) => out.indexOf(part),
  )
  expect(places).toEqual(places.toSorted((a, b) => a - b))
  expect(places).not.toContain(-1)
})

test.each([
  ['x1', ['The first']],
  ['KAFKA-1211', ['The first']],
  ['kip-101', ['The first', 'The second', 'a stopped broker']],
])('gallery %s tells of it', async (id, parts) => {
  const { code, out } = await ran(['gallery', id], { engine: engineThat([found, fixed, found, fixed]) })
  expect(code).toBe(0)
  for (const part of ['It breaks.', 'broker 0 crashes', 'gate.leader-epochs=on', ...parts]) expect(out).toContain(part)
  expect(out.includes('The second')).toBe(parts.includes('The second'))
  expect(out).not.toContain('Clocks')
})

test('a flaw that is left out is told without a search', async () => {
  const judge: Gallery['judge'] = () => Promise.reject(new Error('there is nothing to judge'))
  const { code, out } = await ran(['gallery', 'kafka-9999'], { engine: engineThat([], { judge }) })
  expect(code).toBe(0)
  for (const part of ['Y1', 'Clocks', 'KAFKA-9999', 'the model has no clocks']) expect(out).toContain(part)
})

test.each(['X9', 'KIP-10', 'acks', '101', 'KIP', ''])(
  '`%s` is no flaw: one message, with all there are',
  async (id) => {
    const { code, out, err } = await ran(['gallery', id], { engine: engineThat([]) })
    expect(code).toBe(2)
    expect(out).toBe('')
    expect(err).toContain(`gallery ${id}: there is no such flaw`)
    for (const part of ['X1', 'The second', 'KAFKA-1211', 'Y1']) expect(err).toContain(part)
  },
)

test('the flaw and its fix are searched the same way, from a seed of their own that another flaw does not have', async () => {
  const calls: {
    readonly seed: string
    readonly runs: number
    readonly steps: number
    readonly maxStates: number
    readonly search: string
  }[] = []
  const judge: Gallery['judge'] = async (_, __, { seed, runs, steps, maxStates, search }) => {
    calls.push({ seed, runs, steps, maxStates, search })
    return { result: found, interrupted: false }
  }
  await ran(['gallery', '--runs', '7', '--steps', '20', '--max-states', '99', '--search', 'random'], {
    engine: engineThat([], { judge }),
  })
  expect(calls).toHaveLength(4)
  expect(calls[0]).toMatchObject({ runs: 7, steps: 20, maxStates: 99, search: 'random' })
  expect(calls[1]).toEqual(calls[0])
  expect(calls[3]).toEqual(calls[2])
  expect(calls[2]?.seed).not.toBe(calls[0]?.seed)
  await ran(['gallery', '--seed', 'tuesday'], { engine: engineThat([], { judge }) })
  expect(calls.slice(4).map(({ seed }) => seed)).toEqual(['tuesday', 'tuesday', 'tuesday', 'tuesday'])
})

test('Ctrl-C ends it with what is known', async () => {
  const { code, out } = await ran(['gallery', '--json', '--runs', '1000000'], {
    engine: { ...realEngine, gallery: { ...realEngine.gallery, flaws: [flaw, second] } },
    onInterrupt: (first) => {
      first()
      return () => undefined
    },
  })
  expect(code).toBe(3)
  const { rows } = gallerySchema.parse(JSON.parse(out))
  expect(rows).toMatchObject([{ id: 'X1', found: { verdict: 'undecided' }, fixed: null }])
})

test('--quiet is a line a flaw; progress goes to a terminal only, and never with --quiet', async () => {
  const terminal = { errIsTerminal: true }
  const real = { ...realEngine, gallery: { ...realEngine.gallery, flaws: [flaw] } }
  const quick = ['--runs', '50', '--max-states', '3000']
  expect((await ran(['gallery', ...quick], { ...terminal, engine: real })).err).toContain('flaw 1 of 1, X1: ')
  expect((await ran(['gallery', ...quick], { engine: real })).err).toBe('')
  const quiet = await ran(['gallery', '--quiet', ...quick], { ...terminal, engine: real })
  expect(quiet.err).toBe('')
  expect(quiet.out.split('\n')).toHaveLength(3)
})

describe('the flaws themselves', () => {
  const json = async (id: string): Promise<{ readonly code: number; readonly json: GalleryJson }> => {
    const { code, out } = await ran(['gallery', id, '--json', '--runs', '100'])
    return { code, json: gallerySchema.parse(JSON.parse(out)) }
  }

  test('A2: acks=1 loses with one crash, acks=all does not', async () => {
    const {
      code,
      json: { rows },
    } = await json('A2')
    expect(code).toBe(0)
    expect(rows).toMatchObject([
      {
        id: 'A2',
        found: { verdict: 'violated', counterexample: { faults: 1, faultKinds: { crash: 1 }, minimal: 'proven' } },
        fixed: { verdict: 'held' },
        settings: { acks: '1' },
        fixedSettings: { acks: 'all' },
      },
    ])
  })

  test('KIP-101: truncation to the high watermark loses with two crashes, by leader epoch it does not', async () => {
    const {
      code,
      json: { rows },
    } = await json('kafka-1211')
    expect(code).toBe(0)
    expect(rows.find(({ id }) => id === 'B1')).toMatchObject({
      found: { verdict: 'violated', counterexample: { faults: 2, minimal: 'proven' } },
      fixed: { verdict: 'held' },
      fixedSettings: { gates: 'leader-epochs=on' },
    })
  })

  test('Q1, of a queue: a dead letter is lost with one crash, and kept where its copy comes first', async () => {
    const {
      code,
      json: { rows },
    } = await json('Q1')
    expect(code).toBe(0)
    expect(rows).toMatchObject([
      {
        id: 'Q1',
        found: { verdict: 'violated', counterexample: { faults: 1, faultKinds: { crash: 1 }, minimal: 'proven' } },
        fixed: { verdict: 'held' },
        system: 'queues',
        settings: { 'redelivery.dead-letters': 'remove-then-copy' },
        fixedSettings: { 'redelivery.dead-letters': 'copy-then-remove' },
      },
    ])
  })

  test('the same command prints the same JSON', async () => {
    expect(await json('A2')).toEqual(await json('A2'))
  })
})
