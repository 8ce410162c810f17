import { describe, expect, test } from 'vitest'
import { PRINTED } from './printed.ts'
import { asidesIn, reading, refusal, settingsIn, told } from './testing/reading.ts'

const lines = (...all: readonly string[]): string => `${all.join('\n')}\n`
const settings = (...all: readonly string[]): readonly string[] =>
  settingsIn(reading(PRINTED, 'out.txt', lines(...all)))
const notes = (...all: readonly string[]): string => reading(PRINTED, 'out.txt', lines(...all)).notes.join('\n')

describe('kafka-topics.sh --describe', () => {
  const HEAD = 'Topic: orders\tTopicId: aB\tPartitionCount: 2\tReplicationFactor: 3\tConfigs: min.insync.replicas=2'

  test('gives each topic its replicas, partitions and settings', () => {
    expect(
      settings(
        HEAD,
        '\tTopic: orders\tPartition: 0\tLeader: 1\tReplicas: 1,2,3\tIsr: 1,2,3\tElr: \tLastKnownElr: ',
        'Topic: audit\tPartitionCount: 1\tReplicationFactor: 1\tConfigs: ',
      ),
    ).toEqual([
      'topic topic orders: topic partitions=2 @1 PartitionCount',
      'topic topic orders: topic replication.factor=3 @1 ReplicationFactor',
      'topic topic orders: topic min.insync.replicas=2 @1 min.insync.replicas',
      'topic topic audit: topic partitions=1 @3 PartitionCount',
      'topic topic audit: topic replication.factor=1 @3 ReplicationFactor',
    ])
  })

  test('is read with blanks for tabs, and as up to 2.1 without any after the colons', () => {
    const two = [
      'topic topic a: topic partitions=1 @1 PartitionCount',
      'topic topic a: topic replication.factor=2 @1 ReplicationFactor',
    ]
    expect(settings('Topic: a    PartitionCount: 1    ReplicationFactor: 2    Configs:')).toEqual(two)
    expect(settings('Topic:a\tPartitionCount:1\tReplicationFactor:2\tConfigs:')).toEqual(two)
  })

  test('is read where it was pasted on one line', () => {
    const partition = '\tTopic: orders\tPartition: 0\tLeader: 1\tReplicas: 1,2,3\tIsr: 1'
    const one = `${HEAD}${partition}`.replaceAll('\t', ' ')
    expect(settings(one)).toEqual(settings(HEAD))
    expect(notes(one)).toContain('partition 0 has 1 of 3 replicas in sync (out.txt:1)')
  })

  test('a value with commas goes on to the next key', () => {
    const configs =
      'cleanup.policy=compact,delete,min.insync.replicas=1,follower.replication.throttled.replicas=0:1,0:2'
    expect(settings(`Topic: a\tPartitionCount: 1\tReplicationFactor: 2\tConfigs: ${configs}`).slice(2)).toEqual([
      'topic topic a: topic cleanup.policy=compact,delete @1 cleanup.policy',
      'topic topic a: topic min.insync.replicas=1 @1 min.insync.replicas',
      'topic topic a: topic follower.replication.throttled.replicas=0:1,0:2 @1 follower.replication.throttled.replicas',
    ])
  })

  test('notes where replicas are not in sync, or a leader is missing', () => {
    expect(
      notes(
        HEAD,
        '\tTopic: orders\tPartition: 0\tLeader: 1\tReplicas: 1,2,3\tIsr: 1',
        '\tTopic: orders\tPartition: 1\tLeader: none\tReplicas: 1,2,3\tIsr: 1,2,3',
      ),
    ).toBe(
      'topic orders: partition 0 has 1 of 3 replicas in sync (out.txt:2), and 1 more is not in order; a schedule starts with all replicas in sync',
    )
    expect(notes(HEAD, '\tTopic: orders\tPartition: 1\tLeader: none\tReplicas: 1,2\tIsr: 1,2')).toContain(
      'partition 1 has no leader',
    )
  })

  test('lines of partitions alone say how many replicas there are', () => {
    expect(settings('\tTopic: a\tPartition: 7\tLeader: 1\tReplicas: 1,2\tIsr: 1')).toEqual([
      'topic topic a: topic replication.factor=2 @1 Replicas',
    ])
  })

  test("of Kafka's own topics, that of transactions says what the brokers were given, and the others are left out", () => {
    const own = [
      'Topic: __transaction_state\tPartitionCount: 50\tReplicationFactor: 3\tConfigs: compression.type=uncompressed,min.insync.replicas=2',
      'Topic: __consumer_offsets\tPartitionCount: 50\tReplicationFactor: 1\tConfigs: cleanup.policy=compact',
    ]
    expect(settings(...own)).toEqual([
      'cluster: broker transaction.state.log.replication.factor=3 @1 ReplicationFactor',
      'cluster: broker transaction.state.log.min.isr=2 @1 min.insync.replicas',
    ])
    expect(notes(...own)).toBe("left out, as Kafka's own: __consumer_offsets")
  })
})

