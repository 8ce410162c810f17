import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { checkSchema } from '../reports/schema.ts'
import { ran } from './testing/ran.ts'

const folder = mkdtempSync(join(tmpdir(), 'tidemark-survive-'))
afterAll(() => rmSync(folder, { recursive: true }))

const BASE = ['--set', 'acks=all', '--set', 'min.insync.replicas=2', '--records', '1', '--no-remedies', '--out', folder]
const LOSS = ['--promise', 'no-acknowledged-loss']

async function checked(...args: readonly string[]) {
  const { out, err } = await ran(['check', '--json', ...BASE, ...LOSS, ...args])
  expect(err).toBe('')
  return checkSchema.parse(JSON.parse(out))
}

describe('--survive', () => {
  test('a rolling restart is judged with waiting for the ISR and without, completely, and nothing else goes wrong', async () => {
    const small = ['--set', 'replication.factor=2', '--brokers', '2', '--set', 'min.insync.replicas=1']
    const { cases = [] } = await checked('--survive', 'rolling-restart', ...small)
    expect(cases.map(({ of }) => of)).toEqual([
      'rolling-restart, waiting for the ISR',
      'rolling-restart without waiting',
    ])
    for (const { verdicts } of cases) {
      const [verdict] = verdicts
      expect(verdict?.verdict).toBe('held')
      expect(verdict?.evidence.exhaustive?.map(({ completeTo }) => completeTo)).toEqual([2])
      const { faults, fault, moves } = verdict?.evidence.bounds ?? { fault: {} }
      expect({ faults, moves, most: Math.max(...Object.values(fault)) }).toEqual({ faults: 2, moves: 2, most: 0 })
      expect(verdict?.evidence.reached).toMatchObject({ 'leader moved': 0, 'unflushed records lost': 0 })
      expect(verdict?.evidence.reached['broker restarted']).toBeGreaterThan(0)
    }
    const [waiting, not] = cases.map(({ verdicts }) => verdicts[0]?.evidence.reached['partition without leader'])
    // Who does not wait may shut down the last one in sync.
    expect(waiting).toBe(0)
    expect(not).toBeGreaterThan(0)
  }, 120_000)

  test('acks=1 does not survive it, by one shutdown', async () => {
    const { verdicts } = await checked('--survive', 'rolling-restart', '--set', 'acks=1')
    expect(verdicts[0]?.counterexample).toMatchObject({ faults: 0, moves: 1 })
  }, 60_000)

  test('a rack that loses its power takes what nobody flushed, of all brokers in one step; replay plays it', async () => {
    const { verdicts, ...rest } = await checked('--survive', 'rack-power-loss')
    expect(rest).not.toHaveProperty('cases')
    expect(verdicts[0]?.counterexample).toMatchObject({ faults: 1, faultKinds: { 'rack-power-loss': 1 } })
    expect(verdicts[0]?.counterexample?.story.at(-1)).toBe(
      'all brokers lose power in one moment: broker 0 loses the only record of its log, broker 1 loses the only record '
        + 'of its log, broker 2 loses the only record of its log',
    )
    const file = readdirSync(folder).map((name) => join(folder, name))
    const replays = await Promise.all(file.map((name) => ran(['replay', name])))
    expect(replays.map(({ code }) => code)).toEqual(file.map(() => 1))
    const flushed = await checked('--survive', 'rack-power-loss', '--set', 'log.flush.interval.messages=1')
    expect(flushed.verdicts[0]?.verdict).toBe('held')
    const asked = await checked('--only', 'rack-power-loss', '--faults', '1')
    expect(asked.verdicts[0]?.counterexample).toMatchObject({ faultKinds: { 'rack-power-loss': 1 } })
  }, 60_000)

  test('with a comma each alone, with a plus together', async () => {
    const { cases = [] } = await checked(
      '--survive',
      'nothing,one-broker-crash+one-broker-lost-disk',
      '--max-states',
      '800',
      '--runs',
      '40',
    )
    expect(cases.map(({ of }) => of)).toEqual(['nothing', 'one-broker-crash + one-broker-lost-disk'])
    const bounds = cases.map(({ verdicts }) => verdicts[0]?.evidence.bounds)
    expect(bounds.map((one) => [one?.faults, one?.moves])).toEqual([
      [0, 0],
      [2, 0],
    ])
    expect(bounds[1]?.fault).toMatchObject({ 'crash': 1, 'disk-loss': 1, 'power-loss': 0, 'partition': 0 })
  }, 60_000)

  test('links fail as often as --faults says', async () => {
    const { verdicts } = await checked('--survive', 'network', '--faults', '1')
    expect(verdicts[0]?.evidence.bounds).toMatchObject({ faults: 1, moves: 0, fault: { partition: 1, crash: 0 } })
  }, 60_000)

  test('the page says what was survived', async () => {
    const { out } = await ran(['check', ...BASE, ...LOSS, '--survive', 'one-broker-crash'])
    expect(out).toMatch(/^Tidemark .* one-broker-crash$/m)
    expect(out).toContain('note        one-broker-crash: one process of a broker dies, once\n')
    expect(out).toMatch(/held: up to 1, complete/)
  }, 60_000)
})

