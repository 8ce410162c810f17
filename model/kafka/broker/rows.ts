/** What can happen to a broker's process, its disk and its links. */
import { fault, free, ofBroker, noLinks, type RowsOf, toController } from '../machine/row.ts'
import { cutOff, partitionAway } from '../producer/connections.ts'
import { type Broker, type ClusterState, withBroker } from '../state/cluster-state.ts'
import { isCutOff } from '../state/network.ts'
import { holdsData, mayKeep } from './disk.ts'
import { bounces, canStart, canStop, losesDisk, losesPower, mayBounceUnnoticed, processDies } from './process.ts'
import { starts, stops } from './process.ts'

const processOf = (state: ClusterState, broker: number): Broker['process'] | undefined => state.brokers[broker]?.process
const runs = (state: ClusterState, broker: number): boolean => processOf(state, broker) === 'running'
/** Whether there is a machine that can fail: a broker that stopped itself waits for an operator. */
const isThere = (state: ClusterState, broker: number): boolean =>
  state.brokers[broker] !== undefined && processOf(state, broker) !== 'halted'

type Kinds = 'stop' | 'heal' | 'resume' | 'restart' | 'bounce'
type Faults = 'crash' | 'power-loss' | 'disk-loss' | 'pause' | 'cut-off' | 'partition'

const onBroker = { luck: ofBroker, sendsOver: noLinks, excusedBy: noLinks } as const

export const BROKER_ROWS: RowsOf<Kinds | Faults> = {
  'stop': {
    ...onBroker,
    apply: (deployment, state, { broker }, seen) =>
      canStop(deployment, state, broker) ? stops(deployment, state, broker, seen) : state,
    cost: free,
    sendsOver: toController,
  },
  'heal': {
    ...onBroker,
    apply: (_, state, { broker }) =>
      state.brokers[broker] !== undefined && isCutOff(state, broker)
        ? withBroker(state, broker, { cutFrom: [], undecided: [] })
        : state,
    cost: free,
  },
  'resume': {
    ...onBroker,
    apply: (_, state, { broker }) =>
      processOf(state, broker) === 'paused' ? withBroker(state, broker, { process: 'running' }) : state,
    cost: free,
  },
  'restart': {
    ...onBroker,
    apply: (deployment, state, { broker }, seen) =>
      canStart(state, broker) ? starts(deployment, state, broker, seen) : state,
    cost: free,
    sendsOver: toController,
  },
  'bounce': {
    ...onBroker,
    apply: (deployment, state, { broker }) =>
      mayBounceUnnoticed(deployment, state, broker) && state.mayHostController.includes(broker)
        ? bounces(deployment, state, broker)
        : state,
    cost: free,
    sendsOver: toController,
  },
  'crash': {
    ...onBroker,
    apply: (deployment, state, { broker }, seen) =>
      runs(state, broker) || processOf(state, broker) === 'paused'
        ? processDies(deployment, state, broker, 'stopped', seen)
        : state,
    cost: fault('crash'),
  },
  'power-loss': {
    ...onBroker,
    apply: (deployment, state, { broker, keep }, seen) =>
      isThere(state, broker) && mayKeep(state, broker, keep)
        ? losesPower(deployment, state, broker, keep, seen)
        : state,
    cost: fault('power-loss'),
  },
  'disk-loss': {
    ...onBroker,
    apply: (deployment, state, { broker }, seen) =>
      isThere(state, broker) && holdsData(state, broker) ? losesDisk(deployment, state, broker, seen) : state,
    cost: fault('disk-loss'),
  },
  'pause': {
    ...onBroker,
    apply: (_, state, { broker }) => (runs(state, broker) ? withBroker(state, broker, { process: 'paused' }) : state),
    cost: fault('pause'),
  },
  'cut-off': {
    ...onBroker,
    apply: (deployment, state, { broker, clients }, seen) =>
      runs(state, broker) && !isCutOff(state, broker) ? cutOff(deployment, state, broker, clients, seen) : state,
    cost: fault('partition'),
  },
  'partition': {
    ...onBroker,
    apply: (deployment, state, { broker, from }, seen) =>
      runs(state, broker) && !isCutOff(state, broker) && from.length > 0
        ? partitionAway(deployment, state, broker, from, seen)
        : state,
    cost: fault('partition'),
  },
}
