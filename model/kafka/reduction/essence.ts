/**
 * What of a state can still make a difference: an exhaustive search tells states apart by it. Left out is only what no
 * action reads any more, so two states with one essence have the same future, step by step.
 *
 * - Broker epochs and partition epochs are compared with the present one and with nothing else, and they only grow:
 *   what
 *   counts is whether one is the present one.
 * - Leader epochs are compared with each other: what counts is their order.
 */
import type { InPieces } from '../../parts.ts'
import type { Scope } from '../state/deployment.ts'
import {
  type Broker,
  type ClusterState,
  type EndOfEpoch,
  type FetchResponse,
  type Leadership,
  type Registration,
  type Replica,
  UNKNOWN,
  brokerOf,
  partitionAt,
  replicaOf,
} from '../state/cluster-state.ts'

/**
 * In pieces. Two notes stand between them: which leader epochs occur in a partition, as their order counts, and what of
 * that which a leader knows is of the present, as it is compared with the present.
 */
export function essenceOf(
  initial: ClusterState,
  { rolling = false }: Pick<Scope, 'rolling'> = {},
): InPieces<ClusterState> {
  const places = initial.partitions.flatMap(({ replicas }, partition) =>
    replicas.map((_, broker) => ({ partition, broker })),
  )
  const ofPartitions = places.length
  const ofReplicas = ofPartitions + initial.partitions.length
  const replicasOf = (at: number): readonly number[] =>
    places.flatMap(({ partition }, place) => (partition === at ? [place] : []))
  return {
    notes: [
      ...places.map(
        ({ partition, broker }) =>
          (state: ClusterState) =>
            epochsOf(replicaOf(state, partition, broker)),
      ),
      ...initial.partitions.map((_, at) => {
        const own = replicasOf(at)
        return (state: ClusterState, notes: readonly number[]) =>
          occurringEpochs(
            partitionAt(state, at).registration,
            own.map((place) => notes[place] as number),
          )
      }),
      ...places.map(
        ({ partition, broker }) =>
          (state: ClusterState) =>
            presentIn(state, partition, broker),
      ),
    ],
    pieces: [
      ...initial.brokers.map((_, id) => (state: ClusterState) => brokerEssence(brokerOf(state, id), rolling)),
      ...initial.partitions.map(
        (_, at) =>
          (state: ClusterState, notes: readonly number[]): unknown =>
            registrationEssence(partitionAt(state, at).registration, notes[ofPartitions + at] as number),
      ),
      ...places.map(
        ({ partition, broker }, at) =>
          (state: ClusterState, notes: readonly number[]): unknown =>
            replicaEssence(
              replicaOf(state, partition, broker),
              broker,
              notes[ofPartitions + partition] as number,
              notes[ofReplicas + at] as number,
            ),
      ),
      (state) => state.producers,
      (state) => state.requests,
      (state) => state.workload,
      (state) => state.mayHostController,
      (state) => state.nextProducerId,
      (state) => state.transactions?.clients ?? null,
      (state) => state.transactions?.coordinators ?? null,
      (state) => state.transactions?.markers ?? null,
      (state) => state.group,
    ],
  }
}

/** In a rolling restart it matters whose turn has been. */
function brokerEssence(
  { process, clean, registration, cutFrom, undecided, rolled }: Broker,
  rolling: boolean,
): unknown {
  const known = { process, clean, registration, cutFrom, undecided }
  return rolling ? { ...known, rolled } : known
}

function registrationEssence(
  { leader, leaderEpoch, isr, elr, lastKnownLeader }: Registration,
  occurring: number,
): unknown {
  return { leader, leaderEpoch: rank(leaderEpoch, occurring), isr, elr, lastKnownLeader }
}

function replicaEssence(replica: Replica, broker: number, occurring: number, present: number): unknown {
  const { leadership } = replica
  return {
    // One that is left as it is stays the same object, which whoever compares it often can use.
    replica:
      occurring !== IN_ORDER ? ranked(replica, occurring) : leadership === null ? replica : withoutLeadership(replica),
    leadership: leadership && leadershipEssence(broker, leadership, present),
  }
}

/** What a leader knows is told beside it, as it is compared with the present. */
function withoutLeadership({
  log,
  epochs,
  highWatermark,
  flushed,
  checkpoint,
  leader,
  leaderEpoch,
  response,
  truncating,
  snapshot,
  loadedFrom,
  forgottenBefore,
  verifying,
  sessionless,
}: Replica): unknown {
  return {
    log,
    epochs,
    highWatermark,
    flushed,
    checkpoint,
    leader,
    leaderEpoch,
    leadership: null,
    response,
    truncating,
    snapshot,
    loadedFrom,
    forgottenBefore,
    verifying,
    sessionless,
  }
}

