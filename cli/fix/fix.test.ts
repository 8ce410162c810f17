import { applyPatch, parsePatch } from 'diff'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { checkSchema } from '../../reports/schema.ts'
import { ran } from '../testing/ran.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tidemark-fix-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const BROKEN = {
  'server.properties': 'broker.id=1\nmin.insync.replicas=1\nssl.key.password=hunter2\n',
  'producer.properties': 'acks=all\nenable.idempotence=false\nretries=3\n',
}
const SEARCH = ['--promise', 'no-acknowledged-loss,no-duplicates', '--records', '1', '--faults', '1', '--runs', '50']

/** A folder `conf` with these files. */
function conf(files: Readonly<Record<string, string>>): string {
  mkdirSync(join(folder, 'conf'))
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, 'conf', name), text)
  return join(folder, 'conf')
}

const check = (path: string, ...options: readonly string[]) =>
  ran(['check', path, ...SEARCH, '--out', join(folder, 'out'), ...options])

const FIX = { timeout: 120_000 }

describe('--fix', () => {
  test('shows a diff with which the promises hold, no password, and writes nothing', FIX, async () => {
    const path = conf(BROKEN)
    const { code, out } = await check(path, '--fix', '--quiet')
    expect(code).toBe(1)
    expect(out).not.toContain('hunter2')
    expect(out).toMatch(/^fix {9}\S[^@]* hold, and all\s+that held$/m)
    for (const [name, text] of Object.entries(BROKEN)) expect(readFileSync(join(path, name), 'utf8')).toBe(text)

    const patches = parsePatch(out.slice(out.indexOf('--- a/'), out.lastIndexOf('\n2 promises')))
    expect(patches.length).toBeGreaterThan(0)
    for (const patch of patches) {
      const file = patch.oldFileName?.slice(1) ?? ''
      const patched = applyPatch(readFileSync(file, 'utf8'), patch)
      if (patched === false) throw new Error(`the diff of ${file} does not apply`)
      writeFileSync(file, patched)
    }
    expect(await check(path, '--quiet')).toMatchObject({ code: 0 })
  })

  test('is in the JSON, and comes after the remedies on the page', FIX, async () => {
    const path = conf(BROKEN)
    const { fix } = checkSchema.parse(JSON.parse((await check(path, '--fix', '--json')).out))
    expect(fix?.mends).toEqual(['no-acknowledged-loss', 'no-duplicates'])
    expect(fix?.diff).toContain('+++ b/')
    expect(fix?.byHand).toEqual([])
    const { out } = await check(path, '--fix')
    expect(out.indexOf('\nfix ')).toBeGreaterThan(out.indexOf('\nremedy '))
    expect(out.indexOf('\nremedy ')).toBeGreaterThan(0)
    for (const line of fix?.diff.trimEnd().split('\n') ?? ['none']) expect(out.split('\n')).toContain(line)
  })

  test('keeps what ends a line, and blanks before it', FIX, async () => {
    const path = conf({ 'producer.properties': 'acks=all\r\nenable.idempotence=false \r\nretries=3\r\n' })
    for (const form of [['--quiet'], []])
      expect((await check(path, '--fix', ...form)).out).toContain(
        '\n-enable.idempotence=false \r\n+enable.idempotence=true\r\n',
      )
  })

  test('says what --set gives, and is not there without it or where nothing is broken', FIX, async () => {
    const set = ['--set', 'acks=all', '--set', 'enable.idempotence=false', '--set', 'retries=1']
    const twice = ['check', ...set, '--promise', 'no-duplicates', '--records', '1', '--faults', '1', '--out', folder]
    const { out } = await ran([...twice, '--fix', '--quiet'])
    expect(out).toContain('\nby hand     enable.idempotence=true: it is given by --set\n')
    expect(checkSchema.parse(JSON.parse((await ran([...twice, '--json'])).out)).fix).toBeUndefined()
    const held = await ran([...twice, '--set', 'enable.idempotence=true', '--fix'])
    expect(held.out).not.toMatch(/^fix/m)
  })

  test('says so where no setting is known to mend it', FIX, async () => {
    const args = [
      'check',
      '--outbox',
      'before-ack',
      '--set',
      'acks=all',
      '--promise',
      'at-least-once',
      '--records',
      '1',
    ]
    const { out } = await ran([...args, '--faults', '1', '--fix', '--quiet', '--out', folder])
    expect(out).toContain('\nfix         none: no setting is known to mend what is broken\n')
  })

  test('of two clients is a diff each, one after the other', FIX, async () => {
    const client = (name: string): string =>
      `  ${name}:\n    image: shop\n    environment:\n      KAFKA_ACKS: "all"\n      KAFKA_ENABLE_IDEMPOTENCE: "false"\n`
    const second = client('b').replace('"all"', '"1"')
    const path = conf({ 'docker-compose.yml': `services:\n${client('a')}${second}` })
    const { out } = await check(join(path, 'docker-compose.yml'), '--fix', '--json', '--promise', 'no-duplicates')
    const cases = checkSchema.parse(JSON.parse(out)).cases ?? []
    expect(cases.map(({ fix }) => fix?.diff.includes('@@'))).toEqual([true, true])
    const [text] = [...parsePatch(cases.map(({ fix }) => fix?.diff).join(''))].reduce(
      ([before = ''], patch) => [applyPatch(before, patch) || 'does not apply'],
      [readFileSync(join(path, 'docker-compose.yml'), 'utf8')],
    )
    expect(text).toContain('services:')
  })

  test('is not given together with --no-remedies', async () => {
    const { code, err } = await ran(['check', '--fix', '--no-remedies'])
    expect(code).toBe(2)
    expect(err).toContain('--fix is made of remedies, and --no-remedies looks for none')
  })
})
