/**
 * How fast the random search is: model steps a second on one core, everything included (enumerating, choosing, healing,
 * judging), and where the time goes. What the figures mean is said in README.md beside this file.
 */
import { performance } from 'node:perf_hooks'
import { queueSystem } from '../harness/testing/queue.ts'
import type { System } from '../model/system.ts'
import { newestKafka } from './newest-kafka.ts'
import { type Shares, profiled } from './profile.ts'
import { type Steps, countSteps, searchOnce } from './work.ts'

const BATCHES = 5

interface Subject {
  readonly title: string
  readonly rates: readonly number[]
  readonly steps: Steps
  readonly byPart: Shares
  readonly byPhase: Shares
}

/** Warm first; then batches with nothing around them; then one more under the profiler. */
async function measure<State, Action>(title: string, system: System<State, Action>, runs: number): Promise<Subject> {
  const counts: Steps[] = []
  for (let batch = 0; batch < BATCHES; batch++) counts.push(countSteps(system, runs, `batch ${batch}`))
  searchOnce(system, runs, 'warm-up')
  const rates = counts.map(({ executed }, batch) => {
    const start = performance.now()
    searchOnce(system, runs, `batch ${batch}`)
    return executed / ((performance.now() - start) / 1000)
  })
  const { byPart, byPhase } = await profiled(() => searchOnce(system, runs, 'batch 0'))
  return { title, rates, steps: sum(counts), byPart, byPhase }
}

function sum(counts: readonly Steps[]): Steps {
  const total = (of: (steps: Steps) => number) => counts.reduce((all, steps) => all + of(steps), 0)
  return {
    executed: total((steps) => steps.executed),
    scheduled: total((steps) => steps.scheduled),
    healing: total((steps) => steps.healing),
    schedules: total((steps) => steps.schedules),
    sideways: total((steps) => steps.sideways),
  }
}

function median(numbers: readonly number[]): number {
  return numbers.toSorted((a, b) => a - b)[numbers.length >> 1] ?? Number.NaN
}

function print({ title, rates, steps, byPart, byPhase }: Subject): void {
  const whole = (value: number) => Math.round(value).toLocaleString('en')
  const other = steps.executed - steps.scheduled - steps.healing
  console.log(`\n${title}`)
  console.log(`  ${whole(median(rates))} steps/s   (median of ${rates.length}; ${rates.map(whole).join(', ')})`)
  console.log(
    `  ${whole(steps.executed)} steps in ${whole(steps.schedules)} schedules and ${whole(steps.sideways)} beginnings beside them:`,
  )
  console.log(
    `  ${whole(steps.scheduled)} scheduled, ${whole(steps.healing)} healing, ${whole(other)} tried beside a schedule or after healing`,
  )
  for (const [name, shares] of [
    ['part', byPart],
    ['phase', byPhase],
  ] as const) {
    console.log(`  share of time by ${name}`)
    for (const [label, share] of shares) console.log(`    ${(share * 100).toFixed(1).padStart(5)} %  ${label}`)
  }
}

const kafka = await measure(
  'Kafka: RF 3, acks=all, min.insync.replicas=2, two records, default budget',
  newestKafka(),
  2_000,
)
print(kafka)
const queue = await measure('the queue of harness/testing: what the search itself costs', queueSystem(), 20_000)
print(queue)
console.log(
  `\nA step of the Kafka search takes ${(median(queue.rates) / median(kafka.rates)).toFixed(1)} times as long as one of the queue search`,
)
