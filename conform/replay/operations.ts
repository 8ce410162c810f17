/** Which operation on a real cluster an action of the model is. */
import { recordIn, UNKNOWN } from '../../model/kafka/state/cluster-state.ts'
import type { KafkaAction, KafkaState } from '../../model/kafka/system.ts'
import { NO_RECORD } from '../../model/observation.ts'

/** What is done to a cluster from outside, for one action. */
export type Operation =
  /** To this broker; `again`: the client does it by itself. */
  | {
      readonly does: 'send'
      readonly producer: number
      readonly record: number
      readonly broker: number
      readonly again: boolean
    }
  | { readonly does: 'deliver'; readonly record: number; readonly broker: number; readonly late: boolean }
  /** Breaks the connection of the producer; what is on its way is lost, or stays on its way. */
  | { readonly does: 'break'; readonly broker: number; readonly keeps: boolean }
  | { readonly does: 'lose-response'; readonly record: number }
  | { readonly does: 'fetch' | 'fetched'; readonly follower: number; readonly leader: number }
  | { readonly does: 'learn'; readonly brokers: readonly number[] }
  | { readonly does: 'replicate'; readonly leader: number; readonly followers: readonly number[] }
  | { readonly does: 'shrink' | 'alter-partition'; readonly leader: number }
  | { readonly does: 'move'; readonly to: number; readonly over: number }
  | { readonly does: 'fence' | 'unfence' | 'shut-down' | 'end' | 'start' | 'kill'; readonly broker: number }
  | { readonly does: 'pause' | 'resume' | 'lose-disk'; readonly broker: number }
  | { readonly does: 'lose-power'; readonly broker: number; readonly keep: readonly number[] }
  /** Nothing: what is held back anyway is held back by somebody. */
  | { readonly does: 'nothing' }

/** An action that cannot be forced on a real cluster, and why. */
export interface NotForced {
  readonly why: string
}

/** Reasons why an action of this kind cannot be forced from outside, or is not yet. */
const NOT_FORCED: Readonly<Partial<Record<KafkaAction['kind'], string>>> = {
  'bounce': 'the controller runs beside the brokers here, and nobody can choose when its successor looks',
  'controller-failover': 'the cluster has one controller, which nobody can take over from',
  'forget-producers': 'producer.id.expiration.ms would have to pass; not done yet',
  'rack-power-loss': 'several brokers that lose power in one moment are not done yet',
  'delivery-timeout': 'delivery.timeout.ms would have to pass; not done yet',
  'client-restart': 'a producer that dies and starts again is not done yet',
  'buffer-loss': 'a producer that dies and starts again is not done yet',
}

/**
 * The operation for an action, in the state before it. What nobody can force is told with its reason: the rest of the
 * schedule would be about something else.
 */
export function operationOf(action: KafkaAction, before: KafkaState, after: KafkaState): Operation | NotForced {
  switch (action.kind) {
    case 'send': {
      const again = before.producers[action.producer]?.sends.some(({ record }) => record === action.record) === true
      const request = after.requests.findLast((one) => recordIn(one) === action.record && !one.late)
      return {
        does: 'send',
        producer: action.producer,
        record: action.record,
        broker: request?.broker ?? UNKNOWN,
        again,
      }
    }
    case 'arrive':
      return action.record === NO_RECORD
        ? { why: 'calls to a transaction coordinator are not done yet' }
        : { does: 'deliver', record: action.record, broker: action.broker, late: action.late }
    case 'lost-request':
      return { does: 'break', broker: action.broker, keeps: false }
    case 'request-timeout':
      return { does: 'break', broker: action.broker, keeps: true }
    case 'lost-response': {
      const waits = before.requests.some((request) => recordIn(request) === action.record && request.offset < 0)
      return waits
        ? { does: 'lose-response', record: action.record }
        : { why: 'the answer to a request that has arrived cannot be chosen any more; not done yet' }
    }
    case 'fetch':
    case 'fetched': {
      const leader = before.partitions[action.partition]?.replicas[action.follower]?.leader ?? -1
      return { does: action.kind, follower: action.follower, leader }
    }
    case 'learn':
      return { does: 'learn', brokers: [action.broker] }
    case 'learn-together':
      return { does: 'learn', brokers: brokersThatHeard(before, after) }
    case 'replicate': {
      const { leader = -1 } = before.partitions[action.partition]?.registration ?? {}
      const { replicas = [] } = after.partitions[action.partition] ?? {}
      const followers = replicas.flatMap((replica, id) => (id !== leader && replica.leader === leader ? [id] : []))
      return { does: 'replicate', leader, followers: followers.filter((id) => isOpen(before, id, leader)) }
    }
    case 'shrink':
    case 'alter-partition':
      return { does: action.kind, leader: action.leader }
    case 'move-leader': {
      const over = before.brokers.findIndex(
        ({ process, cutFrom }) => process === 'running' && !cutFrom.includes('controller'),
      )
      return { does: 'move', to: action.to, over }
    }
    case 'fence':
    case 'unfence':
    case 'pause':
    case 'resume':
      return { does: action.kind, broker: action.broker }
    case 'controlled-shutdown':
      return { does: 'shut-down', broker: action.broker }
    case 'stop':
      return { does: 'end', broker: action.broker }
    case 'restart':
      return { does: 'start', broker: action.broker }
    case 'crash':
      return { does: 'kill', broker: action.broker }
    case 'power-loss':
      return { does: 'lose-power', broker: action.broker, keep: action.keep }
    case 'disk-loss':
      return { does: 'lose-disk', broker: action.broker }
    case 'cut-off':
    case 'partition':
    case 'heal':
      return { does: 'nothing' }
    default:
      return { why: NOT_FORCED[action.kind] ?? 'transactions and groups are not done yet' }
  }
}

export function isForced(operation: Operation | NotForced): operation is Operation {
  return 'does' in operation
}

function brokersThatHeard(before: KafkaState, after: KafkaState): readonly number[] {
  return after.brokers.flatMap((_, id) =>
    after.partitions.some(({ replicas }, partition) => replicas[id] !== before.partitions[partition]?.replicas[id])
      ? [id]
      : [],
  )
}

function isOpen(state: KafkaState, follower: number, leader: number): boolean {
  const [one, other] = [state.brokers[follower], state.brokers[leader]]
  if (one === undefined || other === undefined) return false
  if (one.process !== 'running' || other.process !== 'running') return false
  return !one.cutFrom.includes(leader) && !other.cutFrom.includes(follower)
}
