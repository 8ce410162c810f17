/** What happens to a broker's process and its disk: it dies, loses its unflushed data, stops cleanly, starts again. */
import { fence, register, unfence } from '../controller/sessions.ts'
import { endCoordinating, forgetMarkersAt } from '../coordinator/leading.ts'
import { logEndOffset, truncate, withoutEpochsFrom } from '../log/log.ts'
import { isBehind, learn } from '../replication/leadership.ts'
import {
  BLANK_REPLICA,
  type ClusterState,
  NO_LEADER,
  type Replica,
  brokerOf,
  partitionAt,
  replaced,
  withBroker,
} from '../state/cluster-state.ts'
import type { Deployment } from '../state/deployment.ts'
import { isRunning, reaches } from '../state/network.ts'

/**
 * The process is gone; its log stays in the page cache. It comes back with the high watermark of the checkpoint file.
 */
export function processDies(
  deployment: Deployment,
  state: ClusterState,
  broker: number,
  process: 'stopped' | 'halted',
): ClusterState {
  const dead = withBroker(state, broker, { process, clean: false })
  return disconnected(deployment, mapReplicas(deployment, dead, broker, forgotten), broker)
}

/** The machine loses its power: of each log stays what was flushed and as much more as chance had written. */
export function losesPower(
  deployment: Deployment,
  state: ClusterState,
  broker: number,
  keep: readonly number[],
): ClusterState {
  const dead = processDies(deployment, state, broker, 'stopped')
  return mapReplicas(deployment, dead, broker, (replica, partition) =>
    truncate(replica, Math.max(replica.flushed, keep[partition] ?? 0)),
  )
}

/** The broker's disk is lost; it will come back empty. */
export function losesDisk(deployment: Deployment, state: ClusterState, broker: number): ClusterState {
  const dead = processDies(deployment, state, broker, 'stopped')
  return mapReplicas(deployment, dead, broker, ({ sessionless }) => ({ ...BLANK_REPLICA, sessionless }))
}

/**
 * Whether a broker in controlled shutdown may end its process: it leads nothing and everybody else has heard so. A
 * KRaft controller waits for every active broker, silent ones too until their sessions expire
 * (`BrokerHeartbeatManager.calculateNextBrokerState`, `lowestActiveOffset`).
 */
export function canStop(deployment: Deployment, state: ClusterState, broker: number): boolean {
  const { registration, process } = brokerOf(state, broker)
  if (registration !== 'shutting-down' || process !== 'running') return false
  return deployment.hosts.every(
    (host) =>
      !isWaitedFor(deployment, state, host)
      || state.partitions.every((_, partition) => !isBehind(deployment, state, partition, host)),
  )
}

function isWaitedFor(deployment: Deployment, state: ClusterState, host: number): boolean {
  return deployment.mechanisms.controller === 'kraft'
    ? brokerOf(state, host).registration === 'active'
    : reaches(state, host, 'controller')
}

/**
 * The end of a controlled shutdown: logs are flushed, the high watermark is checkpointed, the clean-shutdown file is
 * written.
 */
export function stops(deployment: Deployment, state: ClusterState, broker: number): ClusterState {
  const flushed = mapReplicas(deployment, state, broker, (replica) =>
    forgotten({ ...replica, flushed: logEndOffset(replica), checkpoint: replica.highWatermark }),
  )
  const stopped = withBroker(flushed, broker, { process: 'stopped', clean: true })
  return fence(deployment, disconnected(deployment, stopped, broker), broker)
}

/**
 * Whether the broker can be started: the controller has noticed that the last process is gone (KRaft refuses a second
 * registration before, DuplicateBrokerRegistrationException).
 */
export function canStart(state: ClusterState, broker: number): boolean {
  const { process, registration, cutFrom } = brokerOf(state, broker)
  return process === 'stopped' && registration === 'fenced' && !cutFrom.includes('controller')
}

/**
 * The broker starts, registers and is unfenced. A KRaft broker has read the metadata up to its registration before it
 * is unfenced; in ZooKeeper mode it knows nothing until the controller's first request.
 */
export function starts(deployment: Deployment, state: ClusterState, broker: number): ClusterState {
  const { brokerEpoch, clean } = brokerOf(state, broker)
  const running = withBroker(recovered(deployment, state, broker), broker, { process: 'running', clean: false })
  const registered = register(deployment, running, broker, brokerEpoch + 1, clean)
  const caughtUp = deployment.mechanisms.controller === 'kraft' ? learn(deployment, registered, broker) : registered
  return unfence(deployment, caughtUp, broker)
}

/**
 * ZooKeeper mode: whether this stopped broker may come back before any controller saw it gone. Its ephemeral node must
 * expire before it can register again (`ZKCheckedEphemeral`), so only a controller that reads the brokers for the first
 * time misses it: the successor, when the stopped broker was itself the controller, or after a failover. Since 2.2 the
 * successor sees by the node's creation that it is another one (KIP-380).
 */
