import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { SearchOptions } from '../options.ts'
import { realEngine } from '../real-engine.ts'
import type { Changes } from './choose.ts'
import { diffOf } from './diff.ts'
import { written } from './written.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tidemark-fix-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const NO_OPTIONS = { set: [], gate: {} } as unknown as SearchOptions

interface Edited {
  /** Of each file the lines that go and come. */
  readonly lines: readonly string[]
  readonly byHand: readonly unknown[]
}

/** What is changed in these files so that they say so. */
async function edits(files: Readonly<Record<string, string>>, changes: Changes, at = 0): Promise<Edited> {
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
  const paths = Object.keys(files).map((name) => join(folder, name))
  const { cases } = await realEngine.read(paths, {})
  const one = cases[at]
  if (one === undefined) throw new Error('no such case')
  const command = { engine: realEngine, paths, options: NO_OPTIONS, texts: new Map<string, string>() }
  const { edited, byHand } = await written(changes, one, command)
  const diff = diffOf([...edited].map(([file, after]) => ({ file, before: realEngine.textOf(file) ?? '', after })))
  const lines = diff.split('\n').filter((line) => /^[-+](?![-+])/.test(line))
  return { lines, byHand }
}

const MIN_2 = { 'min.insync.replicas': '2' }

describe('a setting that a file has gets another value', () => {
  test.each([
    [
      'server.properties',
      'broker.id=1\nmin.insync.replicas = 1\n',
      ['-min.insync.replicas = 1', '+min.insync.replicas = 2'],
    ],
    [
      'tidemark.yaml',
      'topic: {min.insync.replicas: 1}\n',
      ['-topic: {min.insync.replicas: 1}', '+topic: {min.insync.replicas: 2}'],
    ],
    [
      'tidemark.json',
      '{"topic": {\n "min.insync.replicas": "1"\n}}\n',
      ['- "min.insync.replicas": "1"', '+ "min.insync.replicas": "2"'],
    ],
    [
      'kafka.env',
      'KAFKA_BROKER_ID=1\nKAFKA_MIN_INSYNC_REPLICAS=1\n',
      ['-KAFKA_MIN_INSYNC_REPLICAS=1', '+KAFKA_MIN_INSYNC_REPLICAS=2'],
    ],
    [
      'topic.yaml',
      'apiVersion: kafka.strimzi.io/v1\nkind: KafkaTopic\nmetadata: {name: t}\nspec:\n  replicas: 3\n  config:\n    min.insync.replicas: 1\n',
      ['-    min.insync.replicas: 1', '+    min.insync.replicas: 2'],
    ],
    [
      'main.tf',
      'resource "kafka_topic" "t" {\n  name = "t"\n  replication_factor = 3\n  partitions = 1\n  config = {\n    "min.insync.replicas" = "1"\n  }\n}\n',
      ['-    "min.insync.replicas" = "1"', '+    "min.insync.replicas" = "2"'],
    ],
  ])('%s', async (name, text, lines) => {
    expect(await edits({ [name]: text }, MIN_2)).toEqual({ lines, byHand: [] })
  })

  test.each([
    ['a.json', '{"client": "librdkafka",\n"acks": 1}\n', ['-"acks": 1}', '+"acks": "all"}']],
    ['a.toml', '[kafka]\n"bootstrap.servers" = "a"\nacks = 1\n', ['-acks = 1', '+acks = "all"']],
  ])('a word in quotes, where the file needs them: %s', async (name, text, lines) => {
    expect(await edits({ [name]: text }, { acks: 'all' })).toEqual({ lines, byHand: [] })
  })

  test('with CRLF at its end, as before', async () => {
    const { lines } = await edits({ 'server.properties': 'broker.id=1\r\nmin.insync.replicas=1\r\n' }, MIN_2)
    expect(lines).toEqual(['-min.insync.replicas=1\r', '+min.insync.replicas=2\r'])
  })
})

