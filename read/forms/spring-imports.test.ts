/** Files that a Spring application imports, and groups of profiles. */
import { describe, expect, it } from 'vitest'
import { InputError } from '../../model/input-error.ts'
import { ENV_FILE } from './env-file.ts'
import { openSource, type ReadText } from './source.ts'
import { SPRING } from './spring.ts'
import { asidesIn, settingsIn } from './testing/reading.ts'

type Files = Readonly<Record<string, string>>

const textsOf =
  (files: Files): ReadText =>
  (path) => {
    const text = files[path]
    if (text !== undefined) return text
    throw new InputError({ where: path, problem: 'there is no such file or folder', remedy: 'check the path' })
  }
const read = (files: Files, name = 'a/application.yml', given: readonly string[] = [name]) =>
  SPRING.read(openSource(name, given, textsOf(files)))
/** Without the key as it is written. */
const short = (files: Files, name?: string, given?: readonly string[]) =>
  settingsIn(read(files, name, given)).map((line) => line.replace(/ @.*/, ''))

const importing = (location: string, ...more: readonly string[]): string =>
  ['spring.kafka.producer.acks: 0', `spring.config.import: ${location}`, ...more, ''].join('\n')
const ALL = 'spring.kafka.producer.acks: all\n'

describe('spring.config.import', () => {
  it.each([
    ['optional:file:./x.yml'],
    ['file:x.yml'],
    ['"classpath:x.yml"'],
    ['classpath:/x.yml'],
    ['x.yml'],
    ['"optional:configserver:,optional:classpath:x.yml"'],
    ['"${where:file:x.yml}"'],
    ['[classpath:y.yml, classpath:x.yml]'],
  ])('%s outranks the file that imports it, and knows its own place', (location) => {
    const came = read({ 'a/application.yml': importing(location), 'a/x.yml': ALL })
    const [first] = came.parts
    expect(first?.given.map(({ value, origin }) => [value, origin.file, origin.line])).toEqual([['all', 'a/x.yml', 1]])
    expect(came.notes).toContain('a/x.yml is read, as a/application.yml:2 imports it')
  })

  it('stands right below its document: later documents outrank it', () => {
    const files = { 'a/application.yml': importing('x.yml', '---', 'spring.kafka.producer.acks: 1'), 'a/x.yml': ALL }
    expect(short(files)).toEqual(['client: producer acks=1'])
  })

  it('of a document for a profile counts with it alone', () => {
    const condition = 'spring.config.activate.on-profile: prod | eu'
    const files = { 'a/application.yml': `spring.kafka.client-id: a\n---\n${condition}\n${importing('x.yml')}` }
    const own = 'spring.config.activate.on-profile: "!eu"\nspring.kafka.producer.acks: all\n'
    expect(short({ ...files, 'a/x.yml': own })).toEqual([
      'client no profile: producer client.id=a',
      'client no profile: consumer client.id=a',
      'client profile prod: producer client.id=a',
      'client profile prod: producer acks=all',
      'client profile prod: consumer client.id=a',
      'client profile eu: producer client.id=a',
      'client profile eu: producer acks=0',
      'client profile eu: consumer client.id=a',
    ])
  })

  it('may import further files, also each other', () => {
    const files = {
      'a/application.yml': importing('classpath:config/x.yml'),
      'a/config/x.yml': importing('y.properties'),
      'a/config/y.properties': 'spring.config.import=classpath:application.yml\nspring.kafka.producer.acks=all\n',
    }
    expect(short(files)).toEqual(['client: producer acks=all'])
  })

  it('brings the variants of profiles that were given with it', () => {
    const files = {
      'a/application.yml': importing('x.yml'),
      'a/x.yml': ALL,
      'a/x-prod.yml': 'spring.kafka.producer.acks: 1\n',
    }
    const came = short(files, 'a/application.yml', ['a/application.yml', 'a/x-prod.yml'])
    expect(came).toEqual(['client no profile: producer acks=all', 'client profile prod: producer acks=1'])
  })

  it('is read with the application, and not once more by itself', () => {
    const files = { 'application.yml': 'spring.config.import: x.yml\n', 'x.yml': ALL, 'y.yml': 'my.name: 1\n' }
    const given = ['application.yml', 'x.yml']
    const texts = textsOf(files)
    expect(given.map((name) => SPRING.tells(openSource(name, given, texts)))).toEqual([true, true])
    expect(SPRING.tells(openSource('y.yml', [...given, 'y.yml'], texts))).toBe(false)
    expect(given.map((name) => short(files, name, given))).toEqual([['client: producer acks=all'], []])
  })

  it.each([
    [{ './application.yml': 'spring.config.import: x.yml\n', './x.yml': ALL }],
    [{ 'application.yml': 'spring.config.import: classpath:conf/x.yml\n', 'conf/x.yml': ALL }],
    [{ 'application.yml': 'spring.config.import: x.yml\n', 'x.yml': ALL, 'x-eu.yml': ALL }],
    [{ 'a.yml': 'spring.config.import: b.yml\n', 'b.yml': `spring.config.import: a.yml\n${ALL}` }],
  ])('is read once, however the files are given: %j', (files: Files) => {
    const names = Object.keys(files)
    const came = names.map((name) => settingsIn(read(files, name, names)))
    expect(came.filter(({ length }) => length > 0)).toEqual([[expect.stringContaining('producer acks=all @')]])
    expect(names.map((name) => SPRING.tells(openSource(name, names, textsOf(files))))).toEqual(names.map(() => true))
  })

  it('another folder is looked into only where the file was given', () => {
    const files = { 'a/application.yml': importing('file:/etc/app/x.yml'), 'b/x.yml': ALL, '/etc/app/x.yml': ALL }
    expect(short(files)).toEqual(['client: producer acks=0'])
    expect(short(files, 'a/application.yml', ['a/application.yml', 'b/x.yml'])).toEqual(['client: producer acks=all'])
  })

  it.each([
    ['configserver:http://me:secret@a', 'configserver: is no file'],
    ['optional:configtree:/etc/config/', 'configtree: is no file'],
    ['file:./config/', 'a folder is named'],
    ['file:${HOME_OF}/x.yml', 'nobody fills in the variable in its name'],
    ['file:x.yaml', 'there is no x.yaml beside application.yml, and none was given with it'],
    ['file:x', 'Spring Boot takes a .yml, .yaml or .properties file by its name here'],
  ])('%s is listed as not read', (location, why) => {
    const came = read({ 'a/application.yml': importing(`"${location}"`), 'a/x.yml': ALL })
    expect(asidesIn(came)).toEqual([
      `spring.config.import @2: not read: ${why}; what it sets for Kafka is not known here`,
    ])
    expect(JSON.stringify(came)).not.toContain('secret')
  })

  it('a mistake in it is told by its own file', () => {
    const files = { 'application.yml': importing('x.yml'), 'x.yml': '\nspring.kafka.consumer.isolation-level: any\n' }
    const message = 'x.yml:2: spring.kafka.consumer.isolation-level: Spring Boot knows no isolation level "any"'
    expect(() => short(files, 'application.yml')).toThrow(message)
    expect(() => short({ ...files, 'x.yml': 'a: [\n' }, 'application.yml')).toThrow('x.yml:2:1: this is no valid YAML')
  })
})

