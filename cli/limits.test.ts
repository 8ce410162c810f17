import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Ran, ran } from './testing/ran.ts'
import { quickEngine } from './testing/stand-in.ts'

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tidemark-limits-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

function write(name: string, text: string): string {
  const path = join(folder, name)
  writeFileSync(path, text)
  return path
}

const out = (): string => join(folder, 'out')
const check = (...args: readonly string[]): Promise<Ran> =>
  ran(['check', '--out', out(), ...args], { engine: quickEngine })

describe('more than can be judged is refused at once, with the limit and the reason', () => {
  test.each<[string, () => readonly string[], string, string]>([
    [
      'brokers in YAML',
      () => [write('a.yaml', 'brokers: 1000000000\n')],
      'a.yaml:1: brokers: 1000000000 brokers',
      'changes nothing',
    ],
    ['brokers of --set', () => ['--set', 'brokers=1000000'], '--set: brokers', 'changes nothing'],
    ['brokers of --brokers', () => ['--brokers', '101'], 'from 1 to 100', 'changes nothing'],
    ['replicas of a topic', () => ['--set', 'replication.factor=32767'], '32767 replicas', 'multiplies'],
    [
      'replicas of a broker file',
      () => ['--broker', write('b.properties', 'default.replication.factor=500\n')],
      'b.properties:1',
      'multiplies',
    ],
    [
      'replicas of the transaction log',
      () => ['--set', 'transactional.id=t', '--set', 'transaction.state.log.replication.factor=30000'],
      'transaction.state.log.replication.factor: 30000 replicas',
      'multiplies',
    ],
    ['records', () => ['--records', '27'], 'from 1 to 26', 'letters'],
    ['producers', () => ['--producers', '1000000'], 'from 1 to 26', 'letters'],
  ])('%s', async (_, args, place, reason) => {
    const { code, out: printed, err } = await check(...args())
    expect(err).toContain(place)
    expect(err).toContain(reason)
    expect({ code, printed, written: existsSync(out()) }).toEqual({ code: 2, printed: '', written: false })
  })

  test('of partitions there may be as many as Kafka takes: few of them are judged', async () => {
    expect(
      (
        await ran([
          'check',
          '--set',
          'partitions=2000000000',
          '--records',
          '1',
          '--faults',
          '0',
          '--runs',
          '5',
          '--max-states',
          '50',
          '--out',
          out(),
        ])
      ).code,
    ).not.toBe(70)
  })
})

describe('a message is short, whatever was written', () => {
  const long = 'x'.repeat(1_000_000)

  test.each<[string, () => readonly string[], string]>([
    [
      'a value',
      () => ['--producer', write('v.properties', `acks=${long}\n`)],
      'is not one of the values that Kafka accepts',
    ],
    [
      'a number',
      () => ['--producer', write('n.properties', `retries=${'9'.repeat(1_000_000)}\n`)],
      "does not fit into Kafka's type INT",
    ],
    ['a placeholder', () => ['--producer', write('h.properties', `acks=\${${long}}\n`)], 'is not filled in'],
    ['a key', () => [write('k.properties', `${long}=1\n`)], 'no key in it belongs to Kafka'],
    [
      'a section',
      () => [write('s.yaml', `broker:\n  min.insync.replicas: 2\n${long.slice(0, 1000)}:\n  a: 1\n`)],
      'is no section of a Kafka configuration',
    ],
    ['a version', () => ['--set', `kafka.version=${long}`], 'is not a version'],
    ['a path', () => [`/${long}`], 'ENAMETOOLONG'],
  ])('%s', async (_, args, message) => {
    const { code, err } = await check(...args())
    expect(err).toContain(message)
    expect(code).toBe(2)
    expect(err.length).toBeLessThan(3_000)
  })

  test('keys that nobody knows are warned of by their beginnings, and not all of them', async () => {
    const keys = Array.from({ length: 200_000 }, (_, index) => `key.${index}=1\n`).join('')
    const started = performance.now()
    const { code, out: printed } = await check('--producer', write('m.properties', `acks=all\n${long}=1\n${keys}`))
    expect(code).toBe(0)
    expect(printed.length).toBeLessThan(20_000)
    expect(printed).toMatch(/200001 keys are unknown to Kafka[\s\S]*and 199981 more/)
    expect(performance.now() - started).toBeLessThan(30_000)
  })
})

describe('what is no configuration is told as what it is', () => {
  test.each<[string, () => readonly string[], string]>([
    [
      'a value without a key',
      () => [write('e.properties', '=all\n')],
      'e.properties:1: this line has a value and no key',
    ],
    ['an empty path', () => [''], 'PATH: the name of the file is empty'],
    [
      'an alias of nothing',
      () => [write('u.yaml', 'producer:\n  acks: *none\n')],
      'u.yaml:2: *none stands for what is named &none',
    ],
    ['many brackets', () => [write('d1.yaml', '{a: '.repeat(50_000))], 'nested too deeply'],
    ['many brackets in JSON', () => [write('d.json', '{"a":['.repeat(50_000))], 'nested too deeply'],
    [
      'many levels',
      () => [write('d2.yaml', Array.from({ length: 1_300 }, (_, level) => `${' '.repeat(level)}a:\n`).join(''))],
      'nested too deeply',
    ],
    ['many question marks', () => [write('d3.yaml', '? '.repeat(50_000))], 'nested too deeply'],
    [
      'aliases that double',
      () => [
        write(
          'l.yaml',
          `a: &a [x]\n${[...'bcdefghijklmnop'].map((name, at) => `${name}: &${name} [*${'abcdefghijklmno'[at]},*${'abcdefghijklmno'[at]}]\n`).join('')}`,
        ),
      ],
      'a is no section',
    ],
    [
      'a tree of two megabytes',
      () => [write('b.yaml', `producer:\n${'  a: 1\n'.repeat(300_000)}`)],
      'too many for a configuration',
    ],
  ])('%s', async (_, args, message) => {
    const { code, err } = await check(...args())
    expect(err).toContain(message)
    expect(err).not.toContain('call stack')
    expect(code).toBe(2)
  })

  test('replay says so too', async () => {
    expect(await ran(['replay', ''])).toMatchObject({
      code: 2,
      err: expect.stringContaining('FILE: the name of the file is empty'),
    })
    const marked = await ran(['replay', write('saved.json', '\ufeff{"tidemark": "0.1.0"}')])
    expect(marked).toMatchObject({
      code: 2,
      err: expect.stringContaining('This is not a saved counterexample of tidemark'),
    })
  })

  test('a placeholder is told without saying give twice', async () => {
    const { err } = await check('--set', 'acks=${ACKS}')
    expect(err).toContain('Give the value that Kafka will get: 0, 1, all or -1.')
  })

  test.each([
    ['a.json', '{"producer": {"acks": "1"}}'],
    ['a.yaml', 'producer:\n  acks: 1\n'],
    ['producer.properties', 'acks=1\n'],
  ])('a byte order mark in front of %s is no matter', async (name, text) => {
    const { code, out: printed } = await check('--json', write(name, `\ufeff${text}`))
    expect({ code, acks: JSON.parse(printed).settings.acks }).toEqual({ code: 0, acks: '1' })
  })

  test('an alias of a value before it is that value', async () => {
    const { out: printed } = await check(
      '--json',
      write('x.yaml', 'topic:\n  min.insync.replicas: &two 2\n  partitions: *two\n'),
    )
    expect(JSON.parse(printed).settings).toMatchObject({ 'min.insync.replicas': 2, 'partitions': 2 })
  })
})
