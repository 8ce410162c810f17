import { execFile } from 'node:child_process'
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { checksumOf } from '../harness/checksum.ts'
import { type CheckJson, checkSchema, compareSchema } from '../reports/schema.ts'
import { ran } from './testing/ran.ts'
import { VERSION } from '../reports/version.ts'

const folder = mkdtempSync(join(tmpdir(), 'tidemark-replay-'))
afterAll(() => rmSync(folder, { recursive: true }))

const search = [
  '--promise',
  'no-acknowledged-loss',
  '--runs',
  '20',
  '--max-states',
  '2000',
  '--set',
  'enable.idempotence=false',
]
let checked: CheckJson
let file = ''
let text = ''
beforeAll(async () => {
  checked = await checkedWith('out')
  file = checked.verdicts[0]?.counterexample?.file ?? ''
  text = readFileSync(file, 'utf8')
})

async function checkedWith(out: string, ...more: readonly string[]): Promise<CheckJson> {
  return checkSchema.parse(
    JSON.parse(
      (
        await ran([
          'check',
          '--json',
          '--no-remedies',
          '--set',
          'acks=1',
          ...search,
          '--out',
          join(folder, out),
          ...more,
        ])
      ).out,
    ),
  )
}

function written(name: string, content: string): string {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}

/** The file with something changed, and a checksum that matches again. */
function rewritten(name: string, change: (content: CheckJson) => void): string {
  const content = checkSchema.parse(JSON.parse(text))
  change(content)
  const { checksum: _, ...saved } = content.saved ?? { checksum: '' }
  const verdicts = content.verdicts.map((verdict) => ({
    ...verdict,
    counterexample: { ...verdict.counterexample, file: undefined },
  }))
  const { system, ...rest } = content
  const covered = system === 'kafka' || system === undefined ? rest : content
  const plain: unknown = JSON.parse(JSON.stringify({ ...covered, saved, verdicts }))
  return written(name, JSON.stringify({ ...content, saved: { ...saved, checksum: checksumOf(plain) } }))
}

describe('a saved file', () => {
  test('is what check prints as JSON, with the mark of a saved file', () => {
    const { saved, ...content } = checkSchema.parse(JSON.parse(text))
    expect(saved?.format).toBe(1)
    // What would mend it, the step that decides it, and what still works with brokers down, is no part of it.
    const { availability: _availability, verdicts, ...rest } = structuredClone(checked)
    const bare = verdicts.map(({ cause: _c, remedies: _r, tried: _t, otherwise: _o, ...verdict }) => verdict)
    for (const { counterexample } of bare) delete counterexample?.decisive
    expect(content).toEqual({ ...rest, verdicts: bare, seconds: 0 })
  })

  test('replays to the violation in the words of check, moved or not, and ends with 1', async () => {
    const why = checked.verdicts[0]?.counterexample?.why
    const moved = join(folder, 'moved.json')
    cpSync(file, moved)
    for (const path of [file, moved]) {
      const { code, out, err } = await ran(['replay', '--json', path])
      expect({ code, err }).toEqual({ code: 1, err: '' })
      expect(JSON.parse(out)).toMatchObject({ violated: true, why, story: checked.verdicts[0]?.counterexample?.story })
    }
    expect(await ran(['replay', '--quiet', file])).toEqual({ code: 1, out: '', err: '' })
  })

  test('replays to the story that check told, to its end', async () => {
    const story = (out: string): string => out.slice(out.indexOf('\n 1  '), out.indexOf('  shortest'))
    const told = story(
      (await ran(['check', '--evidence', '--set', 'acks=1', ...search, '--out', join(folder, 'out')])).out,
    )
    expect(told).toContain('    everything heals')
    expect(told).toContain('» a new reader is given nothing')
    expect(story((await ran(['replay', file])).out)).toBe(told)
  })

  test('has the same name and content in another search of the same, and the same name in another folder', async () => {
    expect(await checkedWith('out')).toEqual(checked)
    expect(readFileSync(file, 'utf8')).toBe(text)
    await checkedWith('other/deep')
    expect(readdirSync(join(folder, 'other/deep'))).toEqual(readdirSync(join(folder, 'out')))
  })

  test('is the same from another process in another folder', { timeout: 30_000 }, async () => {
    const bin = fileURLToPath(new URL('bin.mjs', import.meta.url))
    const args = [bin, 'check', '--json', '--no-remedies', '--set', 'acks=1', ...search, '--out', 'out']
    const cwd = mkdtempSync(join(folder, 'cwd-'))
    const out = await new Promise<string>((resolve) =>
      execFile(process.execPath, args, { cwd }, (_error, stdout) => resolve(stdout)),
    )
    const here = (path: string): string => path.replaceAll(join(folder, 'out'), 'out')
    expect({ ...checkSchema.parse(JSON.parse(out)), seconds: 0 }).toEqual({
      ...(JSON.parse(here(JSON.stringify(checked))) as CheckJson),
      seconds: 0,
    })
    expect(readFileSync(join(cwd, here(file)), 'utf8')).toBe(here(text))
  })

  test.each([
    ['--records', '1'],
    ['--records', '3', '--producers', '2'],
    ['--faults', '1', '--moves', '0'],
    ['--fault', 'crash=1'],
    ['--set', 'isolation.level=read_committed'],
  ])('of a search with %s %s replays without these options', async (...options) => {
    const name = checkSchema.parse(await checkedWith('options', ...options)).verdicts[0]?.counterexample?.file ?? ''
    expect((await ran(['replay', name])).code).toBe(1)
  })

  test('of a flaw that takes two records replays with the records of its evidence', async () => {
    const options = [
      '--promise',
      'in-order',
      '--runs',
      '200',
      '--set',
      'acks=1',
      '--set',
      'enable.idempotence=false',
      '--out',
      join(folder, 'order'),
    ]
    const [verdict] = checkSchema.parse(
      JSON.parse((await ran(['check', '--json', '--no-remedies', ...options])).out),
    ).verdicts
    expect(verdict?.evidence.bounds['records']).toBe(2)
    const replay = await ran(['replay', '--json', verdict?.counterexample?.file ?? ''])
    expect(replay.code).toBe(1)
    expect(JSON.parse(replay.out)).toMatchObject({ why: verdict?.counterexample?.why })
  })

  test('of a row of compare is the file that check saves for the settings of the row', async () => {
    const compared = compareSchema.parse(
      JSON.parse(
        (await ran(['compare', '--json', '--vary', 'acks=0,1', ...search, '--out', join(folder, 'rows')])).out,
      ),
    )
    const names = compared.rows.map((row) => row.verdicts[0]?.counterexample?.file ?? '')
    expect(readFileSync(names[1] ?? '', 'utf8')).toBe(text.replace(file, names[1] ?? ''))
    expect(checkSchema.parse(JSON.parse(readFileSync(names[0] ?? '', 'utf8'))).settings['acks']).toBe('0')
    for (const name of names) expect((await ran(['replay', name])).code).toBe(1)
  })

  test('of another version replays with a note', async () => {
    const other = rewritten('version.json', (content) => (content.tidemark = '0.0.9'))
    const { code, out } = await ran(['replay', other])
    expect(code).toBe(1)
    expect(out).toContain(`written by tidemark 0.0.9; this is ${VERSION}`)
    const json = await ran(['replay', '--json', other])
    expect(json.err).toContain('note: the file was written by tidemark 0.0.9')
    expect(JSON.parse(json.out)).toMatchObject({ violated: true })
    expect((await ran(['replay', file])).out).not.toContain('written by')
  })

  test('whose violation does not happen any more ends with 0', async () => {
    const mended = rewritten('mended.json', (content) => content.verdicts[0]?.counterexample?.actions.pop())
    const { code, out } = await ran(['replay', mended])
    expect(code).toBe(0)
    expect(out).toContain('does not happen any more')
    expect(JSON.parse((await ran(['replay', '--json', mended])).out)).toMatchObject({ violated: false, why: null })
  })
})

