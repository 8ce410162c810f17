/** Images of containers: which of them run a broker, and how each makes settings of its environment. */

/** A way from the names of variables to Kafka's names. */
export type Rule =
  | 'confluent'
  | 'apache'
  /** Where the images of Apache and Confluent agree: for an image that is not told. */
  | 'common'
  | 'bitnami'
  /** Every `_` is a dot, and nothing is left out but what the image keeps. */
  | 'dots'
  /** Variables make no setting. */
  | 'none'

/** What is known of an image that runs a broker. */
export interface BrokerImage {
  readonly rule: Rule
  /** How its tag names the release of Kafka; none: it does not. */
  readonly tag: 'kafka' | 'confluent' | 'scala and kafka' | 'fabric' | 'debezium' | 'strimzi' | 'none'
  /** Whether what nobody sets is as in the server.properties that Kafka ships, rather than as Kafka's defaults are. */
  readonly startsFrom: 'nothing' | 'server.properties' | 'server.properties if nothing is set' | 'settings of its own'
  /** Variables that are for the image or the JVM, and make no setting. */
  readonly keeps: readonly string[]
  /** A variable with topics that it creates when it starts. */
  readonly createsTopics?: string
  /** Settings by the names of variables that do not begin with KAFKA_. */
  readonly others?: Readonly<Record<string, string>>
}

/** For the JVM and the scripts of Kafka itself. */
const OF_SCRIPTS: readonly string[] = [
  'KAFKA_VERSION',
  'KAFKA_HEAP_OPTS',
  'KAFKA_LOG4J_OPTS',
  'KAFKA_OPTS',
  'KAFKA_JMX_OPTS',
  'KAFKA_JMX_PORT',
  'KAFKA_JMX_HOSTNAME',
  'KAFKA_JVM_PERFORMANCE_OPTS',
  'KAFKA_GC_LOG_OPTS',
  'KAFKA_LOG4J_ROOT_LOGLEVEL',
  'KAFKA_LOG4J_LOGGERS',
  'KAFKA_TOOLS_LOG4J_LOGLEVEL',
  'KAFKA_HOME',
  'KAFKA_DEBUG',
]

/**
 * confluentinc/kafka-images `kafka/include/etc/confluent/docker/` (kafka.properties.template, configure): the settings
 * are the variables and nothing else; it stops at the four that follow.
 */
const CONFLUENT: BrokerImage = { rule: 'confluent', tag: 'confluent', startsFrom: 'nothing', keeps: OF_SCRIPTS }

/**
 * bitnami/containers `bitnami/kafka/…/libkafka.sh`: the server.properties that Kafka ships, with KAFKA_CFG_… and a
 * list of names without CFG put into it.
 */
const BITNAMI: BrokerImage = { rule: 'bitnami', tag: 'kafka', startsFrom: 'server.properties', keeps: OF_SCRIPTS }

