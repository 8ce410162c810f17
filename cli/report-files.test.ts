import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { FORMS } from '../reports/forms/forms.ts'
import type { Engine } from './engine.ts'
import { flagOf, numbered } from './report-files.ts'
import { ran } from './testing/ran.ts'
import { quickEngine } from './testing/stand-in.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tidemark-forms-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const SMALL = ['--promise', 'no-acknowledged-loss,no-duplicates', '--records', '1', '--faults', '1', '--runs', '50']
const PATIENCE = { timeout: 120_000 }

/** No search may begin. */
const noEngine: Engine = {
  ...quickEngine,
  judge: () => {
    throw new Error('a search has begun')
  },
}

/** An option for every form that a check can write, and the files that they name. */
function allForms(): readonly string[] {
  return FORMS.filter(({ verbs }) => verbs.some((verb) => verb === 'check')).flatMap(({ option }) => [
    flagOf(option),
    join(folder, 'reports', option),
  ])
}

describe('what cannot be written is refused before anything is searched, with one message', () => {
  test.each([
    ['below a file', 'a/junit.xml', 'could not be written'],
    ['a folder', 'folder', 'is no file'],
    ['a file that is read', 'producer.properties', 'read as a configuration'],
  ])('%s', async (_, name, message) => {
    writeFileSync(join(folder, 'a'), '')
    mkdirSync(join(folder, 'folder'))
    writeFileSync(join(folder, 'producer.properties'), 'acks=1\n')
    const args = ['check', join(folder, 'producer.properties'), '--junit', join(folder, name), '--markdown']
    const { code, out, err } = await ran([...args, join(folder, 'ok.md')], { engine: noEngine })
    expect(err.match(/tidemark: --junit/g)).toHaveLength(1)
    expect(err).toContain(message)
    expect(out).toBe('')
    expect(code).toBe(2)
    expect(readFileSync(join(folder, 'producer.properties'), 'utf8')).toBe('acks=1\n')
    expect(existsSync(join(folder, 'ok.md'))).toBe(false)
  })

  test('two forms in one file', async () => {
    const file = join(folder, 'both')
    const { code, err } = await ran(['check', '--junit', file, '--markdown', file], { engine: noEngine })
    expect(err).toContain('--junit writes it, too')
    expect(code).toBe(2)
  })
})

test('each file is written whole, into folders that are made, and nothing else is left there', async () => {
  const { code } = await ran(['check', '--quiet', ...allForms(), '--out', folder], { engine: quickEngine })
  expect(code).toBe(0)
  const names = FORMS.map(({ option }) => option as string).sort()
  expect(readdirSync(join(folder, 'reports')).sort()).toEqual(names)
})

test('an interrupted check writes what it has', async () => {
  const engine: Engine = {
    ...quickEngine,
    judge: async (request) => ({ ...(await quickEngine.judge(request)), interrupted: true }),
  }
  const { code } = await ran(['check', '--quiet', ...allForms(), '--out', folder], { engine })
  expect(code).toBe(3)
  expect(readFileSync(join(folder, 'reports', 'markdown'), 'utf8')).toContain('The search was interrupted')
})

test('a comparison writes a suite and a row for each combination', async () => {
  const forms = ['--junit', join(folder, 'j.xml'), '--markdown', join(folder, 'm.md')]
  await ran(['compare', '--vary', 'acks=1,all,7', '--out', folder, ...forms], { engine: quickEngine })
  const xml = readFileSync(join(folder, 'j.xml'), 'utf8')
  expect([...xml.matchAll(/<testsuite name="([^"]*)"/g)].map(([, name]) => name)).toEqual([
    'acks=1',
    'acks=all',
    'acks=7',
  ])
  expect(readFileSync(join(folder, 'm.md'), 'utf8')).toContain('| acks=7 | refused: ')
})

test('files further to the first are numbered', () => {
  expect(numbered('a/trace.itf.json', 0)).toBe('a/trace.itf.json')
  expect(numbered('a/trace.itf.json', 1)).toBe('a/trace-2.itf.json')
  expect(numbered('.trace', 2)).toBe('.trace-3')
})

test(
  'of three files with one that breaks a promise, JUnit and SARIF say which, and on which line',
  PATIENCE,
  async () => {
    const conf = join(folder, 'conf')
    mkdirSync(conf)
    for (const name of ['orders', 'billing'])
      writeFileSync(join(conf, `${name}.properties`), 'acks=all\nenable.idempotence=true\nlinger.ms=5\n')
    writeFileSync(join(conf, 'audit.properties'), '# fast\nacks=1\nlinger.ms=5\n')
    const forms = ['--junit', join(folder, 'j.xml'), '--sarif', join(folder, 's.sarif'), '--out', join(folder, 'out')]
    const search = ['--promise', 'no-acknowledged-loss', '--records', '1', '--faults', '1', '--quiet']
    // The folder of the repository, as GitLab says it, is none above: files have their whole names.
    const { code } = await ran(['check', conf, ...search, ...forms], { env: { CI_PROJECT_DIR: join(folder, 'else') } })
    expect(code).toBe(1)
    const xml = readFileSync(join(folder, 'j.xml'), 'utf8')
    expect(xml).toContain('<testsuite name="audit.properties" tests="1" failures="1"')
    expect(xml).toContain('<testsuite name="billing.properties and orders.properties" tests="1" failures="0"')
    const sarif = JSON.parse(readFileSync(join(folder, 's.sarif'), 'utf8')) as {
      readonly runs: readonly [{ readonly results: readonly unknown[] }]
    }
    const edit = { deletedRegion: { startLine: 2, endLine: 2 }, insertedContent: { text: 'acks=all' } }
    expect(sarif.runs[0].results).toMatchObject([
      {
        ruleId: 'no-acknowledged-loss',
        level: 'error',
        locations: [
          {
            physicalLocation: {
              artifactLocation: { uri: expect.stringMatching(/^file:.*\/conf\/audit\.properties$/) },
              region: { startLine: 2, startColumn: 1, endColumn: 7 },
            },
          },
        ],
        fixes: [{ artifactChanges: [{ replacements: [edit] }] }],
      },
    ])
  },
)

describe('a file of settings that nobody should write', () => {
  const HOSTILE = '<script>alert(1)</script> "\' `|@everyone; \u202e\u05d0 ::error::x'

  test('leaves every form whole and inert, and no secret is in any', PATIENCE, async () => {
    const conf = join(folder, 'conf')
    mkdirSync(conf)
    writeFileSync(
      join(conf, 'producer.properties'),
      `acks=all\nenable.idempotence=false\nretries=3\nclient.id=${HOSTILE}\n${'k'.repeat(10_000)}=x\n`
        + 'sasl.jaas.config=Login required password="hunter2";\nmy.<script>.key=hunter2\n',
    )
    const { code, out } = await ran(['check', conf, ...SMALL, '--json', '--out', join(folder, 'out'), ...allForms()])
    expect(code).toBe(1)
    for (const name of readdirSync(join(folder, 'reports'))) {
      const text = readFileSync(join(folder, 'reports', name), 'utf8')
      expect(text).not.toContain('hunter2')
      // The page has two of its own, and nothing of the file is a third one.
      expect(text.match(/<script/g) ?? []).toHaveLength(text.startsWith('<!doctype html>') ? 2 : 0)
      expect(text).not.toMatch(/<script>alert|\u202e/)
      expect(text.length).toBeLessThan(200_000)
      expect(text).toContain('no-duplicates')
    }
    expect(out).not.toContain('hunter2')
  })
})
