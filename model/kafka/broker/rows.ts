/** What can happen to a broker's process, its disk and its links. */
import { named } from '../machine/fields.ts'
import {
  always,
  fault,
  FREE,
  noLinks,
  nothing,
  ofAll,
  ofBroker,
  offer,
  oneEach,
  type RowsOf,
  toController,
} from '../machine/row.ts'
import { parts } from '../machine/row.ts'
import { cutOff, partitionAway } from '../producer/connections.ts'
import { unflushedLost } from '../story/situations-of-logs.ts'
import { endpoints } from '../story/names.ts'
import { type Broker, type ClusterState, withBroker } from '../state/cluster-state.ts'
import type { Deployment, Endpoint } from '../state/deployment.ts'
import { isCutOff } from '../state/network.ts'
import { holdsData, lostInWords, mayKeep, powerLosses } from './disk.ts'
import { cuts } from './links.ts'
import { canLosePowerTogether, lossInWords, losePowerTogether, type RackPowerLoss, rackPowerLosses } from './rack.ts'
import { canStart, canStop, losesDisk, losesPower, processDies, starts, stops } from './process.ts'

const processOf = (state: ClusterState, broker: number): Broker['process'] | undefined => state.brokers[broker]?.process
const runs = (state: ClusterState, broker: number): boolean => processOf(state, broker) === 'running'
/** Whether there is a machine that can fail: a broker that stopped itself waits for an operator. */
const isThere = (state: ClusterState, broker: number): boolean => processOf(state, broker) !== 'halted'
const canBeCut = (state: ClusterState, broker: number): boolean => runs(state, broker) && !isCutOff(state, broker)

const onBroker = {
  luck: ofBroker,
  sendsOver: noLinks,
  excusedBy: noLinks,
  situations: nothing,
  whose: 'cluster',
} as const
const NONE: readonly never[] = []

type CutOff = Extract<BrokerAction, { readonly kind: 'cut-off' }>
type Cut = Extract<BrokerAction, { readonly kind: 'partition' }>

const CUT_OFF: (readonly CutOff[])[] = []

function cutOffs(broker: number): readonly CutOff[] {
  return [false, true].map((clients) => ({ kind: 'cut-off', broker, clients }))
}

function partitions(deployment: Deployment, broker: number): readonly Cut[] {
  return cuts(deployment, broker).map((from) => ({ kind: 'partition', broker, from }))
}

export type BrokerAction =
  | { readonly kind: 'stop' | 'heal' | 'resume' | 'restart'; readonly broker: number }
  | { readonly kind: 'crash' | 'disk-loss' | 'pause'; readonly broker: number }
  /** So many records of each of its logs are left. */
  | { readonly kind: 'power-loss'; readonly broker: number; readonly keep: readonly number[] }
  | ({ readonly kind: 'rack-power-loss' } & RackPowerLoss)
  /** From whom, the schedule will show (`cuts.ts`); `partition` says it. */
  | { readonly kind: 'cut-off'; readonly broker: number; readonly clients: boolean }
  | { readonly kind: 'partition'; readonly broker: number; readonly from: readonly Endpoint[] }

