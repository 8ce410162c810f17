/**
 * How long one specification takes as a whole process, from its start to its end: what somebody waits for.
 * `npx tsx bench/specs/process.ts`
 */
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const EXPLORE = fileURLToPath(new URL('explore.ts', import.meta.url))
const SIZES = [
  ['Kip320', '3', '2', '2', '2'],
  ['Kip320', '3', '2', '2', '2', 'symmetric'],
  ['Kip320', '3', '3', '3', '1'],
  ['Kip320', '3', '3', '3', '1', 'symmetric'],
] as const
const RUNS = 3

for (const size of SIZES) {
  const seconds: number[] = []
  let said = ''
  for (let run = 0; run < RUNS; run++) {
    const started = performance.now()
    const { stdout, status, stderr } = spawnSync(process.execPath, ['--import', 'tsx', EXPLORE, ...size], {
      encoding: 'utf8',
    })
    if (status !== 0) throw new Error(stderr)
    seconds.push((performance.now() - started) / 1000)
    said = stdout
  }
  const median = seconds.sort((a, b) => a - b)[RUNS >> 1] ?? 0
  process.stdout.write(`${median.toFixed(2)} s as a whole process, of which: ${said}`)
}
