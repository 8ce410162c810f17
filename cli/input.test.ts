import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { checkSchema } from '../reports/schema.ts'
import { type Ran, ran } from './testing/ran.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tidemark-input-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

function write(name: string, content: string | Buffer): string {
  const path = join(folder, name)
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, content)
  return path
}

const out = (): string => join(folder, 'out')
const check = (...args: readonly string[]): Promise<Ran> =>
  ran(['check', '--runs', '20', '--max-states', '2000', '--promise', 'no-acknowledged-loss', '--out', out(), ...args])

describe('files of a configuration', () => {
  test('in a folder are judged together, and --set overrides them', async () => {
    write(
      'orders/server.properties',
      'process.roles=broker,controller\ndefault.replication.factor=3\nmin.insync.replicas=1\n',
    )
    write('orders/topic.properties', 'min.insync.replicas=2\n')
    write('orders/producer.properties', 'acks=1\nenable.idempotence=false\nlinger.ms=5\n')
    const { code, out: text } = await check(join(folder, 'orders'), '--json', '--set', 'retries=0')
    expect(code).toBe(1)
    const json = checkSchema.parse(JSON.parse(text))
    expect(json.settings).toMatchObject({
      'acks': '1',
      'min.insync.replicas': 2,
      'replication.factor': 3,
      'retries': 0,
      'enable.idempotence': false,
    })
    expect(json.assumed).not.toContain('acks')
    expect(json.ignored).toContainEqual({ key: 'process.roles', why: 'not modelled' })
    expect((await ran(['replay', json.verdicts[0]?.counterexample?.file ?? ''])).code).toBe(1)
  })

  test('the same settings in YAML and in .properties are the same configuration', async () => {
    const yaml = write('orders.yaml', 'producer:\n  acks: 1\n  enable.idempotence: false\n')
    const properties = write('producer.properties', 'acks=1\nenable.idempotence=false\n')
    const first = await check(yaml, '--json')
    expect(first.code).toBe(1)
    const second = await check('--producer', properties, '--json')
    const places = (text: string): unknown => (JSON.parse(text) as { from: unknown }).from
    expect(places(first.out)).toMatchObject({ acks: { file: yaml, line: 2 } })
    expect(places(second.out)).toMatchObject({ acks: { file: properties, line: 1 } })
    expect({ ...second, out: JSON.parse(second.out) }).toEqual({
      ...first,
      out: { ...JSON.parse(first.out), from: places(second.out) },
    })
  })
})

describe('bad input ends with 2, writes nothing and says what would be right', () => {
  test.each<{ says: string; args: () => readonly string[]; messages: readonly string[] }>([
    {
      says: 'a syntax error in YAML',
      args: () => [write('a.yaml', 'producer:\n  acks: "all\n')],
      messages: ['a.yaml:3:1: this is no valid YAML', 'Correct line 3, column 1'],
    },
    {
      says: 'a binary file',
      args: () => [write('a.properties', Buffer.from([0x61, 0, 0x62]))],
      messages: ['a.properties: this is not a text file: byte 2 is 0', 'UTF-8 text'],
    },
    {
      says: 'an empty file',
      args: () => [write('a.properties', '')],
      messages: ['a.properties: the file is empty', 'Give lines like min.insync.replicas=2'],
    },
    {
      says: 'an empty YAML file',
      args: () => [write('a.yaml', '')],
      messages: ['there is no setting in this file', 'the sections broker, topic, producer and consumer'],
    },
    {
      says: 'a missing path',
      args: () => [join(folder, 'none')],
      messages: ['none: there is no such file or folder', 'heck the path'],
    },
    {
      says: 'a folder without configuration',
      args: () => [folder],
      messages: ['there is no Kafka configuration in this folder', 'server.properties'],
    },
    {
      says: 'a saved counterexample',
      args: () => [write('a.json', '{"tidemark": "0.1.0", "verdicts": []}')],
      messages: ['a result of tidemark; tidemark replay runs it again'],
    },
    {
      says: 'a value that Kafka does not take',
      args: () => ['--set', 'acks=2'],
      messages: ['--set', 'acks', '0, 1, all'],
    },
    {
      says: 'a value in a file that Kafka does not take',
      args: () => [write('producer.properties', 'linger.ms=5\nacks=2\n')],
      messages: ['producer.properties:2: acks', '0, 1, all'],
    },
    {
      says: 'a word for a number',
      args: () => ['--set', 'min.insync.replicas=two'],
      messages: ['min.insync.replicas', 'two', 'whole number'],
    },
    {
      says: 'a misspelt key',
      args: () => ['--set', 'min.insync.replica=2'],
      messages: ['min.insync.replica', 'Did you mean min.insync.replicas?'],
    },
    {
      says: 'a misspelt key in a file',
      args: () => [write('topic.properties', 'retention.ms=1\nmin.insync.replica=2\n')],
      messages: ['topic.properties:2: min.insync.replica', 'Did you mean min.insync.replicas?'],
    },
    { says: 'a version that there is not', args: () => ['--kafka-version', '9.9'], messages: ['9.9', '4.3'] },
    {
      says: 'a misspelt promise',
      args: () => ['--promise', 'no-aknowledged-loss'],
      messages: ['no-aknowledged-loss: there is no such promise', 'did you mean no-acknowledged-loss?'],
    },
  ])('$says', async ({ args, messages }) => {
    const { code, out: printed, err } = await check(...args())
    expect({ code, out: printed }).toEqual({ code: 2, out: '' })
    for (const message of messages) expect(err).toContain(message)
    expect(existsSync(out())).toBe(false)
  })
})
