/** Which promises are judged, and which of them decide the exit code. */
import type { Budget } from '../harness/budget.ts'
import type { PromiseResult } from '../harness/result.ts'
import { clipped } from '../model/input-error.ts'
import { knownSystem, SYSTEMS } from '../model/systems.ts'
import { didYouMean } from './did-you-mean.ts'
import { UsageError } from './usage-error.ts'

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

/** Whether every promise that is named is one at all, before any file is read. */
export function checkPromises(promise: readonly string[] | undefined, require: readonly string[] | undefined): void {
  for (const id of promise ?? []) known(id, '--promise')
  for (const id of require ?? []) {
    known(id, '--require')
    if (promise !== undefined && !promise.includes(id))
      throw new UsageError(`--require ${id}: --promise leaves it out; name it in both`)
  }
}

/** From `--promise` and `--require`; `undefined` where the option was not given. */
export function askedPromises(
  system: string,
  promise: readonly string[] | undefined,
  require: readonly string[] | undefined,
): Asked {
  const { promises, notModelled: own } = knownSystem(system)
  for (const id of [...(promise ?? []), ...(require ?? [])])
    if (!promises.includes(id) && own[id] === undefined)
      throw new UsageError(
        `${promise?.includes(id) === true ? '--promise' : '--require'} ${id}: it is no promise of ${system}; there are ${[...promises, ...Object.keys(own)].join(', ')}`,
      )
  const asked = (id: string): boolean => promise === undefined || promise.includes(id)
  const judged = promises.filter(asked)
  const notModelled = Object.keys(own).filter((id) => promise?.includes(id) === true || require?.includes(id) === true)
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
export function notModelledResult(system: string, promise: string, budget: Budget): PromiseResult<never> {
  return {
    promise,
    title: knownSystem(system).notModelled[promise] ?? promise,
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
  const ids = [...new Set(SYSTEMS.flatMap(({ promises, notModelled }) => [...promises, ...Object.keys(notModelled)]))]
  if (!ids.includes(id))
    throw new UsageError(
      `${option} ${clipped(id)}: there is no such promise${didYouMean(id, ids)}; there are ${ids.join(', ')}`,
    )
}
