/** The words of a story: what a step is called, and what is worth seeing of a broker after it. */
import { NO_RECORD } from '../../observation.ts'
import type { Participant } from '../../system.ts'
import { isOfTransactions } from '../coordinator/rows.ts'
import { asksToAdd } from '../coordinator/admission.ts'
import { latestEpoch } from '../log/log.ts'
import type { Action } from '../machine/action.ts'
import { destination } from '../producer/send.ts'
import { type ClusterState, type EndOfEpoch, NO_LEADER, producerOf, replicaOf } from '../state/cluster-state.ts'
import { clientOf } from '../state/coordinators.ts'
import type { Deployment, Endpoint } from '../state/deployment.ts'
import { isCommit, originalOf, partitionOf, positionOf } from '../state/records.ts'
import { arrivedCall, describeOfTransactions, entryInWords, participantsOfTransactions } from './transaction-words.ts'

/**
 * `a`, `b` … `z`, `a1` …; `a'` is `a` once more, as another call of send; the records that fresh producers send after
 * healing are `new`.
 */
export function recordName(deployment: Deployment, record: number): string {
  if (isCommit(deployment, record))
    return `the position after ${recordName(deployment, positionOf(deployment, record) - 1)}`
  if (deployment.offsetsPartition >= 0 && record >= deployment.scope.records && record < deployment.ownRecords)
    return `${recordName(deployment, record % deployment.scope.records)}${"'".repeat(Math.floor(record / deployment.scope.records))}`
  const original = originalOf(deployment, record)
  if (original !== record) return `${recordName(deployment, original)}'`
  if (record >= deployment.ownRecords)
    return deployment.dataPartitions > 1 ? `new-p${record - deployment.ownRecords}` : 'new'
  const letter = String.fromCharCode(97 + (record % 26))
  return record < 26 ? letter : `${letter}${Math.floor(record / 26)}`
}

function producerName({ scope }: Deployment, producer: number): string {
  return scope.producers > 1 || producer >= scope.producers ? `producer ${producer}` : 'the producer'
}