describe('kafka-configs.sh --describe', () => {
  const entry = (setting: string, ...synonyms: readonly string[]): string =>
    `  ${setting} sensitive=false synonyms={${synonyms.map((source) => `${source}:${setting}`).join(', ')}}`

  test('takes what somebody set, for topics, one broker and all brokers, and not what stands as Kafka has it', () => {
    expect(
      settings(
        'Dynamic configs for topic orders are:',
        entry('min.insync.replicas=2', 'DYNAMIC_TOPIC_CONFIG', 'DEFAULT_CONFIG'),
        'All configs for topic audit are:',
        entry('min.insync.replicas=1', 'DEFAULT_CONFIG'),
        entry('unclean.leader.election.enable=true', 'STATIC_BROKER_CONFIG', 'DEFAULT_CONFIG'),
        'All configs for broker 1 are:',
        entry('num.partitions=3', 'STATIC_BROKER_CONFIG', 'DEFAULT_CONFIG'),
        '  ssl.key.password=null sensitive=true synonyms={STATIC_BROKER_CONFIG:ssl.key.password=null}',
        'Default configs for brokers in the cluster are:',
        entry('min.insync.replicas=2', 'DYNAMIC_DEFAULT_BROKER_CONFIG'),
      ),
    ).toEqual([
      'topic topic orders: topic min.insync.replicas=2 @2 min.insync.replicas',
      'topic topic audit: topic unclean.leader.election.enable=true @5 unclean.leader.election.enable',
      'cluster broker 1: broker num.partitions=3 @7 num.partitions',
      'cluster: broker min.insync.replicas=2 @10 min.insync.replicas',
    ])
  })

  test('is read as older releases print it', () => {
    expect(settings("Configs for topic 'x' are min.insync.replicas=2,cleanup.policy=compact,delete")).toEqual([
      'topic topic x: topic min.insync.replicas=2 @1 min.insync.replicas',
      'topic topic x: topic cleanup.policy=compact,delete @1 cleanup.policy',
    ])
    expect(settings('Configs for topics:x are min.insync.replicas=2')).toHaveLength(1)
    expect(settings("Configs for brokers '0' are num.io.threads=5")[0]).toContain('cluster broker 0: broker')
    expect(settings('Configs for broker 0 are:', entry('num.io.threads=5', 'DYNAMIC_BROKER_CONFIG'))).toEqual([
      'cluster broker 0: broker num.io.threads=5 @2 num.io.threads',
    ])
    expect(
      settings(
        'Default config for brokers in the cluster are:',
        entry('num.io.threads=5', 'DYNAMIC_DEFAULT_BROKER_CONFIG'),
      )[0],
    ).toContain('cluster: broker')
  })

  test('notes a topic without settings, and brokers whose files are not seen', () => {
    expect(notes('Dynamic configs for topic x are:')).toBe('topic x: nothing was set for it (out.txt:1)')
    expect(notes('Dynamic configs for broker 1 are:')).toContain('kafka-configs.sh --all has it')
    expect(notes('All configs for broker 1 are:')).toBe('')
  })

  test('leaves quotas and credentials out, and says that settings of groups are not judged', () => {
    const text = lines(
      'Dynamic configs for topic x are:',
      "Configs for user-principal 'alice' are SCRAM-SHA-256=salt=hunter2,producer_byte_rate=1",
      'Dynamic configs for group g are:',
      entry('consumer.session.timeout.ms=5', 'DYNAMIC_GROUP_CONFIG'),
      "SCRAM credential configs for user-principal 'bob' are SCRAM-SHA-512=iterations=4096",
    )
    const read = reading(PRINTED, 'out.txt', text)
    expect(settingsIn(read)).toEqual([])
    expect(asidesIn(read)).toEqual(['group g @3: not judged yet: the settings that brokers keep of a consumer group'])
    expect(JSON.stringify(read)).not.toMatch(/hunter2|alice|4096/)
  })

  test('settings of nothing are refused', () => {
    expect(refusal(PRINTED, 'out.txt', entry('min.insync.replicas=2', 'DYNAMIC_TOPIC_CONFIG'))).toBe(
      'out.txt:1: this looks like a line that kafka-configs.sh prints, and nothing before it says of what it is a setting.\n  '
        + 'Give all that was printed, also the line before it, such as: Dynamic configs for topic orders are:.',
    )
  })
})