describe('groups of profiles', () => {
  const document = (name: string, line: string): string => `---\nspring.config.activate.on-profile: ${name}\n${line}\n`
  const both = document('a', 'spring.kafka.producer.acks: all') + document('b', 'spring.kafka.producer.retries: 7')
  const base = 'spring.kafka.producer.acks: 0\n'

  it.each([['spring.profiles.group.prod: a,b'], ['spring.profiles.group:\n  prod: [a, b]']])('%s', (group) => {
    expect(short({ 'a/application.yml': `${base}${group}\n${both}` })).toEqual([
      'client no profile: producer acks=0',
      'client profile prod with a and b: producer acks=all',
      'client profile prod with a and b: producer retries=7',
    ])
  })

  it('that the file makes active are judged once, and later profiles outrank earlier ones', () => {
    const files = {
      'a/application.yml': `${base}spring.profiles.active: prod\nspring.profiles.group.prod: b,a\n`,
      'a/application-a.yml': ALL,
      'a/application-b.yml': 'spring.kafka.producer.acks: 1\n',
    }
    const came = read(files, 'a/application.yml', Object.keys(files))
    expect(settingsIn(came).map((line) => line.replace(/ @.*/, ''))).toEqual([
      'client no profile: producer acks=0',
      'client profile prod with b and a: producer acks=all',
    ])
    expect(came.notes).toEqual([expect.stringContaining('spring.profiles.active is prod')])
  })

  it('a profile that is active and of which nothing is given is told', () => {
    const text = `${base}spring.profiles.active: productoin\nspring.profiles.group.production: a,b\n${both}`
    expect(read({ 'a/application.yml': text }).notes).toContain(
      'spring.profiles.active names productoin, and no document or file of that profile was given; did you mean production?',
    )
  })

  it('may hold groups, also each other', () => {
    const groups = 'spring.profiles.group.prod: eu\nspring.profiles.group.eu: [b, prod]\n'
    expect(short({ 'a/application.yml': `${base}${groups}${both}` })).toEqual([
      'client no profile: producer acks=0',
      'client profile a: producer acks=all',
      'client profile prod with eu and b: producer acks=0',
      'client profile prod with eu and b: producer retries=7',
      'client profile eu with b and prod: producer acks=0',
      'client profile eu with b and prod: producer retries=7',
    ])
  })
})

