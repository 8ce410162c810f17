/** Keys of the clients in Scala, which Kafka 2.0.0 removed. Data only. */
/**
 * Of the producer in Scala (kafka.producer), which 2.0.0 removed; the one in Java, whose keys are the others, never had
 * them.
 */
// prettier-ignore
export const SCALA_PRODUCER_KEYS: readonly string[] = [
  'batch.num.messages', 'compressed.topics', 'compression.codec', 'host', 'key.serializer.class',
  'message.send.max.retries', 'metadata.broker.list', 'port', 'producer.type', 'queue.buffering.max.messages',
  'queue.buffering.max.ms', 'queue.enqueue.timeout.ms', 'request.required.acks', 'serializer.class',
  'topic.metadata.refresh.interval.ms',
]

/** Of the consumer in Scala (kafka.consumer). */
// prettier-ignore
export const SCALA_CONSUMER_KEYS: readonly string[] = [
  'auto.commit.enable', 'consumer.id', 'consumer.timeout.ms', 'dual.commit.enabled', 'fetch.message.max.bytes',
  'fetch.wait.max.ms', 'num.consumer.fetchers', 'offsets.channel.backoff.ms', 'offsets.channel.socket.timeout.ms',
  'offsets.commit.max.retries', 'offsets.storage', 'queued.max.message.chunks', 'rebalance.backoff.ms',
  'rebalance.max.retries', 'refresh.leader.backoff.ms', 'socket.receive.buffer.bytes', 'socket.timeout.ms',
  'zookeeper.connect', 'zookeeper.connection.timeout.ms', 'zookeeper.session.timeout.ms', 'zookeeper.sync.time.ms',
]
