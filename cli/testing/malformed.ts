/** Inputs that people give by mistake, and worse: damaged files, foreign ones, wrong values, wrong options. */
import * as fc from 'fast-check'

/** What is malformed, and how it is given: files to write, and arguments in which FOLDER stands for where they are. */
export interface MalformedInput {
  readonly files: Readonly<Record<string, string | Uint8Array>>
  readonly args: readonly string[]
  /** Whatever it holds, it cannot be judged. */
  readonly mustFail: boolean
}

const BROKER =
  'process.roles=broker,controller\nnode.id=1\nlisteners=PLAINTEXT://:9092\ndefault.replication.factor=3\n'
  + 'min.insync.replicas=2\nlog.dirs=/var/lib/kafka\nunclean.leader.election.enable=false\nnum.partitions=6\n'
const PRODUCER =
  'bootstrap.servers=a:9092\nacks=all\nretries=5\nenable.idempotence=true\ntransactional.id=orders-1\nlinger.ms=5\n'
const CONSUMER = 'group.id=g\nisolation.level=read_committed\nauto.offset.reset=earliest\n'
const YAML =
  'kafka.version: 4.0\nbrokers: 3\ntopic: &topic\n  min.insync.replicas: 2\n  partitions: 3\nproducer:\n  acks: '
  + '"all"\n  retries: 5\n'
const JSON_TEXT =
  '{\n  "topic": {"min.insync.replicas": 2},\n  "producer": {"acks": "all", "retries": 5, "transactional.id": "t"}\n}\n'
const COMPOSE =
  'x-env: &env\n  KAFKA_MIN_INSYNC_REPLICAS: ${ISR:-2}\nservices:\n  kafka:\n    image: bitnami/kafka:3.4\n'
  + '    environment: {<<: *env, KAFKA_CFG_NUM_PARTITIONS: 3}\n    command: kafka-topics --create --topic a "b" && run\n'
  + '  app:\n    extends: {service: kafka}\n    environment: [KAFKA_ACKS=1]\n'
const ENV = '# a\nexport KAFKA_NUM_PARTITIONS="${A:-3}" # b\nKAFKA_MIN_INSYNC_REPLICAS=2\nA=\'x\ny\'\n'
const SPRING =
  'spring:\n  application: {name: shop}\n  kafka:\n    producer:\n      acks: ${ACKS:all}\n      transaction-id-prefix: tx-\n'
  + '---\nspring.config.activate.on-profile: "prod & !eu"\nspring.kafka.consumer.isolation-level: read_committed\n'
const BINDER =
  'spring.cloud.stream.bindings.a-out-0.destination=orders\nspring.cloud.stream.kafka.binder.required-acks=1\n#---\n'
  + 'spring.profiles=dev\nspring.cloud.stream.kafka.bindings.a-out-0.producer.configuration[acks]=all\n'
const STREAMS = 'application.id=a\nprocessing.guarantee=exactly_once_v2\nproducer.acks=all\ncommit.interval.ms=5\n'
const MIRROR_MAKER = 'clusters = A, B\nA.bootstrap.servers = a:1\nA->B.enabled = true\nB.producer.acks = 1\n'
const CONNECTOR = '{"name": "db", "config": {"connector.class": "a.DbSource", "producer.override.acks": "1"}}\n'
const SAMPLES: Readonly<Record<string, string>> = {
  'server.properties': BROKER,
  'producer.properties': PRODUCER,
  'consumer.properties': CONSUMER,
  'a.yaml': YAML,
  'a.json': JSON_TEXT,
  'compose.yml': COMPOSE,
  'kafka.env': ENV,
  'application.yml': SPRING,
  'application.properties': BINDER,
  'streams.properties': STREAMS,
  'mm2.properties': MIRROR_MAKER,
  'connector.json': CONNECTOR,
}

const seldomText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 30 }),
  fc.constantFrom('', ' ', '\u0000', '\u001b[31mred\u001b[0m', '\u202e', '-1', '1e9', 'NaN', '{{x}}', '${X}', 'null'),
  fc.constantFrom('99999999999999999999', '\ud800', 'é'.repeat(300), 'x'.repeat(5_000), '\\u12', '\r', '\n'),
)
const sampleName = fc.constantFrom(...Object.keys(SAMPLES))
const one = (name: string, content: string | Uint8Array, mustFail = false): MalformedInput => ({
  files: { [name]: content },
  args: [`FOLDER/${name}`],
  mustFail,
})

/** A real file that ends too soon, has something in the midst of it, or lost a piece. */
const damaged = fc
  .record({ name: sampleName, at: fc.nat(), length: fc.nat({ max: 30 }), put: seldomText })
  .map(({ name, at, length, put }) => {
    const text = SAMPLES[name] ?? ''
    const cut = at % text.length
    return one(name, text.slice(0, cut) + put + text.slice(cut + length))
  })
const truncated = fc
  .record({ name: sampleName, at: fc.nat() })
  .map(({ name, at }) => one(name, (SAMPLES[name] ?? '').slice(0, at % (SAMPLES[name] ?? '').length)))
const bytes = fc
  .record({ name: sampleName, content: fc.uint8Array({ maxLength: 200 }) })
  .map(({ name, content }) => one(name, content))

