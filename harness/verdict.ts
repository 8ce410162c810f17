/** What the searches of one size say of a promise. */
import type { Invariant } from '../invariants/invariant.ts'
import type { Reservation, System } from '../model/system.ts'
import type { Budget } from './budget.ts'
import { counterexampleOf } from './counterexample.ts'
import { type Findings, boundsOf, doubt, evidenceOf, isReached, unreached } from './evidence.ts'
import type { ExhaustiveFound, ExhaustiveResult, Extent } from './explore/exhaustive.ts'
import { isBetter } from './explore/shortest.ts'
import type { PromiseResult } from './result.ts'

/** Of promises that cannot be judged here, that is all there is to say. */
const NOTHING: Findings<never> = { random: null, exhaustive: null, sampled: [] }

/** Why a promise is not judged: by the system, or because nothing of the kind that it takes may happen. */
export function reservationOf<State, Action>(
  { reservations, needsFault }: System<State, Action>,
  budget: Budget,
  promise: string,
): Reservation | undefined {
  const known = reservations[promise]
  const needed = needsFault?.[promise]
  if (
    known !== undefined
    || needed === undefined
    || needed.some((kind) => Math.min(budget.total, budget.faults[kind]) > 0)
  )
    return known
  return {
    verdict: 'not-applicable',
    why: `what it is about does not happen without a fault: it needs ${needed.map((kind) => `--fault ${kind}=1`).join(' or ')}`,
  }
}

/** The verdict on a promise with what it rests on, from what was found in one size. */
export function promiseResult<State, Action>(
  system: System<State, Action>,
  options: { readonly budget: Budget; readonly steps: number },
  invariant: Invariant,
  findings: Findings<Action>,
): PromiseResult<Action> {
  const { id: promise, title } = invariant
  const bounds = boundsOf(system, options)
  const reservation = reservationOf(system, options.budget, promise)
  if (reservation !== undefined)
    return {
      promise,
      title,
      ...reservation,
      evidence: { ...evidenceOf(bounds, invariant, NOTHING), reached: {} },
      counterexample: null,
    }
  const evidence = evidenceOf(bounds, invariant, findings)
  const counterexample = counterexampleIn(system, options.budget, invariant, findings)
  if (counterexample !== null) return { promise, title, verdict: 'violated', why: null, evidence, counterexample }
  const why = doubt(findings)
  if (why !== null) return { promise, title, verdict: 'undecided', why, evidence, counterexample: null }
  if (isReached(invariant, findings))
    return { promise, title, verdict: 'held', why: null, evidence, counterexample: null }
  const isShown = findings.exhaustive?.complete === true
  return {
    promise,
    title,
    verdict: isShown ? 'not-applicable' : 'undecided',
    why: unreached(invariant, isShown, bounds),
    evidence,
    counterexample: null,
  }
}

function counterexampleIn<State, Action>(
  system: System<State, Action>,
  budget: Budget,
  invariant: Invariant,
  { exhaustive, sampled }: Findings<Action>,
): PromiseResult<Action>['counterexample'] {
  const found = bestOf(exhaustive, sampled, invariant)
  return found === undefined
    ? null
    : counterexampleOf(system, invariant, found.actions, budget, isProven(found, exhaustive) ? 'proven' : 'local')
}

/** Nothing that costs less breaks the promise, and nothing that costs as much and is shorter. */
function isProven<Action>(found: ExhaustiveFound<Action>, exhaustive: ExhaustiveResult<Action> | null): boolean {
  return found.isShortest && exhaustive?.judgedCheaper(found) === true
}

/** Whether it was shown that nothing of this size breaks the promise in a better way than this. */
export function showsNothingBetter<Action>(
  { exhaustive, sampled }: Findings<Action>,
  invariant: Invariant,
  extent: Extent,
): boolean {
  if (exhaustive === null) return false
  const found = bestOf(exhaustive, sampled, invariant)
  if (found === undefined) return exhaustive.judgedCheaper(extent, true)
  return isProven(found, exhaustive) && !isBetter(found, extent)
}

/** The best that either search found. */
export function bestOf<Action>(
  exhaustive: Pick<ExhaustiveResult<Action>, 'found'> | null,
  sampled: readonly ExhaustiveFound<Action>[],
  invariant: Invariant,
): ExhaustiveFound<Action> | undefined {
  return [...(exhaustive?.found ?? []), ...sampled]
    .filter((found) => found.invariant === invariant)
    .reduce<ExhaustiveFound<Action> | undefined>(
      (best, found) => (best !== undefined && isBetter(best, found) ? best : found),
      undefined,
    )
}
