import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { InputError } from '../model/input-error.ts'
import { checkSchema } from '../reports/schema.ts'
import { init } from './init.ts'
import { filesBelow } from './init/files.ts'
import { writeNew } from './init/new-file.ts'
import type { Io } from './io.ts'
import { readConfiguration } from '../read/read-configuration.ts'
import { realEngine } from './real-engine.ts'
import { ran } from './testing/ran.ts'
import { quickEngine } from './testing/stand-in.ts'
import { UsageError } from './usage-error.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tidemark-init-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

function write(name: string, ...lines: readonly string[]): string {
  const path = join(folder, name)
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, `${lines.join('\n')}\n`)
  return path
}

/** What `init` in the folder says: its output, or the message with which it ends; FOLDER stands for the folder. */
async function said(paths: readonly string[] = [], dryRun = false): Promise<string> {
  let out = ''
  const io: Io = {
    out: (text) => void (out += text),
    err: (text) => void (out += `ERR ${text}`),
    columns: undefined,
    errIsTerminal: false,
    env: {},
    now: () => 0,
    onInterrupt: () => () => undefined,
    commandName: 'tidemark',
  }
  try {
    expect(await init(paths, { dryRun }, io, realEngine, folder)).toBe(0)
  } catch (error) {
    if (!(error instanceof UsageError || error instanceof InputError)) throw error
    return `REFUSED ${error.message}`.replaceAll(folder, 'FOLDER')
  }
  return out.replaceAll(folder, 'FOLDER')
}

const written = (): string => readFileSync(join(folder, 'tidemark.yaml'), 'utf8').replaceAll(folder, 'FOLDER')

test('writes what the files below the folder say, each value with its place, and says what to do next', async () => {
  write('config/server.properties', 'process.roles=broker', 'default.replication.factor=3', 'log.retention.ms=5')
  write('app/producer.properties', 'acks=all', 'ssl.key.password=hunter2', 'our.own=hunter3', 'transactional.id=a: b')
  write('topics.txt', 'Topic: orders\tPartitionCount: 2\tReplicationFactor: 3\tConfigs: min.insync.replicas=2')
  const out = await said()
  expect(written()).toBe(
    [
      '# Written by tidemark init: what these files say of Kafka, each value with the place where it stands.',
      '#   FOLDER/topics.txt (topic 3)',
      '#   FOLDER/app/producer.properties (producer 2)',
      '#   FOLDER/config/server.properties (broker 2)',
      '# Keep what is right, and judge it: tidemark check tidemark.yaml',
      'broker:',
      '  process.roles: broker # FOLDER/config/server.properties:1',
      '  default.replication.factor: 3 # FOLDER/config/server.properties:2',
      'topic:',
      '  partitions: 2 # FOLDER/topics.txt:1 PartitionCount',
      '  replication.factor: 3 # FOLDER/topics.txt:1 ReplicationFactor',
      '  min.insync.replicas: 2 # FOLDER/topics.txt:1',
      'producer:',
      '  acks: all # FOLDER/app/producer.properties:1',
      '  transactional.id: "a: b" # FOLDER/app/producer.properties:4',
      '',
    ].join('\n'),
  )
  expect(out).toContain('found     FOLDER/topics.txt: topic 3\n')
  expect(out).toContain('Next: tidemark check FOLDER/tidemark.yaml')
  expect(readdirSync(folder).sort()).toEqual(['app', 'config', 'tidemark.yaml', 'topics.txt'])
})

test('what is written is judged as the files are', async () => {
  const files = [
    write('server.properties', 'broker.id=1', 'zookeeper.connect=z:1', 'inter.broker.protocol.version=2.7'),
    write('app.log', 'INFO ProducerConfig values: ', '\tacks = 1', '\tlinger.ms = 5', 'INFO Kafka version: 2.8.1'),
  ]
  await said(files)
  const settings = async (...paths: readonly string[]): Promise<unknown> =>
    checkSchema.parse(JSON.parse((await ran(['check', '--json', ...paths], { engine: quickEngine })).out)).settings
  expect(await settings(join(folder, 'tidemark.yaml'))).toEqual(await settings(...files))
})

test("a broker's file that sets nothing that is judged still says that replicas are as Kafka has them", async () => {
  const file = write('server.properties', 'broker.id=1', 'log.dirs=a')
  await said()
  expect(written()).toContain(`  default.replication.factor: 1 # Kafka's default; FOLDER/server.properties`)
  const replicas = ({ cases }: ReturnType<typeof readConfiguration>): unknown =>
    realEngine.resolve('kafka', cases[0]?.given ?? [], {}).settings['replication.factor']
  expect(replicas(readConfiguration([join(folder, 'tidemark.yaml')]))).toBe(replicas(readConfiguration([file])))
})

test('topics that differ are configurations of their own, and are read so', async () => {
  write(
    'topics.txt',
    'Topic: a\tPartitionCount: 1\tReplicationFactor: 3\tConfigs:',
    'Topic: b\tPartitionCount: 1\tReplicationFactor: 1\tConfigs:',
  )
  write('producer.properties', 'acks=1')
  expect(await said()).toContain('FOLDER/tidemark.yaml: 2 configurations, each judged by itself')
  const { cases } = readConfiguration([join(folder, 'tidemark.yaml')])
  expect(
    cases.map(({ name, given }) => `${name} ${given.map(({ key, value }) => `${key}=${value}`).join(' ')}`),
  ).toEqual(['topic a partitions=1 replication.factor=3 acks=1', 'topic b partitions=1 replication.factor=1 acks=1'])
})

