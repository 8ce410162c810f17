/**
 * How the configuration of another client than Kafka's own in Java gives itself away: of librdkafka, and of those in
 * Scala.
 */
import { isOnlyLibrdkafkas, isPerhapsLibrdkafkas } from '../model/kafka/settings/librdkafka-keys.ts'
import { SCALA_CONSUMER_KEYS, SCALA_PRODUCER_KEYS } from '../model/kafka/settings/scala-client-keys.ts'
import type { Foreign } from './foreign.ts'

/** Names that librdkafka shares with the clients in Scala, which Kafka 2.0 removed. */
const SHARED: ReadonlySet<string> = new Set([
  'auto.commit.enable',
  'batch.num.messages',
  'compression.codec',
  'fetch.message.max.bytes',
  'fetch.wait.max.ms',
  'message.send.max.retries',
  'metadata.broker.list',
  'queue.buffering.max.messages',
  'queue.buffering.max.ms',
  'request.required.acks',
  'socket.timeout.ms',
  'topic.metadata.refresh.interval.ms',
])

const SCALA: ReadonlySet<string> = new Set([...SCALA_PRODUCER_KEYS, ...SCALA_CONSUMER_KEYS])

/** Of the producer in Scala, and of the one in Java as well. */
const SCALA_AND_JAVA: ReadonlySet<string> = new Set([
  'client.id',
  'partitioner.class',
  'request.timeout.ms',
  'retry.backoff.ms',
  'send.buffer.bytes',
])

/** Names of the clients in Java that neither librdkafka nor those in Scala have. */
const OF_JAVA = new RegExp(
  `^(${[
    '(key|value)\\.(de)?serializer',
    'buffer\\.memory',
    'max\\.block\\.ms',
    'max\\.request\\.size',
    'max\\.poll\\.records',
    'interceptor\\.classes',
    'sasl\\.jaas\\.config',
    'fetch\\.max\\.wait\\.ms',
    'default\\.api\\.timeout\\.ms',
    'ssl\\.(truststore\\..*|keystore\\.type|protocol|enabled\\.protocols)',
  ].join('|')})$`,
)

const REMEDY =
  'give it as the file that librdkafka gets, or put client: librdkafka beside the sections; '
  + 'its names and defaults differ from those of the client in Java'

/**
 * Whether keys of a producer or consumer are librdkafka's, and by which of them that shows. Names that the clients in
 * Scala had as well are theirs where another name shows it, and of no effect where another shows a client in Java.
 */
export function librdkafkaIn(keys: readonly string[]): (Foreign & { readonly key: string }) | undefined {
  const own = keys.find(isOnlyLibrdkafkas)
  if (own !== undefined) return { key: own, what: 'a librdkafka client', remedy: REMEDY }
  if (keys.some((key) => OF_JAVA.test(key))) return undefined
  const word = keys.find(isPerhapsLibrdkafkas)
  if (word !== undefined) return { key: word, what: 'a librdkafka client', remedy: REMEDY }
  if (keys.some((key) => SCALA.has(key) && !SHARED.has(key))) return undefined
  const shared = keys.find((key) => SHARED.has(key))
  const what = 'a librdkafka client, or one in Scala, which Kafka 2.0 removed'
  return shared === undefined ? undefined : { key: shared, what, remedy: REMEDY }
}

/** Whether these keys are of a client in Scala, and none of them is one that only the clients in Java have. */
export function isScalaClient(keys: readonly string[]): boolean {
  return keys.some((key) => SCALA.has(key)) && keys.every((key) => SCALA.has(key) || SCALA_AND_JAVA.has(key))
}

/** Has the client in Java this name, and librdkafka not? */
export function isOfJavaAlone(key: string): boolean {
  return OF_JAVA.test(key)
}

/** Is this a name that librdkafka shares with the clients in Scala, and the one in Java has not? */
export function isSharedWithScala(key: string): boolean {
  return SHARED.has(key)
}