describe('--only', () => {
  const kinds = async (only: string) => {
    const { verdicts } = await checked('--only', only, '--set', 'acks=1')
    const { bounds } = verdicts[0]?.evidence ?? { bounds: { fault: {}, moves: 0, faults: 0 } }
    const allowed = Object.entries(bounds.fault).flatMap(([kind, limit]) => (limit > 0 ? [`${kind}=${limit}`] : []))
    return { allowed, moves: bounds.moves, found: verdicts[0]?.counterexample?.story.at(-1) }
  }
  test('allows these faults, what is off by default once, and no move', async () => {
    expect(await kinds('crash')).toMatchObject({ allowed: ['crash=2'], moves: 0 })
    expect(await kinds('disk-loss')).toMatchObject({ allowed: ['disk-loss=1'], moves: 0 })
    const none = await checked('--only', 'crash,partition', '--fault', 'crash=0', '--faults', '1')
    expect(none.verdicts[0]?.evidence.bounds.fault).toMatchObject({ crash: 0, partition: 1 })
  }, 60_000)

  test('allows moves of these kinds', async () => {
    const moved = { allowed: [], moves: 1 }
    expect(await kinds('move')).toEqual({ ...moved, found: 'the leader is moved from broker 0 to broker 1' })
    expect(await kinds('move-leader')).toEqual({ ...moved, found: 'the leader is moved from broker 0 to broker 1' })
    expect(await kinds('controlled-shutdown')).toEqual({ ...moved, found: 'broker 0 begins a controlled shutdown' })
  }, 60_000)

  test('is understood by compare', async () => {
    const args = ['compare', ...BASE, ...LOSS, '--vary', 'acks=1,all', '--only', 'crash', '--faults', '1', '--json']
    const { out } = await ran(args)
    expect(out).toContain('"crash": 1')
    expect(out).not.toContain('"partition": 1')
  }, 60_000)
})

test('compare has a row for each of what is to be survived', async () => {
  const args = ['compare', ...BASE, ...LOSS, '--vary', 'acks=1,all', '--survive', 'nothing,rack-power-loss']
  const { out } = await ran(args)
  expect(out).toMatch(/^searched +no fault and no move; 1 fault or move: rack-power-loss$/m)
  expect(out).toMatch(/^nothing +all +none up to 0/m)
  expect(out).toMatch(/^rack-power-loss +all +1: +/m)
}, 60_000)

test.each([
  [['--survive', 'rolling'], '--survive rolling: kafka has no such name; there are nothing, rolling-restart, '],
  [['--survive', 'one-broker-crsh'], 'did you mean one-broker-crash?'],
  [['--survive', 'slow-consumer'], '--survive slow-consumer: no consumer is judged here without --loop; add --loop'],
  [['--survive', 'nothing,'], '--survive nothing,: a name between the commas is empty'],
  [['--survive', 'nothing', '--only', 'crash'], '--survive and --only: --survive says what may go wrong'],
  [['--survive', 'nothing', '--fault', 'crash=1'], '--survive and --fault: '],
  [['--survive', 'nothing', '--moves', '1'], '--survive and --moves: '],
  [['--only', 'crsh'], '--only crsh: kafka has no such fault or move here (did you mean crash?); there are crash, '],
  [['--only', 'crash', '--fault', 'partition=1'], '--fault partition: --only leaves it out'],
  [['--only', 'crash', '--moves', '2'], '--moves 2: --only leaves moves out; add move'],
])('%j is refused with one message', async (args, message) => {
  const { code, out, err } = await ran(['check', ...args])
  expect({ code, out }).toEqual({ code: 2, out: '' })
  expect(err).toContain(message)
  expect(err.trim().split('\n')).toHaveLength(1)
})
