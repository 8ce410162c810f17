/**
 * The maps `config` of Strimzi's resources: which values they take, and which keys Strimzi drops. Sources, all of
 * strimzi-kafka-operator: operator-common OrderedProperties.java (addIterablePairs), cluster-operator
 * AbstractConfiguration.java (filterForbidden), and the lists of api: KafkaClusterSpec.java, KafkaConnectSpec.java,
 * KafkaMirrorMaker2ClusterSpec.java, KafkaBridgeProducerSpec.java, KafkaBridgeConsumerSpec.java.
 */
import { InputError } from '../../../model/input-error.ts'
import { type Aside, shownKey } from '../form.ts'
import { type Entry, entriesAt, entryAt, type Tree } from '../tree.ts'
import { originAt } from './resource.ts'

/** Keys that begin so are set by Strimzi itself, for the connections and the storage that it makes. */
export interface Forbidden {
  readonly prefixes: readonly string[]
  readonly except: readonly string[]
}

const OF_TLS = words('ssl.endpoint.identification.algorithm ssl.cipher.suites ssl.protocol ssl.enabled.protocols')

export const FORBIDDEN_BROKER: Forbidden = {
  prefixes: words(
    'listeners advertised. broker. listener. host.name port inter.broker.listener.name sasl. ssl. security. password. '
      + 'log.dir zookeeper.connect zookeeper.set.acl zookeeper.ssl authorizer. super.user cruise.control.metrics.topic '
      + 'cruise.control.metrics.reporter.bootstrap.servers node.id process.roles controller. metadata.log.dir '
      + 'zookeeper.metadata.migration.enable client.quota.callback.static.kafka.admin. '
      + 'client.quota.callback.static.produce client.quota.callback.static.fetch '
      + 'client.quota.callback.static.storage.per.volume.limit.min.available. '
      + 'client.quota.callback.static.excluded.principal.name.list prometheus.metrics.reporter. cordoned.log.dirs',
  ),
  except: words(
    'zookeeper.connection.timeout.ms sasl.server.max.receive.size ssl.cipher.suites ssl.protocol '
      + 'ssl.enabled.protocols ssl.secure.random.implementation cruise.control.metrics.topic.num.partitions '
      + 'cruise.control.metrics.topic.replication.factor cruise.control.metrics.topic.retention.ms '
      + 'cruise.control.metrics.topic.auto.create.retries cruise.control.metrics.topic.auto.create.timeout.ms '
      + 'cruise.control.metrics.topic.min.insync.replicas broker.session.timeout.ms broker.heartbeat.interval.ms '
      + 'controller.socket.timeout.ms controller.quorum.election.backoff.max.ms controller.quorum.election.timeout.ms '
      + 'controller.quorum.fetch.timeout.ms',
  ),
}

export const FORBIDDEN_CONNECT: Forbidden = {
  prefixes: words(
    'group.id config.storage.topic offset.storage.topic status.storage.topic ssl. sasl. security. listeners '
      + 'plugin.path rest. bootstrap.servers consumer.interceptor.classes producer.interceptor.classes '
      + 'prometheus.metrics.reporter.',
  ),
  except: OF_TLS,
}

export const FORBIDDEN_PRODUCER: Forbidden = {
  prefixes: words('ssl. bootstrap.servers sasl. security.'),
  except: OF_TLS,
}

export const FORBIDDEN_CONSUMER: Forbidden = {
  prefixes: words('ssl. bootstrap.servers group.id sasl. security.'),
  except: OF_TLS,
}

function words(text: string): readonly string[] {
  return text.split(' ')
}

/** A key of the map with its text. */
export interface ConfigEntry {
  readonly key: string
  readonly value: string
  readonly line: number
  /** As it stands in the file: `spec.kafka.config.min.insync.replicas`. */
  readonly path: string
}

export interface Config {
  readonly entries: readonly ConfigEntry[]
  /** What Strimzi drops. */
  readonly asides: readonly Aside[]
}

/**
 * The map at the path below a resource (or below a tree of it, whose own path is `prefix`).
 * @throws InputError for what Strimzi refuses with InvalidConfigParameterException: no value, a list, a map.
 */
export function configAt(
  { file, tree }: { readonly file: string; readonly tree: Tree | undefined },
  path: readonly string[],
  forbidden: Forbidden | undefined,
  prefix = '',
): Config {
  const at = [...(prefix === '' ? [] : [prefix]), ...path].join('.')
  mustBeMap(file, entryAt(tree, ...path), at)
  const all = entriesAt(tree, ...path).map((entry) => read(file, entry, `${at}.${entry.key}`))
  const dropped = (key: string): string | undefined => droppedBy(forbidden, key)
  return {
    entries: all.filter(({ key }) => dropped(key) === undefined),
    asides: all.flatMap(({ key, line, path: written }) => {
      const rule = dropped(key)
      if (rule === undefined) return []
      const why = `Strimzi drops it: what begins with ${rule} is its own to set`
      return [{ key: written, why, origin: originAt(file, line, written) }]
    }),
  }
}

/** The prefix for which Strimzi drops a key; it looks at keys in lower case, at exceptions as they are written. */
function droppedBy(forbidden: Forbidden | undefined, key: string): string | undefined {
  if (forbidden === undefined || forbidden.except.includes(key)) return undefined
  return forbidden.prefixes.find((prefix) => key.toLowerCase().startsWith(prefix))
}

function mustBeMap(file: string, entry: Entry | undefined, key: string): void {
  if (entry === undefined || entry.value.kind === 'map' || entry.value.kind === 'nothing') return
  throw new InputError({
    where: `${file}:${entry.line}`,
    key,
    problem: 'this is a map of settings, and no map stands here',
    remedy: 'write the settings below it, such as min.insync.replicas: 2',
  })
}

function read(file: string, { key, line, value }: Entry, path: string): ConfigEntry {
  if (value.kind === 'text') return { key, value: value.text, line, path }
  const [problem, remedy] =
    value.kind === 'nothing'
      ? ['it has no value, and Strimzi refuses null here', 'give a value, or leave the key out']
      : value.kind === 'list'
        ? ['this is a list, and Strimzi refuses lists here', 'write it as Kafka does, in one text with commas']
        : [
            'this holds further keys, and Strimzi refuses maps here',
            "write Kafka's whole name in one piece, such as min.insync.replicas: 2",
          ]
  throw new InputError({ where: `${file}:${line}`, key: shownKey(path), problem, remedy })
}
