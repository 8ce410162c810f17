/**
 * Kafka's replication protocol as all five specifications have it: for every action when it can happen, and what it
 * does. What they do differently stands in their variants. What an action does is meant for when it can happen.
 */
import { type Entry, appended, entryOf, epochAt, truncated } from './log.ts'
import {
  NONE,
  type SpecBounds,
  type SpecReplica,
  type SpecState,
  excluding,
  includes,
  including,
  presumesLeadership,
  replicaOf,
  withReplica,
} from './state.ts'
import type { Variant } from './variant.ts'

/** A specification within its bounds. */
export interface Spec extends SpecBounds {
  readonly variant: Variant
}

// ── Followers ────────────────────────────────────────────────────────────────────────────────────────────────────

/** Whether a replica follows another one that presumes leadership; in which epochs, is the variants' affair. */
function followsALeader(state: SpecState, name: number): boolean {
  const leader = state.replicas[name]?.leader ?? NONE
  return leader !== NONE && leader !== name && presumesLeadership(state, leader)
}

/** One record at a time. */
export function canFetch({ variant }: Spec, state: SpecState, follower: number): boolean {
  if (!followsALeader(state, follower)) return false
  const { leader, log } = replicaOf(state, follower)
  return log.length < replicaOf(state, leader).log.length && variant.isCaughtUp(state, leader, follower, log.length)
}

/** The high watermark comes along, and may go down. */
export function fetch(state: SpecState, follower: number): SpecState {
  const replica = replicaOf(state, follower)
  const leader = replicaOf(state, replica.leader)
  const log = appended(replica.log, leader.log[replica.log.length] as Entry)
  return withReplica(state, follower, withLog(replica, log, Math.min(leader.highWatermark, log.length)))
}

export function canTruncate({ variant }: Spec, state: SpecState, follower: number): boolean {
  if (!followsALeader(state, follower)) return false
  const replica = replicaOf(state, follower)
  return variant.laterTruncationOffset(replicaOf(state, replica.leader), replica) < replica.log.length
}

export function truncate({ variant }: Spec, state: SpecState, follower: number): SpecState {
  const replica = replicaOf(state, follower)
  const end = variant.laterTruncationOffset(replicaOf(state, replica.leader), replica)
  return withReplica(
    state,
    follower,
    withLog(replica, truncated(replica.log, end), Math.min(replica.highWatermark, end)),
  )
}

// ── Leaders ──────────────────────────────────────────────────────────────────────────────────────────────────────

/** A zombie takes writes as well. */
export function canWrite(spec: Spec, state: SpecState, leader: number): boolean {
  return (
    state.nextRecordId < spec.records
    && presumesLeadership(state, leader)
    && replicaOf(state, leader).log.length < spec.logSize
  )
}

export function write(state: SpecState, leader: number): SpecState {
  const replica = replicaOf(state, leader)
  const log = appended(replica.log, entryOf(state.nextRecordId, replica.leaderEpoch))
  const { replicas, nextRecordId, requests, quorum } = withReplica(
    state,
    leader,
    withLog(replica, log, replica.highWatermark),
  )
  return { replicas, nextRecordId: nextRecordId + 1, requests, quorum }
}

/** The ISR that counts is the one the leader knows, even a zombie's. */
export function canRaiseHighWatermark({ variant }: Spec, state: SpecState, leader: number): boolean {
  if (!presumesLeadership(state, leader)) return false
  const { highWatermark, log, isr } = replicaOf(state, leader)
  if (highWatermark >= log.length) return false
  for (let member = 0; member < state.replicas.length; member++) {
    if (includes(isr, member) && !variant.isCaughtUp(state, leader, member, highWatermark + 1)) return false
  }
  return true
}

export function raiseHighWatermark(state: SpecState, leader: number): SpecState {
  const replica = replicaOf(state, leader)
  return withReplica(state, leader, withLog(replica, replica.log, replica.highWatermark + 1))
}

/** Whether a replica leads in ZooKeeper's eyes, too: only then it may change the ISR. */
function isTrueLeader({ quorum, replicas }: SpecState, name: number): boolean {
  const replica = replicas[name]
  return quorum.leader === name && replica?.leader === name && replica.leaderEpoch === quorum.leaderEpoch
}

export function canShrinkIsr({ variant }: Spec, state: SpecState, leader: number, follower: number): boolean {
  if (follower === leader || !isTrueLeader(state, leader)) return false
  const { log, isr } = replicaOf(state, leader)
  return includes(isr, follower) && !variant.isCaughtUp(state, leader, follower, log.length)
}

export function shrinkIsr(state: SpecState, leader: number, follower: number): SpecState {
  return withIsr(state, leader, excluding(replicaOf(state, leader).isr, follower))
}

export function canExpandIsr({ variant }: Spec, state: SpecState, leader: number, follower: number): boolean {
  if (state.replicas[follower] === undefined || !isTrueLeader(state, leader)) return false
  const replica = replicaOf(state, leader)
  if (includes(replica.isr, follower) || !variant.isCaughtUp(state, leader, follower, replica.highWatermark))
    return false
  return !variant.expandsInOwnEpochOnly || hasReachedOwnEpoch(replica)
}

