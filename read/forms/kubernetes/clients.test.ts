import { describe, expect, test } from 'vitest'
import { KUBERNETES } from '../kubernetes.ts'
import { asidesIn, reading, refusal, settingsIn } from '../testing/reading.ts'

const read = (text: string) => reading(KUBERNETES, 'a.yaml', text)
const refused = (text: string) => refusal(KUBERNETES, 'a.yaml', text)
/** Without what Connect puts there itself, which stands at no line. */
const written = (text: string) => settingsIn(read(text)).filter((line) => !line.includes('@undefined'))

const resource = (kind: string, spec: string, group = 'kafka.strimzi.io/v1'): string =>
  `apiVersion: ${group}\nkind: ${kind}\nmetadata:\n  name: one\nspec:\n${spec}`

describe("Connect's clients", () => {
  test('begin with what Connect itself puts there', () => {
    expect(settingsIn(read(resource('KafkaConnect', '  replicas: 1\n')))).toEqual(
      [
        'producer acks=all',
        'producer max.in.flight.requests.per.connection=1',
        'producer delivery.timeout.ms=2147483647',
        'producer enable.idempotence=false',
        'consumer enable.auto.commit=false',
        'consumer auto.offset.reset=earliest',
      ].map((setting) => `client KafkaConnect one: ${setting} @undefined`),
    )
  })

  test('of a worker have their prefix, and its release counts where no cluster says one', () => {
    const spec = '  version: 4.1.0\n  config:\n    producer.acks: 1\n    consumer.isolation.level: read_committed\n'
    expect(written(resource('KafkaConnect', spec))).toEqual([
      'cluster: - kafka.version=4.1.0 @6 spec.version',
      'client KafkaConnect one: producer acks=1 @8 spec.config.producer.acks',
      'client KafkaConnect one: consumer isolation.level=read_committed @9 spec.config.consumer.isolation.level',
    ])
  })

  test('what Strimzi drops and what is not judged is told; what is of no importance is not', () => {
    const keys = [
      'group.id: a',
      'exactly.once.source.support: enabled',
      'offset.storage.replication.factor: -1',
      'plain: 1',
    ]
    expect(
      asidesIn(read(resource('KafkaConnect', `  config:\n${keys.map((key) => `    ${key}\n`).join('')}`))),
    ).toEqual([
      'spec.config.group.id @7: Strimzi drops it: what begins with group.id is its own to set',
      'spec.config.exactly.once.source.support @8: not judged yet: how Connect writes records and their offsets at once',
      'spec.config.offset.storage.replication.factor @9: not judged yet: the topics in which Connect keeps what it knows',
    ])
  })

  test('of a connector have override in their prefix', () => {
    const spec = '  config:\n    producer.override.acks: "1"\n    producer.acks: all\n    topic: a\n'
    expect(written(resource('KafkaConnector', spec))).toEqual([
      'client KafkaConnector one: producer acks=1 @7 spec.config.producer.override.acks',
    ])
  })

  test.each([
    ['  target:\n    config:\n      producer.acks: 1\n', 'spec.target.config.producer.acks'],
    [
      '  connectCluster: b\n  clusters:\n  - alias: a\n    config: {producer.acks: 0}\n  - alias: b\n    config: {producer.acks: 1}\n',
      'spec.clusters[1].config.producer.acks',
    ],
  ])('of MirrorMaker 2 are those of the target cluster: %j', (spec, key) => {
    const mirror =
      '  mirrors:\n  - source: {alias: src}\n    sourceConnector:\n      config:\n        replication.factor: 2\n'
      + '        producer.override.linger.ms: 5\n    checkpointConnector:\n      config: {checkpoints.topic.replication.factor: 1}\n'
    const result = read(resource('KafkaMirrorMaker2', spec + mirror))
    expect(settingsIn(result).map((line) => line.replace(/ @\d+/, ''))).toEqual(
      expect.arrayContaining([
        `client KafkaMirrorMaker2 one from src: producer acks=1 ${key}`,
        'client KafkaMirrorMaker2 one from src: producer linger.ms=5 spec.mirrors[0].sourceConnector.config.producer.override.linger.ms',
        'topic topics mirrored from src: topic replication.factor=2 spec.mirrors[0].sourceConnector.config.replication.factor',
      ]),
    )
    expect(asidesIn(result)).toHaveLength(1)
  })

  test('of the bridge have maps of their own', () => {
    const spec =
      '  producer:\n    config: {acks: 1, bootstrap.servers: a}\n  consumer:\n    config: {group.id: a, auto.offset.reset: latest}\n'
    const result = read(resource('KafkaBridge', spec))
    expect(settingsIn(result)).toEqual([
      'client KafkaBridge one: producer acks=1 @7 spec.producer.config.acks',
      'client KafkaBridge one: consumer auto.offset.reset=latest @9 spec.consumer.config.auto.offset.reset',
    ])
    expect(asidesIn(result)).toHaveLength(2)
  })
})

