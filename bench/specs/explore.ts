/**
 * How fast the explorer is, on specifications whose states TLC has counted.
 * `npx tsx bench/specs/explore.ts [NAME REPLICAS LOG_SIZE RECORDS MAX_LEADER_EPOCH [judged|symmetric]]`: that one alone,
 * once, as whoever measures a whole process wants it (`process.ts`, `beside.ts`).
 */
import { budgetOf } from '../../harness/budget.ts'
import { explore } from '../../harness/explore/explorer.ts'
import { machineSpace } from '../../harness/explore/space.ts'
import { symmetricSpace } from '../../harness/explore/symmetry.ts'
import { grouped } from '../../reports/cost.ts'
import { SPEC_NAMES, type SpecName, specMachine, specSymmetry, strongIsr, weakIsr } from './specs.ts'

/** Whether the invariants are judged too, and whether states that differ in names are one. */
type Mode = 'plain' | 'judged' | 'symmetric'
type Size = readonly [SpecName, replicas: number, logSize: number, records: number, maxLeaderEpoch: number]

const SIZES: readonly Size[] = [
  ['Kip101', 3, 2, 2, 1],
  ['Kip320', 3, 3, 3, 1],
  ['Kip320', 3, 2, 2, 2],
]

const SAID = { plain: '', judged: ', judged', symmetric: ' with symmetry, to the verdict' } as const

const [name, replicas, logSize, records, maxLeaderEpoch, mode] = process.argv.slice(2)

if (name === undefined)
  for (const size of SIZES) for (const mode of ['plain', 'symmetric'] as const) measure(size, mode, 3)
else {
  const spec = SPEC_NAMES.find((known) => known === name)
  if (spec === undefined) throw new Error(`${name} is none of ${SPEC_NAMES.join(', ')}`)
  const size: Size = [spec, Number(replicas), Number(logSize), Number(records), Number(maxLeaderEpoch)]
  measure(size, mode === 'symmetric' || mode === 'judged' ? mode : 'plain', 0)
}

/** @param runs after one to warm up */
function measure([name, replicas, logSize, records, maxLeaderEpoch]: Size, mode: Mode, runs: number): void {
  const bounds = { replicas, logSize, records, maxLeaderEpoch }
  const plain = machineSpace(specMachine(name, bounds))
  const space = mode === 'symmetric' ? symmetricSpace(plain, specSymmetry(bounds)) : plain
  const seconds: number[] = []
  let line = ''
  for (let run = 0; run <= runs; run++) {
    const started = performance.now()
    // With symmetry the verdict is asked for, as a user would; plainly the explorer alone is measured.
    const broken = (state: typeof space.initial): number => (weakIsr(state) ? 0 : 1) | (strongIsr(state) ? 0 : 2)
    const slices = explore(space, {
      budget: budgetOf(0),
      maxStates: 20_000_000,
      ...(mode !== 'plain' ? { broken, wanted: 3 } : {}),
    })
    let slice = slices.next()
    while (slice.done !== true) slice = slices.next()
    const { states, bytes, found } = slice.value
    const took = (performance.now() - started) / 1000
    // The first run warms up.
    if (run > 0) seconds.push(took)
    const median = seconds.sort((a, b) => a - b)[seconds.length >> 1] ?? took
    line = `${grouped(states)} states in ${median.toFixed(2)} s, ${grouped(Math.round(states / median))} a second, ${(bytes / states).toFixed(1)} bytes a state`
    if (found.length > 0) line += ', an invariant is broken'
  }
  process.stdout.write(`${name} ${replicas}/${logSize}/${records}/${maxLeaderEpoch}${SAID[mode]}: ${line}\n`)
}
