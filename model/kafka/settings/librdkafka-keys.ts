/**
 * The names of librdkafka, the client in C and below those of Go, .NET and Python, that no client of Kafka's own has. Data only.
 * Read from its CONFIGURATION.md (2.12; some that older releases had), without what Kafka's producer or consumer knows as well.
 */
const ONLY_LIBRDKAFKA: ReadonlySet<string> = new Set([
  'api.version.fallback.ms', 'api.version.request', 'api.version.request.timeout.ms', 'background_event_cb',
  'broker.address.family', 'broker.address.ttl', 'broker.version.fallback', 'builtin.features',
  'client.software.name', 'client.software.version', 'closesocket_cb', 'connect_cb', 'consume.callback.max.messages',
  'consume_cb', 'coordinator.query.interval.ms', 'default_topic_conf', 'delivery.report.only.error', 'dr_cb',
  'dr_msg_cb', 'enable.auto.offset.store', 'enable.gapless.guarantee', 'enable.partition.eof', 'enable.random.seed',
  'enable.sasl.oauthbearer.unsecure.jwt', 'enable.ssl.certificate.verification', 'enabled_events', 'error_cb',
  'fetch.error.backoff.ms', 'fetch.queue.backoff.ms', 'group.protocol.type', 'https.ca.location', 'https.ca.pem',
  'internal.termination.signal', 'log.connection.close', 'log.thread.name', 'log_cb', 'message.copy.max.bytes',
  'message.timeout.ms', 'metadata.request.timeout.ms', 'msg_order_cmp', 'oauthbearer_token_refresh_cb',
  'offset.store.method', 'offset.store.path', 'offset.store.sync.interval.ms', 'offset_commit_cb', 'open_cb',
  'partitioner_cb', 'plugin.library.paths', 'produce.offset.report', 'queue.buffering.backpressure.threshold',
  'queue.buffering.max.kbytes', 'queued.max.messages.kbytes', 'queued.min.messages', 'queuing.strategy',
  'rebalance_cb', 'receive.message.max.bytes', 'reconnect.backoff.jitter.ms', 'resolve_cb', 'sasl.kerberos.keytab',
  'sasl.kerberos.principal', 'sasl.mechanisms', 'sasl.oauthbearer.assertion.jwt.template.file',
  'sasl.oauthbearer.assertion.private.key.pem', 'sasl.oauthbearer.client.id', 'sasl.oauthbearer.client.secret',
  'sasl.oauthbearer.config', 'sasl.oauthbearer.extensions', 'sasl.oauthbearer.grant.type',
  'sasl.oauthbearer.metadata.authentication.type', 'sasl.oauthbearer.method', 'sasl.password', 'sasl.username',
  'socket.blocking.max.ms', 'socket.keepalive.enable', 'socket.max.fails', 'socket.nagle.disable', 'socket_cb',
  'ssl.ca.certificate.stores', 'ssl.ca.location', 'ssl.ca.pem', 'ssl.certificate.location', 'ssl.certificate.pem',
  'ssl.certificate.verify_cb', 'ssl.crl.location', 'ssl.curves.list', 'ssl.engine.id', 'ssl.engine.location',
  'ssl.key.location', 'ssl.key.pem', 'ssl.providers', 'ssl.sigalgs.list', 'ssl_ca', 'ssl_certificate',
  'ssl_engine_callback_data', 'ssl_key', 'statistics.interval.ms', 'stats_cb', 'sticky.partitioning.linger.ms',
  'test.mock.num.brokers', 'throttle_cb', 'topic.blacklist', 'topic.metadata.propagation.max.ms',
  'topic.metadata.refresh.fast.cnt', 'topic.metadata.refresh.fast.interval.ms', 'topic.metadata.refresh.sparse',
])

/** These too, but they are words that an application may have put into a file of a client in Java for itself. */
const PLAIN_WORDS: ReadonlySet<string> = new Set([
  'compression.level', 'debug', 'interceptors', 'log.queue', 'log_level', 'max.in.flight', 'opaque', 'partitioner',
])

/** Keys of clients that are made of it, beside its own: of Go and .NET, and with rdkafka. in front. */
const OF_ITS_CLIENTS = /^(go|dotnet|rdkafka)\.[a-z]/

/** Is this a name that librdkafka has and Kafka's own clients have not? */
export function isOnlyLibrdkafkas(key: string): boolean {
  return ONLY_LIBRDKAFKA.has(key) || OF_ITS_CLIENTS.test(key)
}

/** The same, for a name that may as well be no setting of a client at all. */
export function isPerhapsLibrdkafkas(key: string): boolean {
  return PLAIN_WORDS.has(key)
}
