/** Several configurations of the same files: the worst verdict of each promise, and which of them it is of. */
import { text } from './terminal.ts'
import { notApplicableLines, verdictLine } from './verdict-line.ts'
import { clean, type Page, paint } from './page.ts'
import type { CheckReport, Judged } from './report.ts'
import { indented, wrap } from './wrap.ts'

/** A verdict, and the configuration that it is of. */
export interface OfCase {
  readonly of: string
  readonly judged: Judged
}

/** From bad to good: what is broken with least comes first. */
const RANK = { 'violated': 0, 'undecided': 1, 'held': 2, 'not-applicable': 3 } as const

/** Of each promise the worst verdict; of equally bad ones the first. */
export function worstOf(reports: readonly CheckReport[]): readonly OfCase[] {
  const worst = new Map<string, OfCase>()
  for (const { configuration, judged } of reports)
    for (const one of judged) {
      const known = worst.get(one.result.promise)
      if (known === undefined || isWorse(one, known.judged))
        worst.set(one.result.promise, { of: configuration.of ?? '', judged: one })
    }
  return [...worst.values()]
}

function isWorse({ result }: Judged, { result: than }: Judged): boolean {
  if (result.verdict !== than.verdict) return RANK[result.verdict] < RANK[than.verdict]
  const [found, other] = [result.counterexample, than.counterexample]
  if (found === null || other === null) return false
  const costs = [found.faults - other.faults, found.moves - other.moves, found.length - other.length]
  return (costs.find((difference) => difference !== 0) ?? 0) < 0
}

/** The end of a report on several configurations: of which the worst is, where it is not the same in all. */
export function worstText(reports: readonly CheckReport[], page: Page): string {
  const worst = worstOf(reports)
  const not = worst.filter(({ judged }) => judged.result.verdict === 'not-applicable')
  const lines = worst
    .filter((one) => !not.includes(one))
    .flatMap(({ of, judged }) => {
      const line = verdictLine(judged.result, page)
      const isSame = reports.every((report) =>
        report.judged.some(
          ({ result }) => result.promise === judged.result.promise && verdictLine(result, page).join() === line.join(),
        ),
      )
      return isSame ? line : [...line, ...indented(wrap(`of ${clean(of)}`, page.width - 2))]
    })
  const head = `The worst of ${reports.length} configurations, promise by promise:`
  return text([
    [
      ...wrap(head, page.width).map((one) => paint(page, one, 'bold')),
      ...lines,
      ...notApplicableLines(
        not.map(({ judged }) => judged.result),
        page,
        false,
      ),
    ],
  ])
}
