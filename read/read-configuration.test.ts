import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { InputError } from '../model/input-error.ts'
import { type OutrightFiles, readConfiguration } from './read-configuration.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tidemark-'))
})
afterEach(() => {
  rmSync(folder, { recursive: true })
})

function write(name: string, content: string | Buffer): string {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}

const read = (...paths: readonly string[]): readonly string[] =>
  (readConfiguration(paths).cases[0]?.given ?? []).map(
    ({ section, key, value, origin }) => `${section ?? '-'} ${key}=${value} @${origin.line}`,
  )

function refusal(path: string, outright?: OutrightFiles): string {
  try {
    readConfiguration(outright === undefined ? [path] : [], outright)
  } catch (error) {
    if (error instanceof InputError) return error.message.replaceAll(`${folder}/`, '').replaceAll(folder, 'FOLDER')
    throw error
  }
  return 'accepted'
}

describe('a properties file', () => {
  it('is told by its keys, with the line of the last of several', () => {
    expect(read(write('a.properties', '# c\nacks=1\nlinger.ms : 5\nacks=all\n'))).toEqual([
      'producer linger.ms=5 @3',
      'producer acks=all @4',
    ])
    expect(read(write('b.properties', 'broker.id=1\nmin.insync.replicas=\\\n  2'))).toEqual([
      'broker broker.id=1 @1',
      'broker min.insync.replicas=2 @2',
    ])
    expect(read(write('c.properties', 'retention.ms=1\nmin.insync.replicas=2'))[1]).toBe(
      'topic min.insync.replicas=2 @2',
    )
    expect(read(write('d.properties', 'bootstrap.servers=x\ngroup.id=g'))[1]).toBe('consumer group.id=g @2')
  })

  it('is told by its name where the keys leave it open', () => {
    expect(read(write('my-topic.properties', 'min.insync.replicas=2'))).toEqual(['topic min.insync.replicas=2 @1'])
    expect(read(write('server.properties', 'min.insync.replicas=2'))).toEqual(['broker min.insync.replicas=2 @1'])
    expect(read(write('server.properties', 'min.insync.replica=2'))).toEqual(['broker min.insync.replica=2 @1'])
  })

  it('that fits two kinds has to be named outright', () => {
    const path = write('client.config', 'acks=all\ngroup.id=g')
    expect(refusal(path)).toBe(
      'client.config: its keys fit a producer and a consumer, so it cannot be told what it configures.\n  Say it '
        + 'outright: --producer client.config or --consumer client.config.',
    )
    expect(readConfiguration([], { producer: [path] }).cases[0]?.given[0]).toMatchObject({
      section: 'producer',
      key: 'acks',
    })
  })

  it('keeps what Kafka keeps of a value', () => {
    expect(read(write('p.properties', 'linger.ms=1\nacks=all   # all of them'))[1]).toBe(
      'producer acks=all   # all of them @2',
    )
  })

  it('may be Latin-1, as Java reads it', () => {
    expect(read(write('p.properties', Buffer.from('# gr\u00fc\u00dfe\nacks=all', 'latin1')))).toEqual([
      'producer acks=all @2',
    ])
  })

  it('may begin with a mark of the byte order, also as Latin-1', () => {
    const marked = Buffer.from('\u00ef\u00bb\u00bfacks=all\n# gr\u00fc\u00dfe', 'latin1')
    expect(read(write('p.properties', marked))).toEqual(['producer acks=all @1'])
  })

  it.each([
    ['spring.jpa.open-in-view=false', 'a Spring application that sets nothing below spring.kafka'],
    ['quarkus.http.port=1', 'a Quarkus application that sets nothing for Kafka'],
    ['A->B.enabled=true', 'a part of a MirrorMaker 2 configuration'],
    ['[global]\nacks=all', 'TOML, or an INI file'],
    ['acks=all\n{% if x %}', 'a line of a template'],
  ])('of another tool is refused: %j', (text, what) => {
    expect(refusal(write('other.properties', text))).toContain(what)
  })
})

