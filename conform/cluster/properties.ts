/** The configuration files of the processes of a cluster. */

/** Where a process listens, and where the others are told that it does: there the proxy stands. */
export interface Listening {
  readonly own: number
  readonly advertised: number
}

export interface BrokerPorts {
  /** For clients. */
  readonly clients: Listening
  /** For the other brokers. */
  readonly brokers: Listening
}

export interface ClusterPorts {
  readonly controller: Listening
  /** By broker id. */
  readonly brokers: readonly BrokerPorts[]
}

/** Milliseconds that decide when the cluster acts by itself. */
export interface Timing {
  /** `broker.session.timeout.ms`: after so long a silent broker is fenced. */
  readonly session: number
  /** `replica.lag.time.max.ms`: after so long a follower that is not caught up leaves the ISR. */
  readonly lag: number
}

/** The node id of the one controller; brokers count from 0. */
export const CONTROLLER = 100

/** Longer than any replay: for what must not happen by itself. */
export const NEVER_MS = 3_600_000

/** In the folder of a node: its data. */
export const DATA = 'data'

/** @param settings what the model's settings say of all nodes, by Kafka's names */
export function controllerProperties(
  ports: ClusterPorts,
  timing: Timing,
  folder: string,
  settings: Readonly<Record<string, string>>,
): string {
  return text({
    'process.roles': 'controller',
    'node.id': CONTROLLER,
    'listeners': `CONTROLLER://${at(ports.controller.own)}`,
    'advertised.listeners': `CONTROLLER://${at(ports.controller.advertised)}`,
    ...common(ports, timing, folder, settings),
  })
}

/** @param settings what the model's settings say of all nodes, by Kafka's names */
export function brokerProperties(
  broker: number,
  ports: ClusterPorts,
  timing: Timing,
  folder: string,
  settings: Readonly<Record<string, string>>,
): string {
  const own = ports.brokers[broker]
  if (own === undefined) throw new RangeError(`no ports for broker ${broker}`)
  const listeners = (of: keyof Listening): string => `CLIENTS://${at(own.clients[of])},BROKERS://${at(own.brokers[of])}`
  return text({
    'process.roles': 'broker',
    'node.id': broker,
    'listeners': listeners('own'),
    'advertised.listeners': listeners('advertised'),
    'inter.broker.listener.name': 'BROKERS',
    ...common(ports, timing, folder, settings),
  })
}

function common(
  ports: ClusterPorts,
  timing: Timing,
  folder: string,
  settings: Readonly<Record<string, string>>,
): Readonly<Record<string, string | number>> {
  const replicas = Math.min(3, ports.brokers.length)
  return {
    'controller.quorum.voters': `${CONTROLLER}@${at(ports.controller.advertised)}`,
    'controller.listener.names': 'CONTROLLER',
    'listener.security.protocol.map': 'CLIENTS:PLAINTEXT,BROKERS:PLAINTEXT,CONTROLLER:PLAINTEXT',
    'log.dirs': `${folder}/${DATA}`,
    'offsets.topic.replication.factor': replicas,
    'offsets.topic.num.partitions': 1,
    'transaction.state.log.replication.factor': replicas,
    'transaction.state.log.num.partitions': 1,
    'auto.create.topics.enable': 'false',
    'auto.leader.rebalance.enable': 'false',
    'group.initial.rebalance.delay.ms': 0,
    'num.network.threads': 2,
    'num.io.threads': 4,
    'log.cleaner.dedupe.buffer.size': 2_097_152,
    'broker.heartbeat.interval.ms': 500,
    'broker.session.timeout.ms': timing.session,
    'replica.lag.time.max.ms': timing.lag,
    'initial.broker.registration.timeout.ms': NEVER_MS,
    'replica.fetch.backoff.ms': 100,
    'replica.socket.timeout.ms': NEVER_MS,
    // Metadata that the proxy holds back is late, not a reason to look for another controller.
    'controller.quorum.fetch.timeout.ms': NEVER_MS,
    'controller.quorum.request.timeout.ms': NEVER_MS,
    ...settings,
  }
}

function at(port: number): string {
  return `127.0.0.1:${port}`
}

function text(properties: Readonly<Record<string, string | number>>): string {
  return `${Object.entries(properties)
    .map(([key, value]) => `${key}=${value}`)
    .join('\n')}\n`
}
