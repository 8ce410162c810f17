import { describe, expect, test } from 'vitest'
import { GATES } from '../model/kafka/releases/gates.ts'
import { fixedVariant, judgeVariant, settingsOf } from './examine.ts'
import type { Flaw, Variant } from './flaw.ts'
import { FLAWS, LEFT_OUT } from './index.ts'
import { TIMEOUT, areShown, exhaustively, isLong } from './testing/shown.ts'

/** The others are in gallery.long.test.ts. */
describe('a flaw is found in its scope, as the shortest there is, and is gone with its fix in the same scope, completely', () => {
  areShown(FLAWS.filter((flaw) => !isLong(flaw)))
})

test(
  'the fix of C13 holds for a lost answer and a move; where a batch expires a later one can be stored twice all '
    + 'the same',
  async () => {
    const flaw = FLAWS.find(({ id }) => id === 'C13')
    if (flaw === undefined) throw new Error('there is no C13')
    const { result } = await judgeVariant(
      { ...flaw, scope: { records: 2, faults: { timeout: 1 }, moves: 0 } },
      fixedVariant(flaw),
      exhaustively,
    )
    expect(result.counterexample).toMatchObject({ faults: 1, faultKinds: { timeout: 1 }, minimal: 'proven' })
  },
  TIMEOUT,
)

const whole = (flaw: Flaw, variant: Variant): unknown => [settingsOf(flaw, variant), variant.byRecord ?? false]

test('every flaw has an id of its own, and those of one cluster differ from their fix', () => {
  const ids = [...FLAWS, ...LEFT_OUT].map(({ id }) => id)
  expect(new Set(ids).size).toBe(ids.length)
  for (const flaw of FLAWS) expect(whole(flaw, fixedVariant(flaw))).not.toEqual(whole(flaw, flaw.flawed))
})

test('no release has the fix of a suspected flaw; where none has that of a known one, it says so', () => {
  for (const { id, fix, suspected } of FLAWS) {
    const isReleased = Object.keys(fix.gates ?? {}).every((name) => GATES[name as keyof typeof GATES].since.length > 0)
    expect([id, suspected !== undefined || fix.says.includes('in no release')]).toEqual([id, !isReleased])
    expect([id, suspected !== undefined]).toEqual([id, id.startsWith('S')])
  }
})
