/** From the variables of a broker's container to Kafka's names. */
import type { BrokerImage } from './images.ts'

/** What a variable comes to: a setting, nothing that it could be, or nothing although it looks like one. */
export type Named =
  | { readonly key: string }
  | { readonly kept: true }
  /** It does nothing in this image; what would. */
  | { readonly idle: string; readonly would: string }
  /** The rules of two images differ. */
  | { readonly either: readonly [apache: string, confluent: string] }

/**
 * Names that bitnami's image takes without CFG (libkafka.sh, kafka_create_alias_environment_variables); they overrule
 * those with it. KAFKA_MIN_INSYNC_REPLICAS and KAFKA_UNCLEAN_LEADER_ELECTION_ENABLE are none of them.
 */
const BITNAMI_ALIASES: ReadonlyMap<string, string> = new Map([
  ...[
    'ADVERTISED_LISTENERS',
    'BROKER_ID',
    'NODE_ID',
    'CONTROLLER_QUORUM_VOTERS',
    'PROCESS_ROLES',
    'DEFAULT_REPLICATION_FACTOR',
    'DELETE_TOPIC_ENABLE',
    'INTER_BROKER_LISTENER_NAME',
    'LISTENERS',
    'LISTENER_SECURITY_PROTOCOL_MAP',
    'LOG_DIRS',
    'LOG_FLUSH_INTERVAL_MESSAGES',
    'LOG_FLUSH_INTERVAL_MS',
    'LOG_MESSAGE_FORMAT_VERSION',
    'LOG_RETENTION_BYTES',
    'LOG_RETENTION_CHECK_INTERVALS_MS',
    'LOG_RETENTION_HOURS',
    'LOG_SEGMENT_BYTES',
    'MESSAGE_MAX_BYTES',
    'NUM_IO_THREADS',
    'NUM_NETWORK_THREADS',
    'NUM_PARTITIONS',
    'NUM_RECOVERY_THREADS_PER_DATA_DIR',
    'OFFSETS_TOPIC_REPLICATION_FACTOR',
    'SOCKET_RECEIVE_BUFFER_BYTES',
    'SOCKET_REQUEST_MAX_BYTES',
    'SOCKET_SEND_BUFFER_BYTES',
    'SSL_ENDPOINT_IDENTIFICATION_ALGORITHM',
    'TRANSACTION_STATE_LOG_MIN_ISR',
    'TRANSACTION_STATE_LOG_REPLICATION_FACTOR',
    'ZOOKEEPER_CONNECT',
    'ZOOKEEPER_CONNECTION_TIMEOUT_MS',
  ].map((name) => [name, name] as const),
  ['LOGS_DIRS', 'LOG_DIRS'],
  ['SEGMENT_BYTES', 'LOG_SEGMENT_BYTES'],
  ['MAX_MESSAGE_BYTES', 'MESSAGE_MAX_BYTES'],
  ['ZOOKEEPER_CONNECT_TIMEOUT_MS', 'ZOOKEEPER_CONNECTION_TIMEOUT_MS'],
  ['AUTO_CREATE_TOPICS_ENABLE', 'AUTO_CREATE_TOPICS_ENABLE'],
])

const PREFIX = 'KAFKA_'
const CFG = 'KAFKA_CFG_'

/** What the variable comes to in this image; none where it is not for Kafka at all. */
export function brokerSetting(name: string, image: BrokerImage): Named | undefined {
  const other = image.others?.[name]
  if (other !== undefined) return { key: other }
  if (!name.startsWith(PREFIX)) return undefined
  if (image.keeps.includes(name) || name.startsWith('KAFKA_REST_')) return { kept: true }
  if (image.rule === 'none') {
    const key = dotted(name.slice(PREFIX.length))
    return { idle: key, would: `--override ${key}=… in its command` }
  }
  if (image.rule !== 'bitnami' && name.startsWith(CFG))
    return { idle: dotted(name.slice(CFG.length)), would: `${PREFIX}${name.slice(CFG.length)}` }
  switch (image.rule) {
    case 'bitnami':
      return ofBitnami(name)
    case 'dots':
      return { key: dotted(name.slice(PREFIX.length)) }
    case 'apache':
      return { key: ofApache(name) }
    case 'confluent':
      return { key: ofConfluent(name) }
    case 'common': {
      const [apache, confluent] = [ofApache(name), ofConfluent(name)]
      return apache === confluent ? { key: apache } : { either: [apache, confluent] }
    }
  }
}

/** Is this a name without CFG that overrules the one with it? */
export function isAlias(name: string, image: BrokerImage): boolean {
  return image.rule === 'bitnami' && !name.startsWith(CFG) && BITNAMI_ALIASES.has(name.slice(PREFIX.length))
}

function ofBitnami(name: string): Named {
  const bare = name.startsWith(CFG) ? name.slice(CFG.length) : BITNAMI_ALIASES.get(name.slice(PREFIX.length))
  if (bare === undefined)
    return { idle: dotted(name.slice(PREFIX.length)), would: `${CFG}${name.slice(PREFIX.length)}` }
  return {
    key: dotted(bare).replaceAll('sasl.ssl', 'sasl_ssl').replaceAll('sasl.plaintext', 'sasl_plaintext'),
  }
}

function dotted(name: string): string {
  return name.toLowerCase().replaceAll('_', '.')
}

/** KafkaDockerWrapper.getServerConfigsFromEnv: KAFKA_ goes wherever it stands, then `...` is `-` and `..` is `_`. */
function ofApache(name: string): string {
  return dotted(name.replaceAll(PREFIX, '')).replaceAll('...', '-').replaceAll('..', '_')
}

/** ub.go and dub.py: one underscore is a dot, two are an underscore, three a dash; of more nothing is said. */
function ofConfluent(name: string): string {
  const signs = ['', '.', '_', '-']
  return name
    .slice(PREFIX.length)
    .toLowerCase()
    .replace(/_+/g, (run) => signs[run.length] ?? run)
}