describe('a setting that no file has comes beside one that is of its kind', () => {
  test.each([
    ['server.properties', 'broker.id=1\nlog.dir=/a\n', MIN_2, ['+min.insync.replicas=2']],
    ['producer.properties', 'acks = all\nenable.idempotence = false\n', { retries: '0' }, ['+retries = 0']],
    [
      'application.yml',
      'spring:\n  kafka:\n    producer:\n      acks: all\n      properties:\n        enable.idempotence: false\n',
      { 'max.in.flight.requests.per.connection': '1' },
      ['+        max.in.flight.requests.per.connection: 1'],
    ],
    [
      'application.properties',
      'spring.kafka.bootstrap-servers=a:1\nspring.kafka.producer.acks=1\n',
      { 'max.in.flight.requests.per.connection': '1' },
      ['+spring.kafka.producer.properties.max.in.flight.requests.per.connection=1'],
    ],
    [
      'docker-compose.yml',
      'services:\n  kafka:\n    image: apache/kafka:4.0.0\n    environment:\n      KAFKA_NODE_ID: 1\n      KAFKA_LOG_DIRS: /a\n',
      MIN_2,
      ['+      KAFKA_MIN_INSYNC_REPLICAS: 2'],
    ],
    [
      'kafka.yaml',
      'apiVersion: kafka.strimzi.io/v1\nkind: Kafka\nmetadata: {name: k}\nspec:\n  kafka:\n    replicas: 3\n    config:\n      default.replication.factor: 3\n',
      MIN_2,
      ['+      min.insync.replicas: 2'],
    ],
    [
      'tidemark.yaml',
      'producer: {acks: 1}\n',
      { retries: '0' },
      ['-producer: {acks: 1}', '+producer: {acks: 1, retries: 0}'],
    ],
  ])('%s', async (name, text, changes, lines) => {
    expect(await edits({ [name]: text }, changes)).toEqual({ lines, byHand: [] })
  })

  test('in each of three brokers that are alike', async () => {
    const broker = (id: number): string =>
      `  kafka${id}:\n    image: apache/kafka:4.0.0\n    environment:\n      KAFKA_NODE_ID: ${id}\n      KAFKA_LOG_DIRS: /a\n`
    const { lines, byHand } = await edits(
      { 'docker-compose.yml': `services:\n${[1, 2, 3].map(broker).join('')}` },
      MIN_2,
    )
    expect(byHand).toEqual([])
    expect(lines).toEqual(Array<string>(3).fill('+      KAFKA_MIN_INSYNC_REPLICAS: 2'))
  })

  test('without a line end at the end of the file nothing else is shown', async () => {
    const text = 'broker.id=1\nssl.key.password=hunter2'
    expect((await edits({ 'server.properties': text }, MIN_2)).lines).toEqual(['+min.insync.replicas=2'])
  })

  test('several changes each in the file that it is for', async () => {
    const files = { 'server.properties': 'broker.id=1\nlog.dir=/a\n', 'producer.properties': 'acks=1\nlinger.ms=5\n' }
    expect((await edits(files, { ...MIN_2, acks: 'all' })).lines).toEqual([
      '+min.insync.replicas=2',
      '-acks=1',
      '+acks=all',
    ])
  })
})

describe('what is not known how to write is for the user to do', () => {
  test('where only a program has printed it', async () => {
    const text =
      'Topic: orders\tTopicId: x\tPartitionCount: 1\tReplicationFactor: 3\tConfigs: min.insync.replicas=1\n'
      + '\tTopic: orders\tPartition: 0\tLeader: 1\tReplicas: 1,2,3\tIsr: 1,2,3\n'
    const { lines, byHand } = await edits({ 'topics.txt': text }, MIN_2)
    expect(lines).toEqual([])
    expect(byHand).toEqual([{ key: 'min.insync.replicas', value: '2', where: expect.stringContaining('topics.txt:1') }])
  })

  test('where it stands on a line with a password', async () => {
    const text = 'producer: {acks: 1, ssl.key.password: hunter2}\n'
    const { lines, byHand } = await edits({ 'tidemark.yaml': text }, { acks: 'all' })
    expect(lines).toEqual([])
    expect(byHand).toHaveLength(1)
  })

  test('where no file says anything of its kind', async () => {
    expect(await edits({ 'consumer.properties': 'group.id=a\nisolation.level=read_committed\n' }, MIN_2)).toEqual({
      lines: [],
      byHand: [{ key: 'min.insync.replicas', value: '2' }],
    })
  })
})

test('of two topics only that is changed which is meant', async () => {
  const topic = (name: string, min: number): string =>
    `apiVersion: kafka.strimzi.io/v1\nkind: KafkaTopic\nmetadata: {name: ${name}}\nspec:\n  replicas: 3\n  config:\n    min.insync.replicas: ${min}\n`
  const text = `${topic('a', 1)}---\n${topic('b', 2)}`
  expect((await edits({ 'topics.yaml': text }, { 'min.insync.replicas': '3' }, 1)).lines).toEqual([
    '-    min.insync.replicas: 2',
    '+    min.insync.replicas: 3',
  ])
})
