/** Compose files with the files that they name, and those given together. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { InputError } from '../../model/input-error.ts'
import { readConfiguration } from '../read-configuration.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tidemark-compose-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

function write(name: string, ...lines: readonly string[]): string {
  const path = join(folder, name)
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, lines.join('\n'))
  return path
}

interface Came {
  readonly cases: readonly string[]
  readonly notes: readonly string[]
  readonly asides: readonly string[]
}

/** Of each case its name and its settings, without the folder. */
function read(...paths: readonly string[]): Came {
  const short = (text: string): string => text.replaceAll(`${folder}/`, '')
  const { cases, notes, asides } = readConfiguration(paths)
  return {
    cases: cases.map(({ name, given }) =>
      short(
        [
          ...(name === '' ? [] : [name]),
          ...given.map(({ key, value, origin }) => `${key}=${value} @${origin.file}:${origin.line}`),
        ].join(' | '),
      ),
    ),
    notes: notes.map(short),
    asides: asides.map(({ key, why }) => short(`${key}: ${why}`)),
  }
}

function refusal(...paths: readonly string[]): string {
  try {
    return read(...paths).cases.join('; ')
  } catch (error) {
    if (error instanceof InputError) return error.message.replaceAll(`${folder}/`, '')
    throw error
  }
}

const KAFKA = ['services:', '  k:', '    image: apache/kafka:3.9.0']

describe('variables of a Compose file', () => {
  test('are filled in from the .env beside it, and from env files given with it, which count more', () => {
    write('.env', 'ISR=2', 'VERSION=3.9.0')
    const compose = write(
      'compose.yml',
      ...KAFKA.slice(0, 2),
      '    image: apache/kafka:$VERSION',
      '    environment: ["KAFKA_MIN_INSYNC_REPLICAS=${ISR:-1}"]',
    )
    expect(read(compose).cases[0]).toContain('kafka.version=3.9.0 @compose.yml:3')
    expect(read(compose).cases[0]).toContain('min.insync.replicas=2 @compose.yml:4')
    const other = write('prod.env', 'ISR=3')
    const both = read(compose, other)
    expect(both.cases).toHaveLength(1)
    expect(both.cases[0]).toContain('min.insync.replicas=3 @compose.yml:4')
    expect(both.notes).toContain('prod.env is read where compose.yml names it, or a variable of it')
  })
})

test('a number of brokers that nobody fills in is told', () => {
  const compose = write('compose.yml', ...KAFKA, '    deploy: {replicas: "${N}"}')
  expect(read(compose).notes).toContain('k: how many run is not told, and one is counted; say it with --brokers')
})

describe('env files of a service', () => {
  const file = (...lines: readonly string[]): string => write('compose.yml', ...KAFKA, ...lines)

  test.each([
    ['    env_file: a.env', '2'],
    ['    env_file: [a.env, b.env]', '3'],
    ['    env_file: [{path: b.env}, {path: none.env, required: false}, {path: a.env, required: true}]', '2'],
    ['    env_file: b.env\n    environment: {KAFKA_NUM_PARTITIONS: 4}', '4'],
  ])('%s: the last of them counts, and the environment more', (lines, value) => {
    write('a.env', '# c', 'KAFKA_NUM_PARTITIONS="2" # two')
    write('b.env', 'KAFKA_NUM_PARTITIONS=3')
    expect(read(file(lines)).cases[0]).toContain(`num.partitions=${value} @`)
  })

  test('keep their own place', () => {
    write('a.env', '# c', 'KAFKA_NUM_PARTITIONS=2')
    expect(read(file('    env_file: a.env')).cases[0]).toContain('num.partitions=2 @a.env:2')
  })

  test('in the raw format have quotes in their values', () => {
    write('a.env', 'KAFKA_NUM_PARTITIONS="2"')
    expect(read(file('    env_file: [{path: a.env, format: raw}]')).cases[0]).toContain('num.partitions="2" @a.env:1')
  })

  test('may be given from elsewhere, and are not read twice', () => {
    const env = write('of-us/us-a.env', 'KAFKA_NUM_PARTITIONS=2')
    const { cases, notes } = read(file('    env_file: a.env'), env)
    expect(cases).toHaveLength(1)
    expect(cases[0]?.match(/num\.partitions/g)).toHaveLength(1)
    expect(notes[0]).toBe('of-us/us-a.env is read for a.env, which is not beside compose.yml')
  })

  test('of another name do not stand for it', () => {
    const env = write('of-us/b.env', 'KAFKA_NUM_PARTITIONS=2')
    expect(refusal(file('    env_file: a.env'), env)).toContain('compose.yml:4: env_file: there is no a.env beside')
  })
})