function ranked(replica: Replica, occurring: number): unknown {
  const {
    log,
    epochs,
    highWatermark,
    flushed,
    checkpoint,
    leader,
    leaderEpoch,
    response,
    truncating,
    snapshot,
    loadedFrom,
    forgottenBefore,
    verifying,
    sessionless,
  } = replica
  return {
    log: log.map(({ record, leaderEpoch, payload }) => ({
      record,
      leaderEpoch: rank(leaderEpoch, occurring),
      payload,
    })),
    epochs: epochs.map(({ leaderEpoch, start }) => ({ leaderEpoch: rank(leaderEpoch, occurring), start })),
    highWatermark,
    flushed,
    checkpoint,
    leader,
    leaderEpoch: rank(leaderEpoch, occurring),
    leadership: null,
    response: response && responseEssence(response, occurring),
    truncating,
    snapshot,
    loadedFrom,
    forgottenBefore,
    verifying,
    sessionless,
  }
}

function leadershipEssence(
  leader: number,
  { isr, pending, followers, epochStart }: Leadership,
  present: number,
): unknown {
  return {
    present,
    isr,
    pending: pending && { isr: pending.isr, joins: pending.joins && pending.joins.broker },
    ends: followers.map(({ logEndOffset }, broker) => (broker === leader ? 0 : logEndOffset)),
    epochStart,
  }
}

/**
 * What of that which a leader knows is of the present, as the digits of a number: the version of the partition, the
 * process that is to join, and those of the followers. 0 for who does not lead.
 */
function presentIn(state: ClusterState, partition: number, leader: number): number {
  const { leadership } = replicaOf(state, partition, leader)
  if (leadership === null) return 0
  const { partitionEpoch, pending, followers } = leadership
  let present = Number(partitionEpoch === partitionAt(state, partition).registration.partitionEpoch)
  const joins = pending?.joins
  if (joins) present += 2 * Number(joins.brokerEpoch === brokerOf(state, joins.broker).brokerEpoch)
  for (const [broker, { brokerEpoch }] of followers.entries()) {
    if (broker === leader || (brokerEpoch !== UNKNOWN && brokerEpoch === brokerOf(state, broker).brokerEpoch))
      present += 4 * 2 ** broker
  }
  return present
}

function responseEssence(response: FetchResponse | EndOfEpoch, occurring: number): unknown {
  if ('asked' in response)
    return {
      asked: rank(response.asked, occurring),
      end: response.end && {
        leaderEpoch: rank(response.end.leaderEpoch, occurring),
        endOffset: response.end.endOffset,
      },
    }
  const { entries, highWatermark, diverging, outOfRange, sent } = response
  return {
    entries: entries.map(({ record, leaderEpoch, payload }) => ({
      record,
      leaderEpoch: rank(leaderEpoch, occurring),
      payload,
    })),
    highWatermark,
    diverging: diverging && { leaderEpoch: rank(diverging.leaderEpoch, occurring), endOffset: diverging.endOffset },
    outOfRange,
    sent,
  }
}

/** Every epoch up to the present one occurs, or they are too many for the bits of a number: each is its own rank. */
const IN_ORDER = -1
const MOST_EPOCHS = 29

/** The leader epochs that occur anywhere in a partition, as bits, or `IN_ORDER`. */
function occurringEpochs({ leaderEpoch }: Registration, ofReplicas: readonly number[]): number {
  if (leaderEpoch > MOST_EPOCHS) return IN_ORDER
  const occurring = ofReplicas.reduce((all, one) => all | one, 1 << leaderEpoch)
  return occurring + 1 === 1 << (leaderEpoch + 1) ? IN_ORDER : occurring
}

/** Those that occur in a replica; it knows of no later one than the present. */
function epochsOf({ leaderEpoch, log, epochs, response }: Replica): number {
  let occurring = 0
  if (leaderEpoch >= 0) occurring |= 1 << leaderEpoch
  for (const entry of log) occurring |= 1 << entry.leaderEpoch
  for (const known of epochs) occurring |= 1 << known.leaderEpoch
  if (response !== null) for (const epoch of epochsIn(response)) occurring |= 1 << epoch
  return occurring
}

function epochsIn(response: FetchResponse | EndOfEpoch): readonly number[] {
  if ('asked' in response) return response.end === null ? [response.asked] : [response.asked, response.end.leaderEpoch]
  return [
    ...response.entries.map(({ leaderEpoch }) => leaderEpoch),
    ...(response.diverging === null ? [] : [response.diverging.leaderEpoch]),
  ]
}

/** The place of a leader epoch among those that occur; "none" stays what it is. */
function rank(leaderEpoch: number, occurring: number): number {
  if (occurring === IN_ORDER || leaderEpoch < 0) return leaderEpoch
  let place = 0
  for (let rest = occurring & ((1 << leaderEpoch) - 1); rest !== 0; rest &= rest - 1) place++
  return place
}
