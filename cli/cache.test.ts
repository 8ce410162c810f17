/** `--cache`: what did not change is not searched again, and nothing in the folder can make a verdict wrong. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { longTest } from '../harness/testing/long.ts'
import { checkSchema } from '../reports/schema.ts'
import { realEngine } from './real-engine.ts'
import { type Ran, ran } from './testing/ran.ts'

let folder = ''
let searches = 0
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tidemark-cache-'))
  searches = 0
})
afterEach(() => rmSync(folder, { recursive: true }))

const counting = {
  ...realEngine,
  judge: (request: Parameters<typeof realEngine.judge>[0]) => ((searches += 1), realEngine.judge(request)),
  remedies: (...args: Parameters<typeof realEngine.remedies>) => ((searches += 1), realEngine.remedies(...args)),
}

const cache = (): string => join(folder, 'cache')
const acks1 = ['--set', 'acks=1', '--set', 'enable.idempotence=false']
const small = [
  '--promise',
  'no-acknowledged-loss',
  '--faults',
  '1',
  '--records',
  '1',
  '--max-states',
  '500',
  '--runs',
  '20',
]

function check(...args: readonly string[]): Promise<Ran> {
  const command = ['check', '--out', join(folder, 'out'), '--cache', cache(), ...small, ...args]
  return ran(command, { engine: counting })
}

const kept = (): readonly string[] => readdirSync(cache()).map((name) => join(cache(), name))

/** JSON without what says that it is from the cache. */
function json({ out }: Ran): unknown {
  const { fromCache: _fromCache, seconds: _seconds, ...rest } = checkSchema.parse(JSON.parse(out))
  return rest
}

test('the same check is not searched again, neither for remedies, and says the same, and that it is from the cache', async () => {
  const first = await check('--json', ...acks1)
  expect(searches).toBe(2)
  expect(first.out).not.toContain('fromCache')
  const again = await check('--json', ...acks1)
  expect(searches).toBe(2)
  expect(checkSchema.parse(JSON.parse(again.out)).fromCache).toBe(true)
  expect(json(again)).toEqual(json(first))
  const { out, code } = await check(...acks1)
  expect({ code, searches }).toEqual({ code: 1, searches: 2 })
  expect(out).toContain('not again, all this is from the cache')
})

test.each<{ says: string; args: readonly string[] }>([
  { says: 'a setting', args: ['--set', 'min.insync.replicas=2'] },
  { says: 'a bound', args: ['--max-states', '600'] },
  { says: 'how much may go wrong', args: ['--fault', 'crash=0'] },
  { says: 'the seed', args: ['--seed', 'another'] },
  { says: 'the promises', args: ['--promise', 'no-duplicates'] },
])('$says changed: it is searched', async ({ args }) => {
  await check('--no-remedies', ...acks1)
  await check('--no-remedies', ...acks1, ...args)
  expect(searches).toBe(2)
})

test('what stands elsewhere in the files, or is not judged, changes nothing', async () => {
  const file = join(folder, 'producer.properties')
  writeFileSync(file, 'acks=1\nenable.idempotence=false\n')
  await check('--no-remedies', file)
  writeFileSync(file, '# a comment\nenable.idempotence=false\nlinger.ms=7\nacks=1\n')
  await check('--no-remedies', file)
  expect(searches).toBe(1)
})

longTest(
  'a file that is cut off, edited, of another version or of somebody else is passed over, and written anew',
  async () => {
    const first = json(await check('--json', '--no-remedies', ...acks1))
    const [file = ''] = kept()
    const whole = readFileSync(file, 'utf8')
    const spoilt = [
      whole.slice(0, -30),
      '',
      '[]',
      'null',
      whole.replace('"violated"', '"held"'),
      whole.replace(/"tidemark":"[^"]*"/, '"tidemark":"0.0.1"'),
      whole.replace(/"key":"[^"]*"/, '"key":"0"'),
    ]
    for (const [at, text] of spoilt.entries()) {
      writeFileSync(file, text)
      expect(json(await check('--json', '--no-remedies', ...acks1))).toEqual(first)
      expect(searches).toBe(at + 2)
      expect(readFileSync(file, 'utf8')).toBe(whole)
    }
  },
)

test('what was interrupted is not kept', async () => {
  const command = ['check', '--out', join(folder, 'out'), '--cache', cache(), ...small, ...acks1]
  const onInterrupt = (first: () => void) => (first(), () => undefined)
  expect((await ran(command, { engine: counting, onInterrupt })).code).not.toBe(0)
  expect((await check(...acks1, '--no-remedies', '--json')).out).not.toContain('fromCache')
})

test('a folder that is none ends with 2 before anything is searched; one that cannot be written costs no verdict', async () => {
  writeFileSync(cache(), '')
  const refused = await check(...acks1)
  expect({ code: refused.code, out: refused.out, searches }).toEqual({ code: 2, out: '', searches: 0 })
  expect(refused.err).toContain('is no folder')
  const { code, err } = await ran(['check', '--out', join(folder, 'out'), ...small, ...acks1, '--cache', '/proc/none'])
  expect(code).toBe(1)
  expect(err).toContain('nothing can be kept there')
})
