/** Counterexamples that are kept in a folder: played first, and told what became of each. */
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { longTest } from '../harness/testing/long.ts'
import { checksumOf } from '../harness/checksum.ts'
import { type CheckJson, checkSchema } from '../reports/schema.ts'
import { type Ran, ran } from './testing/ran.ts'
import { quickEngine } from './testing/stand-in.ts'

let folder = ''
let kept = ''
const LOSS = 'no-acknowledged-loss'
const acks1 = ['--set', 'acks=1', '--set', 'enable.idempotence=false']
const acksAll = ['--set', 'acks=all', '--set', 'min.insync.replicas=2', '--set', 'enable.idempotence=false']
const loss = ['--promise', LOSS, '--no-remedies', '--runs', '50', '--max-states', '2000']
/** So little that it finds nothing by itself. */
const little = ['--promise', LOSS, '--no-remedies', '--search', 'exhaustive', '--max-states', '1']

const check = (...args: readonly string[]): Promise<Ran> => ran(['check', '--out', join(folder, 'out'), ...args])

async function checked(...args: readonly string[]): Promise<CheckJson> {
  return checkSchema.parse(JSON.parse((await check('--json', ...args)).out))
}

/** The counterexample that a check saves of its first promise. */
async function savedBy(...args: readonly string[]): Promise<string> {
  return (await checked(...args)).verdicts[0]?.counterexample?.file ?? ''
}

let folders = 0
function folderOf(files: Readonly<Record<string, string>>): string {
  folders += 1
  const path = join(folder, String(folders))
  mkdirSync(path)
  for (const [name, text] of Object.entries(files)) writeFileSync(join(path, name), text)
  return path
}

/** The file with something changed, and a checksum that matches again. */
function rewritten(change: (content: CheckJson) => void): string {
  const content = checkSchema.parse(JSON.parse(readFileSync(kept, 'utf8')))
  change(content)
  const { system: _system, ...rest } = content
  const { checksum: _checksum, ...saved } = content.saved ?? { checksum: '' }
  const verdicts = content.verdicts.map((verdict) => {
    const { file: _file, ...found } = verdict.counterexample ?? { file: '' }
    return { ...verdict, counterexample: found }
  })
  return JSON.stringify({ ...content, saved: { ...saved, checksum: checksumOf({ ...rest, saved, verdicts }) } })
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tidemark-regressions-'))
  kept = await savedBy(...acks1, ...loss)
})
afterAll(() => rmSync(folder, { recursive: true }))

const text = (): string => readFileSync(kept, 'utf8')

describe('what is kept', () => {
  test('and breaks its promise again is a verdict, where the search alone would have found nothing', async () => {
    const regressions = folderOf({ 'x.json': text() })
    expect((await check(...acks1, ...little)).code).not.toBe(1)
    const { code, out } = await check(...acks1, ...little, '--regressions', regressions)
    expect(code).toBe(1)
    expect(out.replace(/\s+/g, ' ')).toContain(`${join(regressions, 'x.json')}: broken again: ${LOSS}`)
    expect(out).toContain('VIOLATED')
  })

  test('is told as broken, and ends as short as what a whole search finds', async () => {
    const regressions = folderOf({ 'x.json': text() })
    const [without, found] = [
      await checked(...acks1, ...loss),
      await checked(...acks1, ...loss, '--regressions', regressions),
    ]
    expect(found.regressions).toEqual([{ file: join(regressions, 'x.json'), promise: LOSS, outcome: 'broken' }])
    expect(found.verdicts[0]?.counterexample).toEqual(without.verdicts[0]?.counterexample)
    expect(without).not.toHaveProperty('regressions')
  })

  longTest('and is repaired says so in one line, and fails nothing', async () => {
    const regressions = folderOf({ 'x.json': text() })
    const { code, out } = await check(...acksAll, ...loss, '--regressions', regressions)
    const line = `${join(regressions, 'x.json')}: repaired: the promise is kept with these settings`
    expect(out.replace(/\s+/g, ' ')).toContain(line)
    expect(code).toBe(0)
    const { regressions: told, ...rest } = await checked(...acksAll, ...loss, '--regressions', regressions)
    expect(told?.[0]?.outcome).toBe('repaired')
    const { seconds: _, ...before } = await checked(...acksAll, ...loss)
    expect(rest).toMatchObject(before)
  })

  test('is played in the order of the names; what is no JSON file is left alone', async () => {
    const regressions = folderOf({ 'b.json': text(), 'a.json': text(), 'README.md': '# why', '.hidden.json': 'no' })
    const { regressions: told } = await checked(...acksAll, ...loss, '--regressions', regressions)
    expect(told?.map(({ file }) => file)).toEqual(['a.json', 'b.json'].map((name) => join(regressions, name)))
  })

  test('of a size that this check does not search breaks its promise, too, in its own size', async () => {
    const big = rewritten(({ verdicts: [verdict] }) => Object.assign(verdict?.evidence.bounds ?? {}, { records: 3 }))
    const regressions = folderOf({ 'x.json': big })
    const { verdicts } = await checked(...acks1, ...little, '--records', '1', '--regressions', regressions)
    expect(verdicts[0]).toMatchObject({ verdict: 'violated', evidence: { bounds: { records: 3 } } })
    const replay = await ran(['replay', verdicts[0]?.counterexample?.file ?? ''])
    expect(replay.code).toBe(1)
  })

  test('is played against each of what is to be survived', async () => {
    const regressions = folderOf({ 'x.json': text() })
    const survive = ['--survive', 'nothing,rolling-restart', '--regressions', regressions]
    const { cases = [], regressions: worst } = await checked(...acks1, ...loss, ...survive)
    expect(cases.length).toBeGreaterThan(1)
    expect(cases[0]?.regressions).toMatchObject([{ outcome: 'not-played', why: expect.stringContaining('takes') }])
    const outcomes = cases.map(({ regressions: [one] = [] }) => one?.outcome)
    expect(worst?.[0]?.outcome).toBe(outcomes.includes('broken') ? 'broken' : 'not-played')
  })
})

