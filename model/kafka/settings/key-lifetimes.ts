/**
 * Which release of Kafka added a configuration key, and which one removed it. Data only; a key that is not here was
 * there before 0.10 and still is, or nothing is known about it. Read from the ConfigDefs in Kafka's source at the first
 * and the last tag of every line up to 3.9, held against those of the released jars (0.10.2, 1.1, 2.8, 3.4, 3.9), and
 * from the jars of 4.0 to 4.4. Keys that Kafka read before it declared them (config.providers, kafka.metrics.reporters)
 * are left out.
 */
import type { Section } from './given.ts'

/** Keys that came, or went, with one release, in the same sections. */
export interface KeyChange {
  readonly release: string
  readonly sections: readonly Section[]
  readonly keys: readonly string[]
}

// prettier-ignore
export const ADDED: readonly KeyChange[] = [
  { release: '0.10.0.0', sections: ['broker'], keys: [
    'log.message.format.version', 'log.message.timestamp.difference.max.ms',
    'log.message.timestamp.type', 'sasl.enabled.mechanisms', 'sasl.mechanism.inter.broker.protocol',
  ] },
  { release: '0.10.0.0', sections: ['topic'], keys: [
    'message.format.version', 'message.timestamp.difference.max.ms', 'message.timestamp.type',
  ] },
  { release: '0.10.0.0', sections: ['producer', 'consumer'], keys: ['interceptor.classes', 'sasl.mechanism'] },
  { release: '0.10.0.0', sections: ['consumer'], keys: ['exclude.internal.topics', 'max.poll.records'] },
  { release: '0.10.1.0', sections: ['broker'], keys: [
    'log.cleaner.min.compaction.lag.ms', 'replica.fetch.response.max.bytes', 'replication.quota.window.num',
    'replication.quota.window.size.seconds',
  ] },
  { release: '0.10.1.0', sections: ['broker', 'producer', 'consumer'], keys: ['ssl.secure.random.implementation'] },
  { release: '0.10.1.0', sections: ['topic'], keys: [
    'follower.replication.throttled.replicas', 'leader.replication.throttled.replicas', 'min.compaction.lag.ms',
  ] },
  { release: '0.10.1.0', sections: ['consumer'], keys: ['fetch.max.bytes', 'max.poll.interval.ms'] },
  { release: '0.10.2.0', sections: ['broker'], keys: [
    'create.topic.policy.class.name', 'inter.broker.listener.name', 'listener.security.protocol.map',
  ] },
  { release: '0.10.2.0', sections: ['broker', 'consumer'], keys: ['metrics.recording.level'] },
  { release: '0.10.2.0', sections: ['producer', 'consumer'], keys: ['sasl.jaas.config'] },
  { release: '0.11.0.0', sections: ['broker'], keys: [
    'alter.config.policy.class.name', 'delete.records.purgatory.purge.interval.requests',
    'group.initial.rebalance.delay.ms', 'log.flush.start.offset.checkpoint.interval.ms',
    'transaction.abort.timed.out.transaction.cleanup.interval.ms',
    'transaction.remove.expired.transaction.cleanup.interval.ms', 'transaction.state.log.load.buffer.size',
    'transaction.state.log.num.partitions', 'transaction.state.log.segment.bytes',
  ] },
  { release: '0.11.0.0', sections: ['producer'], keys: ['metrics.recording.level'] },
  { release: '0.11.0.0', sections: ['producer', 'consumer'], keys: ['reconnect.backoff.max.ms'] },
  { release: '1.0.0', sections: ['broker'], keys: ['queued.max.request.bytes'] },
  { release: '1.1.0', sections: ['broker'], keys: [
    'alter.log.dirs.replication.quota.window.num', 'alter.log.dirs.replication.quota.window.size.seconds',
    'delegation.token.expiry.check.interval.ms', 'delegation.token.expiry.time.ms', 'delegation.token.master.key',
    'delegation.token.max.lifetime.ms', 'max.incremental.fetch.session.cache.slots',
    'num.replica.alter.log.dirs.threads', 'password.encoder.cipher.algorithm', 'password.encoder.iterations',
    'password.encoder.key.length', 'password.encoder.keyfactory.algorithm', 'password.encoder.old.secret',
    'password.encoder.secret', 'zookeeper.max.in.flight.requests',
  ] },
  { release: '2.0.0', sections: ['broker'], keys: [
    'client.quota.callback.class', 'log.message.downconversion.enable', 'sasl.server.callback.handler.class',
  ] },
  { release: '2.0.0', sections: ['broker', 'producer', 'consumer'], keys: [
    'sasl.client.callback.handler.class', 'sasl.login.callback.handler.class', 'sasl.login.class',
    'sasl.login.refresh.buffer.seconds', 'sasl.login.refresh.min.period.seconds', 'sasl.login.refresh.window.factor',
    'sasl.login.refresh.window.jitter',
  ] },
  { release: '2.0.0', sections: ['topic'], keys: ['message.downconversion.enable'] },
  { release: '2.0.0', sections: ['consumer'], keys: ['default.api.timeout.ms'] },
  { release: '2.1.0', sections: ['broker'], keys: ['connection.failed.authentication.delay.ms'] },
  { release: '2.1.0', sections: ['producer', 'consumer'], keys: ['client.dns.lookup'] },
  { release: '2.2.0', sections: ['broker'], keys: [
    'connections.max.reauth.ms', 'control.plane.listener.name', 'group.max.size', 'ssl.principal.mapping.rules',
  ] },
  { release: '2.3.0', sections: ['broker'], keys: ['log.cleaner.max.compaction.lag.ms', 'max.connections'] },
  { release: '2.3.0', sections: ['topic'], keys: ['max.compaction.lag.ms'] },
  { release: '2.3.0', sections: ['consumer'], keys: ['allow.auto.create.topics', 'client.rack', 'group.instance.id'] },
  { release: '2.4.0', sections: ['broker'], keys: ['replica.selector.class'] },
  { release: '2.4.0', sections: ['broker', 'producer', 'consumer'], keys: ['security.providers'] },
  { release: '2.5.0', sections: ['broker'], keys: [
    'fetch.max.bytes', 'zookeeper.clientCnxnSocket', 'zookeeper.ssl.cipher.suites', 'zookeeper.ssl.client.enable',
    'zookeeper.ssl.crl.enable', 'zookeeper.ssl.enabled.protocols', 'zookeeper.ssl.endpoint.identification.algorithm',
    'zookeeper.ssl.keystore.location', 'zookeeper.ssl.keystore.password', 'zookeeper.ssl.keystore.type',
    'zookeeper.ssl.ocsp.enable', 'zookeeper.ssl.protocol', 'zookeeper.ssl.truststore.location',
    'zookeeper.ssl.truststore.password', 'zookeeper.ssl.truststore.type',
  ] },
  { release: '2.5.0', sections: ['producer'], keys: ['metadata.max.idle.ms'] },
  { release: '2.6.0', sections: ['broker', 'producer', 'consumer'], keys: ['ssl.engine.factory.class'] },
  { release: '2.7.0', sections: ['broker'], keys: [
    'controller.quota.window.num', 'controller.quota.window.size.seconds', 'max.connection.creation.rate',
  ] },
  { release: '2.7.0', sections: ['broker', 'producer', 'consumer'], keys: [
    'socket.connection.setup.timeout.max.ms', 'socket.connection.setup.timeout.ms', 'ssl.keystore.certificate.chain',
    'ssl.keystore.key', 'ssl.truststore.certificates',
  ] },
  { release: '2.8.0', sections: ['broker'], keys: [
    'broker.heartbeat.interval.ms', 'broker.session.timeout.ms', 'controller.listener.names',
    'controller.quorum.append.linger.ms', 'controller.quorum.election.backoff.max.ms',
    'controller.quorum.election.timeout.ms', 'controller.quorum.fetch.timeout.ms',
    'controller.quorum.request.timeout.ms', 'controller.quorum.retry.backoff.ms', 'controller.quorum.voters',
    'delegation.token.secret.key', 'initial.broker.registration.timeout.ms', 'metadata.log.dir', 'node.id',
    'process.roles', 'sasl.mechanism.controller.protocol',
  ] },
  { release: '3.0.0', sections: ['broker'], keys: [
    'metadata.log.max.record.bytes.between.snapshots', 'metadata.log.segment.bytes', 'metadata.log.segment.min.bytes',
    'metadata.log.segment.ms', 'metadata.max.retention.bytes', 'metadata.max.retention.ms',
    'remote.log.index.file.cache.total.size.bytes', 'remote.log.manager.task.interval.ms',
    'remote.log.manager.task.retry.backoff.max.ms', 'remote.log.manager.task.retry.backoff.ms',
    'remote.log.manager.task.retry.jitter', 'remote.log.manager.thread.pool.size',
    'remote.log.metadata.manager.class.name', 'remote.log.metadata.manager.class.path',
    'remote.log.metadata.manager.impl.prefix', 'remote.log.metadata.manager.listener.name',
    'remote.log.reader.max.pending.tasks', 'remote.log.reader.threads', 'remote.log.storage.manager.class.name',
    'remote.log.storage.manager.class.path', 'remote.log.storage.manager.impl.prefix',
    'remote.log.storage.system.enable',
  ] },
  { release: '3.0.0', sections: ['topic'], keys: [
    'local.retention.bytes', 'local.retention.ms', 'remote.storage.enable',
  ] },
  { release: '3.1.0', sections: ['broker', 'producer', 'consumer'], keys: [
    'sasl.login.connect.timeout.ms', 'sasl.login.read.timeout.ms', 'sasl.login.retry.backoff.max.ms',
    'sasl.login.retry.backoff.ms', 'sasl.oauthbearer.clock.skew.seconds', 'sasl.oauthbearer.expected.audience',
    'sasl.oauthbearer.expected.issuer', 'sasl.oauthbearer.jwks.endpoint.refresh.ms',
    'sasl.oauthbearer.jwks.endpoint.retry.backoff.max.ms', 'sasl.oauthbearer.jwks.endpoint.retry.backoff.ms',
    'sasl.oauthbearer.jwks.endpoint.url', 'sasl.oauthbearer.scope.claim.name', 'sasl.oauthbearer.sub.claim.name',
    'sasl.oauthbearer.token.endpoint.url',
  ] },
  { release: '3.2.0', sections: ['broker'], keys: ['socket.listen.backlog.size'] },
  { release: '3.3.0', sections: ['broker'], keys: ['early.start.listeners', 'metadata.max.idle.interval.ms'] },
  { release: '3.3.0', sections: ['producer'], keys: [
    'partitioner.adaptive.partitioning.enable', 'partitioner.availability.timeout.ms', 'partitioner.ignore.keys',
  ] },
  { release: '3.4.0', sections: ['broker'], keys: [
    'metadata.log.max.snapshot.interval.ms', 'producer.id.expiration.check.interval.ms',
    'zookeeper.metadata.migration.enable',
  ] },
  { release: '3.4.0', sections: ['broker', 'producer', 'consumer'], keys: ['auto.include.jmx.reporter'] },
  { release: '3.5.0', sections: ['broker'], keys: [
    'group.consumer.assignors', 'group.consumer.heartbeat.interval.ms', 'group.consumer.max.heartbeat.interval.ms',
    'group.consumer.max.session.timeout.ms', 'group.consumer.max.size', 'group.consumer.min.heartbeat.interval.ms',
    'group.consumer.min.session.timeout.ms', 'group.consumer.session.timeout.ms', 'group.coordinator.new.enable',
    'group.coordinator.threads', 'server.max.startup.time.ms', 'unstable.api.versions.enable',
  ] },
  { release: '3.6.0', sections: ['broker'], keys: [
    'log.local.retention.bytes', 'log.local.retention.ms', 'log.message.timestamp.after.max.ms',
    'log.message.timestamp.before.max.ms', 'remote.log.metadata.custom.metadata.max.bytes',
  ] },
  { release: '3.6.0', sections: ['topic'], keys: [
    'message.timestamp.after.max.ms', 'message.timestamp.before.max.ms',
  ] },
  { release: '3.7.0', sections: ['broker'], keys: [
    'eligible.leader.replicas.enable', 'group.coordinator.rebalance.protocols', 'telemetry.max.bytes',
  ] },
  { release: '3.7.0', sections: ['producer', 'consumer'], keys: ['enable.metrics.push', 'retry.backoff.max.ms'] },
  { release: '3.7.0', sections: ['consumer'], keys: ['group.protocol', 'group.remote.assignor'] },
  { release: '3.8.0', sections: ['broker'], keys: [
    'controller.quorum.bootstrap.servers', 'group.consumer.migration.policy', 'group.coordinator.append.linger.ms',
    'log.dir.failure.timeout.ms', 'log.initial.task.delay.ms', 'max.request.partition.size.limit',
    'remote.fetch.max.wait.ms', 'remote.log.manager.copier.thread.pool.size',
    'remote.log.manager.copy.max.bytes.per.second', 'remote.log.manager.copy.quota.window.num',
    'remote.log.manager.copy.quota.window.size.seconds', 'remote.log.manager.expiration.thread.pool.size',
    'remote.log.manager.fetch.max.bytes.per.second', 'remote.log.manager.fetch.quota.window.num',
    'remote.log.manager.fetch.quota.window.size.seconds', 'unstable.feature.versions.enable',
  ] },
  { release: '3.8.0', sections: ['broker', 'topic', 'producer'], keys: [
    'compression.gzip.level', 'compression.lz4.level', 'compression.zstd.level',
  ] },
  { release: '3.8.0', sections: ['producer', 'consumer'], keys: ['metadata.recovery.strategy'] },
  { release: '3.9.0', sections: ['broker'], keys: [
    'alter.config.policy.kraft.compatibility.enable', 'group.share.delivery.count.limit', 'group.share.enable',
    'group.share.heartbeat.interval.ms', 'group.share.max.groups', 'group.share.max.heartbeat.interval.ms',
    'group.share.max.record.lock.duration.ms', 'group.share.max.session.timeout.ms', 'group.share.max.size',
    'group.share.min.heartbeat.interval.ms', 'group.share.min.record.lock.duration.ms',
    'group.share.min.session.timeout.ms', 'group.share.partition.max.record.locks',
    'group.share.record.lock.duration.ms', 'group.share.session.timeout.ms', 'unclean.leader.election.interval.ms',
  ] },
  { release: '3.9.0', sections: ['topic'], keys: ['remote.log.copy.disable', 'remote.log.delete.on.disable'] },
  { release: '3.9.0', sections: ['producer', 'consumer'], keys: ['sasl.oauthbearer.header.urlencode'] },
  { release: '4.0.0', sections: ['broker'], keys: [
    'add.partitions.to.txn.retry.backoff.max.ms', 'add.partitions.to.txn.retry.backoff.ms',
    'controller.performance.always.log.threshold.ms', 'controller.performance.sample.period.ms',
    'group.share.persister.class.name', 'remote.list.offsets.request.timeout.ms', 'share.coordinator.append.linger.ms',
    'share.coordinator.load.buffer.size', 'share.coordinator.snapshot.update.records.per.snapshot',
    'share.coordinator.state.topic.compression.codec', 'share.coordinator.state.topic.min.isr',
    'share.coordinator.state.topic.num.partitions', 'share.coordinator.state.topic.prune.interval.ms',
    'share.coordinator.state.topic.replication.factor', 'share.coordinator.state.topic.segment.bytes',
    'share.coordinator.threads', 'share.coordinator.write.timeout.ms', 'share.fetch.max.fetch.records',
    'share.fetch.purgatory.purge.interval.requests',
  ] },
  { release: '4.0.0', sections: ['producer', 'consumer'], keys: ['metadata.recovery.rebootstrap.trigger.ms'] },
  { release: '4.1.0', sections: ['broker'], keys: [
    'group.consumer.regex.refresh.interval.ms', 'group.share.assignors', 'group.share.max.share.sessions',
    'group.streams.heartbeat.interval.ms', 'group.streams.max.heartbeat.interval.ms',
    'group.streams.max.session.timeout.ms', 'group.streams.max.size', 'group.streams.max.standby.replicas',
    'group.streams.min.heartbeat.interval.ms', 'group.streams.min.session.timeout.ms',
    'group.streams.num.standby.replicas', 'group.streams.session.timeout.ms',
    'share.coordinator.cold.partition.snapshot.interval.ms',
  ] },
  { release: '4.1.0', sections: ['broker', 'producer', 'consumer'], keys: [
    'sasl.oauthbearer.assertion.algorithm', 'sasl.oauthbearer.assertion.claim.aud',
    'sasl.oauthbearer.assertion.claim.exp.seconds', 'sasl.oauthbearer.assertion.claim.iss',
    'sasl.oauthbearer.assertion.claim.jti.include', 'sasl.oauthbearer.assertion.claim.nbf.seconds',
    'sasl.oauthbearer.assertion.claim.sub', 'sasl.oauthbearer.assertion.file',
    'sasl.oauthbearer.assertion.private.key.file', 'sasl.oauthbearer.assertion.private.key.passphrase',
    'sasl.oauthbearer.assertion.template.file', 'sasl.oauthbearer.client.credentials.client.id',
    'sasl.oauthbearer.client.credentials.client.secret', 'sasl.oauthbearer.jwt.retriever.class',
    'sasl.oauthbearer.jwt.validator.class', 'sasl.oauthbearer.scope',
  ] },
  { release: '4.1.0', sections: ['consumer'], keys: ['share.acknowledgement.mode'] },
  { release: '4.2.0', sections: ['broker'], keys: [
    'controller.quorum.auto.join.enable', 'group.share.initialize.retry.interval.ms',
    'group.streams.initial.rebalance.delay.ms', 'remote.log.manager.follower.thread.pool.size',
  ] },
  { release: '4.2.0', sections: ['consumer'], keys: ['share.acquire.mode'] },
  { release: '4.3.0', sections: ['broker'], keys: [
    'controller.quorum.fetch.max.bytes', 'controller.quorum.fetch.snapshot.max.bytes', 'cordoned.log.dirs',
    'follower.fetch.last.tiered.offset.enable', 'group.consumer.assignment.interval.ms',
    'group.consumer.max.assignment.interval.ms', 'group.consumer.min.assignment.interval.ms',
    'group.coordinator.background.threads', 'group.coordinator.cached.buffer.max.bytes',
    'group.share.assignment.interval.ms', 'group.share.max.assignment.interval.ms',
    'group.share.max.delivery.count.limit', 'group.share.max.partition.max.record.locks',
    'group.share.min.assignment.interval.ms', 'group.share.min.delivery.count.limit',
    'group.share.min.partition.max.record.locks', 'group.streams.assignment.interval.ms',
    'group.streams.max.assignment.interval.ms', 'group.streams.min.assignment.interval.ms',
    'remote.log.index.file.cache.ttl.ms', 'share.coordinator.cached.buffer.max.bytes',
  ] },
  { release: '4.4.0', sections: ['broker'], keys: [
    'errors.deadletterqueue.auto.create.topics.enable', 'errors.deadletterqueue.topic.name.prefix',
    'group.consumer.assignor.offload.enable', 'group.share.assignor.offload.enable',
    'group.share.dlq.manager.class.name', 'group.streams.acceptable.recovery.lag',
    'group.streams.assignor.offload.enable', 'group.streams.assignors', 'group.streams.max.warmup.replicas',
    'group.streams.min.task.offset.interval.ms', 'group.streams.num.warmup.replicas',
    'group.streams.rack.aware.assignment.tags', 'group.streams.task.offset.interval.ms',
    'group.streams.topology.description.plugin.class', 'log.remote.copy.lag.bytes', 'log.remote.copy.lag.ms',
  ] },
  { release: '4.4.0', sections: ['broker', 'topic'], keys: ['max.decompressed.message.bytes'] },
  { release: '4.4.0', sections: ['broker', 'producer', 'consumer'], keys: [
    'sasl.oauthbearer.allow.unverified.audience', 'sasl.oauthbearer.allow.unverified.issuer',
  ] },
  { release: '4.4.0', sections: ['topic'], keys: [
    'errors.deadletterqueue.group.enable', 'remote.copy.lag.bytes', 'remote.copy.lag.ms',
  ] },
  { release: '4.4.0', sections: ['producer'], keys: [
    'buffer.memory.allocation.strategy', 'client.rack', 'partitioner.rack.aware',
  ] },
  { release: '4.4.0', sections: ['producer', 'consumer'], keys: [
    'bootstrap.resolve.timeout.ms', 'metadata.cluster.check.enable',
  ] },
]