describe('env files given with an application', () => {
  const yml = 'spring.kafka.producer.acks: ${ACKS:1}\nspring.kafka.producer.retries: ${my.max-retries:0}\n'
  const files = { 'application.yml': yml, 'prod.env': 'ACKS=all\nMY_MAX_RETRIES=5\nUNUSED=x\n' }
  const given = Object.keys(files)

  it('fill in its variables, and are not read once more', () => {
    expect(short(files, 'application.yml', given)).toEqual(['client: producer acks=all', 'client: producer retries=5'])
    const env = openSource('prod.env', given, textsOf(files))
    expect(ENV_FILE.tells(env)).toBe(true)
    expect(ENV_FILE.read(env)).toEqual({
      parts: [],
      asides: [],
      notes: ['prod.env is read as the environment of application.yml'],
    })
  })

  it('outrank it, with places of their own, and choose the profile', () => {
    const variables = 'SPRING_KAFKA_PRODUCER_RETRIES=7\nSPRING_PROFILES_ACTIVE=a,b\n'
    const text = `${yml}spring.profiles.active: c\n---\nspring.config.activate.on-profile: a & b\nspring.kafka.producer.acks: 0\n`
    const came = read({ 'application.yml': text, '.env': variables }, 'application.yml', ['application.yml', '.env'])
    expect(came.parts.map(({ name }) => name)).toEqual(['no profile', 'profiles a and b'])
    expect(came.parts[1]?.given.map(({ value, origin }) => [value, origin.file, origin.key])).toEqual([
      ['0', 'application.yml', 'spring.kafka.producer.acks'],
      ['7', '.env', 'SPRING_KAFKA_PRODUCER_RETRIES'],
    ])
  })

  it('where a Compose file takes them, they are not its', () => {
    const compose = 'services:\n  k:\n    image: apache/kafka:3.9.0\n    environment: ["A=${ACKS}"]\n'
    const more = { ...files, 'compose.yml': compose }
    expect(short(more, 'application.yml', Object.keys(more))).toEqual([
      'client: producer acks=1',
      'client: producer retries=0',
    ])
  })
})