describe('what cannot be played is told with why', () => {
  const why = async (file: string, ...args: readonly string[]): Promise<string> => {
    const regressions = folderOf({ 'x.json': file })
    const command = ['check', '--json', '--out', join(folder, 'out'), '--regressions', regressions, ...args]
    const { code, out, err } = await ran(command, { engine: quickEngine })
    expect({ code, err }).toEqual({ code: 0, err: '' })
    const [told] = checkSchema.parse(JSON.parse(out)).regressions ?? []
    expect(told?.outcome).toBe('not-played')
    return told?.why ?? ''
  }

  test('another system', async () => {
    expect(await why(text(), '--set', 'system=queues')).toBe('it is about kafka, and this configuration is of queues')
  })

  test('a promise that is not asked for, or does not apply', async () => {
    expect(await why(text(), ...acks1, '--promise', 'no-duplicates')).toBe(`${LOSS} is not judged here`)
  })

  test('more faults than are allowed', async () => {
    expect(await why(text(), ...acks1, '--faults', '0')).toContain('0 faults and 1 planned move, and this check allows')
  })

  test('another sort of run', async () => {
    const other = 'it is of a run without --by-record, and this one is with it'
    expect(await why(text(), ...acks1, '--by-record')).toBe(other)
  })

  test('brokers that are not there', async () => {
    expect(await why(text(), ...acks1, '--set', 'replication.factor=1', '--brokers', '1')).toMatch(/its steps are not/)
  })

  test('a file of a newer format, or of a version whose model is another one', async () => {
    const newer = text().replace('"format": 1', '"format": 7')
    expect(await why(newer, ...acks1)).toContain('written by a newer tidemark')
    const other = rewritten((content) => {
      content.tidemark = '0.0.1'
      content.verdicts[0]?.counterexample?.actions.splice(1)
    })
    expect(await why(other, ...acks1)).toContain('tidemark 0.0.1 wrote it')
  })
})

describe('what is wrong is one clear message, before anything is searched', () => {
  const refused = async (regressions: string, ...messages: readonly string[]): Promise<void> => {
    const { code, out, err } = await check(...acks1, ...little, '--regressions', regressions)
    expect({ code, out, lines: err.trimEnd().split('\n').length }).toEqual({ code: 2, out: '', lines: 1 })
    for (const message of messages) expect(err).toContain(message)
  }

  test('a file that was edited, was cut off, or is something else', async () => {
    await refused(folderOf({ 'x.json': text().replace('"acks": "1"', '"acks": "0"') }), 'x.json', 'was edited')
    await refused(folderOf({ 'x.json': text().slice(0, -20) }), 'x.json', 'cut off')
    await refused(folderOf({ 'a.json': text(), 'x.json': '{}' }), 'x.json', 'not a saved counterexample')
  })

  test('a folder that is not there, or is a file', async () => {
    await refused(join(folder, 'none'), 'there is no such folder')
    await refused(kept, 'this is no folder')
    await refused('', 'empty')
  })
})

test('the usual folder is taken where it is there', async () => {
  const before = process.cwd()
  const place = folderOf({})
  mkdirSync(join(place, 'tidemark-regressions'))
  copyFileSync(kept, join(place, 'tidemark-regressions', 'x.json'))
  try {
    process.chdir(place)
    const { regressions } = await checked(...acks1, ...little)
    expect(regressions).toEqual([{ file: 'tidemark-regressions/x.json', promise: LOSS, outcome: 'broken' }])
  } finally {
    process.chdir(before)
  }
})
