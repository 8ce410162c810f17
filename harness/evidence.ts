/** What a search says for its verdicts: what was tried, what was reached, and why a promise is in doubt. */
import type { Invariant } from '../invariants/invariant.ts'
import { type System, faultKindsOf } from '../model/system.ts'
import type { Budget } from './budget.ts'
import type { ExhaustiveFound, ExhaustiveResult } from './explore/exhaustive.ts'
import type { RandomResult } from './random.ts'
import type { Bounds, Evidence, ExhaustiveEvidence } from './result.ts'

/** What both searches found. */
export interface Findings<Action> {
  readonly random: RandomResult<Action> | null
  readonly exhaustive: ExhaustiveResult<Action> | null
  /** What only the random search found, or found in a cheaper way, made as short as possible. */
  readonly sampled: readonly ExhaustiveFound<Action>[]
  /** The whole search was interrupted before this size was sampled, which it needed. */
  readonly isCutShort?: boolean
}

export function boundsOf<State, Action>(
  system: System<State, Action>,
  { budget, steps }: { readonly budget: Budget; readonly steps: number },
): Bounds {
  const fault = Object.fromEntries(faultKindsOf(system).map((kind) => [kind, budget.faults[kind]]))
  return { faults: budget.total, fault, moves: budget.moves, steps, ...system.bounds }
}

/** Whether the situation that the promise is about occurred. */
export function isReached<Action>({ id }: Invariant, { random, exhaustive }: Findings<Action>): boolean {
  return (random?.relevant[id] ?? 0) + (exhaustive?.relevant[id] ?? 0) > 0
}

export function unreached({ about }: Invariant, isShown: boolean, { faults, records }: Bounds): string {
  if (!isShown) return `never reached: ${about}`
  const most = `${faults} ${faults === 1 ? 'fault or move' : 'faults and moves'}`
  return `no schedule of this size with up to ${most} reaches it: ${about}; it needs ${records === undefined ? '' : `more records than ${String(records)}, or `}more to go wrong`
}

export function evidenceOf<Action>(
  bounds: Bounds,
  { id }: Invariant,
  { random, exhaustive }: Findings<Action>,
): Evidence {
  return {
    bounds,
    random: random && {
      schedules: random.schedules,
      sideways: random.sideways,
      steps: random.steps,
      relevant: random.relevant[id] ?? 0,
    },
    exhaustive: exhaustive && [exhaustiveEvidence(bounds, exhaustive, id)],
    reached: addedUp(random?.reached ?? {}, exhaustive?.reached ?? {}),
  }
}

function exhaustiveEvidence<Action>(
  bounds: Bounds,
  { states, depth, completeTo, ends, missed, stopped, relevant }: ExhaustiveResult<Action>,
  promise: string,
): ExhaustiveEvidence {
  const records = bounds['records']
  return {
    records: typeof records === 'number' ? records : 0,
    ...(bounds['prompt'] === 1 && { atOnce: true }),
    states,
    depth,
    completeTo,
    ends,
    missed,
    stopped,
    relevant: relevant[promise] ?? 0,
  }
}

/** Two counts by name as one. */
export function addedUp(
  a: Readonly<Record<string, number>>,
  b: Readonly<Record<string, number>>,
): Readonly<Record<string, number>> {
  const sum: Record<string, number> = { ...a }
  for (const [name, times] of Object.entries(b)) sum[name] = (sum[name] ?? 0) + times
  return sum
}

/** Why nothing can be said of a promise that nothing broke; `null` if something can. */
export function doubt<Action>({ random, exhaustive, isCutShort }: Findings<Action>): string | null {
  if (isCutShort === true) return `interrupted after ${exhaustive?.states ?? 0} states`
  if (random?.stopped === 'interrupted') return `interrupted after ${random.schedules} schedules`
  if (exhaustive?.stopped === 'interrupted') return `interrupted after ${exhaustive.states} states`
  if (exhaustive?.stopped === 'memory')
    return `not complete: the memory was full after ${exhaustive.states} states; ${judgedInWords(exhaustive)}`
  if (random === null && exhaustive?.stopped === 'too-large')
    return `not complete: there is more than can be counted after ${exhaustive.states} states; ${judgedInWords(exhaustive)}`
  if (random === null && exhaustive?.complete === false)
    return `not complete: more than --max-states would be needed; ${judgedInWords(exhaustive)}`
  if (random?.stopped === 'memory' && exhaustive?.complete !== true)
    return `the memory was full after ${random.schedules} schedules`
  if ((random?.schedules ?? 0) === 0 && (exhaustive?.completeTo ?? -1) < 0)
    return 'nothing was tried: give more --runs or --max-states'
  if (random !== null && random.restless > 0)
    return `the system did not come to rest ${random.restless} of ${random.schedules + random.sideways} times it was healed`
  if (exhaustive !== null && exhaustive.restless > 0)
    return `the system did not come to rest from ${exhaustive.restless} of ${exhaustive.states} states`
  return null
}

function judgedInWords<Action>({ completeTo }: ExhaustiveResult<Action>): string {
  if (completeTo < 0) return 'not even all schedules without a fault or move were judged'
  return completeTo === 0
    ? 'all schedules without a fault or move were judged'
    : `all schedules with up to ${completeTo} faults and moves were judged`
}
