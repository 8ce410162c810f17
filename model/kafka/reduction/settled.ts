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
import type { AllOf, InPieces } from '../../parts.ts'
import type { Action } from '../machine/action.ts'
import { rowOf } from '../machine/rows.ts'
import { hasToSend } from '../door.ts'
import { answerIsDoomed } from '../producer/connections.ts'
import { type ClusterState, type Entry, type Partition, type Replica, partitionAt } from '../state/cluster-state.ts'
import { type Deployment, minIsrOf } from '../state/deployment.ts'
import { hasRequests, haveClientsWork, isHeard, isInGoodOrder } from './facts.ts'

/** Whether only what clients do can still make a difference, if nothing that costs happens any more. */
export function isSettled(deployment: Deployment, initial: ClusterState): AllOf<ClusterState> {
  if (!canSettle(deployment)) return NEVER
  return {
    notes: [(state) => Number(haveClientsWork(state))],
    conditions: initial.partitions.flatMap(({ replicas }, at) => [
      (state: ClusterState) => staysLeader(state, partitionAt(state, at)),
      ...replicas.map(
        (_, broker) =>
          (state: ClusterState, [work]: readonly number[]): boolean =>
            showsNothingElse(state, at, broker, work === 1),
      ),
      (state: ClusterState, [work]: readonly number[]) =>
        work === 0 || deployment.settings.acks !== 'all' || keepsMinimum(deployment, state, at),
    ]),
  }
}

const NEVER: AllOf<ClusterState> = { notes: [], conditions: [() => false] }

/**
 * Older followers do not end as copies of the leader's log whatever happens; coordinators and markers are work that is
 * not the clients' own.
 */
function canSettle({ mechanisms, transactionLog }: Deployment): boolean {
  return (
    transactionLog < 0
    && mechanisms.controller === 'kraft'
    && mechanisms.truncation === 'on-fetch'
    && mechanisms['fetch-fencing']
    && mechanisms['late-answers-refused']
  )
}

function staysLeader(state: ClusterState, partition: Partition): boolean {
  const { leader } = partition.registration
  const leading = partition.replicas[leader]
  if (leading === undefined || !isInGoodOrder(state, leader)) return false
  return leads(partition, leading) || willLeadWithItsLog(state, partition, leading)
}

function leads({ registration }: Partition, { leadership, leaderEpoch }: Replica): boolean {
  return leadership !== null && leaderEpoch === registration.leaderEpoch
}

/**
 * Whether this replica can show consumers nothing that the leader does not have, and no client with work talks to it.
 */
function showsNothingElse(state: ClusterState, at: number, broker: number, work: boolean): boolean {
  const partition = partitionAt(state, at)
  const replica = partition.replicas[broker]
  const { leader } = partition.registration
  if (replica === undefined || replica.leadership === null || broker === leader) return true
  const leaders = partition.replicas[leader]?.log ?? []
  const showsNothing = isFrozen(partition, replica)
    ? isPrefix(replica.log.slice(0, replica.highWatermark), leaders)
    : isPrefix(replica.log, leaders) && !hasRequests(state, broker)
  return showsNothing && !(work && hasClients(state, at, broker))
}

/** Whether so many in-sync replicas are in good order that the ISR never falls below the minimum. */
function keepsMinimum(deployment: Deployment, state: ClusterState, at: number): boolean {
  const partition = partitionAt(state, at)
  const { leader, isr } = partition.registration
  const leading = partition.replicas[leader]
  if (leading === undefined) return false
  // A smaller ISR that was asked for will be binding; so will one that the leader has not heard of.
  const pending = leading.leadership?.pending?.isr
  const known = leads(partition, leading) ? (leading.leadership?.isr ?? []) : isr
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
  const bringsNothing =
    response === null
    || (!('asked' in response)
      && response.entries.length === 0
      && response.diverging === null
      && response.outOfRange === null)
  return (
    bringsNothing && log.length === followed.log.length && isPrefix(log, followed.log) && !hasRequests(state, leader)
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
 * What of a settled state can still make a difference, in pieces. A replica that is no prefix of the leader's log is
 * kept as it is.
 */
export function settledEssenceOf(initial: ClusterState): InPieces<ClusterState> {
  return {
    notes: [],
    pieces: [
      ...initial.partitions.map((_, at) => (state: ClusterState) => leadersEssence(state, at)),
      ...initial.partitions.flatMap(({ replicas }, at) =>
        replicas.map((_, broker) => (state: ClusterState) => othersEssence(partitionAt(state, at), broker)),
      ),
      (state) => state.producers,
      (state) => state.workload,
      (state) => state.nextProducerId,
      (state) => state.requests.map((request) => ({ ...request, isDoomed: answerIsDoomed(state, request) })),
    ],
  }
}

function leadersEssence(state: ClusterState, at: number): unknown {
  const { registration, replicas } = partitionAt(state, at)
  const { leader } = registration
  const leading = replicas[leader]
  return {
    leader,
    // Whoever asks an elected leader that has not heard so is refused.
    refuses: !isHeard(state, at) && haveClientsWork(state),
    log: leading?.log.map(({ record, payload }) => ({ record, payload })) ?? [],
    loadedFrom: leading?.loadedFrom ?? 0,
    forgottenBefore: leading?.forgottenBefore ?? 0,
  }
}

function othersEssence({ registration, replicas }: Partition, broker: number): unknown {
  const replica = replicas[broker]
  if (replica === undefined || isPrefix(replica.log, replicas[registration.leader]?.log ?? [])) return null
  return { log: replica.log, epochs: replica.epochs, leaderEpoch: replica.leaderEpoch }
}

/** Whether a client does this, or it happens to what a client sent. */
export function isClients(action: Action): boolean {
  return rowOf(action).whose === 'clients'
}