test('kafka-features.sh describe tells the levels that are finalised, and the software', () => {
  const feature = (name: string, max: string, level: string): string =>
    `Feature: ${name}\tSupportedMinVersion: 1\tSupportedMaxVersion: ${max}\tFinalizedVersionLevel: ${level}\tEpoch: 4`
  const text = [
    feature('metadata.version', '4.1-IV1', '4.0-IV3'),
    feature('kraft.version', '1', '1'),
    feature('transaction.version', '2', '2'),
  ]
  expect(settings(...text)).toEqual([
    'cluster: - metadata.version=4.0-IV3 @1 metadata.version',
    'cluster: - kafka.version=4.1 @1 metadata.version',
    'cluster: broker transaction.version=2 @3 transaction.version',
  ])
  expect(notes(...text)).toContain('that is Kafka 4.1')
})

describe('the values that clients print at their start', () => {
  const block = (of: string, ...values: readonly string[]): readonly string[] => [
    `2026-01-02 10:00:00,001 INFO  [main] o.a.k.c.${of} - ${of} values: `,
    ...values.map((value) => `\t${value}`),
    '',
  ]

  test('are those of the model, and null, nothing and [hidden] are none', () => {
    expect(
      settings(
        ...block(
          'ProducerConfig',
          'acks = 1',
          'client.id = ',
          'enable.idempotence = false',
          'sasl.jaas.config = [hidden]',
          'transactional.id = null',
          'linger.ms = 0',
          'batch.size = 16384',
        ),
        '2026-01-02 10:00:00,002 INFO Kafka version: 3.7.0',
      ),
    ).toEqual([
      'cluster: - kafka.version=3.7.0 @10 Kafka version',
      'client producer of line 1: producer acks=1 @2 acks',
      'client producer of line 1: producer enable.idempotence=false @4 enable.idempotence',
      'client producer of line 1: producer linger.ms=0 @7 linger.ms',
    ])
  })

  test.each([
    ['log4j', '[2017-04-14 15:23:36,104] INFO ProducerConfig values: ', '\tacks = all'],
    [
      'Spring Boot',
      '10:00:00.000  INFO 1 --- [main] o.a.k.clients.producer.ProducerConfig    : ProducerConfig values: ',
      '\tacks = all',
    ],
    ['colours', '\u001b[32mINFO\u001b[0m ProducerConfig values:', '    acks = all'],
    ['docker compose', 'app-1  | INFO ProducerConfig values: ', 'app-1  | \tacks = all'],
    [
      'docker logs --timestamps',
      '2026-01-02T10:00:00.123456789Z INFO ProducerConfig values: ',
      '2026-01-02T10:00:00.123456789Z \tacks = all',
    ],
    [
      'journald',
      'Jan  2 10:00:00 host app[17]: INFO ProducerConfig values: ',
      'Jan  2 10:00:00 host app[17]: \tacks = all',
    ],
    ['pasted without tabs', 'INFO ProducerConfig values: ', 'acks = all'],
  ])('are found with what stands before the lines: %s', (_, head, value) => {
    expect(settings(head, value).map((one) => one.replace(/^.*: /, ''))).toEqual(['producer acks=all @2 acks'])
  })

  test('are found in a log whose messages are JSON', () => {
    expect(
      settings('{"level":"INFO","message":"ProducerConfig values: \\n\\tacks = all\\n\\tretries = 3\\n"}'),
    ).toEqual([
      'client producer of line 1: producer acks=all @1 acks',
      'client producer of line 1: producer retries=3 @1 retries',
    ])
  })

  test('end at the next record, and go on after a line of a value', () => {
    expect(
      settings(
        'INFO ProducerConfig values: ',
        '\tacks = all',
        '\t  more of a value',
        '\tretries = 3',
        '[main] INFO done',
        'linger.ms = 7',
      ),
    ).toHaveLength(2)
  })

  test('go on after lines that were left out', () => {
    expect(settings('INFO ProducerConfig values: ', '...', '\tacks = all', '    ...', '\tretries = 3')).toHaveLength(2)
  })

  test('of mixed containers belong to each its own', () => {
    expect(
      settings(
        'a-1 | INFO ProducerConfig values: ',
        'b-1 | INFO ProducerConfig values: ',
        'a-1 | \tacks = 1',
        'b-1 | \tacks = all',
        'a-1 | \tclient.id = p',
        'b-1 | \tclient.id = p',
      ),
    ).toEqual(['client a-1 producer p: producer acks=1 @3 acks', 'client b-1 producer p: producer acks=all @4 acks'])
  })

  test('of several clients are several, but for those that differ in names alone; of one started again the last counts', () => {
    expect(
      settings(
        ...block('ProducerConfig', 'acks = 0', 'client.id = a'),
        ...block('ProducerConfig', 'acks = all', 'client.id = b', 'transactional.id = t-0'),
        ...block('ProducerConfig', 'acks = all', 'client.id = c', 'transactional.id = t-1'),
        ...block('ProducerConfig', 'acks = 1', 'client.id = a'),
      ),
    ).toEqual([
      'client producer a: producer acks=1 @16 acks',
      'client producer b t-0 and producer c t-1: producer acks=all @6 acks',
      'client producer b t-0 and producer c t-1: producer transactional.id=t-0 @8 transactional.id',
    ])
  })

  test('of a producer and a consumer are one application; each with each where both differ', () => {
    const consumer = (id: string, level: string) =>
      block('ConsumerConfig', `client.id = ${id}`, `isolation.level = ${level}`)
    const producer = (id: string, acks: string) => block('ProducerConfig', `acks = ${acks}`, `client.id = ${id}`)
    const one = reading(PRINTED, 'o.log', lines(...consumer('c', 'read_committed'), ...producer('p', '1')))
    expect(settingsIn(one)).toEqual([
      'client producer p: producer acks=1 @6 acks',
      'client producer p: consumer isolation.level=read_committed @3 isolation.level',
    ])
    const both = [...consumer('c', 'read_committed'), ...consumer('d', 'read_uncommitted')]
    const four = reading(PRINTED, 'o.log', lines(...both, ...producer('p', '1'), ...producer('q', '0')))
    expect(four.parts.map(({ name }) => name)).toEqual([
      'producer p with consumer c',
      'producer p with consumer d',
      'producer q with consumer c',
      'producer q with consumer d',
    ])
  })

  test('of more producers and consumers than anybody asks about at once are refused', () => {
    const many = Array.from({ length: 11 }, (_, at) => [
      ...block('ProducerConfig', `retries = ${at}`),
      ...block('ConsumerConfig', `isolation.level = ${at}`),
    ]).flat()
    expect(refusal(PRINTED, 'o.log', lines(...many))).toContain('o.log: 11 producers and 11 consumers that differ')
  })

  test('of Kafka Streams are told, and its producer counts', () => {
    const text = lines(
      ...block(
        'StreamsConfig',
        'application.id = app',
        'processing.guarantee = exactly_once_v2',
        'replication.factor = -1',
      ),
      ...block('AdminClientConfig', 'client.id = app-admin', 'retries = 2147483647'),
      ...block('ProducerConfig', 'acks = -1', 'client.id = app-1-producer'),
    )
    const read = reading(PRINTED, 'o.log', text)
    expect(settingsIn(read)).toEqual(['client producer app-1-producer: producer acks=-1 @11 acks'])
    expect(asidesIn(read)).toEqual([
      'processing.guarantee @3: not judged yet: what Kafka Streams makes of its own topics and state',
    ])
  })

  test.each([
    ['Kafka version: 3.6.1', '3.6.1'],
    ['Kafka version : 1.0.2', '1.0.2'],
    ['Kafka version: 7.6.0-ccs', '3.6'],
    ['Kafka version : 0.10.0.1-cp1', '0.10.0.1'],
    ['Kafka version: 3.4.0.redhat-00005', '3.4.0'],
    ['Kafka version: 2.8.1-amzn-1', '2.8.1'],
  ])('name the release: %s', (line, release) => {
    expect(settings(`INFO ${line} (o.a.k.c.utils.AppInfoParser)`, ...block('ProducerConfig', 'acks = 1'))[0]).toContain(
      `kafka.version=${release} @1`,
    )
  })

  test('say where a release is the client’s, or several are named', () => {
    const two = ['INFO Kafka version: 3.6.0', ...block('ProducerConfig', 'acks = 1'), 'INFO Kafka version: 3.7.1']
    expect(notes(...two)).toContain('Kafka 3.7.1 is the release of the client')
    expect(notes(...two)).toContain('names Kafka 3.6.0 before 3.7.1')
  })

  test('of 3.0.0 say nothing of idempotence, which is off there where nobody set it', () => {
    const text = [...block('ProducerConfig', 'acks = 1', 'enable.idempotence = true'), 'INFO Kafka version: 3.0.0']
    expect(settings(...text).join()).not.toContain('enable.idempotence')
    expect(notes(...text)).toContain('prints enable.idempotence=true also where it is off')
    expect(settings(...text.slice(0, -1), 'INFO Kafka version: 3.0.1').join()).toContain('enable.idempotence=true')
  })

  test.each([
    ['INFO AdminClientConfig values: \n\tretries = 1\n', 'out.txt:1: no values of a producer, a consumer or a broker'],
    ['INFO ProducerConfig values: \n', 'and nothing follows this line'],
  ])('without any of a producer, a consumer or a broker are refused: %j', (text, message) => {
    expect(refusal(PRINTED, 'out.txt', text)).toContain(message)
  })
})