export const BROKER_ROWS: RowsOf<BrokerAction> = {
  'stop': {
    ...onBroker,
    fields: named('broker'),
    offers: offer(
      'recovery',
      oneEach((broker) => ({ kind: 'stop', broker })),
    ),
    possible: (deployment, state, { broker }) => canStop(deployment, state, broker),
    apply: (deployment, state, { broker }) => stops(deployment, state, broker),
    involves: parts([
      'controller hosts',
      'coordinators',
      'markers',
      'processes',
      'registrations',
      'replicas',
      'requests',
    ]),
    cost: FREE,
    words: (_, { broker }) => `broker ${broker} finishes its controlled shutdown`,
    sendsOver: toController,
  },
  'heal': {
    ...onBroker,
    fields: named('broker'),
    offers: offer(
      'recovery',
      oneEach((broker) => ({ kind: 'heal', broker })),
    ),
    possible: (_, state, { broker }) => isCutOff(state, broker),
    apply: (_, state, { broker }) => withBroker(state, broker, { cutFrom: [], undecided: [] }),
    involves: parts(['processes']),
    cost: FREE,
    words: (_, { broker }) => `broker ${broker} is reachable again`,
  },
  'resume': {
    ...onBroker,
    fields: named('broker'),
    offers: offer(
      'recovery',
      oneEach((broker) => ({ kind: 'resume', broker })),
    ),
    possible: (_, state, { broker }) => processOf(state, broker) === 'paused',
    apply: (_, state, { broker }) => withBroker(state, broker, { process: 'running' }),
    involves: parts(['processes']),
    cost: FREE,
    words: (_, { broker }) => `broker ${broker} runs on after its pause`,
    situations: ({ broker }, _, after) =>
      after.brokers[broker]?.registration === 'fenced' ? ['zombie resumed'] : NONE,
  },
  'restart': {
    ...onBroker,
    fields: named('broker'),
    offers: offer(
      'start',
      oneEach((broker) => ({ kind: 'restart', broker })),
    ),
    possible: (_, state, { broker }) => canStart(state, broker),
    apply: (deployment, state, { broker }) => starts(deployment, state, broker),
    involves: parts(['processes', 'registrations', 'replicas']),
    cost: FREE,
    words: (_, { broker }) => `broker ${broker} restarts and registers`,
    situations: always('broker restarted'),
    sendsOver: toController,
  },
  'crash': {
    ...onBroker,
    fields: named('broker'),
    offers: offer(
      'faults of brokers',
      oneEach((broker) => ({ kind: 'crash', broker })),
    ),
    possible: (_, state, { broker }) => runs(state, broker) || processOf(state, broker) === 'paused',
    apply: (deployment, state, { broker }) => processDies(deployment, state, broker, 'stopped'),
    involves: parts(['coordinators', 'markers', 'processes', 'replicas', 'requests']),
    cost: fault('crash'),
    words: (_, { broker }) => `broker ${broker} crashes (its page cache survives)`,
  },
  'power-loss': {
    ...onBroker,
    fields: ({ broker, offset, listOf }) => ({ broker, keep: listOf(offset) }),
    offers: offer('faults of brokers', (_, state, broker) =>
      isThere(state, broker) ? powerLosses(state, broker).map((keep) => ({ kind: 'power-loss', broker, keep })) : NONE,
    ),
    possible: (_, state, { broker, keep }) => isThere(state, broker) && mayKeep(state, broker, keep),
    apply: (deployment, state, { broker, keep }) => losesPower(deployment, state, broker, keep),
    involves: parts(['coordinators', 'markers', 'processes', 'replicas', 'requests']),
    cost: fault('power-loss'),
    words: (deployment, { broker, keep }, before) =>
      `broker ${broker} loses power, and with it ${lostInWords(deployment, before, broker, keep)}`,
    situations: (_, before, after) => unflushedLost(before, after),
  },
  'rack-power-loss': {
    ...onBroker,
    luck: ofAll,
    fields: ({ rack, offset, listOf }) => ({ rack: rack.optional(), kept: listOf(listOf(offset)) }),
    offers: offer('power of all', (deployment, state) =>
      rackPowerLosses(deployment, state).map((loss) => ({ kind: 'rack-power-loss', ...loss })),
    ),
    possible: (deployment, state, loss) => canLosePowerTogether(deployment, state, loss),
    apply: (deployment, state, loss) => losePowerTogether(deployment, state, loss),
    involves: parts(['coordinators', 'markers', 'processes', 'replicas', 'requests']),
    cost: fault('rack-power-loss'),
    words: (deployment, loss, before) => lossInWords(deployment, before, loss),
    situations: (_, before, after) => unflushedLost(before, after),
  },
  'disk-loss': {
    ...onBroker,
    fields: named('broker'),
    offers: offer(
      'faults of brokers',
      oneEach((broker) => ({ kind: 'disk-loss', broker })),
    ),
    possible: (_, state, { broker }) => isThere(state, broker) && holdsData(state, broker),
    apply: (deployment, state, { broker }) => losesDisk(deployment, state, broker),
    involves: parts(['coordinators', 'markers', 'processes', 'replicas', 'requests']),
    cost: fault('disk-loss'),
    words: (_, { broker }) => `broker ${broker} loses its disk`,
    situations: (_, before, after) => unflushedLost(before, after),
  },
  'pause': {
    ...onBroker,
    fields: named('broker'),
    offers: offer(
      'faults of brokers',
      oneEach((broker) => ({ kind: 'pause', broker })),
    ),
    possible: (_, state, { broker }) => runs(state, broker),
    apply: (_, state, { broker }) => withBroker(state, broker, { process: 'paused' }),
    involves: parts(['processes']),
    cost: fault('pause'),
    words: (_, { broker }) => `broker ${broker} stops answering (a long pause)`,
    // From the others' side it looks like a broker that is cut off and does nothing meanwhile.
    coveredBy: (before, { broker }) => (isCutOff(before, broker) ? undefined : 'partition'),
  },
  'cut-off': {
    ...onBroker,
    fields: ({ broker, flag }) => ({ broker, clients: flag }),
    // Where everything is done at once no message shows who is cut off: `partition` says it.
    offers: offer('faults of brokers', (deployment, _, broker) =>
      deployment.scope.prompt === true ? NONE : (CUT_OFF[broker] ??= cutOffs(broker)),
    ),
    possible: (_, state, { broker }) => canBeCut(state, broker),
    apply: (deployment, state, { broker, clients }, seen) => cutOff(deployment, state, broker, clients, seen),
    involves: parts(['processes', 'producers', 'requests', 'workload']),
    cost: fault('partition'),
    words: (_, { broker, clients }) =>
      `broker ${broker} is cut off from some of the others${clients ? ' and from its clients' : ''}`,
  },
  'partition': {
    ...onBroker,
    fields: ({ broker, endpoint, listOf }) => ({ broker, from: listOf(endpoint) }),
    offers: offer('faults of brokers', (deployment, state, broker) =>
      deployment.scope.prompt === true && canBeCut(state, broker) ? partitions(deployment, broker) : NONE,
    ),
    possible: (_, state, { broker, from }) => canBeCut(state, broker) && from.length > 0,
    apply: (deployment, state, { broker, from }, seen) => partitionAway(deployment, state, broker, from, seen),
    involves: parts(['processes', 'producers', 'requests']),
    cost: fault('partition'),
    words: (_, { broker, from }) => `broker ${broker} is cut off from ${endpoints(from)}`,
  },
}