/** Values that no Kafka takes. */
const wrongValue = fc.constantFrom(
  ['acks', '2'],
  ['acks', 'ALL'],
  ['retries', '-1'],
  ['retries', '1.5'],
  ['retries', '99999999999'],
  ['min.insync.replicas', '0'],
  ['partitions', '0'],
  ['replication.factor', '40000'],
  ['enable.idempotence', 'yes'],
  ['isolation.level', 'none'],
  ['transactional.id', 'null'],
  ['acks', '${ACKS}'],
  ['message.timeout.ms', '5'],
  ['min.insync.replica', '2'],
  ['brokers', '0'],
  ['kafka.version', '9'],
)
const setTo = wrongValue.map(([key, value]): MalformedInput => ({
  files: {},
  args: ['--set', `${key}=${value}`],
  mustFail: true,
}))
/** Without a key it is commander that refuses, in its own words. */
const setToAnything = fc
  .record({
    key: fc.oneof(fc.constantFrom('acks', 'retries', 'brokers', 'transactional.id', 'controller'), seldomText),
    value: seldomText,
  })
  .filter(({ key }) => /^[^=]*[^=\s]/.test(key))
  .map(({ key, value }): MalformedInput => ({ files: {}, args: ['--set', `${key}=${value}`], mustFail: false }))

/** Options with values that they do not take; control characters in them are commander's to tell. */
const wrongOption = fc
  .constantFrom(
    ['--gate', 'leader-epochs'],
    ['--gate', 'x=on'],
    ['--gate', 'leader-epochs=maybe'],
    ['--faults', '-1'],
    ['--faults', '1e3'],
    ['--faults', '99999999999'],
    ['--fault', 'crash'],
    ['--fault', 'flood=1'],
    ['--fault', 'crash=-1'],
    ['--moves', 'x'],
    ['--records', '0'],
    ['--records', '27'],
    ['--producers', '0'],
    ['--runs', '0'],
    ['--steps', '0'],
    ['--max-states', '0'],
    ['--brokers', '0'],
    ['--brokers', '101'],
    ['--kafka-version', ''],
    ['--kafka-version', '3'],
    ['--promise', ''],
    ['--promise', 'none'],
    ['--search', 'deep'],
    ['--seed', ''],
    ['--out', ''],
    ['--producer', ''],
    ['--nothing'],
    ['--loop'],
  )
  .map((args): MalformedInput => ({ files: {}, args, mustFail: true }))

const foreign = fc
  .record({
    section: fc.constantFrom('broker', 'topic', 'producer', 'consumer'),
    lines: fc.array(
      fc.constantFrom(
        'agent.sources = r1',
        'server {',
        'our.key=1',
        'a->b=c',
        'log4j.x=y',
        'FROM kafka',
        '<acks>all</acks>',
        '[kafka]',
      ),
      { minLength: 1, maxLength: 6 },
    ),
  })
  .map(({ section, lines }): MalformedInput => ({
    files: { 'x.properties': `${lines.join('\n')}\n` },
    args: [`--${section}`, 'FOLDER/x.properties'],
    mustFail: true,
  }))
const nested = fc
  .record({
    part: fc.constantFrom('[', '{a: ', '- ', '? ', '{"a":[', 'a:\n '),
    times: fc.integer({ min: 200, max: 3_000 }),
    name: fc.constantFrom('a.yaml', 'a.json'),
  })
  .map(({ part, times, name }) => one(name, part.repeat(times), true))
const wrongTree = fc
  .constantFrom(
    'producer: 5\n',
    'producer: [acks]\n',
    'acks: all\n',
    'producer:\n  acks: *x\n',
    'producer:\n  acks: ~\n',
    'a: 1\n---\nb: 2\n',
    '- 1\n',
    'producer:\n  acks: 1\n  acks: 2\n',
    'topics:\n  a: 1\n',
    'producer:\n\tacks: 1\n',
    'brokers: 1000000000\n',
    'broker:\n  acks: all\n',
    '"\n',
    '{}',
    'null',
    '%YAML 9\n',
    'producer: &a\n  acks: *a\n',
    '<<: 1\n',
    '? [a]\n: 1\n',
  )
  .map((text) => one('a.yaml', text, true))
const wrongFolder = fc
  .record({
    name: sampleName,
    content: fc.oneof(fc.constant(''), fc.constant('# nothing\n'), fc.constant('=all\n'), fc.constant('foo=1\n')),
  })
  .filter(({ name }) => name.endsWith('.properties'))
  .map(({ name, content }): MalformedInput => ({ files: { [name]: content }, args: ['FOLDER'], mustFail: true }))

export const malformedInputs = fc.oneof(
  { arbitrary: damaged, weight: 5 },
  { arbitrary: truncated, weight: 2 },
  { arbitrary: bytes, weight: 3 },
  { arbitrary: setTo, weight: 2 },
  { arbitrary: setToAnything, weight: 3 },
  { arbitrary: wrongOption, weight: 3 },
  foreign,
  nested,
  { arbitrary: wrongTree, weight: 2 },
  wrongFolder,
)

/** The same 300 of them everywhere. */
export const MALFORMED_SAMPLE = { numRuns: 300, seed: 20_261_126 } as const

/** What each is run with besides, so that what can be judged is judged at once. */
export const BRIEFLY = ['--runs', '1', '--max-states', '10'] as const