/** One line for a person who runs Kafka. */
export function describe(deployment: Deployment, action: Action, before: ClusterState): string {
  const name = (record: number): string => recordName(deployment, record)
  const of = (partition: number): string =>
    partition === deployment.transactionLog
      ? ' (transaction log)'
      : partition === deployment.offsetsPartition
        ? " (the group's positions)"
        : deployment.dataPartitions > 1
          ? ` (partition ${partition})`
          : ''
  const who = (producer: number): string => producerName(deployment, producer)
  if (isOfTransactions(action)) return describeOfTransactions(deployment, action, before, who)
  switch (action.kind) {
    case 'send': {
      const again = before.producers[action.producer]?.sends.some((send) => send.record === action.record) === true
      const partition = partitionOf(deployment, action.record)
      const to =
        before.producers[action.producer] === undefined
          ? null
          : destination(deployment, before, producerOf(before, action.producer), partition, again)
      return `${who(action.producer)} sends ${name(action.record)}${again ? ' again' : ''}${of(partition)} to broker ${to ?? '?'} (acks=${deployment.settings.acks})`
    }
    case 'arrive':
      if (action.record === NO_RECORD) return arrivedCall(deployment, action, before, who)
      return `${action.late ? 'a late request with ' : ''}${name(action.record)} arrives at broker ${action.broker}${asksToAdd(deployment, before, action) ? ', which asks the coordinator to add the partition to the transaction' : ''}`
    case 'fetch':
      if (replicaOf(before, action.partition, action.follower).truncating)
        return asks(before, action.partition, action.follower) + of(action.partition)
      return `broker ${action.follower} fetches from broker ${leaderSeenBy(before, action.partition, action.follower)}${of(action.partition)}`
    case 'fetched':
      return finishedFetch(before, action.partition, action.follower) + of(action.partition)
    case 'learn-together':
      return 'all brokers that reach the controller hear what it has decided'
    case 'replicate':
      if (before.partitions[action.partition]?.replicas.some(({ leadership }) => leadership?.pending != null) === true)
        return `the controller accepts the new ISR${of(action.partition)}, and who is in it gets what the leader has`
      return `the followers${of(action.partition)} get what their leader has, and its high watermark`
    case 'alter-partition':
      return `the controller accepts the ISR that broker ${action.leader} asked for${of(action.partition)}`
    case 'learn':
      return learned(before, action.broker)
    case 'stop':
      return `broker ${action.broker} finishes its controlled shutdown`
    case 'heal':
      return `broker ${action.broker} is reachable again`
    case 'resume':
      return `broker ${action.broker} runs on after its pause`
    case 'restart':
      return `broker ${action.broker} restarts and registers`
    case 'bounce':
      return `broker ${action.broker}, which was the controller, restarts before its successor looks who is there`
    case 'unfence':
      return `broker ${action.broker} is heard of again and is unfenced`
    case 'fence':
      return `the session of broker ${action.broker} expires: the controller takes it out`
    case 'shrink':
      return `broker ${action.leader} drops ${endpoints(action.followers)} from the ISR for lag${of(action.partition)}`
    case 'request-timeout':
      return `${who(action.producer)} gives up waiting for broker ${action.broker} and closes the connection`
    case 'delivery-timeout':
      return `delivery.timeout.ms of ${name(action.record)} is over: the application gets a TimeoutException${clientOf(before, action.producer) === null ? '' : ' and has to abort the transaction'}`
    case 'move-leader':
      return `the leader${of(action.partition)} is moved from broker ${before.partitions[action.partition]?.registration.leader} to broker ${action.to}`
    case 'controlled-shutdown':
      return `broker ${action.broker} begins a controlled shutdown`
    case 'crash':
      return `broker ${action.broker} crashes (its page cache survives)`
    case 'power-loss':
      return `broker ${action.broker} loses power, and with it ${lost(deployment, before, action.broker, action.keep)}`
    case 'disk-loss':
      return `broker ${action.broker} loses its disk`
    case 'pause':
      return `broker ${action.broker} stops answering (a long pause)`
    case 'cut-off':
      return `broker ${action.broker} is cut off from some of the others${action.clients ? ' and from its clients' : ''}`
    case 'partition':
      return `broker ${action.broker} is cut off from ${endpoints(action.from)}`
    case 'lost-request':
      return `the connection from ${who(action.producer)} to broker ${action.broker} breaks and what was on it is lost`
    case 'lost-response':
      if (action.record === NO_RECORD) return `the answer of its coordinator to ${who(action.producer)} will be lost`
      return `the response for ${name(action.record)} will be lost`
    case 'controller-failover':
      return before.brokers[action.broker]?.process === 'stopped'
        ? `the controller fails over, and broker ${action.broker} is back before the new one looks`
        : `the controller fails over before it answers broker ${action.broker}`
    case 'client-restart':
      return `${who(action.producer)} dies and starts again`
    case 'forget-producers':
      return `producer.id.expiration.ms is over: the brokers forget the producers${of(action.partition)}`
    case 'probe':
      return 'a new producer comes'
  }
}

function leaderSeenBy(state: ClusterState, partition: number, broker: number): number {
  return replicaOf(state, partition, broker).leader
}

function finishedFetch(before: ClusterState, partition: number, follower: number): string {
  const { response, leader } = replicaOf(before, partition, follower)
  if (response !== null && 'asked' in response) return `broker ${follower} ${cutsInWords(response)}`
  if (response !== null && response.sent !== null)
    return `broker ${follower} gets broker ${response.sent.leader}'s answer to a fetch of an earlier epoch`
  if (response?.diverging)
    return `broker ${follower} hears where its log parts from broker ${leader}'s, and cuts its own`
  if (response !== null && response.outOfRange !== null)
    return `broker ${follower} hears that broker ${leader}'s log ends at ${response.outOfRange}`
  const count = response?.entries.length ?? 0
  return `broker ${follower} gets ${count === 0 ? 'the high watermark' : count === 1 ? 'a record' : `${count} records`} from broker ${leader}`
}

function asks(before: ClusterState, partition: number, follower: number): string {
  const replica = replicaOf(before, partition, follower)
  return `broker ${follower} asks broker ${replica.leader} where epoch ${latestEpoch(replica)} ends`
}

function cutsInWords({ asked, end }: EndOfEpoch): string {
  if (end === null) return `hears that epoch ${asked} is unknown there, and cuts its log at its high watermark`
  return `hears that epoch ${end.epoch} ends at ${end.endOffset} there, and cuts its log accordingly`
}

