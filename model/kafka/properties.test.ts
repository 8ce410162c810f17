/** What is true of every cluster in every schedule, over generated settings. */
import {
  array,
  assert,
  boolean,
  constant,
  constantFrom,
  integer,
  nat,
  oneof,
  property,
  record,
  type Arbitrary,
} from 'fast-check'
import { describe, expect, test } from 'vitest'
import { longTest } from '../../harness/testing/long.ts'
import { affords, budgetOf, nothingSpent, spend } from '../../generators/budget.ts'
import { heal } from '../../harness/heal.ts'
import { foldAll } from '../../invariants/fold.ts'
import { emptyLedger } from '../../invariants/ledger.ts'
import type { Observation } from '../observation.ts'
import type { System } from '../system.ts'
import { canLearn } from './replication/leadership.ts'
import type { KafkaSettings } from './settings/types.ts'
import { NO_LEADER, type Replica } from './state/cluster-state.ts'
import { type Deployment, deploymentOf, minIsrOf } from './state/deployment.ts'
import { partitionOf } from './state/records.ts'
import { type KafkaAction, type KafkaState, type Scope, kafkaSystem } from './system.ts'
import { settingsOf } from './testing/scenario.ts'
import { STRONGER, worseWhenStronger } from './testing/stronger.ts'

type Kafka = System<KafkaState, KafkaAction>

interface Setup {
  readonly given: Partial<KafkaSettings>
  readonly scope: Scope
  /** Which of the possible actions comes next, again and again. */
  readonly choices: readonly number[]
}

const CLUSTERS = {
  'min.insync.replicas': integer({ min: 1, max: 4 }),
  'replication.factor': integer({ min: 1, max: 3 }),
  'unclean.leader.election.enable': boolean(),
  'log.flush.interval.messages': constantFrom(1, 2, Infinity),
  'partitions': integer({ min: 1, max: 2 }),
} as const

const ACKS_ALL = {
  ...CLUSTERS,
  'acks': constant('all'),
  'retries': constantFrom(1, 2147483647),
  'max.in.flight.requests.per.connection': constantFrom(1, 5),
} as const

/**
 * Producers without sequences, with them, and with a transactional id; of these the releases in which the protocol
 * changed.
 */
const GIVEN: Arbitrary<Partial<KafkaSettings>> = oneof(
  {
    weight: 3,
    arbitrary: record({
      ...CLUSTERS,
      'kafka.version': constantFrom('0.10.2.2', '4.0.2', '4.3.1'),
      'acks': constantFrom<KafkaSettings['acks']>('0', '1', 'all'),
      'retries': constantFrom(0, 1, 2, 2147483647),
      'max.in.flight.requests.per.connection': constantFrom(1, 5),
    }),
  },
  {
    weight: 1,
    arbitrary: record({
      ...ACKS_ALL,
      'kafka.version': constantFrom('0.11.0.3', '1.1.1', '2.4.1', '2.5.1', '3.9.1', '4.3.1'),
      'enable.idempotence': constant(true),
    }),
  },
  {
    weight: 2,
    arbitrary: record({
      ...ACKS_ALL,
      'kafka.version': constantFrom('0.11.0.3', '2.4.1', '2.5.1', '3.5.2', '3.6.2', '3.9.1', '4.0.2', '4.3.1'),
      'enable.idempotence': constant(true),
      'transactional.id': constant('tx'),
      'isolation.level': constantFrom('read_committed', 'read_uncommitted'),
      'transaction.state.log.replication.factor': constantFrom(1, 3),
      'transaction.state.log.min.isr': constant(1),
    }),
  },
)

/** Kafka 0.11 refuses more than one request in flight for an idempotent producer (KAFKA-5494). */
const allowed = (given: Partial<KafkaSettings>): Partial<KafkaSettings> =>
  given['kafka.version'] === '0.11.0.3' ? { ...given, 'max.in.flight.requests.per.connection': 1 } : given

const SETUPS: Arbitrary<Setup> = record({
  given: GIVEN.map(allowed),
  scope: record({ records: integer({ min: 1, max: 3 }), producers: integer({ min: 1, max: 2 }) }),
  choices: array(nat(), { minLength: 20, maxLength: 80, size: 'max' }),
})

