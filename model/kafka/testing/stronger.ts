/** What a search at random breaks of stronger and weaker settings. */
import type { Budget } from '../../../generators/budget.ts'
import { tryOut } from '../../../harness/judge.ts'
import type { Counterexample } from '../../../harness/result.ts'
import { searchScopes } from '../../../harness/scopes.ts'
import { INVARIANTS } from '../../../invariants/index.ts'
import type { System } from '../../system.ts'
import type { KafkaSettings } from '../settings/types.ts'
import { type KafkaAction, type KafkaState, type Scope, kafkaSystem } from '../system.ts'
import { settingsOf } from './scenario.ts'

export const DATA = ['no-acknowledged-loss', 'no-committed-loss', 'stable-offsets', 'replicas-agree']

type Found = Pick<Counterexample<KafkaAction>, 'faults' | 'moves' | 'actions'>

/** By promise: the cheapest violation that a search found. */
export async function violations(
  systems: readonly System<KafkaState, KafkaAction>[],
  promises: readonly string[],
  budget: Budget,
  runs: number,
): Promise<ReadonlyMap<string, Found>> {
  const invariants = INVARIANTS.filter(({ id }) => promises.includes(id))
  const result = await searchScopes(systems, {
    invariants,
    budget,
    search: 'random',
    runs,
    steps: 60,
    maxStates: 0,
    seed: 'properties',
  })
  return new Map(
    result.promises.flatMap(({ promise, counterexample }) =>
      counterexample === null ? [] : [[promise, counterexample] as const],
    ),
  )
}

/** Fewer faults first, then fewer moves: negative if the first one is cheaper. */
function byCost(a: Found, b: Found): number {
  return a.faults - b.faults || a.moves - b.moves
}

const TWO_SIZES: readonly Scope[] = [1, 2].map((records) => ({ records, producers: 1 }))

/** What the stronger of two settings breaks at a lower price than the weaker one does, or breaks alone. */
export async function worseWhenStronger(
  weak: Partial<KafkaSettings>,
  strong: Partial<KafkaSettings>,
  budget: Budget,
  runs: number,
): Promise<readonly string[]> {
  const [weaker, stronger] = await Promise.all(
    [weak, strong].map((given) =>
      violations(
        TWO_SIZES.map((scope) => kafkaSystem(settingsOf(given), scope)),
        DATA,
        budget,
        runs,
      ),
    ),
  )
  return [...(stronger ?? [])].flatMap(([promise, violation]) => {
    const known = weaker?.get(promise)
    if (known !== undefined && byCost(known, violation) <= 0) return []
    // The random search may have missed it there: the very same schedule is no dearer.
    const invariant = INVARIANTS.find(({ id }) => id === promise)
    const alike = (scope: Scope): boolean =>
      invariant !== undefined
      && tryOut(kafkaSystem(settingsOf(weak), scope), invariant, violation.actions, budget).violation !== undefined
    if (TWO_SIZES.some(alike)) return []
    const price = ({ faults, moves }: Found): string => `${faults} faults and ${moves} moves`
    return [
      `${promise}, ${JSON.stringify(strong)}: ${price(violation)}, weaker ${known === undefined ? 'none' : price(known)}: ${JSON.stringify(violation.actions)}`,
    ]
  })
}

export const STRONGER: readonly {
  readonly name: string
  readonly weak: Partial<KafkaSettings>
  readonly strong: Partial<KafkaSettings>
}[] = [
  { name: 'acks=1 after acks=0', weak: { acks: '0' }, strong: { acks: '1' } },
  { name: 'acks=all after acks=1', weak: { acks: '1' }, strong: { acks: 'all' } },
  {
    name: 'clean elections after unclean ones',
    weak: { 'unclean.leader.election.enable': true },
    strong: { 'unclean.leader.election.enable': false },
  },
  {
    name: 'a flush of every record after none',
    weak: { 'log.flush.interval.messages': Infinity },
    strong: { 'log.flush.interval.messages': 1 },
  },
]
