/** What two sizes of one system say together of a promise. */
import { addedUp } from './evidence.ts'
import { isBetter } from './explore/shortest.ts'
import type { Evidence, PromiseResult, RandomEvidence } from './result.ts'

/**
 * The verdict that both sizes together allow: broken in one is broken; held in one and never reached in the other is
 * held.
 */
export function mergePromise<Action>(a: PromiseResult<Action>, b: PromiseResult<Action>): PromiseResult<Action> {
  const told = tellsMore(b, a) ? b : a
  return { ...told, evidence: mergeEvidence(a.evidence, b.evidence, told.evidence) }
}

function tellsMore<Action>(b: PromiseResult<Action>, a: PromiseResult<Action>): boolean {
  if (isShownUnreachable(a) && isUnreachedSample(b)) return false
  if (a.counterexample !== null && b.counterexample !== null) return isBetter(b.counterexample, a.counterexample)
  if (a.counterexample !== null || b.counterexample !== null) return b.counterexample !== null
  // Held by the larger one, or both doubtful: the larger one speaks, unless only the smaller one reached the situation.
  return b.verdict === 'held' || a.verdict !== 'held' || isDoubtful(b)
}

/** No schedule of this size reaches what the promise is about: every one was looked at. */
function isShownUnreachable<Action>({ verdict, evidence }: PromiseResult<Action>): boolean {
  return verdict === 'not-applicable' && evidence.exhaustive !== null
}

/** A size that is only sampled came no further than one of which all was looked at. */
function isUnreachedSample<Action>({ verdict, evidence: { random, exhaustive } }: PromiseResult<Action>): boolean {
  return verdict === 'undecided' && exhaustive === null && random?.relevant === 0
}

/** An undecided result that says more than that the situation never occurred: it did, or somebody wanted no more. */
function isDoubtful<Action>({ verdict, evidence }: PromiseResult<Action>): boolean {
  return (
    verdict === 'undecided'
    && ((evidence.random?.relevant ?? 0) > 0
      || (evidence.exhaustive ?? []).some(({ relevant, stopped }) => relevant > 0 || stopped === 'interrupted'))
  )
}

function mergeEvidence(a: Evidence, b: Evidence, told: Evidence): Evidence {
  return {
    bounds: told.bounds,
    random: a.random && b.random ? addedSamples(a.random, b.random) : (a.random ?? b.random),
    exhaustive:
      a.exhaustive === null && b.exhaustive === null ? null : [...(a.exhaustive ?? []), ...(b.exhaustive ?? [])],
    reached: addedUp(a.reached, b.reached),
  }
}

function addedSamples(a: RandomEvidence, b: RandomEvidence): RandomEvidence {
  return {
    schedules: a.schedules + b.schedules,
    sideways: a.sideways + b.sideways,
    steps: a.steps + b.steps,
    relevant: a.relevant + b.relevant,
  }
}