test('--dry-run prints it and writes nothing, whether or not the file is there', async () => {
  write('producer.properties', 'acks=1')
  expect(await said([], true)).toContain('producer:\n  acks: 1 # FOLDER/producer.properties:1\n')
  expect(readdirSync(folder)).toEqual(['producer.properties'])
  write('tidemark.yaml', 'producer:', '  acks: all')
  expect(await said([], true)).toContain('acks: 1')
})

test('a file that is there already stays as it is', async () => {
  write('producer.properties', 'acks=1')
  write('tidemark.yaml', 'mine')
  expect(await said()).toBe(
    'REFUSED FOLDER/tidemark.yaml: it is there already, and init overwrites nothing; move it away, or see with --dry-run what would be written',
  )
  expect(await writeNew(join(folder, 'tidemark.yaml'), 'other')).toBe('exists')
  expect(written()).toBe('mine\n')
  expect(readdirSync(folder).sort()).toEqual(['producer.properties', 'tidemark.yaml'])
  expect(await writeNew(join(folder, 'none', 'tidemark.yaml'), 'other')).toMatchObject({ problem: expect.any(String) })
})

describe('what is found and wrong', () => {
  test('is left out and told where it is about Kafka, and passed over where it is not', async () => {
    write('package.json', '{"name": "x"}')
    write('notes.txt', 'nothing')
    write('log4j.properties', 'log4j.rootLogger=INFO')
    write('old/producer.properties', 'acks=7')
    write('old/app.log', 'INFO AdminClientConfig values: ', '\tretries = 5')
    write('app/producer.properties', 'acks=1')
    write('app/tidemark.yaml', 'producer:', '  acks: all')
    const out = await said()
    expect(out).toMatch(/left out {2}FOLDER\/old\/producer.properties:1: acks: "7"/)
    expect(out).toMatch(/left out {2}FOLDER\/old\/app.log:1: no values of a producer/)
    expect(out).toContain("left out  FOLDER/app/tidemark.yaml is in tidemark's own form already")
    expect(out).not.toMatch(/package|notes|log4j/)
    expect(written()).toContain('  acks: 1 # FOLDER/app/producer.properties:1')
  })

  test('is refused where it was named, and nothing is written', async () => {
    expect(await said([write('producer.properties', 'acks=7')])).toContain('REFUSED FOLDER/producer.properties:1: acks')
    expect(await said([write('a.yaml', 'producer:', '  acks: 1')])).toContain("in tidemark's own form already")
    expect(await said([join(folder, 'none')])).toContain('there is no such file or folder')
    expect(await said([''])).toContain('the name of a file is empty')
    expect(readdirSync(folder).sort()).toEqual(['a.yaml', 'producer.properties'])
  })

  test('is told where nothing else was found', async () => {
    expect(await said()).toBe(
      'REFUSED init: no settings of Kafka were found here; name the files that hold them, or see docs/forms.md for what is read',
    )
    write('producer.properties', 'acks=7')
    expect(await said()).toContain('none can be judged; the first of 1:\nFOLDER/producer.properties:1: acks')
  })

  test('together is refused, with the files to choose from', async () => {
    const topics = Array.from(
      { length: 40 },
      (_, at) => `Topic: t${at}\tPartitionCount: ${at + 1}\tReplicationFactor: 1`,
    )
    const many = write('many.txt', ...topics.slice(0, 30))
    expect(await said([many])).toContain('FOLDER/tidemark.yaml: 30 configurations')
    rmSync(join(folder, 'tidemark.yaml'))
    write('more.txt', ...topics.slice(30))
    expect(await said()).toBe(
      'REFUSED init: what was found does not go together: 0 clusters, 40 topics, 0 clients that differ make 40 configurations '
        + '(FOLDER/many.txt, FOLDER/more.txt)\n'
        + '  Give the files that belong together: tidemark init PATH… Found were\n'
        + '  FOLDER/many.txt (topic 60)\n  FOLDER/more.txt (topic 20)',
    )
    expect(await said([write('all.txt', ...topics)])).toContain('that differ make 40 configurations')
  })
})

describe('the files below a folder', () => {
  test('are not those that were built, fetched or hidden, and links are not followed', () => {
    write('a/application.yml', '')
    write('node_modules/b/application.yml', '')
    write('target/application.yml', '')
    write('.hidden/application.yml', '')
    write('.env', '')
    write('package-lock.json', '')
    write('Main.java', '')
    write('config/server.properties', '')
    write('config/controller.properties', '')
    write('kraft/controller.properties', '')
    symlinkSync(folder, join(folder, 'again'))
    expect(filesBelow(folder).map((file) => file.slice(folder.length + 1))).toEqual([
      '.env',
      'a/application.yml',
      'config/server.properties',
      'kraft/controller.properties',
    ])
  })

  test.each([
    [{ entries: 3, files: 9, depth: 9 }, 'more than 3 files and folders'],
    [{ entries: 99, files: 2, depth: 9 }, 'more than 2 files that may hold settings'],
    [{ entries: 99, files: 9, depth: 1 }, 'folders in folders, 1 deep'],
  ])('have limits: %j', (limits, message) => {
    for (const name of ['a.yml', 'b.yml', 'c/d/e.yml', 'c/f.yml']) write(name, '')
    expect(() => filesBelow(folder, limits)).toThrow(message)
    expect(() => filesBelow(folder, limits)).toThrow('Name the files or folders that count')
  })
})