export function mayBounceUnnoticed(deployment: Deployment, state: ClusterState, broker: number): boolean {
  const { process, registration, cutFrom } = brokerOf(state, broker)
  return (
    deployment.mechanisms.controller === 'zookeeper'
    && !deployment.mechanisms['bounce-noticed']
    && process === 'stopped'
    && registration === 'active'
    && !cutFrom.includes('controller')
  )
}

/**
 * The broker starts again and no controller ever removed it from an ISR; the new controller tells it the present state
 * (`ReplicaStateMachine.startup`).
 */
export function bounces(deployment: Deployment, state: ClusterState, broker: number): ClusterState {
  const { brokerEpoch } = brokerOf(state, broker)
  const running = withBroker(recovered(deployment, state, broker), broker, {
    process: 'running',
    clean: false,
    brokerEpoch: brokerEpoch + 1,
  })
  return {
    ...running,
    mayHostController: running.mayHostController.filter((host) => host !== broker && isRunning(running, host)),
  }
}

/**
 * Log recovery at a start cuts epochs that begin at the end of the log (`UnifiedLog`,
 * `LeaderEpochFileCache.truncateFromEnd`). What is known of producers is read from a snapshot at the end of the log: a
 * clean shutdown wrote it, and recovery after any other end does, too (`UnifiedLog.close`, `LogLoader.recoverSegment`).
 */
function recovered(deployment: Deployment, state: ClusterState, broker: number): ClusterState {
  return mapReplicas(deployment, state, broker, (replica) => ({
    ...replica,
    epochs: withoutEpochsFrom(replica.epochs, logEndOffset(replica)),
    ...producersLoaded(deployment, replica),
  }))
}

function producersLoaded({ settings }: Deployment, replica: Replica): Partial<Replica> {
  if (!settings['enable.idempotence']) return NOTHING_LOADED
  const end = logEndOffset(replica)
  return { snapshot: end, loadedFrom: end }
}

const NOTHING_LOADED: Partial<Replica> = {}

/** What is left of a replica when its process is gone: all that is on its disk, and nothing else. */
function forgotten(replica: Replica): Replica {
  const { log, epochs, flushed, checkpoint, snapshot, loadedFrom, forgottenBefore } = replica
  return {
    log,
    epochs,
    highWatermark: Math.min(checkpoint, logEndOffset(replica)),
    flushed,
    checkpoint,
    leader: NO_LEADER,
    leaderEpoch: -1,
    leadership: null,
    response: null,
    truncating: false,
    snapshot,
    loadedFrom,
    forgottenBefore,
    verifying: [],
    sessionless: replica.sessionless,
  }
}

/** Other brokers' connections to one that is gone: its answers to fetches are lost, and the markers sent to it. */
function disconnected(deployment: Deployment, state: ClusterState, broker: number): ClusterState {
  const alone = forgetMarkersAt(endCoordinating(state, broker), broker, null)
  const endsSessions = deployment.mechanisms['fetch-fencing'] && !deployment.mechanisms['session-keeps-epoch']
  const partitions = alone.partitions.map((partition) =>
    endsSessions || partition.replicas.some((replica) => hangsOn(replica, broker))
      ? {
          ...partition,
          replicas: partition.replicas.map((replica, id) =>
            endsSessions
              ? sessionsEnded(deployment, unanswered(replica, broker), id, broker)
              : unanswered(replica, broker),
          ),
        }
      : partition,
  )
  return { ...alone, partitions }
}

function unanswered(replica: Replica, broker: number): Replica {
  return hangsOn(replica, broker) ? { ...replica, response: null } : replica
}

/** The fetch sessions of a process end with it: its own, and those that others have with it. */
function sessionsEnded({ hosts }: Deployment, replica: Replica, id: number, broker: number): Replica {
  const sessionless =
    id === broker
      ? hosts.filter((host) => host !== broker)
      : [...new Set([...replica.sessionless, broker])].sort((a, b) => a - b)
  return { ...replica, sessionless }
}

/** Whether an answer is under way to a follower from this broker. */
function hangsOn({ response, leader }: Replica, broker: number): boolean {
  return response !== null && ('asked' in response ? leader : (response.sent?.leader ?? leader)) === broker
}

function mapReplicas(
  deployment: Deployment,
  state: ClusterState,
  broker: number,
  change: (replica: Replica, partition: number) => Replica,
): ClusterState {
  const partitions = state.partitions.map((partition, p) => {
    const replica = partitionAt(state, p).replicas[broker]
    if (replica === undefined || !deployment.assignment[p]?.includes(broker)) return partition
    return { ...partition, replicas: replaced(partition.replicas, broker, change(replica, p)) }
  })
  return { ...state, partitions }
}