describe('what cannot be replayed ends with 2 and says what would be right', () => {
  test.each<{ says: string; path: () => string; message: string }>([
    {
      says: 'an edited file',
      path: () => written('edited.json', text.replace('"acks": "1"', '"acks": "all"')),
      message:
        'was edited after it was written: its checksum does not match, so it would not show what was found. Run '
        + '`tidemark check` again',
    },
    {
      says: 'a newer format',
      path: () => rewritten('newer.json', (content) => Object.assign(content.saved ?? {}, { format: 2 })),
      message: 'in format 2; this one reads up to format 1. Update tidemark',
    },
    {
      says: 'a truncated file',
      path: () => written('truncated.json', text.slice(0, text.length / 2)),
      message: 'not JSON, or it was cut off: give the file that `tidemark check` named',
    },
    { says: 'an empty file', path: () => written('empty.json', ''), message: 'not JSON, or it was cut off' },
    {
      says: 'other JSON',
      path: () => written('other.json', '{"broker": {}}'),
      message: 'not a saved counterexample of tidemark: give the file',
    },
    {
      says: 'the output of check',
      path: () => written('check.json', JSON.stringify(checked)),
      message: 'give the file that it names as "counterexample.file"',
    },
    {
      says: 'a file about an unknown promise',
      path: () =>
        rewritten('promise.json', (content) => content.verdicts.forEach((verdict) => (verdict.promise = 'no-boredom'))),
      message: 'which this tidemark does not know',
    },
    {
      says: 'a file without a setting',
      path: () => rewritten('setting.json', (content) => delete content.settings['acks']),
      message: `the tidemark that wrote it, version ${VERSION}`,
    },
    {
      says: 'a file from before transactions were known',
      path: () => rewritten('before.json', (content) => delete content.settings['transactional.id']),
      message: `the tidemark that wrote it, version ${VERSION}`,
    },
    {
      says: 'steps of another version',
      path: () =>
        rewritten('steps.json', (content) => {
          content.tidemark = '9.0.0'
          content.verdicts[0]?.counterexample?.actions.unshift(null)
        }),
      message: 'cannot play the steps of this file',
    },
  ])('$says', async ({ path, message }) => {
    const name = path()
    const { code, out, err } = await ran(['replay', name])
    expect({ code, out }).toEqual({ code: 2, out: '' })
    expect(err).toContain(`tidemark: ${name}: `)
    expect(err).toContain(message)
  })
})
