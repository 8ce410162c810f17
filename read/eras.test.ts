import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { modelledVersions } from '../model/kafka/releases/versions.ts'
import type { GivenSetting } from '../model/kafka/settings/given.ts'
import { type Resolved, resolveSettings } from '../model/kafka/settings/resolve.ts'
import { readConfiguration } from './read-configuration.ts'

/** Files as Kafka shipped them, or as people kept them, in the manner of their time. */
const FILES = {
  'server-0.8': `
# see kafka.server.KafkaConfig for additional details and defaults
broker.id=0
port=9092
#host.name=localhost
num.network.threads=2
log.dir=/tmp/kafka-logs
num.partitions=2
log.flush.interval.messages=10000
log.flush.interval.ms=1000
log.retention.hours=168
log.segment.bytes=536870912
log.cleanup.interval.mins=1
replica.lag.max.messages=4000
zookeeper.connect=localhost:2181
zookeeper.connection.timeout.ms=1000000
kafka.metrics.polling.interval.secs=5
`,
  'server-1.1': `
broker.id=1
listeners=PLAINTEXT://:9093
offsets.topic.replication.factor=1
transaction.state.log.replication.factor=1
transaction.state.log.min.isr=1
log.retention.hours=168
log.retention.ms=600000
log.cleaner.enable=false
inter.broker.protocol.version=0.10.2
log.message.format.version=0.10.2
default.replication.factor=3
min.insync.replicas=2
zookeeper.connect=localhost:2181/cluster1
`,
  'server-3.6': `
process.roles=broker,controller
node.id=1
controller.quorum.voters=1@localhost:9093
listeners=PLAINTEXT://:9092,CONTROLLER://:9093
controller.listener.names=CONTROLLER
default.replication.factor=3
min.insync.replicas=2
unclean.leader.election.enable=false
group.initial.rebalance.delay.ms=0
`,
  'broker-4.3': `
process.roles=broker
node.id=2
controller.quorum.bootstrap.servers=localhost:9093
share.coordinator.state.topic.replication.factor=1
log.retention.hours=168
`,
  'producer-1.1': `
bootstrap.servers=localhost:9092
producer.type=async
max.in.flight.requests.per.connection=5
delivery.timeout.ms=600000
buffer.memory=33554432
`,
  'consumer-1.1': `
zookeeper.connect=127.0.0.1:2181
group.id=test-consumer-group
fetch.message.max.bytes=1048576
auto.offset.reset=earliest
partition.assignment.strategy=org.apache.kafka.clients.consumer.RangeAssignor
`,
  'producer-mixed': `
bootstrap.servers=localhost:9092
key.serializer=org.apache.kafka.common.serialization.StringSerializer
producer.type=sync
request.required.acks=-1
`,
} as const

/**
 * A producer of 0.8, which the one in Java has nothing in common with: judged by Java's defaults it would say nothing
 * of this file.
 */
const SCALA_PRODUCER = `
metadata.broker.list=localhost:9092
producer.type=sync
compression.codec=none
serializer.class=kafka.serializer.DefaultEncoder
request.required.acks=-1
retry.backoff.ms=100
`

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tidemark-'))
})
afterEach(() => {
  rmSync(folder, { recursive: true })
})

function resolved(name: keyof typeof FILES, version?: string): Resolved {
  const path = join(folder, `${name}.properties`)
  writeFileSync(path, FILES[name])
  const given = readConfiguration([path]).cases[0]?.given as readonly GivenSetting[]
  return resolveSettings(given, version === undefined ? {} : { version })
}

/** Warnings without the folder. */
const warnings = (name: keyof typeof FILES, version?: string): readonly string[] =>
  resolved(name, version).warnings.map((text) => text.replaceAll(`${folder}/${name}.properties`, 'FILE'))