const MUCH = budgetOf(4, { 'power-loss': 2, 'disk-loss': 1 }, 2)

/** Holds for one schedule of each of so many clusters. */
function holds(
  runs: number,
  check: (kafka: Kafka, schedule: readonly KafkaAction[], deployment: Deployment) => void,
): void {
  const forEach = property(SETUPS, ({ given, scope, choices }) => {
    const settings = settingsOf(given)
    const kafka = kafkaSystem(settings, scope)
    check(kafka, walk(kafka, choices), deploymentOf(settings, scope))
  })
  assert(forEach, { numRuns: runs, seed: 20 })
}

/**
 * A schedule that the choices lead through: mostly ordinary work, now and then a kind of fault or move, and one of that
 * kind.
 */
function walk({ machine }: Kafka, choices: readonly number[]): readonly KafkaAction[] {
  const schedule: KafkaAction[] = []
  let state = machine.initial
  let spent = nothingSpent
  for (const choice of choices) {
    const possible = [...machine.actions(state)]
      .map((action) => ({ action, cost: machine.cost(action, state) }))
      .filter(({ cost }) => affords(MUCH, spent, cost))
    const wanted = possible.filter(({ cost }) => (cost !== undefined) === (choice % 8 === 0))
    const kinds = [...new Set((wanted.length > 0 ? wanted : possible).map(({ action }) => action.kind))]
    const kind = kinds[(choice >>> 3) % kinds.length]
    const ofKind = possible.filter(({ action }) => action.kind === kind)
    const next = ofKind[(choice >>> 8) % ofKind.length]
    if (next === undefined) continue
    schedule.push(next.action)
    state = machine.step(state, next.action).state
    spent = spend(spent, next.cost)
  }
  return schedule
}

interface Played {
  readonly state: KafkaState
  readonly seen: readonly Observation[]
}

/**
 * The states of a schedule, the initial one first, each with what was seen in the step that led there. Nothing in them
 * can be changed.
 */
function play(
  { machine }: Kafka,
  schedule: readonly KafkaAction[],
  between: <T>(data: T) => T = (data) => data,
): readonly Played[] {
  const played: Played[] = [{ state: frozen(machine.initial), seen: [] }]
  for (const action of schedule) {
    const before = played[played.length - 1]
    if (before === undefined) throw new Error('nothing was played')
    const { state, seen } = machine.step(frozen(between(before.state)), frozen(between(action)))
    played.push({ state: frozen(state), seen: frozen(seen) })
  }
  return played
}

function frozen<T>(data: T): T {
  if (typeof data !== 'object' || data === null || Object.isFrozen(data)) return data
  Object.freeze(data)
  for (const value of Object.values(data)) frozen(value)
  return data
}

function copied<T>(data: T): T {
  return JSON.parse(JSON.stringify(data)) as T
}

