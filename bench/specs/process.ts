/**
 * How long one specification takes as a whole process, from its start to its end: what somebody waits for.
 * `npx tsx bench/specs/process.ts`
 */
import { exploredMedian } from './whole-process.ts'

const SIZES = [
  ['Kip320', '3', '2', '2', '2'],
  ['Kip320', '3', '2', '2', '2', 'symmetric'],
  ['Kip320', '3', '3', '3', '1'],
  ['Kip320', '3', '3', '3', '1', 'symmetric'],
] as const

for (const size of SIZES) {
  const { seconds, stdout } = exploredMedian(size)
  process.stdout.write(`${seconds.toFixed(2)} s as a whole process, of which: ${stdout}`)
}