describe('several Compose files', () => {
  const OVERRIDE = ['services:', '  k:', '    environment: [KAFKA_NUM_PARTITIONS=5]']

  test('are one project: what stands in a later one counts, and brokers are counted once', () => {
    const base = write('a.yml', ...KAFKA, '    environment: {KAFKA_NUM_PARTITIONS: 1, KAFKA_NODE_ID: 7}')
    const { cases, notes } = read(base, write('b.yml', ...OVERRIDE))
    expect(cases).toEqual([
      'brokers=1 @b.yml:2 | kafka.version=3.9.0 @a.yml:3 | num.partitions=5 @b.yml:3 | node.id=7 @a.yml:4',
    ])
    expect(notes[0]).toBe('a.yml, b.yml are read as one project, in this order, as docker compose -f merges them')
  })

  test('of a folder: an override comes after its base, and an env file that one names is not read again', () => {
    write('docker-compose.yml', ...KAFKA, '    env_file: kafka.env')
    write('docker-compose.override.yml', ...OVERRIDE)
    write('kafka.env', 'KAFKA_NUM_PARTITIONS=1', 'KAFKA_NODE_ID=1')
    const { cases } = read(folder)
    expect(cases).toHaveLength(1)
    expect(cases[0]).toContain('num.partitions=5 @docker-compose.override.yml:3')
    expect(cases[0]).not.toContain('num.partitions=1')
  })

  test('of a folder that are no overrides are not merged: only the user knows which are run', () => {
    const [a, b] = [write('a.yml', ...KAFKA), write('b.yml', ...OVERRIDE)]
    expect(refusal(folder).replaceAll(folder, 'FOLDER')).toBe(
      'FOLDER: there are several Compose files in this folder (a.yml, b.yml), and it is not told which are run together.\n  '
        + 'Name those that are, such as a.yml.',
    )
    expect(read(a, b).cases).toHaveLength(1)
  })

  test('that one includes are not read, and that is told', () => {
    expect(read(write('a.yml', 'include: [b.yml]', ...KAFKA)).notes[0]).toBe(
      'what a.yml includes is not read: give the included files with it',
    )
  })

  test('an override beside the file that was not given is told', () => {
    write('docker-compose.override.yml', ...OVERRIDE)
    expect(read(write('docker-compose.yml', ...KAFKA)).notes[0]).toBe(
      'docker-compose.override.yml is not read: docker compose would merge it, so give it too',
    )
  })

  test('the base of a service in another file is read from there, and is no service of the project', () => {
    write(
      'base/base.yml',
      ...KAFKA,
      '    environment: [KAFKA_NUM_PARTITIONS=2, KAFKA_NODE_ID=1]',
      '    env_file: c.env',
    )
    write('base/c.env', 'KAFKA_LOG_DIRS=/d')
    const main = write(
      'main.yml',
      'services:',
      ...[1, 2].flatMap((id) => [
        `  k${id}:`,
        '    extends: {file: base/base.yml, service: k}',
        `    environment: [KAFKA_NODE_ID=${id}]`,
      ]),
    )
    const [only, ...more] = read(main).cases
    expect(more).toEqual([])
    expect(only).toContain('brokers=2 @main.yml:2')
    expect(only).toContain('num.partitions=2 @base/base.yml:4')
    expect(only).toContain('log.dirs=/d @base/c.env:1')
    expect(read(main, join(folder, 'base/base.yml')).cases[0]).toContain('brokers=2')
  })

  test('a base that was given from elsewhere stands for the one that is not there', () => {
    const main = write('main.yml', 'services:', '  k1:', '    extends: {file: base/b.yml, service: k}')
    expect(refusal(main)).toContain('main.yml:3: extends: there is no base/b.yml beside this file')
    const { cases, notes } = read(main, write('flat.yml', ...KAFKA))
    expect(cases).toEqual([
      'brokers=1 @main.yml:2 | kafka.version=3.9.0 @flat.yml:3 | transaction.state.log.replication.factor=1 @flat.yml:3 | transaction.state.log.min.isr=1 @flat.yml:3',
    ])
    expect(notes).toContain('flat.yml is read for base/b.yml, which is not beside main.yml')
  })
})