describe('a file of one era', () => {
  it.each(Object.keys(FILES) as readonly (keyof typeof FILES)[])('%s is read by every release', (name) => {
    // Software older than the protocol version that the file asks for refuses it.
    const tooOld = name === 'server-1.1' ? /^0\.10\.[01]\./ : /^$/
    for (const version of modelledVersions.filter((one) => !tooOld.test(one))) {
      expect(resolved(name, version).settings['kafka.version']).toBe(version)
    }
  })

  it('of 0.8 keeps its flushing, and what was removed is said', () => {
    const { settings, ignored } = resolved('server-0.8', '0.10.2')
    expect(settings).toMatchObject({
      'controller': 'zookeeper',
      'log.flush.interval.messages': 10000,
      'partitions': 2,
      'replication.factor': 1,
      'unclean.leader.election.enable': true,
    })
    expect(ignored.filter(({ why }) => why !== 'not modelled').map(({ key }) => key)).toEqual([
      'log.cleanup.interval.mins',
      'replica.lag.max.messages',
    ])
    expect(warnings('server-0.8')).toEqual([
      'FILE:14: replica.lag.max.messages has no effect: Kafka 4.3.1 does not have it, 0.9.0.0 removed it',
      'FILE:15: zookeeper.connect is of Kafka up to 3.9, and 4.3.1 is judged: say which one runs with --kafka-version',
    ])
  })

  it('in the middle of an upgrade speaks the old protocol', () => {
    expect(resolved('server-1.1', '1.1').settings).toMatchObject({
      'controller': 'zookeeper',
      'protocol.version': '0.10.2.2',
      'min.insync.replicas': 2,
      'acks': '1',
    })
    expect(warnings('server-1.1', '1.1')).toEqual([])
    expect(resolved('server-1.1', '1.1').notes.join()).toContain('outranks log.retention.hours')
    expect(warnings('server-1.1', '4.2.2')).toEqual([
      'FILE:10: inter.broker.protocol.version has no effect: Kafka 4.2.2 does not have it, 4.0.0 removed it',
      'FILE:11: log.message.format.version has no effect: Kafka 4.2.2 does not have it, 4.0.0 removed it',
      'FILE:14: zookeeper.connect has no effect: Kafka 4.2.2 does not have it, 4.0.0 removed it',
    ])
  })

  it('with KRaft is read without a word by its own releases', () => {
    expect(resolved('server-3.6', '3.6').settings).toMatchObject({ 'controller': 'kraft', 'protocol.version': '3.6.2' })
    expect([...warnings('server-3.6', '3.6'), ...warnings('server-3.6', '4.3'), ...warnings('broker-4.3')]).toEqual([])
    expect(warnings('broker-4.3', '3.7.2')).toEqual([
      'FILE:4: controller.quorum.bootstrap.servers has no effect: Kafka 3.7.2 does not have it, 3.8.0 added it',
    ])
  })

  it('of the clients in Scala sets nothing of those in Java', () => {
    expect(resolved('producer-mixed', '1.1').settings).toMatchObject({ acks: '1', retries: 0 })
    expect(warnings('producer-mixed', '1.1')).toEqual([
      'FILE:4: producer.type has no effect: it is of the producer in Scala, which 2.0.0 removed',
      'FILE:5: request.required.acks has no effect: it is of the producer in Scala, which 2.0.0 removed; the one '
        + 'in Java has acks',
    ])
    expect(resolved('producer-1.1', '1.1').settings['delivery.timeout.ms']).toBe(Infinity)
    expect(warnings('consumer-1.1', '1.1')).toEqual([
      'FILE:2: zookeeper.connect has no effect: it is of the consumer in Scala, which 2.0.0 removed',
    ])
  })

  it('of nothing but settings of a client in Scala is refused', () => {
    const path = join(folder, 'old.properties')
    writeFileSync(path, SCALA_PRODUCER)
    expect(() => readConfiguration([path])).toThrow(
      'these are the settings of a client in Scala, which Kafka 2.0 removed',
    )
  })
})
