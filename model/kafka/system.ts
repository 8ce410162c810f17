/** Kafka as a system to be judged. */
import type { Machine } from '../machine.ts'
import type { Reservation, System } from '../system.ts'
import { readBack } from './consumer/reading.ts'
import { KAFKA_FAULTS } from './faults.ts'
import type { Action } from './machine/action.ts'
import { Enabled } from './machine/actions.ts'
import { inParts } from './machine/parts.ts'
import { costOf, describe, luckOf } from './machine/rows.ts'
import { step } from './machine/step.ts'
import { AT_ONCE, atOnce, type Rule } from './reduction/at-once.ts'
import { coveredBy } from './reduction/covered.ts'
import { nameCuts } from './reduction/cuts.ts'
import { essenceOf } from './reduction/essence.ts'
import { isClients, isSettled, settledEssenceOf } from './reduction/settled.ts'
import type { KafkaSettings } from './settings/types.ts'
import type { ClusterState } from './state/cluster-state.ts'
import { type Deployment, type Scope, deploymentOf } from './state/deployment.ts'
import { initialState } from './state/initial.ts'
import { partitionOf, transactionalRecords } from './state/records.ts'
import { possibleSituations, situationsOf } from './story/situations.ts'
import { viewOf } from './story/view.ts'
import { clusterDrawing } from './story/drawing.ts'
import { recordName } from './story/names.ts'
import { participants } from './story/participants.ts'
import { tells } from './story/telling.ts'

export type { Action as KafkaAction } from './machine/action.ts'
export type { Scope } from './state/deployment.ts'
export type { ClusterState as KafkaState } from './state/cluster-state.ts'

/**
 * The cluster and its clients for these settings.
 * @param scope how many records are sent, by how many producers
 * @param rules what an exhaustive search may take for done at once
 */
export function kafkaSystem(
  settings: KafkaSettings,
  scope: Scope,
  rules: readonly Rule[] = AT_ONCE,
): System<ClusterState, Action> {
  const deployment = deploymentOf(settings, scope)
  const machine = kafkaMachine(deployment)
  return {
    machine,
    inParts: inParts(deployment, machine.initial, new Set(rules.map(({ kind }) => kind))),
    faults: KAFKA_FAULTS,
    reservations: reservationsOf(deployment),
    // A producer is fenced by the one that takes over while it only seems dead.
    needsFault: { 'no-zombie-writes': ['pause'] },
    bounds: boundsOf(deployment),
    epilogue: () => Array.from({ length: deployment.dataPartitions }, (_, partition) => ({ kind: 'probe', partition })),
    readBack: (state) => readBack(deployment, state),
    situations: situationsOf,
    possibleSituations: possibleSituations(deployment),
    // Three partitions, each message of their replication by itself.
    isForSampling: deployment.transactionLog >= 0 && scope.prompt !== true,
    named: nameCuts,
    drawing: clusterDrawing(deployment),
    participants: (state) => participants(deployment, state),
    tells: (action, before, after) => tells(deployment, action, before, after),
    recordName: (record) => recordName(deployment, record),
    reduction: {
      essence: essenceOf(machine.initial, scope),
      coveredBy,
      isSettled: isSettled(deployment, machine.initial),
      settledEssence: settledEssenceOf(machine.initial),
      matters: isClients,
      atOnce: atOnce(deployment, rules),
    },
    outages: {
      brokers: deployment.hosts,
      down: (broker) => ({ kind: 'crash', broker }),
      restores: ({ kind }) => kind === 'restart',
      isClients,
      // A transaction needs its coordinator, and that the topic of transactions.
      writer: deployment.transactionLog >= 0 ? 'configured' : 'fresh',
    },
    view: (state) => viewOf(deployment, state),
    luckKey: luckOf,
  }
}

/** How a run is, apart from its size, and only where it is so. */
const WAYS = [
  'bystander',
  'byRecord',
  'loop',
  'outbox',
  'deletesEarly',
  'rackPowerLoss',
  'rolling',
  'waitsForIsr',
] as const

function boundsOf({
  settings,
  scope,
  dataPartitions,
  resends,
  transactionLog,
  transactionalIds,
}: Deployment): Readonly<Record<string, number>> {
  const { records, producers, prompt } = scope
  return {
    records,
    producers,
    partitions: dataPartitions,
    resends,
    ...(transactionLog >= 0 && { prompt: prompt === true ? 1 : 0 }),
    ...(settings['transactional.ids'] === 'random' && transactionLog >= 0 && { transactionalIds }),
    ...Object.fromEntries(WAYS.flatMap((way) => (scope[way] === true ? [[way, 1]] : []))),
  }
}

/** The machine alone, for drivers that need nothing else. */
export function kafkaMachine(deployment: Deployment): Machine<ClusterState, Action> {
  return {
    name: `Kafka ${deployment.settings['kafka.version']}`,
    initial: initialState(deployment),
    actions: (state) => new Enabled(deployment, state),
    step: (state, action) => step(deployment, state, action),
    cost: (action, before) => costOf(deployment, action, before),
    describe: (action, before) => describe(deployment, action, before),
  }
}

/** What cannot be judged with these settings and this size, and what it would need. */
function reservationsOf(deployment: Deployment): Readonly<Record<string, Reservation>> {
  const { settings, scope } = deployment
  const needs = (why: string): Reservation => ({ verdict: 'not-applicable', why })
  const nobody = needs('no application processes what it reads here: it needs --loop, and a transactional.id for it')
  const none = needs('there are no transactions here: it needs a transactional.id')
  const nobodyFences = needs(
    'nobody is fenced: each start of a process has a transactional id of its own, so none fences the one before it. It '
      + 'needs ids that stay the same (transactional.ids=stable)',
  )
  const alone = needs(
    'with replication factor 1 there is no other replica to agree with: it needs a replication.factor of 2 or more',
  )
  const single = needs(
    'no producer sends two records to one partition here: it needs more --records, fewer --producers or fewer '
      + 'partitions',
  )
  return {
    ...(scope.loop !== true && scope.outbox !== true && { 'at-least-once': nobody }),
    ...(scope.loop !== true && { 'at-most-once': nobody }),
    ...(settings['transactional.id'] === '' && {
      'read-committed': none,
      'atomic-transactions': none,
      'no-zombie-writes': none,
      'transactions-finish': none,
    }),
    ...(settings['transactional.ids'] === 'random'
      && settings['transactional.id'] !== '' && { 'no-zombie-writes': nobodyFences }),
    ...(settings['replication.factor'] === 1 && { 'replicas-agree': alone }),
    ...(scope.loop !== true && !hasOrder(deployment) && { 'in-order': single }),
  }
}

/** Whether any producer sends two records to one partition, so that there is an order to keep. */
function hasOrder(deployment: Deployment): boolean {
  const { scope } = deployment
  const own = transactionalRecords(scope)
  const places = Array.from(
    { length: own },
    (_, record) => `${record % scope.producers} ${partitionOf(deployment, record)}`,
  )
  return new Set(places).size < places.length
}
