/** Counterexamples that are kept with the configuration, and what became of each with the settings of now. */
import type { Page } from './page.ts'
import { labelled } from './wrap.ts'

export type RegressionOutcome = 'broken' | 'repaired' | 'not-played'

export interface Regression {
  readonly file: string
  readonly promise: string
  readonly outcome: RegressionOutcome
  /** How it was repaired, or why it was not played. */
  readonly why?: string
}

const WORDS = { 'broken': 'broken again', 'repaired': 'repaired', 'not-played': 'not played' } as const
const LABEL = 12

/** A line a file, under one label. */
export function regressionLines(regressions: readonly Regression[], page: Page): readonly string[] {
  return regressions.flatMap((one, at) => labelled(at === 0 ? 'regressions' : '', regressionInWords(one), LABEL, page))
}

/** `regressions/a.json: repaired: the promise is kept with these settings`. */
export function regressionInWords({ file, promise, outcome, why = promise }: Regression): string {
  return `${file}: ${WORDS[outcome]}: ${why}`
}

/** What is said of each file where several configurations were judged: the worst. */
export function worstRegressions(all: readonly (readonly Regression[])[]): readonly Regression[] {
  const order: readonly RegressionOutcome[] = ['broken', 'not-played', 'repaired']
  const [first = []] = all
  return first.map((one, at) =>
    all
      .map((regressions) => regressions[at] ?? one)
      .reduce((worst, other) => (order.indexOf(other.outcome) < order.indexOf(worst.outcome) ? other : worst)),
  )
}