describe('the values that brokers print at their start', () => {
  const kraft = (id: string, ...more: readonly string[]): readonly string[] => [
    'INFO KafkaConfig values: ',
    '\tinter.broker.protocol.version = 3.9-IV0',
    '\tmin.insync.replicas = 2',
    `\tnode.id = ${id}`,
    ...more.map((line) => `\t${line}`),
  ]

  test('are a cluster, by the ids of its brokers; a node that is a controller alone is left out', () => {
    expect(
      settings(
        ...kraft(
          '1',
          'process.roles = [broker, controller]',
          'ssl.key.password = [hidden]',
          'zookeeper.connect = null',
        ),
        ...kraft('9', 'process.roles = [controller]'),
      ),
    ).toEqual([
      'cluster broker 1: broker min.insync.replicas=2 @3 min.insync.replicas',
      'cluster broker 1: broker process.roles=broker,controller @5 process.roles',
    ])
  })

  test('tell how many brokers there are, where that may be all of them', () => {
    const nodes = ['1', '2', '3', '4'].map((id) => kraft(id, 'process.roles = [broker]'))
    expect(settings(...nodes.flat())[0]).toBe('cluster: - brokers=4 @18 broker 4')
    expect(settings(...nodes.slice(0, 2).flat()).join()).not.toContain('brokers=')
  })

  test('with ZooKeeper say which protocol the brokers speak', () => {
    expect(settings(...kraft('1', 'process.roles = []', 'zookeeper.connect = z:2181'))).toContain(
      'cluster broker 1: broker inter.broker.protocol.version=3.9-IV0 @2 inter.broker.protocol.version',
    )
  })
})