describe('the machine', () => {
  test('no step, and nothing else that looks at a state, changes a state or an action', () => {
    holds(300, (kafka, schedule) => {
      const played = play(kafka, schedule)
      schedule.forEach((action, i) => {
        const { state } = played[i] ?? { state: kafka.machine.initial }
        kafka.machine.describe(action, state)
        kafka.view(state)
        kafka.participants(state)
        kafka.readBack(state)
      })
    })
  })

  longTest(
    'a schedule that is replayed, or whose states and actions went through JSON, ends in the same state and shows the same',
    () => {
      holds(300, (kafka, schedule) => {
        const played = JSON.stringify(play(kafka, schedule))
        expect(JSON.stringify(play(kafka, schedule))).toBe(played)
        expect(JSON.stringify(play(kafka, schedule, copied))).toBe(played)
      })
    },
  )

  longTest(
    'every action that is offered does something, at a price that stays the same, and what is free comes first',
    () => {
      holds(200, ({ machine, ...rest }, schedule) => {
        for (const { state } of play({ machine, ...rest }, schedule)) {
          const prices: string[] = []
          const offered: KafkaAction[] = []
          let costly = false
          for (const action of machine.actions(state)) {
            const cost = machine.cost(action, state)
            if (cost !== undefined) costly = true
            else if (costly) throw new Error(`free after costly: ${JSON.stringify(action)}`)
            if (machine.step(state, action).state === state) throw new Error(`does nothing: ${JSON.stringify(action)}`)
            offered.push(action)
            prices.push(JSON.stringify(cost ?? null))
          }
          expect(offered.map((action) => JSON.stringify(machine.cost(action, state) ?? null))).toEqual(prices)
          expect(new Set(offered.map((action) => JSON.stringify(action))).size).toBe(offered.length)
        }
      })
    },
  )

  test('an action that is not offered leaves the very same state, and shows nothing', () => {
    holds(200, (kafka, schedule) => {
      const { machine } = kafka
      const played = play(kafka, schedule)
      const ever = new Map(
        played.flatMap(({ state }) =>
          [...machine.actions(state)].map((action) => [JSON.stringify(action), action] as const),
        ),
      )
      for (const { state } of played) {
        const offered = new Set([...machine.actions(state)].map((action) => JSON.stringify(action)))
        for (const [text, action] of ever) {
          if (offered.has(text)) continue
          const { state: after, seen } = machine.step(state, action)
          if (after !== state || seen.length > 0) throw new Error(`does something: ${text} in ${JSON.stringify(state)}`)
        }
      }
    })
  })
})

/** What is wrong with a state, if anything. */
function faultsOf(deployment: Deployment, state: KafkaState): readonly string[] {
  return state.partitions.flatMap(({ registration, replicas }, partition) => {
    const assigned = deployment.assignment[partition] ?? []
    const { leader, isr, elr } = registration
    const leading = replicas.filter((replica) => replica.leadership !== null).map((replica) => replica.leaderEpoch)
    const kraft = deployment.mechanisms.controller === 'kraft'
    return [
      ...(isr.every((member) => assigned.includes(member)) ? [] : ['the ISR has a member outside the assignment']),
      ...(new Set(isr).size === isr.length ? [] : ['a replica is twice in the ISR']),
      ...(!kraft || leader === NO_LEADER || isr.includes(leader) ? [] : ['the leader is not in the ISR']),
      ...(!kraft || leader === NO_LEADER || state.brokers[leader]?.registration === 'active'
        ? []
        : ['the leader is not active']),
      ...(elr.some((member) => isr.includes(member)) ? ['an eligible leader replica is in the ISR'] : []),
      ...(elr.length > 0 && isr.length >= minIsrOf(deployment, 0)
        ? ['there are eligible leader replicas beside an ISR that is large enough']
        : []),
      ...(new Set(leading).size === leading.length ? [] : ['two brokers lead in one epoch']),
      ...replicas.flatMap((replica, broker) => faultsOfReplica(replica).map((fault) => `broker ${broker}: ${fault}`)),
    ]
  })
}

function faultsOfReplica({ log, epochs, highWatermark, flushed, checkpoint }: Replica): readonly string[] {
  return [
    ...(highWatermark <= log.length ? [] : ['the high watermark is beyond the log']),
    ...(flushed <= log.length ? [] : ['more is flushed than there is']),
    ...(checkpoint <= log.length ? [] : ['the checkpoint is beyond the log']),
    ...(log.every(({ leaderEpoch }, i) => leaderEpoch >= (log[i - 1]?.leaderEpoch ?? 0))
      ? []
      : ['epochs fall along the log']),
    ...(epochs.every(
      ({ leaderEpoch, start }, i) =>
        leaderEpoch > (epochs[i - 1]?.leaderEpoch ?? -1) && start > (epochs[i - 1]?.start ?? -1),
    )
      ? []
      : ['the epoch cache is not sorted']),
    ...(log.every(
      ({ leaderEpoch }, offset) => epochs.findLast(({ start }) => start <= offset)?.leaderEpoch === leaderEpoch,
    )
      ? []
      : ['the epoch cache contradicts the log']),
  ]
}