const KOPERATOR = 'kafka.banzaicloud.io/v1beta1'

describe("Koperator's KafkaCluster", () => {
  const spec = (brokers: string): string =>
    '  zkAddresses: ["zk:2181"]\n  clusterImage: ghcr.io/banzaicloud/kafka:2.13-3.4.1\n  readOnlyConfig: |\n    # of all\n'
    + `    min.insync.replicas=2 # two\n\n    num.partitions = 3\n  brokers:\n${brokers}`

  test('properties in a block have the lines of the file, and comments are those of properties', () => {
    expect(settingsIn(read(resource('KafkaCluster', spec('  - id: 0\n  - id: 1\n'), KOPERATOR)))).toEqual([
      'cluster KafkaCluster one: - kafka.version=3.4.1 @7 spec.clusterImage',
      'cluster KafkaCluster one: - brokers=2 @13 spec.brokers',
      'cluster KafkaCluster one: - controller=zookeeper @6 spec.zkAddresses',
      'cluster KafkaCluster one: broker min.insync.replicas=2 # two @10 min.insync.replicas',
      'cluster KafkaCluster one: broker num.partitions=3 @12 num.partitions',
    ])
  })

  test('brokers with settings of their own are each one, and what changes while they run outranks', () => {
    const brokers = '  - id: 0\n    readOnlyConfig: "min.insync.replicas=1"\n  - id: 1\n    brokerConfigGroup: g\n'
    const groups =
      '  brokerConfigGroups:\n    g:\n      config: |\n        min.insync.replicas=3\n      storageConfigs: [{emptyDir: {}}]\n'
    const result = read(resource('KafkaCluster', spec(brokers) + groups, KOPERATOR))
    expect(settingsIn(result).filter((line) => line.includes('min.insync'))).toEqual([
      'cluster broker 0 of KafkaCluster one: broker min.insync.replicas=2 # two @10 min.insync.replicas',
      'cluster broker 0 of KafkaCluster one: broker min.insync.replicas=1 @15 min.insync.replicas',
      'cluster broker 1 of KafkaCluster one: broker min.insync.replicas=2 # two @10 min.insync.replicas',
      'cluster broker 1 of KafkaCluster one: broker min.insync.replicas=3 @21 min.insync.replicas',
    ])
    expect(asidesIn(result)[0]).toContain(
      'spec.brokerConfigGroups.g.storageConfigs @22: not judged yet: storage in an emptyDir',
    )
  })

  test('a broken escape is refused with its file', () => {
    expect(refused(resource('KafkaCluster', '  readOnlyConfig: |\n    a=\\u12\n', KOPERATOR))).toContain(
      'Java cannot read this',
    )
  })
})

describe('Kafka of Confluent for Kubernetes', () => {
  const GROUP = 'platform.confluent.io/v1beta1'

  test('lines of server.properties, image and number of brokers', () => {
    const spec =
      '  replicas: 3\n  image:\n    application: confluentinc/cp-server:7.3.1\n  dependencies:\n    zookeeper: {endpoint: "zk:2181"}\n'
      + '  configOverrides:\n    server:\n    - min.insync.replicas=2\n    - "default.replication.factor = 3"\n'
    expect(settingsIn(read(resource('Kafka', spec, GROUP)))).toEqual([
      'cluster Kafka one: - kafka.version=3.3 @8 spec.image.application',
      'cluster Kafka one: - controller=zookeeper @10 spec.dependencies.zookeeper',
      'cluster Kafka one: - brokers=3 @6 spec.replicas',
      'cluster Kafka one: broker min.insync.replicas=2 @13 min.insync.replicas',
      'cluster Kafka one: broker default.replication.factor=3 @14 default.replication.factor',
    ])
  })

  test('a map where a line should be is refused', () => {
    expect(
      refused(resource('Kafka', '  configOverrides:\n    server:\n    - min.insync.replicas: 2\n', GROUP)),
    ).toContain('a.yaml:8: spec.configOverrides.server: each item is a line of server.properties, and this is none')
  })
})

