/** A flaw is found in its scope, as the shortest there is, and is gone with its fix in the same scope, completely. */
import { expect, test } from 'vitest'
import { type ExamineOptions, fixedVariant, judgeVariant } from '../examine.ts'
import type { Flaw } from '../flaw.ts'

export const exhaustively: ExamineOptions = { search: 'exhaustive', seed: '', runs: 1, steps: 60, maxStates: 500_000 }
export const TIMEOUT = 300_000

/** These take more than two seconds each. */
const LONG = 'A6 B2 B3 B4 B5 B6 B14 B16 B18 C15 D3b D3c D4 D4b D14 D15 D18 S1'.split(' ')

/** Whether it takes long to show this flaw. */
export function isLong({ id }: Flaw): boolean {
  return LONG.includes(id)
}

export function areShown(flaws: readonly Flaw[]): void {
  test.each(flaws.map((flaw) => [`${flaw.id} ${flaw.title}`, flaw] as const))(
    '%s',
    async (_, flaw) => {
      const { result } = await judgeVariant(flaw, flaw.flawed, exhaustively)
      expect(result.counterexample?.minimal).toBe('proven')
      const gone = await judgeVariant(flaw, fixedVariant(flaw), exhaustively)
      expect(gone.result.verdict).toBe('held')
      expect(gone.result.evidence.exhaustive?.map(({ stopped }) => stopped)).toEqual(
        (gone.result.evidence.exhaustive ?? []).map(() => null),
      )
    },
    TIMEOUT,
  )
}