describe('the state', () => {
  longTest('logs, high watermarks, epochs, the ISR and the leader fit together in every state', () => {
    holds(1500, (kafka, schedule, deployment) => {
      for (const [i, { state }] of play(kafka, schedule).entries()) {
        const faults = faultsOf(deployment, state)
        if (faults.length > 0) throw new Error(`${faults.join(', ')} after ${JSON.stringify(schedule.slice(0, i))}`)
      }
    })
  })

  test('what a consumer was given stood at that offset in the log of a leader, below its high watermark', () => {
    let times = 0
    holds(400, (kafka, schedule, deployment) => {
      // Up to KAFKA-9835 a consumer was also given a record that was appended while it read.
      if (!deployment.mechanisms['reads-below-high-watermark']) return
      for (const { state, seen } of play(kafka, schedule)) {
        for (const observation of seen) {
          if (observation.kind !== 'polled') continue
          const { log: partition, offset, record: polled } = observation
          const given = state.partitions[partition]?.replicas.some(
            ({ leadership, highWatermark, log }) =>
              leadership !== null && offset < highWatermark && log[offset]?.record === polled,
          )
          expect(given).toBe(true)
          times++
        }
      }
    })
    expect(times).toBeGreaterThan(100)
  })

  longTest(
    'what acks=all acknowledged was below the high watermark of a leader that had enough replicas in sync',
    () => {
      let times = 0
      holds(1500, (kafka, schedule, deployment) => {
        if (deployment.settings.acks !== 'all') return
        // Where a failed batch gives its sequence to the next one, that one may be taken for it (0.11).
        if (deployment.settings['enable.idempotence'] && !deployment.mechanisms['sequence-counts-when-sent']) return
        for (const { state, seen } of play(kafka, schedule)) {
          for (const observation of seen) {
            if (observation.kind !== 'acknowledged') continue
            const acknowledged = observation.record
            const enough = state.partitions[partitionOf(deployment, acknowledged)]?.replicas.some(
              ({ leadership, highWatermark, log }) =>
                leadership !== null
                && log.slice(0, highWatermark).some((entry) => entry.record === acknowledged)
                && (!deployment.mechanisms['strict-min-isr'] || leadership.isr.length >= minIsrOf(deployment, 0)),
            )
            expect(enough).toBe(true)
            times++
          }
        }
      })
      expect(times).toBeGreaterThan(100)
    },
  )

  longTest(
    'healing comes to rest: every broker that did not stop itself runs, is active and up to date, and replicas in sync are alike',
    () => {
      holds(1000, (kafka, schedule, deployment) => {
        const played = play(kafka, schedule)
        const last = played[played.length - 1]
        if (last === undefined) return
        const healed = heal(
          kafka,
          last.state,
          foldAll(
            emptyLedger,
            played.flatMap(({ seen }) => seen),
          ),
        )
        expect(healed.rested).toBe(true)
        const { brokers, partitions } = healed.state
        for (const [id, { process, registration, cutFrom }] of brokers.entries()) {
          if (process === 'halted') continue
          expect({ process, registration, cutFrom, canLearn: canLearn(deployment, healed.state, id) }).toEqual({
            process: 'running',
            registration: 'active',
            cutFrom: [],
            canLearn: false,
          })
        }
        for (const { registration, replicas } of partitions) {
          if (registration.leader === NO_LEADER) continue
          const inSync = registration.isr
            .filter((member) => brokers[member]?.process === 'running')
            .map((member) => replicas[member])
          expect(new Set(inSync.map((replica) => replica?.log.length)).size).toBe(1)
          expect(new Set(inSync.map((replica) => replica?.highWatermark)).size).toBe(1)
        }
      })
    },
  )
})

/** The same for more settings, and with fewer faults and moves: properties.long.test.ts. */
test.each(STRONGER)(
  'a stronger setting never adds a violation, nor makes one cheaper: $name',
  async ({ weak, strong }) => {
    const newest = { 'min.insync.replicas': 2, 'replication.factor': 2, 'retries': 2 }
    expect(await worseWhenStronger({ ...newest, ...weak }, { ...newest, ...strong }, budgetOf(1), 80)).toEqual([])
  },
)
