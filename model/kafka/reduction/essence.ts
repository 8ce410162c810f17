/**
 * What of a state can still make a difference: an exhaustive search tells states apart by it. Left out is only what no
 * action reads any more, so two states with one essence have the same future, step by step.
 *
 * - Broker epochs and partition epochs are compared with the present one and with nothing else, and they only grow:
 *   what
 *   counts is whether one is the present one.
 * - Leader epochs are compared with each other: what counts is their order.
 */
import {
  type ClusterState,
  type EndOfEpoch,
  type FetchResponse,
  type Leadership,
  type Partition,
  type PendingIsr,
  type Registration,
  type Replica,
  brokerOf,
} from '../state/cluster-state.ts'

/** As plain data. Parts that are left as they are stay the same objects, which whoever compares them often can use. */
export function essenceOf(state: ClusterState): unknown {
  const { brokers } = state
  return {
    processes: brokers.map((broker) => broker.process),
    clean: brokers.map((broker) => broker.clean),
    registrations: brokers.map((broker) => broker.registration),
    cutFrom: brokers.map((broker) => broker.cutFrom),
    undecided: brokers.map((broker) => broker.undecided),
    partitions: state.partitions.map((partition) => partitionEssence(state, partition)),
    producers: state.producers,
    requests: state.requests,
    nextProducerId: state.nextProducerId,
    transactions: state.transactions,
    group: state.group,
    workload: state.workload,
    mayHostController: state.mayHostController,
  }
}

function partitionEssence(state: ClusterState, { registration, replicas }: Partition): unknown {
  const epochs = occurringEpochs(registration, replicas)
  const { leader, leaderEpoch, isr, elr, lastKnownLeader } = registration
  return {
    leader,
    leaderEpoch: rank(leaderEpoch, epochs),
    isr,
    elr,
    lastKnownLeader,
    replicas: replicas.map((replica) =>
      epochs === IN_ORDER
        ? replica.leadership === null
          ? replica
          : withoutLeadership(replica)
        : ranked(replica, epochs),
    ),
    leaderships: replicas.map(
      ({ leadership }, broker) => leadership && leadershipEssence(state, broker, leadership, registration),
    ),
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
  state: ClusterState,
  leader: number,
  { partitionEpoch, isr, pending, followers, epochStart }: Leadership,
  registration: Registration,
): unknown {
  return {
    isPresent: partitionEpoch === registration.partitionEpoch,
    isr,
    pending: pending && pendingEssence(state, pending),
    ends: followers.map(({ logEndOffset }, broker) => (broker === leader ? 0 : logEndOffset)),
    arePresent: followers.map(
      ({ brokerEpoch }, broker) => broker === leader || brokerEpoch === brokerOf(state, broker).brokerEpoch,
    ),
    epochStart,
  }
}

function pendingEssence(state: ClusterState, { isr, joins }: PendingIsr): unknown {
  return {
    isr,
    joins: joins && {
      broker: joins.broker,
      isPresent: joins.brokerEpoch === brokerOf(state, joins.broker).brokerEpoch,
    },
  }
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

/** The leader epochs that occur anywhere, as bits, or `IN_ORDER`. */
function occurringEpochs({ leaderEpoch }: Registration, replicas: readonly Replica[]): number {
  if (leaderEpoch > MOST_EPOCHS) return IN_ORDER
  let occurring = 1 << leaderEpoch
  for (const replica of replicas) {
    if (replica.leaderEpoch >= 0) occurring |= 1 << replica.leaderEpoch
    for (const entry of replica.log) occurring |= 1 << entry.leaderEpoch
    for (const known of replica.epochs) occurring |= 1 << known.leaderEpoch
    if (replica.response !== null) for (const epoch of epochsOf(replica.response)) occurring |= 1 << epoch
  }
  return occurring + 1 === 1 << (leaderEpoch + 1) ? IN_ORDER : occurring
}

function epochsOf(response: FetchResponse | EndOfEpoch): readonly number[] {
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