/** Whether nothing of earlier epochs is above the leader's high watermark. */
function hasReachedOwnEpoch({ log, highWatermark, leaderEpoch }: SpecReplica): boolean {
  return highWatermark === log.length || epochAt(log, highWatermark) === leaderEpoch
}

export function expandIsr(state: SpecState, leader: number, follower: number): SpecState {
  return withIsr(state, leader, including(replicaOf(state, leader).isr, follower))
}

// ── Requests ─────────────────────────────────────────────────────────────────────────────────────────────────────

/** Whether the request of this epoch names this leader, and is news to a replica. */
function isNews({ requests }: SpecState, leader: number, epoch: number, replica: SpecReplica | undefined): boolean {
  return replica !== undefined && epoch > replica.leaderEpoch && requests[epoch]?.leader === leader
}

export function canBecomeLeader(state: SpecState, leader: number, epoch: number): boolean {
  return isNews(state, leader, epoch, state.replicas[leader])
}

export function becomeLeader(state: SpecState, leader: number, epoch: number): SpecState {
  const { log, highWatermark } = replicaOf(state, leader)
  return withReplica(state, leader, { log, highWatermark, leaderEpoch: epoch, leader, isr: isrOf(state, epoch) })
}

/** Nobody acts on a request that names no leader. */
export function canBecomeFollower(
  { variant }: Spec,
  state: SpecState,
  follower: number,
  leader: number,
  epoch: number,
): boolean {
  const replica = state.replicas[follower]
  if (replica === undefined || follower === leader || leader === NONE || !isNews(state, leader, epoch, replica))
    return false
  return (
    variant.mayBeFollowed(state, leader, epoch)
    && variant.truncationOffset(replicaOf(state, leader), replica) <= replica.log.length
  )
}

export function becomeFollower(
  { variant }: Spec,
  state: SpecState,
  follower: number,
  leader: number,
  epoch: number,
): SpecState {
  const replica = replicaOf(state, follower)
  const end = variant.truncationOffset(replicaOf(state, leader), replica)
  const highWatermark = Math.min(replica.highWatermark, end)
  return withReplica(state, follower, {
    log: truncated(replica.log, end),
    highWatermark,
    leaderEpoch: epoch,
    leader,
    isr: isrOf(state, epoch),
  })
}

// ── The controller ───────────────────────────────────────────────────────────────────────────────────────────────

/** Brokers fail only in the controller's eyes; whoever is taken out may go on as if nothing had happened. */
export function canControllerShrinkIsr(spec: Spec, { quorum, requests }: SpecState, replica: number): boolean {
  return requests.length <= spec.maxLeaderEpoch && (quorum.leader === replica || includes(quorum.isr, replica))
}

/** A leader that fails leads no more; the last of the ISR stays in it as long as it leads. */
export function controllerShrinkIsr(state: SpecState, replica: number): SpecState {
  const { leader, isr } = state.quorum
  const others = excluding(isr, replica)
  return leader === replica
    ? withNextEpoch(state, NONE, others === 0 ? isr : others)
    : withNextEpoch(state, leader, others)
}

export function canControllerElectLeader(spec: Spec, { quorum, requests }: SpecState, leader: number): boolean {
  return requests.length <= spec.maxLeaderEpoch && quorum.leader !== leader && includes(quorum.isr, leader)
}

export function controllerElectLeader(state: SpecState, leader: number): SpecState {
  return withNextEpoch(state, leader, state.quorum.isr)
}

// ── Changes ──────────────────────────────────────────────────────────────────────────────────────────────────────

function withLog({ leaderEpoch, leader, isr }: SpecReplica, log: readonly Entry[], highWatermark: number): SpecReplica {
  return { log, highWatermark, leaderEpoch, leader, isr }
}

/** The true leader changes the ISR in ZooKeeper and for itself, at once; the epoch stays and nobody is told. */
function withIsr(state: SpecState, name: number, isr: number): SpecState {
  const { log, highWatermark, leaderEpoch, leader } = replicaOf(state, name)
  const { replicas, nextRecordId, requests, quorum } = withReplica(state, name, {
    log,
    highWatermark,
    leaderEpoch,
    leader,
    isr,
  })
  return { replicas, nextRecordId, requests, quorum: { leader: quorum.leader, leaderEpoch: quorum.leaderEpoch, isr } }
}

/** The controller begins an epoch, and sends a request about it. */
function withNextEpoch({ replicas, nextRecordId, requests }: SpecState, leader: number, isr: number): SpecState {
  return {
    replicas,
    nextRecordId,
    requests: requests.concat({ leader, isr }),
    quorum: { leader, leaderEpoch: requests.length, isr },
  }
}

function isrOf({ requests }: SpecState, epoch: number): number {
  return requests[epoch]?.isr ?? 0
}
