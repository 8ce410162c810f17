/** The same specification, written for other checkers. Stateright takes too long to build for a test. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { buildSpin, missing, readOurs, readSpin, readStateright } from './beside/checkers.ts'
import type { SpecBounds } from './specs.ts'
import { ran } from './whole-process.ts'

const noSpin = missing('spin', 'gcc')

/** The two smallest sizes, as TLC counted them. */
const SIZES: readonly (readonly [SpecBounds, states: number])[] = [
  [{ replicas: 2, logSize: 1, records: 1, maxLeaderEpoch: 1 }, 277],
  [{ replicas: 2, logSize: 2, records: 2, maxLeaderEpoch: 1 }, 957],
]

test('Spin stores as many states of Kip320 as TLC', ({ skip }) => {
  skip(noSpin !== undefined, `${noSpin} is not installed`)
  for (const [bounds, states] of SIZES) {
    const folder = mkdtempSync(join(tmpdir(), 'tidemark-spin-'))
    try {
      const { program } = buildSpin(bounds, folder, '-O0')
      expect(readSpin(ran(program, [], folder).stdout)).toEqual({ states })
      // The reading can tell a search that was cut off.
      expect(readSpin(ran(program, ['-m10'], folder).stdout).trouble).toBe('cut off at its largest depth')
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  }
})

test('what checkers print is read, and what is broken is said', () => {
  const trouble = 'an invariant is broken'
  expect(readSpin('pan:1: assertion violated (0)\nerrors: 1\n  9 states, stored')).toEqual({ states: 9, trouble })
  expect(readSpin('  9 states, stored').trouble).toBe('it did not finish without errors')
  expect(readStateright('957 distinct states\n')).toEqual({ states: 957 })
  expect(readStateright('9 distinct states\nbroken: WeakIsr\n')).toEqual({ states: 9, trouble })
  expect(readOurs('Kip320 3/3/3/1, judged: 176,440 states in 0.47 s, 3 a second')).toEqual({ states: 176_440 })
  expect(readOurs('1,000 states in 1.00 s, an invariant is broken')).toEqual({ states: 1000, trouble })
})