/** Image names without their registry, from their end on. */
const BROKERS: readonly (readonly [name: RegExp, image: BrokerImage])[] = [
  [/(^|\/)cp-(kafka|server|enterprise-kafka)$/, CONFLUENT],
  // confluentinc/kafka-images `local/…/kafka-propertiesSpec.json`, and configureDefaults: one replica of its own topics.
  [/(^|\/)confluentinc\/confluent-local$/, { ...CONFLUENT, startsFrom: 'settings of its own' }],
  // apache/kafka `core/src/main/scala/kafka/docker/KafkaDockerWrapper.scala`: its own file counts only where no
  // variable makes a setting.
  [
    /(^|\/)apache\/kafka(-native)?$/,
    { rule: 'apache', tag: 'kafka', startsFrom: 'server.properties if nothing is set', keeps: OF_SCRIPTS },
  ],
  [/(^|\/)(bitnami|bitnamilegacy|bitnamisecure)\/kafka$/, BITNAMI],
  // wurstmeister/kafka-docker `start-kafka.sh`
  [
    /(^|\/)wurstmeister\/kafka$/,
    {
      rule: 'dots',
      tag: 'scala and kafka',
      startsFrom: 'server.properties',
      keeps: [...OF_SCRIPTS, 'KAFKA_LOG', 'KAFKA_CREATE_TOPICS', 'KAFKA_CREATE_TOPICS_SEPARATOR'],
      createsTopics: 'KAFKA_CREATE_TOPICS',
    },
  ],
  // debezium/container-images `kafka/…/docker-entrypoint.sh`
  [
    /(^|\/)debezium\/kafka$/,
    {
      rule: 'dots',
      tag: 'debezium',
      startsFrom: 'server.properties',
      keeps: OF_SCRIPTS,
      createsTopics: 'CREATE_TOPICS',
      others: { ZOOKEEPER_CONNECT: 'zookeeper.connect', NODE_ID: 'node.id', BROKER_ID: 'broker.id' },
    },
  ],
  // strimzi/strimzi-kafka-operator `docker-images/kafka-based/kafka`: run by itself, it has Kafka's own scripts alone.
  [/(^|\/)strimzi\/kafka$/, { rule: 'none', tag: 'strimzi', startsFrom: 'server.properties', keeps: OF_SCRIPTS }],
  // hyperledger/fabric-baseimage `images/kafka/docker-entrypoint.sh`
  [
    /(^|\/)hyperledger\/fabric-kafka$/,
    {
      rule: 'dots',
      tag: 'fabric',
      startsFrom: 'server.properties',
      keeps: [
        ...OF_SCRIPTS,
        'KAFKA_EXE',
        'KAFKA_DOWNLOAD_SHA1',
        'KAFKA_SERVER_PROPERTIES',
        'KAFKA_ADVERTISED_HOST_NAME_COMMAND',
        'KAFKA_ADVERTISED_PORT_COMMAND',
      ],
    },
  ],
  // IBM/sarama `entrypoint.sh`: KAFKA_CFG_… as bitnami has it, the release in its name.
  [/(^|\/)sarama\/fv-kafka(-[\d.]+)?$/, { ...BITNAMI, tag: 'none' }],
]

/** An image that runs a broker and is not known: its variables are read where Apache's and Confluent's images agree. */
export const UNKNOWN_IMAGE: BrokerImage = { rule: 'common', tag: 'none', startsFrom: 'nothing', keeps: OF_SCRIPTS }

/** An image that is not told, whose variables are named as bitnami's. */
export const LIKE_BITNAMI: BrokerImage = { ...BITNAMI, tag: 'none', startsFrom: 'nothing' }

/** Images of the surroundings of Kafka: none of them is a broker, whatever its variables are called. */
const OTHERS = new RegExp(
  [
    '(?<![a-z])(zookeeper|registry|connect|rest|ksql|ksqldb|control-center|ui|exporter|console|manager|mirror)(?![a-z])',
    'kafdrop|akhq|cruise|conduktor|kowl|burrow|mirror-?maker|replicator|fabric-(?!kafka)|toxiproxy|debezium/(?!kafka)',
    '(?<![a-z])(postgres|mysql|mariadb|mongo|elasticsearch|redis|prometheus|grafana)(?![a-z])',
  ].join('|'),
)

/** A name of an image, and its tag. */
export interface ImageName {
  readonly name: string
  readonly tag: string | undefined
}

/** A colon after the last slash, and what follows it, which may be a variable that nobody set. */
const TAG = /:(\$\{[^}]*\}|\$\w+|[^/:{}]+)$/

/** `registry:5000/confluentinc/cp-kafka:7.3.1@sha256:…` as its name and its tag. */
export function imageName(image: string): ImageName {
  const plain = image.replace(/@sha256:[0-9a-f]+$/i, '')
  const tag = TAG.exec(plain)
  return { name: (tag === null ? plain : plain.slice(0, tag.index)).toLowerCase(), tag: tag?.[1] }
}

/** What is known of the image as one that runs a broker. */
export function brokerImage(image: string): BrokerImage | undefined {
  const { name } = imageName(image)
  return BROKERS.find(([pattern]) => pattern.test(name))?.[1]
}

/** Is this the image of something that is no broker of Kafka? */
export function isOtherImage(image: string): boolean {
  const { name } = imageName(image)
  return brokerImage(image) === undefined && OTHERS.test(name)
}

/** Speaks Kafka's protocol, and is another system. */
export function isRedpanda(image: string): boolean {
  return /(^|\/)(redpandadata|vectorized)\/redpanda$/.test(imageName(image).name)
}
