import { describe, expect, test } from 'vitest'
import { longTest } from '../../../harness/testing/long.ts'
import { type Budget, budgetOf } from '../../../harness/budget.ts'
import { type ExhaustiveResult, searchExhaustively } from '../../../harness/explore/exhaustive.ts'
import { explore } from '../../../harness/explore/explorer.ts'
import { fullSpace } from '../../../harness/explore/reduced.ts'
import { momentWalk } from '../../../harness/explore/walk.ts'
import { INVARIANTS } from '../../../invariants/index.ts'
import { inOne } from '../../parts.ts'
import { Fingerprinter } from '../../fingerprint.ts'
import { FAULT_KINDS, type FaultKind } from '../../machine.ts'
import type { KafkaSettings } from '../settings/types.ts'
import type { Scope } from '../state/deployment.ts'
import type { KafkaAction, KafkaState } from '../system.ts'
import { systemOf } from '../testing/scenario.ts'

const QUIET: Partial<Record<FaultKind, number>> = {
  'pause': 0,
  'partition': 0,
  'slow-follower': 0,
  'timeout': 0,
  'lost-request': 0,
  'lost-response': 0,
  'controller-failover': 0,
  'client-restart': 0,
}

async function exhaustively(
  settings: Partial<KafkaSettings>,
  records: number,
  budget: Budget,
  reduce: boolean,
): Promise<ExhaustiveResult<KafkaAction>> {
  const searched = systemOf(settings, { records, producers: 1 })
  const invariants = INVARIANTS.filter(({ id }) => searched.reservations[id] === undefined)
  return searchExhaustively(searched, { invariants, budget, maxStates: 2_000_000, reduce })
}

const verdictsOf = ({ found, complete, restless }: ExhaustiveResult<KafkaAction>) => ({
  broken: found
    .map(({ invariant, faults, moves, length }) => `${invariant.id}: ${faults}+${moves} in ${length}`)
    .sort(),
  complete,
  restless,
})

describe('with all reductions off, verdicts, fewest faults and moves, and lengths are the same', () => {
  type Row = [string, Partial<KafkaSettings>, number, Budget]
  const soon: Row[] = [
    ['acks=1', { acks: '1' }, 1, budgetOf(1)],
    ['acks=0', { acks: '0' }, 1, budgetOf(1)],
    ['no retries', { 'retries': 0, 'min.insync.replicas': 2 }, 1, budgetOf(1)],
    ['three in sync', { 'min.insync.replicas': 3 }, 1, budgetOf(1)],
    [
      'Kafka 0.10',
      { 'kafka.version': '0.10.2.2', 'replication.factor': 2, 'acks': 'all' },
      1,
      budgetOf(1, { 'power-loss': 0 }),
    ],
    ['two records, one in flight', { 'max.in.flight.requests.per.connection': 1, 'retries': 0 }, 2, budgetOf(1, QUIET)],
    [
      'three records, a follower that is dropped',
      { 'replication.factor': 2, 'brokers': 2, 'min.insync.replicas': 2 },
      3,
      budgetOf(1, { ...QUIET, 'slow-follower': 1, 'crash': 0, 'power-loss': 0 }, 0),
    ],
    ['idempotent', { 'enable.idempotence': true, 'min.insync.replicas': 2 }, 1, budgetOf(1)],
  ]
  const later: Row[] = [
    ['idempotent, two records', { 'enable.idempotence': true, 'min.insync.replicas': 2 }, 2, budgetOf(1, QUIET)],
    [
      'idempotent, two records, replication factor 2',
      { 'enable.idempotence': true, 'replication.factor': 2, 'min.insync.replicas': 2 },
      2,
      budgetOf(2, { ...QUIET, 'power-loss': 0 }, 0),
    ],
    ['acks=all, two in sync', { 'min.insync.replicas': 2 }, 1, budgetOf(1)],
    ['acks=all, one in sync', {}, 1, budgetOf(1)],
    ['unclean election', { 'unclean.leader.election.enable': true, 'retries': 1 }, 1, budgetOf(1)],
    ['Kafka 4.0', { 'kafka.version': '4.0.1', 'min.insync.replicas': 2 }, 1, budgetOf(1)],
    ['two records, crashes and moves', { 'min.insync.replicas': 2, 'retries': 1 }, 2, budgetOf(1, QUIET)],
    ['two crashes, one with its power', { acks: '1' }, 1, budgetOf(2, QUIET)],
    ['two crashes, no retries', { 'retries': 0, 'unclean.leader.election.enable': true }, 1, budgetOf(2, QUIET)],
    [
      'replication factor 2, two faults',
      { 'replication.factor': 2, 'retries': 0 },
      1,
      budgetOf(2, { pause: 0, timeout: 0 }),
    ],
  ]
  const areTheSame = async (
    _: string,
    settings: Partial<KafkaSettings>,
    records: number,
    budget: Budget,
  ): Promise<void> => {
    const full = await exhaustively(settings, records, budget, false)
    const reduced = await exhaustively(settings, records, budget, true)
    expect(verdictsOf(reduced)).toEqual(verdictsOf(full))
    expect(reduced.states).toBeLessThanOrEqual(full.states)
  }
  test.each(soon)('%s', areTheSame)
  longTest.each(later)('%s', areTheSame)
})

const MOVES_ONLY = budgetOf(2, Object.fromEntries(FAULT_KINDS.map((kind) => [kind, 0])), 2)
const TWO_BROKERS: Partial<KafkaSettings> = { 'replication.factor': 2, 'brokers': 2 }

longTest.each<[string, Partial<KafkaSettings>, Partial<Scope>, Budget, number, number]>([
  ['three brokers', { 'min.insync.replicas': 2 }, {}, budgetOf(2, QUIET), 12_000, 300],
  ['a rolling restart', TWO_BROKERS, { rolling: true }, MOVES_ONLY, 8_000, 50],
  ['power of all', TWO_BROKERS, { rackPowerLoss: true }, budgetOf(2, { ...QUIET, 'rack-power-loss': 1 }), 8_000, 300],
])(
  'states with one essence can do the same, at the same cost, and become states with one essence: %s',
  (_, settings, scope, budget, maxStates, least) => {
    const searched = systemOf(settings, { records: 1, producers: 1, ...scope })
    const { machine, reduction } = searched
    const fingerprint = new Fingerprinter()
    const essence = (state: KafkaState): string => {
      fingerprint.of(reduction && inOne(reduction.essence, state))
      return `${fingerprint.high} ${fingerprint.low}`
    }
    const future = (state: KafkaState): readonly string[] =>
      [...machine.actions(state)].map(
        (action) =>
          `${JSON.stringify(action)} ${JSON.stringify(machine.cost(action, state))} ${essence(machine.step(state, action).state)}`,
      )
    const first = new Map<string, { readonly state: KafkaState; readonly future: readonly string[] }>()
    let merged = 0
    const slices = explore(fullSpace(momentWalk(searched)), {
      budget,
      maxStates,
      onNew: (_, __, { state }) => {
        const known = first.get(essence(state))
        if (known === undefined) first.set(essence(state), { state, future: future(state) })
        else if (JSON.stringify(known.state) !== JSON.stringify(state)) {
          merged++
          expect(future(state)).toEqual(known.future)
        }
      },
    })
    while (slices.next().done !== true);
    expect(merged).toBeGreaterThan(least)
  },
)
