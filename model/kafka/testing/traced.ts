/** Test material: which parts of a state an action reads, and which it replaces. */
import type { Part } from '../machine/row.ts'
import { type ClusterState, type Partition, partitionAt } from '../state/cluster-state.ts'
import { transactionsOf } from '../state/coordinators.ts'
import type { Transactions } from '../state/transactions.ts'

const OF_STATE = {
  brokers: 'processes',
  producers: 'producers',
  requests: 'requests',
  nextProducerId: 'producer ids',
  group: 'group',
  workload: 'workload',
  mayHostController: 'controller hosts',
} as const satisfies Partial<Record<keyof ClusterState, Part>>
const OF_TRANSACTIONS = {
  clients: 'clients',
  coordinators: 'coordinators',
  markers: 'markers',
} as const satisfies Record<keyof Transactions, Part>
const OF_PARTITION = {
  registration: 'registrations',
  replicas: 'replicas',
} as const satisfies Record<keyof Partition, Part>

/** The state, which takes down what of it is read; what is only copied into the next state is not. */
export function traced(state: ClusterState, read: (part: Part) => void): ClusterState {
  const partitions = state.partitions.map((partition) => watched(partition, OF_PARTITION, read))
  const transactions = state.transactions === null ? null : watched(state.transactions, OF_TRANSACTIONS, read)
  return watched({ ...state, partitions, transactions }, OF_STATE, read)
}

/**
 * An object that tells of its properties when they are read. Spreading asks for the descriptor of each property right
 * before it takes the value: that is a copy.
 */
function watched<T extends object>(
  of: T,
  parts: Readonly<Partial<Record<keyof T, Part>>>,
  read: (part: Part) => void,
): T {
  let copied: PropertyKey | null = null
  return new Proxy(of, {
    getOwnPropertyDescriptor(target, key) {
      copied = key
      return Reflect.getOwnPropertyDescriptor(target, key)
    },
    get(target, key, receiver) {
      const part = parts[key as keyof T]
      if (part !== undefined && copied !== key) read(part)
      copied = null
      return Reflect.get(target, key, receiver) as unknown
    },
  })
}

/** The parts that are another object after a step. */
export function written(before: ClusterState, after: ClusterState): readonly Part[] {
  const parts = new Set<Part>()
  for (const [key, part] of Object.entries(OF_STATE) as [keyof typeof OF_STATE, Part][])
    if (before[key] !== after[key]) parts.add(part)
  for (const [key, part] of Object.entries(OF_TRANSACTIONS) as [keyof Transactions, Part][])
    if (before.transactions?.[key] !== after.transactions?.[key]) parts.add(part)
  after.partitions.forEach((partition, at) => {
    for (const [key, part] of Object.entries(OF_PARTITION) as [keyof Partition, Part][])
      if (before.partitions[at]?.[key] !== partition[key]) parts.add(part)
  })
  return [...parts]
}

/** These parts of a state, by name. */
export function partsOf(state: ClusterState, parts: readonly Part[]): Readonly<Partial<Record<Part, unknown>>> {
  const all: Readonly<Record<Part, unknown>> = {
    'processes': state.brokers,
    'producers': state.producers,
    'requests': state.requests,
    'producer ids': state.nextProducerId,
    'group': state.group,
    'workload': state.workload,
    'controller hosts': state.mayHostController,
    'clients': state.transactions?.clients,
    'coordinators': state.transactions?.coordinators,
    'markers': state.transactions?.markers,
    'registrations': state.partitions.map(({ registration }) => registration),
    'replicas': state.partitions.map(({ replicas }) => replicas),
  }
  return Object.fromEntries(parts.map((part) => [part, all[part]]))
}

/** A state in which these parts are those of the second state, and all others those of the first. */
export function withPartsOf(others: ClusterState, of: ClusterState, parts: readonly Part[]): ClusterState {
  const from = (part: Part): ClusterState => (parts.includes(part) ? of : others)
  return {
    brokers: from('processes').brokers,
    partitions: of.partitions.map((_, at) => ({
      registration: partitionAt(from('registrations'), at).registration,
      replicas: partitionAt(from('replicas'), at).replicas,
    })),
    producers: from('producers').producers,
    requests: from('requests').requests,
    nextProducerId: from('producer ids').nextProducerId,
    transactions:
      of.transactions === null
        ? null
        : {
            clients: transactionsOf(from('clients')).clients,
            coordinators: transactionsOf(from('coordinators')).coordinators,
            markers: transactionsOf(from('markers')).markers,
          },
    group: from('group').group,
    workload: from('workload').workload,
    mayHostController: from('controller hosts').mayHostController,
  }
}
