/** Kafka as a system to be judged. */
import type { Machine } from '../machine.ts'
import type { Reservation, System } from '../system.ts'
import { COSTLY, costOf, freeActions, type Action } from './actions.ts'
import { clusterOf, type Cluster, type Scope } from './cluster.ts'
import { nameCuts } from './cuts.ts'
import { readBack } from './reading.ts'
import type { KafkaSettings } from './settings/types.ts'
import { possibleSituations, situationsOf } from './situations.ts'
import { initialState, type ClusterState } from './state.ts'
import { step } from './step.ts'
import { viewOf } from './view.ts'
import { describe, participants, recordName } from './words.ts'

export type { Action as KafkaAction } from './actions.ts'
export type { Scope } from './cluster.ts'
export type { ClusterState as KafkaState } from './state.ts'

/**
 * The cluster and its clients for these settings.
 * @param scope how many records are sent, by how many producers
 */
export function kafkaSystem(settings: KafkaSettings, scope: Scope): System<ClusterState, Action> {
  const cluster = clusterOf(settings, scope)
  return {
    machine: kafkaMachine(cluster),
    reservations: reservationsOf(settings),
    bounds: { records: scope.records, producers: scope.producers, partitions: cluster.assignment.length, resends: cluster.resends },
    epilogue: (state) => state.partitions.map((_, partition) => ({ kind: 'probe', partition })),
    readBack: (state) => readBack(cluster, state),
    situations: situationsOf,
    possibleSituations: possibleSituations(cluster),
    settled: nameCuts,
    participants: (state) => participants(cluster, state),
    recordName: (record) => recordName(cluster, record),
    view: (state) => viewOf(cluster, state),
    luckKey,
  }
}

/** The machine alone, for drivers that need nothing else. */
export function kafkaMachine(cluster: Cluster): Machine<ClusterState, Action> {
  return {
    name: `Kafka ${cluster.settings['kafka.version']}`,
    initial: initialState(cluster),
    actions: (state) => lazily([() => freeActions(cluster, state), ...COSTLY.map((actions) => () => actions(cluster, state))]),
    step: (state, action) => step(cluster, state, action),
    cost: costOf,
    describe: (action, before) => describe(cluster, action, before),
  }
}

/** Lists one after the other, each made only for who gets that far. A generator would do the same, at a third of the speed. */
function lazily<T>(lists: readonly (() => readonly T[])[]): Iterable<T> {
  return {
    [Symbol.iterator]() {
      let made = 0
      let list: readonly T[] = []
      let i = 0
      const next = (): IteratorResult<T> => {
        while (i >= list.length) {
          const make = lists[made++]
          if (make === undefined) return { done: true, value: undefined }
          list = make()
          i = 0
        }
        return { done: false, value: list[i++] as T }
      }
      return { next }
    },
  }
}

const NO_SEQUENCES = 'enable.idempotence is on, and idempotent producers are not modelled yet; with enable.idempotence=false it is judged'

/** Nobody processes records here; and promises about copies and their order depend on what brokers do with sequence numbers. */
function reservationsOf(settings: KafkaSettings): Readonly<Record<string, Reservation>> {
  const nobody: Reservation = { verdict: 'not-applicable', why: 'no application processes what it reads here' }
  const processing = { 'at-least-once': nobody, 'at-most-once': nobody }
  if (!settings['enable.idempotence']) return processing
  const undecided: Reservation = { verdict: 'undecided', why: NO_SEQUENCES }
  return { ...processing, 'no-duplicates': undecided, 'in-order': undecided, 'honest-outcome': undecided }
}

/** Scheduling luck belongs to a kind of work of one participant. */
function luckKey(action: Action): string {
  switch (action.kind) {
    case 'fetch':
    case 'fetched':
      return `${action.kind} ${action.follower}`
    case 'alter-partition':
      return `${action.kind} ${action.leader}`
    case 'shrink':
      return `${action.kind} ${action.follower}`
    case 'move-leader':
    case 'probe':
      return action.kind
    case 'send':
    case 'arrive':
    case 'delivery-timeout':
    case 'lost-response':
    case 'client-restart':
      return `${action.kind} ${action.producer}`
    default:
      return `${action.kind} ${action.broker}`
  }
}
