/**
 * When nothing that costs can happen any more, most states are settled: the leader stays, so whatever replicas still
 * have to catch up with, they end as copies of its log. Only what clients do can make a difference then, and an
 * exhaustive search branches only there.
 *
 * A partition is settled when
 * - its leader is in good order, and its log is what it will lead with: nobody else will ever be elected;
 * - whoever else still believes to lead can show consumers nothing that the leader does not have, and no client that
 *   has
 *   work left talks to it;
 * - while clients have work left, so many in-sync replicas are in good order that the ISR never falls below the
 *   minimum.
 */
import type { Action } from '../machine/action.ts'
import { rowOf } from '../machine/rows.ts'
import { hasToSend } from '../door.ts'
import { answerIsDoomed } from '../producer/connections.ts'
import { type ClusterState, type Entry, type Partition, type Replica, partitionAt } from '../state/cluster-state.ts'
import { type Deployment, minIsrOf } from '../state/deployment.ts'
import { haveClientsWork, isHeard, isInGoodOrder } from './facts.ts'

/** Whether only what clients do can still make a difference, if nothing that costs happens any more. */
export function isSettled(deployment: Deployment, state: ClusterState): boolean {
  // Older followers do not end as copies of the leader's log whatever happens.
  // Coordinators and markers are work that is not the clients' own.
  if (deployment.transactionLog >= 0) return false
  const { mechanisms } = deployment
  if (
    mechanisms.controller !== 'kraft'
    || mechanisms.truncation !== 'on-fetch'
    || !mechanisms['fetch-fencing']
    || !mechanisms['late-answers-refused']
  )
    return false
  const clientsWork = haveClientsWork(state)
  return state.partitions.every((_, partition) => isPartitionSettled(deployment, state, partition, clientsWork))
}

function isPartitionSettled(deployment: Deployment, state: ClusterState, at: number, clientsWork: boolean): boolean {
  const partition = partitionAt(state, at)
  const { leader, isr } = partition.registration
  const leading = partition.replicas[leader]
  if (leading === undefined || !isInGoodOrder(state, leader)) return false
  const leads = leading.leadership !== null && leading.leaderEpoch === partition.registration.leaderEpoch
  if (!leads && !willLeadWithItsLog(state, partition, leading)) return false
  for (const [broker, replica] of partition.replicas.entries()) {
    if (replica.leadership === null || replica === leading) continue
    if (
      isFrozen(partition, replica)
        ? !isPrefix(replica.log.slice(0, replica.highWatermark), leading.log)
        : !isPrefix(replica.log, leading.log) || state.requests.some((request) => request.broker === broker)
    )
      return false
    if (clientsWork && hasClients(state, at, broker)) return false
  }
  if (!clientsWork || deployment.settings.acks !== 'all') return true
  // A smaller ISR that was asked for will be binding.
  const pending = leading.leadership?.pending?.isr
  const known = leads ? (leading.leadership?.isr ?? []) : isr
  // So will one that the leader has not heard of.
  const inSync = known.filter((member) => isr.includes(member) && (pending?.includes(member) ?? true))
  return inSync.filter((member) => isInGoodOrder(state, member)).length >= minIsrOf(deployment, at)
}

/**
 * Whether a broker that was elected and has not heard so can get nothing more from the leader that it still follows:
 * that one is gone, or the elected broker has all that it has, and nobody sends it more.
 */
function willLeadWithItsLog(
  state: ClusterState,
  { replicas }: Partition,
  { log, leadership, leader, leaderEpoch, response }: Replica,
): boolean {
  if (leadership !== null) return false
  const followed = replicas[leader]
  if (followed === undefined || followed.leadership === null || followed.leaderEpoch !== leaderEpoch)
    return response === null
  if (
    response !== null
    && ('asked' in response
      || response.entries.length > 0
      || response.diverging !== null
      || response.outOfRange !== null)
  )
    return false
  return (
    log.length === followed.log.length
    && isPrefix(log, followed.log)
    && !state.requests.some((request) => request.broker === leader)
  )
}

/** Whether a producer that has work sends to this broker, or waits for its answer. */
function hasClients(state: ClusterState, partition: number, broker: number): boolean {
  return (
    state.producers.some(
      ({ sends, target }, place) => sends.length + Number(hasToSend(state, place)) > 0 && target[partition] === broker,
    ) || state.requests.some((request) => request.broker === broker && !request.late)
  )
}

/**
 * Whether the high watermark of a deposed leader stays: a member of its ISR has gone on to a later epoch and will not
 * fetch from it.
 */
function isFrozen({ replicas }: Partition, { leaderEpoch, leadership }: Replica): boolean {
  return leadership?.isr.some((member) => (replicas[member]?.leaderEpoch ?? -1) > leaderEpoch) ?? false
}

function isPrefix(log: readonly Entry[], of: readonly Entry[]): boolean {
  return (
    log.length <= of.length
    && log.every(
      (entry, offset) => entry.record === of[offset]?.record && entry.leaderEpoch === of[offset]?.leaderEpoch,
    )
  )
}

/**
 * What of a settled state can still make a difference. A replica that is no prefix of the leader's log is kept as it
 * is.
 */
export function settledEssenceOf(state: ClusterState): unknown {
  return {
    partitions: state.partitions.map(({ registration, replicas }, partition) => {
      const log = replicas[registration.leader]?.log ?? []
      return {
        leader: registration.leader,
        // Whoever asks an elected leader that has not heard so is refused.
        refuses: !isHeard(state, partition) && haveClientsWork(state),
        log: log.map(({ record, payload }) => ({ record, payload })),
        loadedFrom: replicas[registration.leader]?.loadedFrom ?? 0,
        forgottenBefore: replicas[registration.leader]?.forgottenBefore ?? 0,
        others: replicas.map((replica) =>
          isPrefix(replica.log, log)
            ? null
            : { log: replica.log, epochs: replica.epochs, leaderEpoch: replica.leaderEpoch },
        ),
      }
    }),
    producers: state.producers,
    workload: state.workload,
    nextProducerId: state.nextProducerId,
    requests: state.requests.map((request) => ({ ...request, isDoomed: answerIsDoomed(state, request) })),
  }
}

/** Whether a client does this, or it happens to what a client sent. */
export function isClients(action: Action): boolean {
  return rowOf(action).whose === 'clients'
}