describe('a file of another form that is given for one section', () => {
  const topics = ['a 1', 'b 3'].map(
    (one) => `Topic: ${one[0]}\tPartitionCount: 1\tReplicationFactor: ${one[2]}\tConfigs:`,
  )

  it('says what it says of that section, of several topics each', () => {
    const log = 'INFO ProducerConfig values: \n\tacks = 1\n'
    const both = write('both.txt', `${topics.join('\n')}\n${log}`)
    const given = readConfiguration([], { topic: [both] }).cases.map(
      ({ name, given }) => `${name}: ${given.map(({ key, value }) => `${key}=${value}`).join(' ')}`,
    )
    expect(given).toEqual(['topic a: partitions=1 replication.factor=1', 'topic b: partitions=1 replication.factor=3'])
    expect(readConfiguration([], { producer: [both] }).cases.map(({ given }) => given.length)).toEqual([1])
  })

  it('is refused where it says nothing of it', () => {
    const refused = refusal('', { producer: [write('topics.txt', topics.join('\n'))] })
    expect(refused).toContain('topics.txt: this looks like what a Kafka cluster, its tools or its clients print')
    expect(refused).toContain('nothing in it is a setting of a producer.\n  Give it without --producer')
  })
})

describe('what cannot be read is refused', () => {
  it.each([
    ['', 'the file is empty'],
    ['# acks=all\n\n', 'only comments'],
    [Buffer.from([0x61, 0, 0x62]), 'not a text file: byte 2 is 0'],
    [Buffer.from([0xff, 0xfe, 0x61, 0]), 'UTF-16'],
    [Buffer.from([0x61, 0x80, 0xfe, 0x01]), 'no valid UTF-8'],
    ['acks=\\uZZ', 'Java cannot read'],
    ['some.thing=1', 'no key in it belongs to Kafka'],
  ])('%j', (content, message) => {
    expect(refusal(write('x.properties', content))).toContain(message)
  })

  it('a missing path, a folder without configuration, a folder or YAML named outright', () => {
    expect(refusal(join(folder, 'none'))).toContain('none: there is no such file or folder')
    expect(refusal(folder)).toContain('FOLDER: there is no Kafka configuration')
    expect(refusal('', { broker: [folder] })).toContain('--broker takes one file')
    expect(refusal('', { broker: [write('a.yaml', 'broker: {}')] })).toContain('--broker takes a .properties file')
  })
})

describe('a folder', () => {
  it('is read under the usual names, a file with sections last', () => {
    write('producer.properties', 'acks=1')
    write('topic.properties', 'min.insync.replicas=2')
    write('controller.properties', 'process.roles=controller')
    write('server.properties', 'num.partitions=2')
    write('tidemark.yaml', 'topic:\n  min.insync.replicas: 1')
    write('notes.txt', 'nothing')
    mkdirSync(join(folder, 'kraft'))
    expect(read(folder)).toEqual([
      'broker num.partitions=2 @1',
      'topic min.insync.replicas=2 @1',
      'producer acks=1 @1',
      'topic min.insync.replicas=1 @2',
    ])
    expect(readConfiguration([folder]).notes.join()).toContain('controller.properties is not read')
  })

  it('passes over a file of a form in which nothing of Kafka is, and not over a mistake in one', () => {
    write('user.yaml', 'apiVersion: kafka.strimzi.io/v1\nkind: KafkaUser\nmetadata: {name: u}\n')
    write('topic.yaml', 'apiVersion: kafka.strimzi.io/v1\nkind: KafkaTopic\nmetadata: {name: t}\nspec: {replicas: 3}\n')
    expect(read(folder)).toEqual(['topic replication.factor=3 @4'])
    expect(readConfiguration([folder]).notes.join()).toContain(
      'not read, as it is not told what they configure: user.yaml',
    )
    write(
      'topic.yaml',
      'apiVersion: kafka.strimzi.io/v1\nkind: KafkaTopic\nmetadata: {name: t}\nspec: {replicas: -3}\n',
    )
    expect(refusal(folder)).toContain('spec.replicas: -3 is less than the resource allows')
  })

  it('with two broker files is read where they agree, and refused where they do not', () => {
    write('server.properties', 'process.roles=broker,controller\nnum.partitions=1')
    write('broker.properties', 'process.roles=broker\nnum.partitions=1')
    expect(read(folder)).toEqual(['broker process.roles=broker @1', 'broker num.partitions=1 @2'])
    expect(readConfiguration([folder]).notes.join()).toContain('they agree in all that is modelled')
    write('server.properties', 'min.insync.replicas=2\nnum.partitions=1')
    expect(refusal(folder)).toContain(
      'broker.properties and server.properties: min.insync.replicas: the two broker configurations of this '
        + 'folder do not agree',
    )
  })
})

