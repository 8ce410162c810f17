import { describe, expect, test } from 'vitest'
import { HELM_VALUES } from './helm-values.ts'
import { asidesIn, reading, refusal, settingsIn, told } from './testing/reading.ts'

const NAME = 'the values of a Helm chart'
const read = (text: string) => reading(HELM_VALUES, 'values.yaml', text)

describe('values of a chart are told by keys that only they have', () => {
  test.each([
    'configurationOverrides:\n  min.insync.replicas: 2\n',
    'overrideConfiguration:\n  default.replication.factor: 3\n',
    'extraConfig: |\n  min.insync.replicas=2\n',
    'broker:\n  config:\n    min.insync.replicas: 2\n',
    'defaultReplicationFactor: 3\nnumPartitions: 2\n',
    'kafka:\n  overrideConfiguration:\n    default.replication.factor: 3\n',
  ])('%j', (text) => {
    expect(told('values.yaml', text)).toBe(NAME)
  })

  test.each([
    'broker:\n  min.insync.replicas: 2\ntopic:\n  partitions: 3\n',
    'controller:\n  config:\n    use-forwarded-headers: true\n  replicaCount: 2\n',
    'numPartitions: 3\nimage: {repository: my/app}\n',
    'config: {logging: debug}\nreplicaCount: 2\n',
    'name: db\nconfig: {hostname: a, port: 5432, password: s3cret}\n',
    'apiVersion: v1\nkind: A\nconfigurationOverrides: {a: 1}\n',
    'a: [\n',
  ])('and others are none: %j', (text) => {
    expect(told('values.yaml', text)).not.toBe(NAME)
  })
})

describe("Confluent's chart", () => {
  test('overrides, image and number of brokers', () => {
    const text =
      'brokers: 3\nimage: confluentinc/cp-kafka\nimageTag: 7.4.1 # Kafka 3.4\nconfigurationOverrides:\n'
      + '  "min.insync.replicas": "2"\n  Default_Replication_Factor: 3\npersistence: {enabled: false}\n'
    expect(settingsIn(read(text))).toEqual([
      'cluster: - kafka.version=3.4 @3 imageTag',
      'cluster: - brokers=3 @1 brokers',
      'cluster: broker min.insync.replicas=2 @5 configurationOverrides.min.insync.replicas',
      'cluster: broker default.replication.factor=3 @6 configurationOverrides.Default_Replication_Factor',
    ])
    expect(asidesIn(read(text))[0]).toContain('persistence.enabled @7: not judged yet')
  })

  test('below the name of a chart within another, and topics of the incubator', () => {
    const text =
      'cp-kafka:\n  configurationOverrides: {min.insync.replicas: 2}\n  topics:\n  - name: a\n    partitions: 8\n'
      + '    replicationFactor: 3\n    config: "cleanup.policy=compact,delete,min.insync.replicas=1"\n'
    expect(settingsIn(read(text))).toEqual([
      'cluster chart cp-kafka: broker min.insync.replicas=2 @2 cp-kafka.configurationOverrides.min.insync.replicas',
      'topic topic a: topic replication.factor=3 @6 cp-kafka.topics[0].replicationFactor',
      'topic topic a: topic partitions=8 @5 cp-kafka.topics[0].partitions',
      'topic topic a: topic cleanup.policy=compact,delete @7 cp-kafka.topics[0].config',
      'topic topic a: topic min.insync.replicas=1 @7 cp-kafka.topics[0].config',
    ])
  })

  test('a list or a map is refused', () => {
    expect(refusal(HELM_VALUES, 'values.yaml', 'configurationOverrides:\n  metric.reporters: [a]\n')).toContain(
      'values.yaml:2: configurationOverrides.metric.reporters: this is a list, and the chart would write it',
    )
  })

  test('of Connect has clients by their prefix, and charts of other servers are none', () => {
    const text = (image: string): string =>
      `image: confluentinc/${image}\nconfigurationOverrides:\n  "producer.acks": 1\n  "offset.storage.replication.factor": "3"\n`
    const result = read(text('cp-kafka-connect'))
    expect(settingsIn(result).at(-1)).toBe('client: producer acks=1 @3 configurationOverrides.producer.acks')
    expect(asidesIn(result)).toHaveLength(1)
    expect(
      told('values.yaml', 'image: confluentinc/cp-schema-registry\nconfigurationOverrides: {a: 1}\n'),
    ).toBeUndefined()
  })

  test('without overrides it is told by its image', () => {
    const text = 'cp-kafka:\n  brokers: 3\n  image: confluentinc/cp-enterprise-kafka\n  imageTag: 6.1.0\n'
    expect(settingsIn(read(text))).toEqual([
      'cluster chart cp-kafka: - kafka.version=2.7 @4 cp-kafka.imageTag',
      'cluster chart cp-kafka: - brokers=3 @2 cp-kafka.brokers',
    ])
  })

  test('values that set nothing are refused', () => {
    expect(refusal(HELM_VALUES, 'values.yaml', 'configurationOverrides: {}\n')).toContain(
      'values.yaml: these values set nothing of Kafka',
    )
  })
})

