/** How the steps of a cluster are drawn: requests and answers go from one to another when they arrive. */
import {
  type Condition,
  type Drawing,
  drawingOf,
  type Drawn,
  type DrawnKinds,
  event,
  lost,
  message,
} from '../../drawing.ts'
import type { Action } from '../machine/action.ts'
import { brokerOf, type ClusterState, recordIn, replicaOf } from '../state/cluster-state.ts'
import type { Deployment, Endpoint } from '../state/deployment.ts'
import { producerName } from './names.ts'

const CONTROLLER = 'controller'

const broker = (number: number): string => `broker ${number}`
/** Whoever is the only one needs no article where he is drawn. */
const producer = (deployment: Deployment, place: number): string => producerName(deployment, place).replace(/^the /, '')
const producersIn = (deployment: Deployment, { producers }: ClusterState): readonly string[] =>
  producers.map((_, place) => producer(deployment, place))
const leaderOf = ({ partitions }: ClusterState, partition: number): number =>
  partitions[partition]?.registration.leader ?? -1

const atBroker = (action: { readonly broker: number }): Drawn => event(broker(action.broker))
const atProducer = (action: { readonly producer: number }, _: ClusterState, deployment: Deployment): Drawn =>
  event(producer(deployment, action.producer))
const atController = (): Drawn => event(CONTROLLER)
const toController = (action: { readonly broker: number }): Drawn => message(broker(action.broker), CONTROLLER)
const atAll = (_: unknown, __: ClusterState, deployment: Deployment): Drawn => event(...deployment.hosts.map(broker))

/** From the coordinator to the leader of the partition, which may be on the same broker. */
const marker = (action: { readonly coordinator: number; readonly partition: number }, before: ClusterState): Drawn =>
  message(broker(action.coordinator), broker(Math.max(0, leaderOf(before, action.partition))))

function cutFrom(deployment: Deployment, before: ClusterState, from: readonly Endpoint[]): readonly string[] {
  return from.flatMap((endpoint) =>
    endpoint === 'controller'
      ? [CONTROLLER]
      : endpoint === 'clients'
        ? producersIn(deployment, before)
        : [broker(endpoint)],
  )
}

const KINDS: DrawnKinds<Deployment, ClusterState, Action> = {
  // what producers and their requests do
  'send': atProducer,
  'arrive': (action, _, deployment) => message(producer(deployment, action.producer), broker(action.broker)),
  'request-timeout': atProducer,
  'delivery-timeout': atProducer,
  'lost-request': (action, _, deployment) => lost(producer(deployment, action.producer), broker(action.broker)),
  'lost-response': (action, before, deployment) => {
    const request = before.requests.find(
      (one) => one.producer === action.producer && recordIn(one) === action.record && !one.late,
    )
    const to = producer(deployment, action.producer)
    return request === undefined ? event(to) : lost(broker(request.broker), to)
  },
  'forget-producers': atAll,
  'client-restart': atProducer,
  'buffer-loss': atProducer,
  'probe': () => event(),
  // transactions and groups
  'call': atProducer,
  'finish': atProducer,
  'poll': atProducer,
  'mark': marker,
  'late-marker': marker,
  'delay-marker': ({ coordinator }) => event(broker(coordinator)),
  'lost-marker-answer': ({ coordinator, partition }, before) =>
    lost(broker(Math.max(0, leaderOf(before, partition))), broker(coordinator)),
  'transaction-timeout': ({ coordinator }) => event(broker(coordinator)),
  'replace-client': atProducer,
  'rebalance': atProducer,
  // replication
  'fetch': ({ follower, partition }, before) => fetched(before, partition, follower, false),
  'fetched': ({ follower, partition }, before) => fetched(before, partition, follower, true),
  'replicate': ({ partition }, _, deployment) => event(...(deployment.assignment[partition] ?? []).map(broker)),
  'alter-partition': ({ leader }) => message(broker(leader), CONTROLLER),
  'shrink': ({ leader }) => event(broker(leader)),
  'learn': (action) => message(CONTROLLER, broker(action.broker)),
  'learn-together': (_, __, deployment) => event(CONTROLLER, ...deployment.hosts.map(broker)),
  // the controller
  'unfence': toController,
  'fence': atController,
  'bounce': atBroker,
  'controlled-shutdown': toController,
  'move-leader': ({ partition, to }, before) =>
    event(CONTROLLER, ...[leaderOf(before, partition), to].filter((one) => one >= 0).map(broker)),
  'controller-failover': atController,
  // processes, disks and links
  'stop': atBroker,
  'heal': atBroker,
  'resume': atBroker,
  'restart': atBroker,
  'crash': atBroker,
  'disk-loss': atBroker,
  'pause': atBroker,
  'power-loss': atBroker,
  'rack-power-loss': ({ rack }, _, { racks }) => event(...(racks[rack ?? 0]?.brokers ?? []).map(broker)),
  'cut-off': atBroker,
  'partition': (action, before, deployment) =>
    event(broker(action.broker), ...cutFrom(deployment, before, action.from)),
}

function fetched(before: ClusterState, partition: number, follower: number, isAnswer: boolean): Drawn {
  const { leader, response } = replicaOf(before, partition, follower)
  // An answer to a fetch of an earlier epoch comes from whoever led then.
  const of =
    isAnswer && response !== null && 'sent' in response && response.sent !== null ? response.sent.leader : leader
  if (of < 0) return event(broker(follower))
  return isAnswer ? message(broker(of), broker(follower)) : message(broker(follower), broker(of))
}

/** Producers, the controller, the brokers that hold anything. */
export function clusterDrawing(deployment: Deployment): Drawing<ClusterState, Action> {
  return drawingOf(deployment, KINDS, {
    lanes: (last) => [...producersIn(deployment, last), CONTROLLER, ...deployment.hosts.map(broker)],
    conditions: (state) =>
      Object.fromEntries(
        deployment.hosts.flatMap((host): readonly [string, Condition][] => {
          const { process, cutFrom } = brokerOf(state, host)
          if (process === 'running') return cutFrom.length > 0 ? [[broker(host), 'cut off']] : []
          return [[broker(host), process === 'paused' ? 'paused' : 'down']]
        }),
      ),
  })
}
