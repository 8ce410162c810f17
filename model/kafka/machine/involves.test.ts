/** What rows say of the parts of the state that they read and replace, held against what they do. */
import seedrandom from 'seedrandom'
import { describe, expect, test } from 'vitest'
import { longTest } from '../../../harness/testing/long.ts'
import type { System } from '../../system.ts'
import type { KafkaSettings } from '../settings/types.ts'
import type { ClusterState } from '../state/cluster-state.ts'
import { deploymentOf, type Scope } from '../state/deployment.ts'
import { type KafkaAction, kafkaSystem, type KafkaState } from '../system.ts'
import { settingsOf } from '../testing/scenario.ts'
import { partsOf, traced, withPartsOf, written } from '../testing/traced.ts'
import { CONSEQUENCES } from './delayed-operations.ts'
import type { Part } from './row.ts'
import { ROWS, rowOf } from './rows.ts'

const TWO: Scope = { records: 2, producers: 1 }
const TRANSACTIONAL = { 'transactional.id': 't', 'enable.idempotence': true } as const
const VARIANTS: readonly (readonly [Partial<KafkaSettings>, Scope])[] = [
  [{ 'min.insync.replicas': 2 }, { records: 2, producers: 2 }],
  [
    { 'enable.idempotence': true, 'acks': 'all' },
    { ...TWO, byRecord: true },
  ],
  [{ 'enable.idempotence': true, 'delivery.timeout.ms': 9_000_000, 'producer.id.expiration.ms': 1_000 }, TWO],
  [{ 'acks': '0', 'unclean.leader.election.enable': true, 'replication.factor': 2 }, TWO],
  [{ 'kafka.version': '0.10.2.2', 'min.insync.replicas': 2, 'retries': 0 }, TWO],
  [{ 'kafka.version': '2.0.1', 'enable.idempotence': true }, TWO],
  [{ 'kafka.version': '2.8.2', 'min.insync.replicas': 2 }, TWO],
  [{ 'min.insync.replicas': 2 }, { ...TWO, rackPowerLoss: true }],
  [{}, { ...TWO, rolling: true, waitsForIsr: true }],
  [{ acks: 'all' }, { ...TWO, outbox: true, deletesEarly: true }],
  [TRANSACTIONAL, { records: 2, producers: 2 }],
  [
    { ...TRANSACTIONAL, 'transaction.version': 1 },
    { ...TWO, bystander: true },
  ],
  [
    { ...TRANSACTIONAL, 'kafka.version': '3.5.2' },
    { records: 3, producers: 1, prompt: true },
  ],
  [TRANSACTIONAL, { records: 2, producers: 2, prompt: true, loop: true }],
  [
    { ...TRANSACTIONAL, 'transactional.ids': 'per-partition' },
    { records: 2, producers: 2, prompt: true, loop: true },
  ],
]
const WALKS = 12
const STEPS = 80

interface Taken {
  readonly before: ClusterState
  readonly action: KafkaAction
  readonly after: ClusterState
}

/** Schedules of everything that can happen, faults now and then; what was never taken goes first. */
function walk(system: System<KafkaState, KafkaAction>, seed: string, kinds: Set<string>): readonly Taken[] {
  const random = seedrandom(seed)
  const chosen = <T>(list: readonly T[]): T | undefined => list[Math.floor(random() * list.length)]
  const { machine, epilogue } = system
  const taken: Taken[] = []
  let state = machine.initial
  for (let step = 0; step < STEPS; step++) {
    const all = [...machine.actions(state), ...(step === STEPS - 1 ? epilogue(state) : [])]
    const free = all.filter((action) => machine.cost(action, state) === undefined)
    const rare = all.filter(({ kind }) => !kinds.has(kind))
    const action = chosen(rare.length > 0 ? rare : random() < 0.2 || free.length === 0 ? all : free)
    if (action === undefined) break
    kinds.add(action.kind)
    const { state: after } = machine.step(state, action)
    taken.push({ before: state, action, after })
    state = after
  }
  return taken
}

const RUNS = VARIANTS.map(([given, scope], variant) => {
  const kinds = new Set<string>()
  const settings = settingsOf(given)
  const system = kafkaSystem(settings, scope)
  const walks = Array.from({ length: WALKS }, (_, at) => walk(system, `involves ${variant} ${at}`, kinds))
  return { deployment: deploymentOf(settings, scope), walks }
})

/** All steps, each with the row of its action. */
function eachStep(use: (taken: Taken, run: (typeof RUNS)[number], walk: readonly Taken[], at: number) => void): void {
  for (const run of RUNS) for (const walk of run.walks) walk.forEach((taken, at) => use(taken, run, walk, at))
}

const sorted = (parts: Iterable<Part>): readonly Part[] => [...new Set(parts)].sort()

describe('what a row says that its action involves', () => {
  test('has everything that the action reads first and replaces, and is tried for every kind', () => {
    const kinds = new Set<string>()
    eachStep(({ before, action }, { deployment }) => {
      const row = rowOf(action)
      const read = new Set<Part>()
      const state = traced(before, (part) => read.add(part))
      row.possible(deployment, state, action)
      row.apply(deployment, state, action, [])
      const replaced = written(before, row.apply(deployment, before, action, []))
      kinds.add(action.kind)
      const missed = [...read].filter((part) => !row.involves.reads.includes(part))
      expect({ kind: action.kind, missed }).toEqual({ kind: action.kind, missed: [] })
      const more = replaced.filter((part) => !row.involves.writes.includes(part))
      expect({ kind: action.kind, more }).toEqual({ kind: action.kind, more: [] })
    })
    expect(Object.keys(ROWS).filter((kind) => !kinds.has(kind))).toEqual([])
  })

  longTest('has everything that makes a difference: with all other parts from another state it does the same', () => {
    let compared = 0
    eachStep(({ before, action }, { deployment, walks }, _, at) => {
      const row = rowOf(action)
      for (const { before: other } of walks.flatMap((one) => one.slice(at, at + 1))) {
        if (!isAsLarge(before, other)) continue
        const mixed = withPartsOf(other, before, row.involves.reads)
        compared++
        expect(row.possible(deployment, mixed, action), action.kind).toBe(true)
        const parts = row.involves.writes
        const [here, there] = [before, mixed].map((state) => partsOf(row.apply(deployment, state, action, []), parts))
        expect({ action, parts: there }).toEqual({ action, parts: here })
      }
    })
    expect(compared).toBeGreaterThan(10_000)
  })

  test('and what follows from it replaces no other part than is said, but for links that are decided', () => {
    eachStep(({ before, action, after }) => {
      const said: readonly Part[] = [...rowOf(action).involves.writes, ...CONSEQUENCES.writes, 'processes']
      expect(sorted(written(before, after)).filter((part) => !said.includes(part))).toEqual([])
    })
  })
})

/** Whether parts of the one fit into the other: as many producers, clients and applications. */
function isAsLarge(a: ClusterState, b: ClusterState): boolean {
  return a.producers.length === b.producers.length && a.transactions?.clients.length === b.transactions?.clients.length
}
