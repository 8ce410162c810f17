import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { checkSchema } from '../reports/schema.ts'
import { type Ran, ran } from './testing/ran.ts'
import { quickEngine } from './testing/stand-in.ts'

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tidemark-foreign-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

let files = 0

/** A file of that name in a folder of its own. */
function write(name: string, text: string): string {
  files += 1
  const path = join(folder, String(files), name)
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, text)
  return path
}

const out = (): string => join(folder, 'out')
const check = (...args: readonly string[]): Promise<Ran> =>
  ran(['check', '--out', out(), ...args], { engine: quickEngine })

async function refused(args: readonly string[], ...messages: readonly string[]): Promise<void> {
  const { code, out: printed, err } = await check(...args)
  for (const message of messages) expect(err).toContain(message)
  expect({ code, printed, written: existsSync(out()) }).toEqual({ code: 2, printed: '', written: false })
}

const FLUME =
  'agent.sources = r1\nagent.channels.c1.kafka.bootstrap.servers = a:9092\nagent.channels.c1.kafka.producer.acks = 1\n'
const LIBRDKAFKA =
  'bootstrap.servers=a:9092\nacks=all\nmessage.send.max.retries=10\nsocket.nagle.disable=true\nlinger.ms=200\n'
const BROKER =
  'broker.id=1\nlog.dirs=/data\nnum.partitions=3\ndefault.replication.factor=1\ncompression.type=lz4\nzookeeper.connect=z:2181\n'
const DESCRIBED =
  'Topic: sample\tPartitionCount: 1\tReplicationFactor: 3\tConfigs: min.insync.replicas=1\n\tTopic: '
  + 'sample\tPartition: 0\tLeader: 1\n'
const LOG =
  '12:01 INFO ProducerConfig - ProducerConfig values: \n\tacks = 1\n\tenable.idempotence = '
  + 'false\n\ttransactional.id = null\n'

