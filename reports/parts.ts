/** What is said of a run on several machines: which part this is, and which are not there. */
import type { MissingPart, PartOfRun } from './report.ts'

/** `Not everything: part 3 of 4 is missing.` */
export function missingInWords(missing: readonly MissingPart[] = []): readonly string[] {
  const [first] = missing
  if (first === undefined) return []
  const parts = missing.map(({ part }) => part).join(', ')
  const words =
    missing.length === 1 ? `part ${parts} of ${first.of} is missing` : `parts ${parts} of ${first.of} are missing`
  return [`Not everything: ${words}.`]
}

/** `Part 1 of 4: 9 of 36 rows.` */
export function partInWords(part: PartOfRun | undefined, rows: number): readonly string[] {
  return part === undefined ? [] : [`Part ${part.part} of ${part.of}: ${rows} of ${part.rows} rows.`]
}
