import { describe, expect, test } from 'vitest'
import { judgeVariant } from './examine.ts'
import { FLAWS } from './index.ts'
import { TIMEOUT, areShown, exhaustively, isLong } from './testing/shown.ts'

describe('a flaw is found in its scope, as the shortest there is, and is gone with its fix in the same scope, completely', () => {
  areShown(FLAWS.filter(isLong))
})

test(
  'the random search alone finds what the exhaustive one shows to be the shortest',
  async () => {
    for (const flaw of FLAWS.filter(({ id }) =>
      ['A2', 'A6', 'A10', 'B1', 'B2', 'B6', 'B15', 'B16', 'B26'].includes(id),
    )) {
      const shortest = await judgeVariant(flaw, flaw.flawed, exhaustively)
      const sampled = await judgeVariant(flaw, flaw.flawed, {
        ...exhaustively,
        search: 'random',
        seed: 'any',
        runs: 10_000,
      })
      const { faults, moves, length } = shortest.result.counterexample ?? {}
      expect([flaw.id, sampled.result.counterexample]).toEqual([
        flaw.id,
        expect.objectContaining({ faults, moves, length }),
      ])
    }
  },
  TIMEOUT,
)
