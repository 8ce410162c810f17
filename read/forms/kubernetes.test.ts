import { describe, expect, test } from 'vitest'
import { KUBERNETES } from './kubernetes.ts'
import { asidesIn, reading, refusal, settingsIn, told } from './testing/reading.ts'

const read = (text: string) => reading(KUBERNETES, 'a.yaml', text)
const settings = (text: string) => settingsIn(read(text))
const refused = (text: string) => refusal(KUBERNETES, 'a.yaml', text)

const kafka = (spec: string, version = 'v1', more = ''): string =>
  `apiVersion: kafka.strimzi.io/${version}\nkind: Kafka\nmetadata:\n  name: main\n${more}spec:\n  kafka:\n${spec}`
const CONFIG = '    config:\n      min.insync.replicas: 2\n'

describe('a file is one of Kubernetes by apiVersion and kind at the top', () => {
  test.each([
    ['a.yaml', kafka(CONFIG)],
    ['a.yml', `---\n# first\n${kafka(CONFIG)}\n---\n`],
    ['a.json', '{"kind": "KafkaTopic", "apiVersion": "kafka.strimzi.io/v1", "metadata": {"name": "a"}}'],
    ['a.yaml', 'apiVersion: v1\nkind: List\nitems: []\n'],
  ])('%s: %j', (name, text) => {
    expect(told(name, text)).toBe('a file of resources for Kubernetes')
  })

  test.each([
    ['a.properties', kafka(CONFIG)],
    ['a.yaml', 'broker:\n  min.insync.replicas: 2\n'],
    ['Chart.yaml', 'apiVersion: v2\nname: kafka\nversion: 1.0.0\n'],
    ['a.yaml', 'spec:\n  apiVersion: v1\n  kind: Kafka\n'],
    ['a.yaml', 'text: |\n  apiVersion: v1\n  kind: Kafka\n'],
  ])('and none is %s: %j', (name, text) => {
    expect(told(name, text)).not.toBe('a file of resources for Kubernetes')
  })
})

