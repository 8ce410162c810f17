/**
 * What of a state can still make a difference: an exhaustive search tells states apart by it. Left out is only what no
 * action reads any more, so two states with one essence have the same future, step by step.
 *
 * - Broker epochs and partition epochs are compared with the present one and with nothing else, and they only grow: what
 *   counts is whether one is the present one.
 * - Leader epochs are compared with each other: what counts is their order.
 */
import { brokerOf, type ClusterState, type FetchResponse, type Leadership, type Partition, type PendingIsr, type Registration, type Replica } from '../state.ts'

/** As plain data, with its keys always in the same order. */
export function essenceOf(state: ClusterState): unknown {
  return {
    brokers: state.brokers.map(({ process, clean, registration, cutFrom, undecided }) => ({ process, clean, registration, cutFrom, undecided })),
    partitions: state.partitions.map((partition) => partitionEssence(state, partition)),
    producers: state.producers,
    requests: state.requests,
    mayHostController: state.mayHostController,
  }
}

function partitionEssence(state: ClusterState, { registration, replicas }: Partition): unknown {
  const rank = ranks(registration, replicas)
  const { leader, leaderEpoch, isr, elr, lastKnownLeader } = registration
  return {
    registration: { leader, leaderEpoch: rank(leaderEpoch), isr, elr, lastKnownLeader },
    replicas: replicas.map((replica, broker) => ({
      ...replica,
      log: rank.isIdentity ? replica.log : replica.log.map(({ record, epoch }) => ({ record, epoch: rank(epoch) })),
      epochs: rank.isIdentity ? replica.epochs : replica.epochs.map(({ epoch, start }) => ({ epoch: rank(epoch), start })),
      leaderEpoch: rank(replica.leaderEpoch),
      leadership: replica.leadership && leadershipEssence(state, broker, replica.leadership, registration),
      response: replica.response && (rank.isIdentity ? replica.response : responseEssence(replica.response, rank)),
    })),
  }
}

function leadershipEssence(state: ClusterState, leader: number, { partitionEpoch, isr, pending, followers, epochStart }: Leadership, registration: Registration): unknown {
  return {
    isPresent: partitionEpoch === registration.partitionEpoch,
    isr,
    pending: pending && pendingEssence(state, pending),
    followers: followers.map(({ logEndOffset, brokerEpoch }, broker) => (broker === leader ? null : { logEndOffset, isPresent: brokerEpoch === brokerOf(state, broker).epoch })),
    epochStart,
  }
}

function pendingEssence(state: ClusterState, { isr, joins }: PendingIsr): unknown {
  return { isr, joins: joins && { broker: joins.broker, isPresent: joins.brokerEpoch === brokerOf(state, joins.broker).epoch } }
}

function responseEssence({ entries, highWatermark, diverging, outOfRange }: FetchResponse, rank: Ranks): unknown {
  return {
    entries: entries.map(({ record, epoch }) => ({ record, epoch: rank(epoch) })),
    highWatermark,
    diverging: diverging && { epoch: rank(diverging.epoch), endOffset: diverging.endOffset },
    outOfRange,
  }
}

interface Ranks {
  (epoch: number): number
  /** Every epoch is its own rank. */
  readonly isIdentity: boolean
}

/** The place of each leader epoch among those that occur anywhere; "none" (-1) stays what it is. */
function ranks({ leaderEpoch }: Registration, replicas: readonly Replica[]): Ranks {
  let occurring = 1 << leaderEpoch
  for (const replica of replicas) {
    if (replica.leaderEpoch >= 0) occurring |= 1 << replica.leaderEpoch
    for (const { epoch } of replica.log) occurring |= 1 << epoch
    for (const { epoch } of replica.epochs) occurring |= 1 << epoch
    if (replica.response === null) continue
    for (const { epoch } of replica.response.entries) occurring |= 1 << epoch
    if (replica.response.diverging !== null) occurring |= 1 << replica.response.diverging.epoch
  }
  // Epochs beyond the bits of a number keep their names.
  const isIdentity = leaderEpoch > 29 || occurring + 1 === 1 << (leaderEpoch + 1)
  const rank = (epoch: number): number => (isIdentity || epoch < 0 ? epoch : bits(occurring & ((1 << epoch) - 1)))
  return Object.assign(rank, { isIdentity })
}

function bits(set: number): number {
  let count = 0
  for (let rest = set; rest !== 0; rest &= rest - 1) count++
  return count
}
