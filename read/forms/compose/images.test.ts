import { describe, expect, test } from 'vitest'
import { brokerSetting } from './broker-names.ts'
import { brokerImage, isOtherImage, UNKNOWN_IMAGE } from './images.ts'
import { kafkaVersionOf } from './image-version.ts'

const settingOf = (image: string, name: string): string => {
  const named = brokerSetting(name, brokerImage(image) ?? UNKNOWN_IMAGE)
  if (named === undefined) return 'nothing'
  if ('key' in named) return named.key
  if ('idle' in named) return `idle, ${named.would} works`
  return 'kept' in named ? 'kept' : named.either.join(' or ')
}

describe('each image has its own way from variables to settings', () => {
  test.each([
    ['confluentinc/cp-kafka', 'KAFKA_MIN_INSYNC_REPLICAS', 'min.insync.replicas'],
    ['confluentinc/cp-kafka', 'KAFKA_A__B___C', 'a_b-c'],
    ['confluentinc/cp-kafka', 'KAFKA_X_KAFKA_Y', 'x.kafka.y'],
    ['confluentinc/cp-kafka', 'KAFKA_HEAP_OPTS', 'kept'],
    ['confluentinc/cp-kafka', 'KAFKA_CFG_MIN_INSYNC_REPLICAS', 'idle, KAFKA_MIN_INSYNC_REPLICAS works'],
    ['apache/kafka', 'KAFKA_A__B___C', 'a_b-c'],
    ['apache/kafka', 'KAFKA_X_KAFKA_Y', 'x.y'],
    ['apache/kafka', 'CLUSTER_ID', 'nothing'],
    ['bitnami/kafka', 'KAFKA_CFG_MIN_INSYNC_REPLICAS', 'min.insync.replicas'],
    ['bitnami/kafka', 'KAFKA_MIN_INSYNC_REPLICAS', 'idle, KAFKA_CFG_MIN_INSYNC_REPLICAS works'],
    ['bitnami/kafka', 'KAFKA_DEFAULT_REPLICATION_FACTOR', 'default.replication.factor'],
    ['bitnami/kafka', 'KAFKA_SEGMENT_BYTES', 'log.segment.bytes'],
    ['bitnami/kafka', 'KAFKA_CFG_A___B', 'a...b'],
    ['bitnami/kafka', 'KAFKA_CFG_LISTENER_NAME_SASL_SSL_X', 'listener.name.sasl_ssl.x'],
    ['wurstmeister/kafka', 'KAFKA_A__B', 'a..b'],
    ['wurstmeister/kafka', 'KAFKA_CREATE_TOPICS', 'kept'],
    ['hyperledger/fabric-kafka', 'KAFKA_UNCLEAN_LEADER_ELECTION_ENABLE', 'unclean.leader.election.enable'],
    ['debezium/kafka', 'KAFKA_MIN_INSYNC_REPLICAS', 'min.insync.replicas'],
    ['debezium/kafka', 'ZOOKEEPER_CONNECT', 'zookeeper.connect'],
    ['strimzi/kafka', 'KAFKA_NUM_PARTITIONS', 'idle, --override num.partitions=… in its command works'],
    ['of/nobody', 'KAFKA_X_KAFKA_Y', 'x.y or x.kafka.y'],
  ])('%s: %s is %s', (image, name, setting) => {
    expect(settingOf(image, name)).toBe(setting)
  })

  test('an image is known by its end, whatever registry it is of', () => {
    for (const image of ['docker.io/confluentinc/cp-kafka:7.3.1', 'r.example:5000/mirror/confluentinc/cp-server'])
      expect(brokerImage(image)?.rule).toBe('confluent')
    expect(brokerImage('bitnamilegacy/kafka:4.0@sha256:ab12')?.rule).toBe('bitnami')
    expect(brokerImage('${REPOSITORY}/cp-server:${TAG}')?.rule).toBe('confluent')
    expect(brokerImage('confluentinc/cp-kafka-connect:7.3.1')).toBeUndefined()
  })

  test.each([
    'confluentinc/cp-zookeeper:7.8.0',
    'confluentinc/cp-kafka-connect',
    'provectuslabs/kafka-ui',
    'confluentinc/cp-kafka-rest',
    'confluentinc/cp-schema-registry',
    'hyperledger/fabric-orderer',
    '${CP_SCHEMA_REGISTRY_IMAGE}:${TAG}',
  ])('%s is no broker', (image) => {
    expect(isOtherImage(image)).toBe(true)
  })

  test.each(['apache/kafka', 'sarama/fv-kafka-4.3.1', '${CP_KAFKA_IMAGE}:${CP_KAFKA_TAG}', 'us/forest-kafka'])(
    '%s may be one',
    (image) => {
      expect(isOtherImage(image)).toBe(false)
    },
  )
})

describe('the release of Kafka is read from the tag', () => {
  test.each([
    ['apache/kafka:3.7.0', '3.7.0'],
    ['apache/kafka:4.0.0-rc2', '4.0.0'],
    ['bitnami/kafka:3.4', '3.4'],
    ['bitnami/kafka:3.4.0-debian-11-r22', '3.4.0'],
    ['bitnami/kafka:3', undefined],
    ['confluentinc/cp-kafka:7.3.1-1-ubi8', '3.3'],
    ['confluentinc/cp-kafka:5.5', '2.5'],
    ['confluentinc/cp-kafka:3.3.1', '0.11.0'],
    ['confluentinc/cp-kafka:latest', undefined],
    ['confluentinc/cp-kafka:99.0.0', undefined],
    ['confluentinc/cp-kafka', undefined],
    ['wurstmeister/kafka:2.13-2.8.1', '2.8.1'],
    ['wurstmeister/kafka:0.10.2.1', '0.10.2.1'],
    ['hyperledger/fabric-kafka:0.4.15', '1.0.0'],
    ['hyperledger/fabric-kafka:amd64-0.4.22', '1.0.2'],
    ['hyperledger/fabric-kafka:$IMAGE_TAG', undefined],
    ['sarama/fv-kafka-4.3.1', '4.3.1'],
    ['quay.io/debezium/kafka:1.9', '3.2'],
    ['debezium/kafka:2.7.3.Final', '3.7'],
    ['debezium/kafka:nightly', undefined],
    ['quay.io/strimzi/kafka:0.39.0-kafka-3.6.1', '3.6.1'],
    ['quay.io/strimzi/kafka:latest-kafka-4.1.0', '4.1.0'],
    ['quay.io/strimzi/kafka:0.39.0', undefined],
    ['confluentinc/cp-kafka:${TAG}', undefined],
    ['r.example:5000/apache/kafka', undefined],
    ['of/nobody:3.7.0', undefined],
  ])('%s: %s', (image, version) => {
    expect(kafkaVersionOf(image)).toBe(version)
  })
})