describe('a YAML or JSON file', () => {
  it('holds sections, and values keep the text that was written', () => {
    const yaml =
      'kafka.version: 4.0\nbrokers: 3\ntopic:\n  min.insync.replicas: 2\n  flush.messages: '
      + '9223372036854775807\nproducer:\n  acks: "all"\n  enable.idempotence: False\nconsumer:\n'
    expect(read(write('a.yaml', yaml))).toEqual([
      '- kafka.version=4.0 @1',
      '- brokers=3 @2',
      'topic min.insync.replicas=2 @4',
      'topic flush.messages=9223372036854775807 @5',
      'producer acks=all @7',
      'producer enable.idempotence=False @8',
    ])
    expect(read(write('a.json', '{\n\t"producer": {\n\t\t"acks": 1 }\n}'))).toEqual(['producer acks=1 @3'])
  })

  it.each([
    ['producer:\n  acks: "all\n', 'a.yaml:3:1: this is no valid YAML'],
    ['producer:\n  acks: 1\n  acks: 2\n', 'a.yaml:3:3: this key stands here twice'],
    ['producer: 5\n', 'a.yaml:1: producer: a section holds keys and values'],
    ['producer:\n  acks: [1, 2]\n', 'a.yaml:2: acks: this is a list'],
    ['producer:\n  acks:\n', 'a.yaml:2: acks: it has no value'],
    ['topic:\n  min:\n    insync: 2\n', 'a.yaml:2: min: this holds further keys'],
    ['producers:\n  acks: 1\n', 'Did you mean producer?'],
    ['kafka_version: 4.0\n', 'Did you mean kafka.version?'],
    [
      'acks: all\n',
      'a.yaml:1: acks: this setting stands in no section.\n  '
        + 'Put it below producer:, or put client: librdkafka beside it where that library reads it.',
    ],
    [
      'topic: {min.insync.replicas: 2}\nproducer:\n  idempotent: true\n',
      "a.yaml:3: idempotent: this is an option of kafkajs, and no setting of Kafka's.\n  "
        + 'Put client: kafkajs at the top, beside the sections.',
    ],
    [
      'client: kafkjs\nproducer:\n  idempotent: true\n',
      'a.yaml:1: client: there is no client "kafkjs" here.\n  Did you mean',
    ],
    [
      'client: kafkajs\nmaxInFlightRequests: 1\n',
      'a.yaml:2: maxInFlightRequests: this option of kafkajs stands in no section.\n  '
        + 'Put it below producer:, with client: kafkajs at the top.',
    ],
    [
      'kafka: {bootstrap.servers: a, acks: all}\n',
      'a.yaml:1: kafka: there is no such section, and bootstrap.servers below it is a setting of a client.\n  '
        + 'Call it producer: or consumer:, or put client: librdkafka beside it where that library reads it.',
    ],
    ['services:\n  kafka: {}\n', 'a Docker Compose file'],
    ['apiVersion: v1\nkind: Kafka\n', "nothing of Kafka's is in it that is read: Kafka of v1"],
    ['spring:\n  kafka: {}\n', 'a Spring application'],
    ['foo: 1\n', 'foo is no section'],
    ['- 1\n', 'there are no sections'],
    ['# nothing\n', 'no setting in this file'],
    ['', 'no setting in this file'],
    ['producer: {}\n', 'no setting in this file'],
    ['a: 1\n---\nb: 2\n', 'several documents'],
    ['name: a\nproducer:\n  acks: 1\n---\nproducer:\n  acks: all\n', 'not each has a name'],
    ['name: a\nfoo: 1\n---\nname: b\n', 'foo is no section'],
    ['name: a\nproducer:\n  acks: &x 1\n---\nname: b\nproducer:\n  acks: *x\n', '*x stands for what is named &x'],
    ['producer:\n  <<: {acks: 1}\n', 'merge keys'],
  ])('is refused: %j', (text, message) => {
    expect(refusal(write('a.yaml', text))).toContain(message)
  })

  it('holds several configurations as documents with names', () => {
    const text = 'name: one\nproducer:\n  acks: 1\n---\nname: two\nbrokers: 5\nproducer:\n  acks: all\n'
    const { cases } = readConfiguration([write('a.yaml', text)])
    expect(cases.map(({ name, given }) => [name, ...given.map(({ key, value }) => `${key}=${value}`)])).toEqual([
      ['one', 'acks=1'],
      ['two', 'brokers=5', 'acks=all'],
    ])
    expect(read(write('b.yaml', text.split('---')[0] ?? ''))).toEqual(['producer acks=1 @3'])
  })

  it.each(['[', '{', '- ', '[ {'])('nested deeper than any configuration is refused at once: %s', (opening) => {
    expect(refusal(write('a.yaml', opening.repeat(20_000)))).toContain(
      'a.yaml: this is nested too deeply to be a configuration',
    )
  })
})
