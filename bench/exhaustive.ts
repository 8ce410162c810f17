/**
 * What an exhaustive search of the newest Kafka completes, and how long it takes: with all reductions, and with none.
 * `npx tsx bench/exhaustive.ts [records faults moves [maxStates]]`
 */
import { budgetOf } from '../harness/budget.ts'
import { searchExhaustively } from '../harness/explore/exhaustive.ts'
import { INVARIANTS } from '../invariants/index.ts'
import { grouped } from '../reports/cost.ts'
import { newestKafka } from './newest-kafka.ts'

const SIZES: readonly (readonly [records: number, total: number, moves: number])[] = [
  [1, 0, 0],
  [1, 1, 1],
  [2, 1, 1],
]

const [records, total, moves, maxStates = '2000000'] = process.argv.slice(2)
const sizes = records === undefined ? SIZES : [[Number(records), Number(total ?? 1), Number(moves ?? 1)] as const]

for (const [size, faults, most] of sizes) {
  for (const reduce of [true, false]) {
    const system = newestKafka(size)
    const invariants = INVARIANTS.filter(({ id }) => system.reservations[id] === undefined)
    const started = performance.now()
    const { states, completeTo, stopped, depth, ends } = await searchExhaustively(system, {
      invariants,
      budget: budgetOf(faults, {}, most),
      maxStates: Number(maxStates),
      reduce,
    })
    const seconds = (performance.now() - started) / 1000
    const how = stopped === null ? 'complete' : `${stopped}, complete to ${completeTo}`
    process.stdout.write(
      `${size} records, up to ${faults} faults and moves (${most} moves), ${reduce ? 'reduced' : 'in full'}: ${grouped(states)} states in the last round, depth ${depth}, ${ends} ends, ${seconds.toFixed(1)} s, ${how}\n`,
    )
  }
}