describe("bitnami's chart", () => {
  test('a text of properties has its own lines; what overrides comes last; nodes are counted', () => {
    const text =
      'image:\n  tag: 3.7.0-debian-12-r6\ncontroller:\n  replicaCount: 3\nbroker:\n  replicaCount: 2\nextraConfig: |\n'
      + '  # all\n  min.insync.replicas=1\noverrideConfiguration:\n  min.insync.replicas: 2\nkraft: {enabled: true}\n'
    expect(settingsIn(read(text))).toEqual([
      'cluster: - kafka.version=3.7.0 @2 image.tag',
      'cluster: - controller=kraft @12 kraft.enabled',
      'cluster: - brokers=5 @4 controller.replicaCount',
      'cluster: broker min.insync.replicas=1 @9 min.insync.replicas',
      'cluster: broker min.insync.replicas=2 @11 overrideConfiguration.min.insync.replicas',
    ])
  })

  test('a config of its own is the whole file, and nodes with settings of their own are told apart', () => {
    const text =
      'config: |\n  min.insync.replicas=1\nextraConfig: |\n  min.insync.replicas=2\ncontroller:\n  replicaCount: 3\nbroker:\n'
      + '  replicaCount: 3\n  overrideConfiguration:\n    min.insync.replicas: 3\n'
    expect(settingsIn(read(text)).filter((line) => line.includes('min.insync'))).toEqual([
      'cluster controller nodes: broker min.insync.replicas=1 @2 min.insync.replicas',
      'cluster broker nodes: broker min.insync.replicas=1 @2 min.insync.replicas',
      'cluster broker nodes: broker min.insync.replicas=3 @10 broker.overrideConfiguration.min.insync.replicas',
    ])
  })

  test('controllers only are no brokers', () => {
    const text =
      'controller: {replicaCount: 3, controllerOnly: true, config: {num.partitions: 9}}\n'
      + 'broker: {replicaCount: 4, config: {min.insync.replicas: 2}}\n'
    expect(settingsIn(read(text))).toEqual([
      'cluster broker nodes: - brokers=4 @2 broker.replicaCount',
      'cluster broker nodes: broker min.insync.replicas=2 @2 broker.config.min.insync.replicas',
    ])
  })

  test('before 23 Kafka had keys of its own there, numbers with an underscore in front', () => {
    const text =
      'replicaCount: 3\ndefaultReplicationFactor: 3\nlogFlushIntervalMessages: _10000\nzookeeper: {enabled: true}\n'
      + 'extraEnvVars:\n- name: KAFKA_CFG_MIN_INSYNC_REPLICAS\n  value: "2"\n- name: OTHER\n  value: a\n'
    expect(settingsIn(read(text))).toEqual([
      'cluster: - controller=zookeeper @4 zookeeper.enabled',
      'cluster: - brokers=3 @1 replicaCount',
      'cluster: broker log.flush.interval.messages=10000 @3 logFlushIntervalMessages',
      'cluster: broker default.replication.factor=3 @2 defaultReplicationFactor',
      'cluster: broker min.insync.replicas=2 @7 KAFKA_CFG_MIN_INSYNC_REPLICAS',
    ])
  })

  test('and since then they are of no effect, which is told', () => {
    const result = read('overrideConfiguration: {min.insync.replicas: 2}\ndefaultReplicationFactor: 3\n')
    expect(settingsIn(result)).toHaveLength(1)
    expect(asidesIn(result)).toEqual([
      'defaultReplicationFactor @2: the chart has no such value since 23: extraConfig or overrideConfiguration hold it',
    ])
  })

  test('topics are created where provisioning is enabled', () => {
    const text = (enabled: boolean): string =>
      `provisioning:\n  enabled: ${enabled}\n  replicationFactor: 2\n  topics:\n  - name: a\n    partitions: 3\n`
      + '    config: {min.insync.replicas: 2}\n  - name: b\n    replicationFactor: 3\nextraConfig: num.partitions=1\n'
    expect(settingsIn(read(text(true))).slice(1)).toEqual([
      'topic topic a: topic replication.factor=2 @3 provisioning.replicationFactor',
      'topic topic a: topic partitions=3 @6 provisioning.topics[0].partitions',
      'topic topic a: topic min.insync.replicas=2 @7 provisioning.topics[0].config.min.insync.replicas',
      'topic topic b: topic replication.factor=2 @3 provisioning.replicationFactor',
      'topic topic b: topic replication.factor=3 @9 provisioning.topics[1].replicationFactor',
    ])
    expect(asidesIn(read(text(false)))).toEqual([
      'provisioning.topics @4: these topics are not created, as provisioning.enabled is not true',
    ])
  })

  test('a ConfigMap that is not given is told', () => {
    expect(asidesIn(read('existingConfigmap: own\nextraConfig: num.partitions=1\n'))[0]).toContain(
      'existingConfigmap @1: the configuration is in a ConfigMap that is not given here',
    )
  })
})
