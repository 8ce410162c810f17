/**
 * The machine's order: in which turn its actions are named, and for whom. What costs nothing comes first, in the order
 * in which a cluster heals: first everything runs and is connected again, then views become current, then replicas
 * agree, and only then do clients go on; timeouts and lag that an earlier fault explains come last. Then what costs:
 * moves, then faults of brokers, of replication, of clients, of the controller.
 */
import { lateMarkers, type MarkerId, unmarked } from '../coordinator/markers.ts'
import type { ClusterState } from '../state/cluster-state.ts'
import type { Deployment, ReplicaId } from '../state/deployment.ts'
import type { ClientRequest } from '../state/producers.ts'
import type { MarkerRequest } from '../state/transactions.ts'

/** A transaction as the coordinator of a broker knows it. */
export interface TransactionId {
  readonly coordinator: number
  readonly id: number
}

interface TurnOf<Participant> {
  /** For whom actions are named, in order. */
  readonly each: (deployment: Deployment, state: ClusterState) => readonly Participant[]
  /** The same participants in the same order, piece by piece: to know those of one piece, little need be read. */
  readonly pieces: (deployment: Deployment) => readonly TurnOf<Participant>['each'][]
  /** Whether it is the turn of what costs, or of what does not. */
  readonly isCostly: boolean
  /** It waits for what the cluster does at once. */
  readonly waits: boolean
}

type Each<Participant> = TurnOf<Participant>['each']

/** Participants, and how they come in pieces. */
type Participants<Participant> = Pick<TurnOf<Participant>, 'each' | 'pieces'>

function free<Participant>(participants: Participants<Participant>): TurnOf<Participant> {
  return { ...participants, isCostly: false, waits: false }
}

function ofClients<Participant>(participants: Participants<Participant>): TurnOf<Participant> {
  return { ...participants, isCostly: false, waits: true }
}

function costly<Participant>(participants: Participants<Participant>): TurnOf<Participant> {
  return { ...participants, isCostly: true, waits: false }
}

/** Who is there depends on the state: all of them in one piece. */
function changing<Participant>(each: Each<Participant>): Participants<Participant> {
  return { each, pieces: () => [each] }
}

/** The same ones in every state: each is a piece by itself. */
function fixed<Participant>(all: (deployment: Deployment) => readonly Participant[]): Participants<Participant> {
  return {
    each: all,
    pieces: (deployment) =>
      all(deployment).map((one) => {
        const alone = [one]
        return () => alone
      }),
  }
}

/** Those of the fixed ones to whom this applies. */
function only<Participant>(
  { each, pieces }: Participants<Participant>,
  isMeant: (deployment: Deployment, state: ClusterState, one: Participant) => boolean,
): Participants<Participant> {
  const meant =
    (all: Each<Participant>): Each<Participant> =>
    (deployment, state) =>
      all(deployment, state).filter((one) => isMeant(deployment, state, one))
  return { each: meant(each), pieces: (deployment) => pieces(deployment).map(meant) }
}

const NOBODY: readonly never[] = []
const CLUSTER = [null]

const hosts = fixed(({ hosts: all }) => all)
/** Where brokers hear everything together, no single one is named. */
const hostsOneByOne = fixed(({ hosts: all, scope }) => (scope.prompt === true ? NOBODY : all))
const hostsTogether = fixed(({ scope }) => (scope.prompt === true ? CLUSTER : NOBODY))
const replicas = fixed((deployment) => deployment.replicas)
/** Every partition of every host, broker by broker. */
const replicasByBroker = fixed((deployment) => deployment.places)
const partitions = fixed((deployment) => placesIn({ length: deployment.dataPartitions }))
const requests = changing<ClientRequest>((_, state) => state.requests)
const producers = changing<number>((_, state) => placesIn(state.producers))
const clients = changing<number>((_, { transactions }) =>
  transactions === null ? NOBODY : placesIn(transactions.clients),
)
const markers = changing<MarkerId>((_, state) => (state.transactions === null ? NOBODY : unmarked(state)))
const late = changing<MarkerRequest>((_, state) => (state.transactions === null ? NOBODY : lateMarkers(state)))
const transactions = changing<TransactionId>((_, state) => {
  if (state.transactions === null) return NOBODY
  const known: TransactionId[] = []
  for (const [coordinator, there] of state.transactions.coordinators.entries())
    for (const id of placesIn(there?.entries ?? NOBODY)) known.push({ coordinator, id })
  return known
})

/** Brokers of which anything is not as it is in a healthy cluster: nobody else recovers. */
const ailing = only(hosts, (_, state, host) => {
  const broker = state.brokers[host]
  return broker === undefined || !isWell(broker)
})

/** All replicas, where there is a broker whose state explains lag. */
const replicasBesideAiling: Participants<ReplicaId> = {
  each: (deployment, state) => (state.brokers.every(isWell) ? NOBODY : deployment.replicas),
  pieces: replicas.pieces,
}

function isWell({ process, registration, cutFrom, undecided }: ClusterState['brokers'][number]): boolean {
  return process === 'running' && registration === 'active' && cutFrom.length === 0 && undecided.length === 0
}

const PLACES: (readonly number[])[] = []

/** 0, 1, 2 … for as many as there are. */
function placesIn({ length }: { readonly length: number }): readonly number[] {
  return (PLACES[length] ??= Array.from({ length }, (_, place) => place))
}

export const TURNS = {
  // Who is cut off or paused is back before sessions expire; the dead are fenced before any of them starts again.
  'recovery': free(ailing),
  'departure': free(ailing),
  'start': free(ailing),
  'learning together': free(hostsTogether),
  'learning': free(hostsOneByOne),
  'replication': free(replicas),
  'late markers': ofClients(late),
  'markers': ofClients(markers),
  // Whoever a process replaces is fenced before it goes on.
  'initialisation': ofClients(clients),
  'arrival': ofClients(requests),
  'sending': ofClients(producers),
  'application': ofClients(clients),
  'excused lag': free(replicasBesideAiling),
  'excused request timeouts': free(requests),
  'excused delivery timeouts': free(producers),
  'excused takeovers': free(clients),
  'excused transaction timeouts': free(transactions),
  'leader moves': costly(replicas),
  'shutdowns': costly(hosts),
  'faults of brokers': costly(hosts),
  'power of all': costly(fixed(({ scope }) => (scope.rackPowerLoss === true ? CLUSTER : NOBODY))),
  'lag': costly(replicas),
  'faults of connections': costly(requests),
  'request timeouts': costly(requests),
  'delivery timeouts': costly(producers),
  'expiry': costly(partitions),
  'restarts of clients': costly(producers),
  'transaction timeouts': costly(transactions),
  'faults of markers': costly(markers),
  'pauses of clients': costly(clients),
  'takeovers': costly(clients),
  'failovers': costly(replicasByBroker),
  /** After healing; the driver takes these by itself. */
  'epilogue': free(fixed((): readonly never[] => NOBODY)),
} as const

export type Turn = keyof typeof TURNS
/** For whom the actions of a turn are named. */
export type ParticipantOf<T extends Turn> = ReturnType<(typeof TURNS)[T]['each']>[number]