describe('what is told to be printed', () => {
  test.each([
    ['producer.properties', '# ProducerConfig values:\nacks = 1\n'],
    ['server.properties', '# All configs for broker 1 are:\nnum.partitions=1\n'],
    ['tidemark.yaml', 'producer:\n  acks: 1\n'],
    ['notes.md', 'Topic: a\tPartitionCount: 1\tReplicationFactor: 1\tConfigs:\n'],
    ['App.java', 'log.info("ProducerConfig values:")\n'],
    ['x.txt', 'Topic: the weather\n'],
    ['x.txt', 'configs for dinner are: pasta=1\n'],
  ])('is not %s with %j', (name, text) => {
    expect(told(name, text)).toBeUndefined()
  })

  test('several outputs in one file are read together, and what they say of one topic is one part', () => {
    const read = reading(
      PRINTED,
      'all.txt',
      lines(
        'Topic: a\tPartitionCount: 1\tReplicationFactor: 2\tConfigs:',
        'Dynamic configs for topic a are:',
        '  min.insync.replicas=2 sensitive=false synonyms={DYNAMIC_TOPIC_CONFIG:min.insync.replicas=2}',
      ),
    )
    expect(read.parts.map(({ name, given }) => `${name} ${given.length}`)).toEqual(['topic a 3'])
  })
})