// prettier-ignore
export const REMOVED: readonly KeyChange[] = [
  { release: '0.8.1', sections: ['broker'], keys: [
    'log.cleanup.interval.mins', 'log.flush.interval.ms.per.topic', 'log.retention.bytes.per.topic',
    'log.retention.hours.per.topic', 'log.roll.hours.per.topic', 'log.segment.bytes.per.topic',
  ] },
  { release: '0.9.0.0', sections: ['broker'], keys: ['controller.message.queue.size', 'replica.lag.max.messages'] },
  { release: '0.11.0.0', sections: ['producer'], keys: [
    'block.on.buffer.full', 'metadata.fetch.timeout.ms', 'timeout.ms',
  ] },
  { release: '3.0.0', sections: ['broker'], keys: [
    'advertised.host.name', 'advertised.port', 'host.name', 'port', 'quota.consumer.default', 'quota.producer.default',
  ] },
  { release: '3.2.0', sections: ['broker'], keys: ['zookeeper.sync.time.ms'] },
  { release: '4.0.0', sections: ['broker'], keys: [
    'alter.config.policy.kraft.compatibility.enable', 'broker.id.generation.enable', 'control.plane.listener.name',
    'controlled.shutdown.max.retries', 'controlled.shutdown.retry.backoff.ms', 'delegation.token.master.key',
    'eligible.leader.replicas.enable', 'inter.broker.protocol.version', 'leader.imbalance.per.broker.percentage',
    'log.message.downconversion.enable', 'log.message.format.version', 'log.message.timestamp.difference.max.ms',
    'offsets.commit.required.acks', 'password.encoder.cipher.algorithm', 'password.encoder.iterations',
    'password.encoder.key.length', 'password.encoder.keyfactory.algorithm', 'password.encoder.old.secret',
    'password.encoder.secret', 'reserved.broker.max.id', 'zookeeper.clientCnxnSocket', 'zookeeper.connect',
    'zookeeper.connection.timeout.ms', 'zookeeper.max.in.flight.requests', 'zookeeper.metadata.migration.enable',
    'zookeeper.session.timeout.ms', 'zookeeper.set.acl', 'zookeeper.ssl.cipher.suites', 'zookeeper.ssl.client.enable',
    'zookeeper.ssl.crl.enable', 'zookeeper.ssl.enabled.protocols', 'zookeeper.ssl.endpoint.identification.algorithm',
    'zookeeper.ssl.keystore.location', 'zookeeper.ssl.keystore.password', 'zookeeper.ssl.keystore.type',
    'zookeeper.ssl.ocsp.enable', 'zookeeper.ssl.protocol', 'zookeeper.ssl.truststore.location',
    'zookeeper.ssl.truststore.password', 'zookeeper.ssl.truststore.type',
  ] },
  { release: '4.0.0', sections: ['broker', 'producer', 'consumer'], keys: ['auto.include.jmx.reporter'] },
  { release: '4.0.0', sections: ['topic'], keys: [
    'message.downconversion.enable', 'message.format.version', 'message.timestamp.difference.max.ms',
  ] },
  { release: '4.1.0', sections: ['broker'], keys: [
    'group.coordinator.new.enable', 'group.share.max.groups', 'metadata.log.segment.min.bytes',
    'share.fetch.max.fetch.records',
  ] },
  { release: '4.3.0', sections: ['broker'], keys: ['group.share.enable'] },
]