describe("Strimzi's Kafka is a cluster", () => {
  test('version, number of brokers and config, each with its place', () => {
    expect(settings(kafka(`    version: 4.10\n    replicas: 3\n${CONFIG}`, 'v1beta2'))).toEqual([
      'cluster Kafka main: - kafka.version=4.10 @7 spec.kafka.version',
      'cluster Kafka main: - brokers=3 @8 spec.kafka.replicas',
      'cluster Kafka main: broker min.insync.replicas=2 @10 spec.kafka.config.min.insync.replicas',
    ])
  })

  test('without min.insync.replicas the operator writes 1, and it is said', () => {
    const result = read(kafka('    config:\n      num.partitions: 6\n'))
    expect(settingsIn(result)).toContain('cluster Kafka main: broker min.insync.replicas=1 @7 spec.kafka.config')
    expect(result.notes).toEqual([
      'a.yaml:7: Strimzi sets min.insync.replicas=1, as spec.kafka.config says nothing of it',
    ])
  })

  test('what begins as a setting of its own is dropped, but for the exceptions', () => {
    const keys = [
      'advertised.listeners: a',
      'SSL.KeyStore: b',
      'log.dirs: c',
      'ssl.protocol: d',
      'log.cleaner.threads: 1',
    ]
    const result = read(kafka(`${CONFIG}${keys.map((key) => `      ${key}\n`).join('')}`))
    expect(asidesIn(result)).toEqual([
      'spec.kafka.config.advertised.listeners @9: Strimzi drops it: what begins with advertised. is its own to set',
      'spec.kafka.config.SSL.KeyStore @10: Strimzi drops it: what begins with ssl. is its own to set',
      'spec.kafka.config.log.dirs @11: Strimzi drops it: what begins with log.dir is its own to set',
    ])
    expect(
      settingsIn(result)
        .slice(-2)
        .map((line) => line.split(' ')[4]),
    ).toEqual(['ssl.protocol=d', 'log.cleaner.threads=1'])
  })

  test.each([
    [
      'min.insync.replicas:',
      'a.yaml:8: spec.kafka.config.min.insync.replicas: it has no value, and Strimzi refuses null',
    ],
    ['min.insync.replicas: ~', 'refuses null here.\n  Give a value, or leave the key out'],
    ['metric.reporters: [a, b]', 'this is a list, and Strimzi refuses lists here.\n  Write it as Kafka does'],
    [
      'min: {insync.replicas: 2}',
      "this holds further keys, and Strimzi refuses maps here.\n  Write Kafka's whole name",
    ],
  ])('%s is refused', (line, message) => {
    expect(refused(kafka(`    config:\n      ${line}\n`))).toContain(message)
  })

  test('a text where the map should be is refused', () => {
    expect(refused(kafka('    config: min.insync.replicas=2\n'))).toContain(
      'a.yaml:7: spec.kafka.config: this is a map of settings, and no map stands here',
    )
  })

  test('comments, quotes, anchors and merges are those of YAML', () => {
    const text = `${kafka('    config:\n      <<: *common # all\n      "min.insync.replicas": "2" # two\n').replace(
      'spec:',
      'common: &common\n  unclean.leader.election.enable: "false"\nspec:',
    )}`
    expect(settings(text).slice(-2)).toEqual([
      'cluster Kafka main: broker min.insync.replicas=2 @11 spec.kafka.config.min.insync.replicas',
      'cluster Kafka main: broker unclean.leader.election.enable=false @6 spec.kafka.config.unclean.leader.election.enable',
    ])
  })

  test.each([
    ['v1', '', '', 'kraft @1 apiVersion'],
    ['v1beta2', '  annotations:\n    strimzi.io/kraft: enabled\n', '  zookeeper: {}\n', 'kraft @6 strimzi.io/kraft'],
    ['v1beta2', '', '  zookeeper:\n    replicas: 3\n', 'zookeeper @9 spec.zookeeper'],
    ['v1beta2', '', '    version: 3.7.0\n    replicas: 3\n', 'zookeeper @10 spec.kafka.replicas'],
  ])('%s%j%j: who decides on leaders', (version, annotations, more, controller) => {
    expect(settings(kafka(CONFIG, version, annotations) + more)).toContain(
      `cluster Kafka main: - controller=${controller}`,
    )
  })
})

const pool = (name: string, roles: string, replicas: string | number, more = ''): string =>
  `\n---\napiVersion: kafka.strimzi.io/v1\nkind: KafkaNodePool\nmetadata:\n  name: ${name}\n  labels: {strimzi.io/cluster: main}\n`
  + `spec:\n  replicas: ${replicas}\n  roles: [${roles}]\n${more}`

describe('node pools give the number of brokers', () => {
  test('of those with the role broker, and not what the Kafka says', () => {
    const pools = pool('c', 'controller', 3) + pool('a', 'broker', 2) + pool('b', 'controller, broker', 3)
    const result = read(kafka(`    replicas: 9\n${CONFIG}`) + pools)
    expect(settingsIn(result)).toContain('cluster Kafka main: - brokers=5 @28 spec.replicas')
    expect(result.notes).toEqual(['brokers are counted over the node pools a, b'])
  })

  test('also where the Kafka is in another file', () => {
    expect(settings(pool('a', 'broker', 3))).toEqual(['cluster: - brokers=3 @9 spec.replicas'])
  })

  test('a number that is none is refused', () => {
    expect(refused(pool('a', 'broker', 'three'))).toContain('a.yaml:9: spec.replicas: "three" is no number of pods')
    expect(refused(pool('a', 'broker', 3).replace('  replicas: 3\n', ''))).toContain('this pool has no number of pods')
  })

  test('what a restart may lose is told', () => {
    const ephemeral = '  storage:\n    type: ephemeral\n'
    const jbod =
      '  storage:\n    type: jbod\n    volumes: [{id: 0, type: persistent-claim}, {id: 1, type: persistent-claim}]\n'
    const one = '  storage:\n    type: jbod\n    volumes: [{id: 0, type: persistent-claim}]\n'
    expect(asidesIn(read(pool('a', 'broker', 3, ephemeral)))).toEqual([
      'spec.storage @11: not judged yet: ephemeral storage, of which a pod that is started anew has lost everything',
    ])
    expect(asidesIn(read(pool('a', 'broker', 3, jbod)))).toEqual([
      'spec.storage @11: not judged yet: several disks a broker, of which one alone may be lost',
    ])
    expect(asidesIn(read(pool('a', 'broker', 3, one)))).toEqual([])
  })
})

