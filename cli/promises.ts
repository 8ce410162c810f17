/** Which promises are judged, and which of them decide the exit code. */
import type { Budget } from '../harness/budget.ts'
import type { PromiseResult } from '../harness/result.ts'
import { INVARIANTS } from '../invariants/index.ts'
import { clipped } from '../model/kafka/settings/errors.ts'
import { didYouMean } from './did-you-mean.ts'
import { UsageError } from './usage-error.ts'

/** Promises that have their id and title already, and no model behind them. */
const NOT_MODELLED: Readonly<Record<string, string>> = {
  'exclusive-owner': 'A partition has one owner in a group',
}

/**
 * Everybody reports a failed send that was stored after all; nobody wants a red build for it, unless it was asked for
 * by name.
 */
const NOT_REQUIRED_BY_DEFAULT: readonly string[] = ['honest-outcome']

export interface Asked {
  /** Promises to search, in the order of reports. */
  readonly judged: readonly string[]
  /** Promises that were asked for and cannot be judged yet. */
  readonly notModelled: readonly string[]
  /** Promises on which the exit code depends. */
  readonly required: readonly string[]
}

/** From `--promise` and `--require`; `undefined` where the option was not given. */
export function askedPromises(promise: readonly string[] | undefined, require: readonly string[] | undefined): Asked {
  for (const id of promise ?? []) known(id, '--promise')
  for (const id of require ?? []) {
    known(id, '--require')
    if (promise !== undefined && !promise.includes(id))
      throw new UsageError(`--require ${id}: --promise leaves it out; name it in both`)
  }
  const asked = (id: string): boolean => promise === undefined || promise.includes(id)
  const judged = INVARIANTS.map(({ id }) => id).filter(asked)
  const notModelled = Object.keys(NOT_MODELLED).filter(
    (id) => promise?.includes(id) === true || require?.includes(id) === true,
  )
  return {
    judged,
    notModelled,
    required:
      require
      ?? (promise === undefined
        ? judged.filter((id) => !NOT_REQUIRED_BY_DEFAULT.includes(id))
        : [...judged, ...notModelled]),
  }
}

/** The answer for a promise that has no model yet: no verdict, and why. */
export function notModelledResult(promise: string, budget: Budget): PromiseResult<never> {
  return {
    promise,
    title: NOT_MODELLED[promise] ?? promise,
    verdict: 'undecided',
    why: 'what this promise is about is not modelled yet',
    evidence: {
      bounds: { faults: budget.total, fault: budget.faults, moves: budget.moves },
      random: null,
      exhaustive: null,
      reached: {},
    },
    counterexample: null,
  }
}

function known(id: string, option: string): void {
  const ids = [...INVARIANTS.map((invariant) => invariant.id), ...Object.keys(NOT_MODELLED)]
  if (!ids.includes(id))
    throw new UsageError(
      `${option} ${clipped(id)}: there is no such promise${didYouMean(id, ids)}; there are ${ids.join(', ')}`,
    )
}
