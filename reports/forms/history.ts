/** What was before: a commit that was named, and counterexamples that were kept. */
import { beforeInWords, changeInWords } from '../base.ts'
import { regressionInWords } from '../regressions.ts'
import type { Part } from './found.ts'
import { inert } from './inert.ts'

const LONGEST_LINE = 1_000

/** Of the whole configuration: what became of it against the commit, and of each counterexample that was kept. */
export function historyInLines({ before, regressions = [] }: Pick<Part, 'before' | 'regressions'>): readonly string[] {
  const lines = [
    ...(before === undefined ? [] : beforeInWords(before)),
    ...regressions.map((one) => `regression ${regressionInWords(one)}`),
  ]
  return lines.map((line) => inert(line, LONGEST_LINE))
}

/** Of one promise: whether a change breaks it, mends it, or it was broken before; empty where nothing is known. */
export function changeOf(promise: string, { before }: Pick<Part, 'before'>): string {
  return before === undefined ? '' : inert(changeInWords(promise, before), LONGEST_LINE)
}