describe('files in a ConfigMap', () => {
  const map = (data: string, kind = 'ConfigMap', field = 'data'): string =>
    `apiVersion: v1\nkind: ${kind}\nmetadata:\n  name: conf\n${field}:\n${data}`

  test('are read as what they are, with the lines of the outer file', () => {
    const data =
      '  server.properties: |\n    broker.id=1\n    min.insync.replicas=2\n  producer.properties: "acks=1\\nlinger.ms=5"\n'
      + '  log4j.properties: |\n    log4j.rootLogger=INFO\n  notes: hello\n'
    const result = read(map(data))
    expect(settingsIn(result)).toEqual([
      'cluster server.properties of conf: broker broker.id=1 @7 broker.id',
      'cluster server.properties of conf: broker min.insync.replicas=2 @8 min.insync.replicas',
      'client producer.properties of conf: producer acks=1 @9 acks',
      'client producer.properties of conf: producer linger.ms=5 @9 linger.ms',
    ])
    expect(result.notes).toEqual(["a.yaml:10: log4j.properties is not read: nothing in it is told to be Kafka's"])
  })

  test('a file of another form in one is read by that form', () => {
    const inner = 'apiVersion: kafka.strimzi.io/v1\nkind: KafkaTopic\nmetadata: {name: t}\nspec:\n  replicas: 3\n'
    const text = map(`  topic.yaml: |\n${inner.replace(/^/gm, '    ').trimEnd()}\n`)
    expect(settingsIn(read(text))).toEqual(['topic topic t: topic replication.factor=3 @11 spec.replicas'])
    expect(refused(text.replace('replicas: 3', 'replicas: -2'))).toContain('spec.replicas: -2 is less than')
  })

  test('what is said of one names the lines of the outer file', () => {
    const spring = [
      'spring.kafka.producer.properties.acks=1',
      'spring.kafka.producer.acks=all',
      'spring.kafka.bootstrap-servers=b:1',
    ]
    const text = map(`  application.properties: |\n${spring.map((line) => `    ${line}\n`).join('')}`)
    expect(read(text).notes.join()).toContain(
      'spring.kafka.producer.acks (line 8) is overridden by spring.kafka.producer.properties.acks (line 7)',
    )
    const topic = 'apiVersion: kafka.strimzi.io/v1\nkind: KafkaTopic\nspec: a: b'
    const message = refused(map(`  topic.yaml: |\n${topic.replace(/^/gm, '    ')}\n`))
    expect(message).toContain('a.yaml: topic.yaml:9:')
    expect(message).toContain('Correct line 9')
  })

  test('a thousand of them are read in a moment', { timeout: 20_000 }, () => {
    const data = '  server.properties: |\n    broker.id=1\n    min.insync.replicas=2\n'
    expect(settingsIn(read(Array<string>(1_000).fill(map(data)).join('---\n')))).toHaveLength(2_000)
  })

  test('of a Secret only those in plain text are looked into, and no value is shown', () => {
    const secret = map('  producer.properties: YWNrcz0x\n', 'Secret')
    const message = refused(secret)
    expect(message).toContain('a.yaml:6: data.producer.properties: in base64, and so not looked into')
    expect(message).not.toContain('YWNr')
    expect(settingsIn(read(map('  producer.properties: acks=1\n', 'Secret', 'stringData')))).toEqual([
      'client producer.properties of conf: producer acks=1 @6 acks',
    ])
  })

  test('variables in it are told, without their values', () => {
    const result = read(map('  KAFKA_ACKS: "1"\n  producer.properties: acks=1\n'))
    expect(asidesIn(result)).toEqual([
      'data.KAFKA_ACKS @6: a variable of a container that is not told here: not read; give the file whose containers take it',
    ])
  })
})

describe('variables of a container', () => {
  const deployment = (image: string, env: string): string =>
    'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: shop\nspec:\n  template:\n    spec:\n      containers:\n'
    + `      - image: ${image}\n        env:\n${env}`

  test('of a client are settings, and it is said that the application has to hand them on', () => {
    const env =
      '        - {name: KAFKA_ACKS, value: "1"}\n        - {name: KAFKA_TOPIC, value: a}\n'
      + '        - name: KAFKA_CLIENT_ID\n          valueFrom: {fieldRef: {fieldPath: metadata.name}}\n'
    const result = read(deployment('example/shop:1', env))
    expect(settingsIn(result)).toEqual(['client Deployment shop: producer acks=1 @11 KAFKA_ACKS'])
    expect(asidesIn(result)).toEqual([
      "KAFKA_TOPIC @12: no setting of Kafka's client: the application's own",
      'KAFKA_CLIENT_ID @13: taken from somewhere else, which is not given',
    ])
    expect(result.notes[0]).toBe(
      'Deployment shop: its KAFKA_ variables are read as settings of a client, as it runs no broker',
    )
  })

  test('of a consumer go to the consumer, and what both have with them', () => {
    const env =
      '        - {name: KAFKA_ISOLATION_LEVEL, value: read_committed}\n        - {name: KAFKA_CLIENT_ID, value: a}\n'
    expect(settingsIn(read(deployment('example/shop:1', env))).map((line) => line.split(' ')[3])).toEqual([
      'consumer',
      'consumer',
    ])
  })
})