describe("a file in which no key is Kafka's is not judged, also when it is said what it is", () => {
  test.each([
    ['producer', 'flume.properties', FLUME, "no key in it is one of Kafka's"],
    ['consumer', 'flume.properties', FLUME, "has something in front of Kafka's name"],
    ['producer', 'producer.js', 'const producer = kafka.producer({ idempotent: true })\n', 'source code'],
    [
      'producer',
      'producer.ts',
      "import { Kafka } from 'kafkajs'\nkafka.producer({ idempotent: true, retry: { retries: 3 } })\n",
      '{client: kafkajs, producer: {retry.retries: 3, idempotent: true}}',
    ],
    [
      'producer',
      'Producer.java',
      'import org.apache.kafka.clients.producer.*;\np.put("acks", "all");\np.put(ProducerConfig.RETRIES_CONFIG, 3);\n'
        + 'p.put("sasl.jaas.config", "geheim");\np.put("linger.ms", linger);\n',
      '{producer: {acks: all, retries: 3}}',
    ],
    [
      'producer',
      'Config.kt',
      'mapOf(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG to false, ProducerConfig.ACKS_CONFIG to "1")\n',
      '{producer: {enable.idempotence: false, acks: 1}}',
    ],
    [
      'producer',
      'main.go',
      'import "github.com/IBM/sarama"\nconfig.Producer.RequiredAcks = sarama.WaitForAll\nconfig.Net.SASL.Password = "geheim"\n',
      '{client: sarama, producer: {Producer.RequiredAcks: WaitForAll}}',
    ],
    [
      'producer',
      'app.py',
      "from confluent_kafka import Producer\nProducer({'acks': 1, 'enable.idempotence': flag()})\n",
      '{client: librdkafka, producer: {acks: 1}}',
    ],
    [
      'producer',
      'producer.txt',
      'props.put("acks", "all");\nprops.put("retries", 3);\n',
      "no key in it is one of Kafka's",
    ],
    ['producer', 'app.py', 'retries = 5\n', 'source code'],
    ['producer', 'app.txt', 'from kafka import KafkaProducer\nacks = 1\n', 'source code'],
    ['producer', 'describe.txt', DESCRIBED, 'and nothing in it is a setting of a producer'],
    ['topic', 'values.log', LOG, 'and nothing in it is a setting of a topic'],
    ['topic', 'main.txt', 'resource "aws_instance" "logs" {\n  count = 3\n}\n', 'a Terraform configuration'],
    ['broker', 'nginx.conf', 'server {\n  listen 80;\n  root /var/www;\n}\n', "no key in it is one of Kafka's"],
    ['broker', 'pom.conf', '<?xml version="1.0"?>\n<acks>all</acks>\n', 'XML'],
    ['producer', 'app.conf', '[kafka]\nacks = all\n', 'TOML, or an INI file'],
    ['producer', 'app.txt', '{"producer": {"acks": "all"}}\n', 'JSON'],
    ['producer', 'app.conf', '{"producer": {"acks": "all"}}\n', '--producer takes a .properties file'],
    [
      'broker',
      'main.tf',
      'output "a" {\n  value = <<-EOT\n  x "${var.s3cret}"\n  EOT\n}\n',
      'a Terraform configuration',
    ],
    ['topic', 'notes.md', '# How to\n=== acks=all\n', 'a page for people to read'],
    ['broker', 'ksql.properties', 'ksql.service.id=a\nlisteners=http://0.0.0.0:8088\n', 'ksqlDB'],
    ['broker', 'sr.properties', 'kafkastore.topic=_schemas\nlisteners=http://0.0.0.0:8081\n', 'a Schema Registry'],
    ['producer', 'c3.properties', 'confluent.controlcenter.id=1\nbootstrap.servers=a:1\n', 'Control Center'],
    ['producer', 'application.properties', '%prod.quarkus.datasource.db-kind=h2\n', 'a Quarkus application'],
    ['producer', 'app.conf', 'producer:\n  acks: all\n', 'YAML'],
    ['producer', 'kafka.env', 'KAFKA_MIN_INSYNC_REPLICAS=1\n', 'a file of environment variables'],
    ['producer', 'application.properties', 'spring.jpa.open-in-view=false\n', 'a Spring application'],
    ['broker', 'application.properties', 'spring.kafka.producer.acks=all\n', 'a Spring Boot application'],
    ['producer', 'log4j.properties', 'log4j.rootLogger=INFO\nlog4j.appender.a=x\n', "no key in it is one of Kafka's"],
  ])('--%s %s: %j', async (section, name, text, message) => {
    await refused([`--${section}`, write(name, text)], name, message)
  })

  test('nor under its usual name in a folder, nor as a section', async () => {
    await refused(
      [dirname(write('producer.properties', FLUME))],
      'producer.properties',
      "no key in it is one of Kafka's",
    )
    await refused([write('a.yaml', 'topic:\n  foo: 1\n  bar: 2\n')], "a.yaml:2: topic: no key in it is one of Kafka's")
    await refused(
      [write('a.json', '{"producer": {"acks": "all"}, "broker": {"listen": 80}}')],
      "broker: no key in it is one of Kafka's",
    )
  })

  test("with some of Kafka's keys it is, and the others are warned of", async () => {
    const result = await check('--json', '--producer', write('p.properties', 'acks=1\nour.own.key=1\n'))
    expect(result.code).toBe(0)
    expect(checkSchema.parse(JSON.parse(result.out))).toMatchObject({
      settings: { acks: '1' },
      ignored: [{ key: 'our.own.key' }],
    })
    expect(result.err).toContain('our.own.key is unknown to Kafka and was ignored')
  })
})

describe('a file of another section is refused with the option that fits', () => {
  test.each([
    ['producer', BROKER, '--broker'],
    ['consumer', BROKER, '--broker'],
    ['topic', `${BROKER}min.insync.replicas=2\n`, '--broker'],
    ['broker', 'acks=all\nlinger.ms=5\n', '--producer'],
    ['producer', 'bootstrap.servers=a:1\ngroup.id=g\n', '--consumer'],
    ['consumer', 'acks=all\nbootstrap.servers=a:1\n', '--producer'],
    ['broker', 'retention.ms=1\nsegment.ms=2\n', '--topic'],
  ])('--%s with %j', async (section, text, fits) => {
    const file = write('some.properties', text)
    await refused([`--${section}`, file], file, `${fits} ${file}`)
  })

  test('in YAML with the section', async () => {
    await refused(
      [write('a.yaml', 'broker:\n  acks: all\n')],
      'a.yaml:2: broker: no key in it is a setting of a broker',
      'Put them below producer:',
    )
  })
})