describe('a field that the resource does not have is told, as Kubernetes drops it', () => {
  test('below spec and spec.kafka, with what was meant; v1 has no number of brokers there', () => {
    const result = read(`${kafka(`    replicas: 3\n    confg: {}\n${CONFIG}`)}  config:\n    num.partitions: 3\n`)
    expect(asidesIn(result)).toEqual([
      'spec.config @11: no field of Kafka in v1, and so dropped by Kubernetes',
      'spec.kafka.replicas @7: no field of Kafka in v1, and so dropped by Kubernetes',
      'spec.kafka.confg @8: no field of Kafka in v1, and so dropped by Kubernetes; config is one',
    ])
    expect(settingsIn(result).join()).not.toContain('brokers=')
  })

  test('of another operator in a topic', () => {
    expect(asidesIn(read(topic('  replicationFactor: 3\n  partitions: 3\n')))).toEqual([
      'spec.replicationFactor @6: no field of KafkaTopic in v1, and so dropped by Kubernetes',
    ])
  })

  test('and pools of another cluster are not counted', () => {
    const other = pool('a', 'broker', 3).replace('main', 'other')
    expect(settings(kafka(CONFIG) + other).join()).not.toContain('brokers=')
  })
})

const topic = (spec: string, group = 'kafka.strimzi.io/v1', metadata = ''): string =>
  `apiVersion: ${group}\nkind: KafkaTopic\nmetadata:\n  name: orders\n${metadata}spec:\n${spec}`