function learned(before: ClusterState, broker: number): string {
  const news = before.partitions.flatMap(({ registration, replicas }) => {
    const replica = replicas[broker]
    if (replica === undefined || replica.leaderEpoch >= registration.leaderEpoch) return []
    if (registration.leader === NO_LEADER) return [`nobody leads in epoch ${registration.leaderEpoch}`]
    if (registration.leader === broker) return [`it leads in epoch ${registration.leaderEpoch}`]
    return [`it follows broker ${registration.leader} in epoch ${registration.leaderEpoch}`]
  })
  return `broker ${broker} hears from the controller: ${news.length === 0 ? 'the ISR has changed' : news.join(', ')}`
}

function lost(deployment: Deployment, before: ClusterState, broker: number, keep: readonly number[]): string {
  const several = deployment.dataPartitions > 1
  return before.partitions
    .flatMap((_, partition) => {
      const { length } = replicaOf(before, partition, broker).log
      const gone = length - Math.min(length, keep[partition] ?? 0)
      if (gone === 0) return []
      const what =
        gone === length
          ? gone === 1
            ? 'the only record'
            : `all ${length} records`
          : `the last ${gone === 1 ? '' : `${gone} `}of ${length} records`
      const of =
        partition === deployment.transactionLog
          ? ' of transactions'
          : partition === deployment.offsetsPartition
            ? " of the group's positions"
            : several
              ? ` of partition ${partition}`
              : ''
      return [`${what} of its log${of}`]
    })
    .join(' and ')
}

function endpoints(from: readonly Endpoint[]): string {
  const names = from.map((endpoint) =>
    endpoint === 'controller' ? 'the controller' : endpoint === 'clients' ? 'its clients' : `broker ${endpoint}`,
  )
  return names.length > 1 ? `${names.slice(0, -1).join(', ')} and ${names[names.length - 1]}` : names.join('')
}

/** What a story shows after each step: every replica, and what the controller thinks. */
export function participants(deployment: Deployment, state: ClusterState): readonly Participant[] {
  const several = deployment.dataPartitions > 1
  const who = (producer: number): string => producerName(deployment, producer)
  const ofTransactions = state.transactions === null ? [] : participantsOfTransactions(deployment, state, who)
  const ofPartitions = state.partitions.flatMap(({ registration }, partition): Participant[] => {
    const suffix =
      partition === deployment.transactionLog
        ? '/txn'
        : partition === deployment.offsetsPartition
          ? '/group'
          : several
            ? `/p${partition}`
            : ''
    const replicas = (deployment.assignment[partition] ?? []).map((broker): Participant => {
      const { log, highWatermark } = replicaOf(state, partition, broker)
      return {
        name: `broker ${broker}${suffix}`,
        columns: [
          { name: 'role', value: roleOf(state, partition, broker) },
          {
            name: 'log',
            value: `[${log.map((entry) => (entry.record === NO_RECORD ? entryInWords(entry) : `${recordName(deployment, entry.record)}@${entry.epoch}`)).join(' ')}]`,
          },
          { name: 'LEO', value: String(log.length) },
          { name: 'HW', value: String(highWatermark) },
        ],
      }
    })
    const elr = deployment.mechanisms.eligibleLeaderReplicas
      ? [{ name: 'ELR', value: `{${registration.elr.join(',')}}` }]
      : []
    const controller: Participant = {
      name: `controller${suffix}`,
      columns: [
        { name: 'leader', value: registration.leader < 0 ? 'none' : String(registration.leader) },
        { name: 'epoch', value: String(registration.leaderEpoch) },
        { name: 'ISR', value: `{${registration.isr.join(',')}}` },
        ...elr,
      ],
    }
    return partition === deployment.transactionLog || partition === deployment.offsetsPartition
      ? replicas
      : [...replicas, controller]
  })
  return [...ofTransactions, ...ofPartitions]
}

function roleOf(state: ClusterState, partition: number, broker: number): string {
  const { process, registration } = state.brokers[broker] ?? {}
  if (process !== 'running') return process ?? ''
  const { leader, leaderEpoch, leadership } = replicaOf(state, partition, broker)
  const fenced = registration === 'fenced' ? ' fenced' : ''
  if (leadership !== null) return `leads e${leaderEpoch}${fenced}`
  return leader < 0 ? `waits${fenced}` : `follows ${leader} e${leaderEpoch}${fenced}`
}