describe('a librdkafka client is read as one, by its own defaults', () => {
  test.each<[string, () => readonly string[]]>([
    ['by its path', () => [write('rdk.properties', LIBRDKAFKA)]],
    ['in a folder', () => [dirname(write('producer.properties', LIBRDKAFKA))]],
    ['with --producer', () => ['--producer', write('a.properties', LIBRDKAFKA)]],
    [
      'with a name of the clients in Scala',
      () => ['--producer', write('a.properties', 'bootstrap.servers=a:1\nmessage.send.max.retries=10\n')],
    ],
  ])('%s', async (_, args) => {
    const { code, out: printed } = await check('--json', ...args())
    expect(code).toBe(0)
    expect(checkSchema.parse(JSON.parse(printed)).settings).toMatchObject({
      'client': 'librdkafka',
      'retries': 10,
      'enable.idempotence': false,
      'delivery.timeout.ms': 300_000,
    })
  })
})

test('--client says the library for who has no file', async () => {
  const { out: printed } = await check('--json', '--client', 'kafkajs', '--set', 'retries=2')
  expect(checkSchema.parse(JSON.parse(printed)).settings).toMatchObject({
    'client': 'kafkajs',
    'client.version': '2.2.4',
    'retries': 2,
    'enable.idempotence': false,
  })
  await refused(['--client', 'kafkjs'], '--client', 'Did you mean kafkajs?')
  const java = checkSchema.parse(JSON.parse((await check('--json')).out))
  expect(Object.keys(java.settings).concat(java.assumed)).not.toContain('client')
})

describe('a librdkafka client is refused by name where it is not plain', () => {
  test.each<[string, () => readonly string[]]>([
    ['with --broker', () => ['--broker', write('a.properties', 'sasl.username=u\nstatistics.interval.ms=5\n')]],
    ['in YAML', () => [write('a.yaml', 'producer:\n  acks: all\n  queue.buffering.max.kbytes: 5\n')]],
    ['in JSON', () => [write('a.json', '{"consumer": {"group.id": "g", "queued.min.messages": 5}}')]],
    ['with a plain word', () => ['--producer', write('a.properties', 'acks=all\ndebug=broker,topic\n')]],
    ['with --set', () => ['--set', 'message.timeout.ms=5']],
    ['with --set and its section', () => ['--set', 'producer.message.send.max.retries=5']],
  ])('%s', async (_, args) => {
    await refused(args(), 'librdkafka')
  })

  test('and a client in Java is none, whatever it shares with it', async () => {
    const java =
      'key.serializer=a.B\nbuffer.memory=5\nacks=1\nretries=3\nlinger.ms=5\nenable.idempotence=false\nbatch.num.messages=5\ndebug=true\n'
    const { code, out: printed } = await check('--json', '--producer', write('p.properties', java))
    expect(code).toBe(0)
    expect(checkSchema.parse(JSON.parse(printed)).settings).toMatchObject({
      'acks': '1',
      'retries': 3,
      'enable.idempotence': false,
    })
  })
})

describe('null is not taken for a value', () => {
  test('what a client prints at its start is read, and null there is no value', async () => {
    const { code, out: printed } = await check('--json', '--producer', write('log.txt', LOG))
    const { settings } = checkSchema.parse(JSON.parse(printed))
    expect({ code, settings }).toMatchObject({ code: 0, settings: { 'acks': '1', 'enable.idempotence': false } })
    expect(settings['transactional.id']).toBe('')
    await refused(
      [dirname(write('server.properties', 'INFO KafkaConfig values:\n\tprocess.roles = []\n'))],
      'prints at its start',
    )
  })

  test.each<[string, () => readonly string[]]>([
    ['a file', () => ['--producer', write('p.properties', 'acks = 1\ntransactional.id = null\n')]],
    [
      'a key that only says what kind of cluster it is',
      () => ['--broker', write('b.properties', 'process.roles=null\nbroker.id=1\n')],
    ],
    ['a key that is not modelled', () => ['--producer', write('p.properties', 'acks=all\nsasl.jaas.config = null\n')]],
    ['a text in YAML', () => [write('a.yaml', 'producer:\n  transactional.id: "null"\n')]],
    ['--set', () => ['--set', 'transactional.id=null']],
  ])('of %s', async (_, args) => {
    await refused(args(), 'null is what a log prints', 'Leave the setting out')
  })

  test('and null of YAML and JSON is no value', async () => {
    await refused([write('a.yaml', 'producer:\n  transactional.id: ~\n')], 'it has no value')
    await refused([write('a.json', '{"producer": {"transactional.id": null}}')], 'it has no value')
  })
})