describe('a KafkaTopic is a topic', () => {
  test('of Strimzi', () => {
    const spec =
      '  topicName: Orders\n  replicas: 3\n  partitions: 6\n  config:\n    cleanup.policy: [compact, delete]\n'
    expect(settings(topic(spec))).toEqual([
      'topic topic Orders: topic replication.factor=3 @7 spec.replicas',
      'topic topic Orders: topic partitions=6 @8 spec.partitions',
      'topic topic Orders: topic cleanup.policy=compact,delete @10 spec.config.cleanup.policy',
    ])
  })

  test('of Koperator, where -1 is the broker default', () => {
    const spec =
      '  name: orders\n  partitions: -1\n  replicationFactor: -1\n  config:\n    "min.insync.replicas": "2"\n'
    expect(settings(topic(spec, 'kafka.banzaicloud.io/v1alpha1'))).toEqual([
      'topic topic orders: topic replication.factor=-1 @8 spec.replicationFactor',
      'topic topic orders: topic partitions=-1 @7 spec.partitions',
      'topic topic orders: topic min.insync.replicas=2 @10 spec.config.min.insync.replicas',
    ])
  })

  test('of Confluent for Kubernetes', () => {
    const spec = '  replicas: 3\n  partitionCount: 4\n  configs:\n    min.insync.replicas: "2"\n'
    expect(settings(topic(spec, 'platform.confluent.io/v1beta1'))).toEqual([
      'topic topic orders: topic replication.factor=3 @6 spec.replicas',
      'topic topic orders: topic partitions=4 @7 spec.partitionCount',
      'topic topic orders: topic min.insync.replicas=2 @9 spec.configs.min.insync.replicas',
    ])
  })

  test.each([
    [
      '  replicas: -1\n',
      'a.yaml:6: spec.replicas: -1 is less than the resource allows.\n  Give 1 or more, or leave it out',
    ],
    [
      '  config:\n    retention.ms:\n',
      'spec.config.retention.ms: it has no value, and the operator takes a value or a list',
    ],
    ['  config:\n    retention: {ms: 1}\n', 'spec.config.retention: this holds further keys'],
  ])('%j is refused', (spec, message) => {
    expect(refused(topic(spec))).toContain(message)
  })

  test('a list is refused by an operator that takes texts', () => {
    expect(refused(topic('  config:\n    a: [1]\n', 'kafka.banzaicloud.io/v1alpha1'))).toContain('this is a list')
  })

  test.each([
    ['strimzi.io/managed: "false"', 1],
    ['strimzi.io/pause-reconciliation: "true"', 1],
    ['strimzi.io/managed: "true"', 0],
  ])('%s: it is said where the operator leaves the topic alone', (annotation, count) => {
    const result = read(topic('  replicas: 3\n', 'kafka.strimzi.io/v1', `  annotations:\n    ${annotation}\n`))
    expect(result.asides).toHaveLength(count)
  })

  test('several in one file, and in a list, are each one', () => {
    const item = (name: string) =>
      `- {apiVersion: kafka.strimzi.io/v1, kind: KafkaTopic, metadata: {name: ${name}}, spec: {replicas: 3}}\n`
    expect(settings(`apiVersion: v1\nkind: List\nitems:\n${item('a')}${item('b')}`)).toEqual([
      'topic topic a: topic replication.factor=3 @4 spec.replicas',
      'topic topic b: topic replication.factor=3 @5 spec.replicas',
    ])
  })

  test('with several clusters it is said that each topic is judged in each', () => {
    const two = `${kafka(CONFIG)}---\n${kafka(CONFIG).replace('main', 'other')}---\n${topic('  replicas: 3\n')}`
    expect(read(two).notes).toContain('every topic is judged in every cluster of the file, whichever it belongs to')
  })
})

describe('what is no setting of a promise', () => {
  test('a KafkaUser alone is refused with the reason', () => {
    expect(refused('apiVersion: kafka.strimzi.io/v1\nkind: KafkaUser\nmetadata: {name: u}\n')).toContain(
      'a.yaml:1: KafkaUser: it says who may read and write, and nothing that a promise depends on',
    )
  })

  test('beside others it is told', () => {
    const text = `${topic('  replicas: 3\n')}---\napiVersion: kafka.strimzi.io/v1\nkind: KafkaUser\nmetadata: {name: u}\n`
    expect(asidesIn(read(text))).toEqual(['KafkaUser @9: not judged yet: who may read and write'])
  })

  test('resources without anything of Kafka are refused by their kinds', () => {
    expect(refused('apiVersion: v1\nkind: Service\nmetadata: {name: a}\n')).toContain(
      "a.yaml:1: nothing of Kafka's is in it that is read: Service of v1",
    )
  })

  test('a document that says not what it is is refused', () => {
    expect(refused(`${topic('  replicas: 3\n')}---\nspec:\n  replicas: 3\n`)).toContain(
      'a.yaml:8: this document has no apiVersion and kind of its own',
    )
  })

  test.each([
    [`${topic('  replicas: {{ .Values.replicas }}\n')}`, 'a.yaml:6'],
    [`# {{ .Values.a }}\n${topic('  replicas: 3\n{{- if .Values.b }}\n  partitions: 3\n{{- end }}\n')}`, 'a.yaml:8'],
    [topic('  replicas: 3\n  name: {{ name }}\n'), 'a.yaml:7'],
  ])('a template that nobody filled in is refused by its line: %j', (text, where) => {
    expect(refused(text)).toContain(`${where}: this is a template, which Helm has not filled in yet`)
  })

  test('and YAML that is none by its place', () => {
    expect(refused(topic('  replicas: 3\n   partitions: 3\n'))).toContain('a.yaml:6:13: this is no valid YAML')
  })
})
