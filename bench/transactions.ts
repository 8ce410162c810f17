/**
 * Transactions on the newest Kafka: how many states the exhaustive search stores with and without what it leaves out,
 * and how fast the random search is. What the figures mean is said in README.md beside this file.
 */
import { performance } from 'node:perf_hooks'
import { type Budget, budgetOf } from '../harness/budget.ts'
import { searchExhaustively } from '../harness/explore/exhaustive.ts'
import { INVARIANTS } from '../invariants/index.ts'
import { resolveSettings } from '../model/kafka/settings/resolve.ts'
import { type Scope, kafkaSystem } from '../model/kafka/system.ts'
import { FAULT_KINDS, type FaultKind } from '../model/machine.ts'
import { countSteps, searchOnce } from './work.ts'

const MOST_STATES = 1_000_000

/** What goes wrong between clients, coordinators and partitions, and takes no broker away. */
const BETWEEN: readonly FaultKind[] = [
  'lost-request',
  'lost-response',
  'timeout',
  'client-restart',
  'slow-follower',
  'controller-failover',
]

function settingsOf(partitions: number) {
  const given = {
    'default.replication.factor': '3',
    'min.insync.replicas': '2',
    'num.partitions': String(partitions),
    'transactional.id': 't',
    'isolation.level': 'read_committed',
  }
  return resolveSettings(
    Object.entries(given).map(([key, value]) => ({ section: undefined, key, value, origin: {} })),
    { brokers: 3 },
  ).settings
}

function budget(kinds: readonly FaultKind[], faults: number): Budget {
  const none = Object.fromEntries(FAULT_KINDS.map((kind) => [kind, kinds.includes(kind) ? faults : 0]))
  return budgetOf(faults, none, 0)
}

async function states(title: string, scope: Scope, partitions: number, within: Budget, reduce: boolean): Promise<void> {
  const system = kafkaSystem(settingsOf(partitions), scope)
  const invariants = INVARIANTS.filter(({ id }) => system.reservations[id] === undefined && id !== 'honest-outcome')
  const start = performance.now()
  const {
    states: stored,
    complete,
    completeTo,
    found,
  } = await searchExhaustively(system, { invariants, budget: within, maxStates: MOST_STATES, reduce })
  const seconds = ((performance.now() - start) / 1000).toFixed(1)
  const end =
    found.length > 0
      ? `BROKEN: ${found.map(({ invariant }) => invariant.id).join(', ')}`
      : complete
        ? 'complete, all held'
        : `stopped, complete to ${completeTo}`
  console.log(
    `  ${title.padEnd(64)} ${stored.toLocaleString('en').padStart(9)} states  ${seconds.padStart(6)} s  ${end}`,
  )
}

console.log('What is left out (one transaction with one record, no fault, then one fault of a client)')
for (const faults of [0, 1]) {
  const within = budget(BETWEEN, faults)
  await states(`${faults} faults, everything`, { records: 1, producers: 1 }, 1, within, false)
  await states(`${faults} faults, reduced`, { records: 1, producers: 1 }, 1, within, true)
  await states(
    `${faults} faults, reduced, a cluster that works at once`,
    { records: 1, producers: 1, prompt: true },
    1,
    within,
    true,
  )
}
console.log('\nTwo transactions, a cluster that works at once')
for (const faults of [1, 2, 3])
  await states(
    `two partitions, ${faults} faults between clients and coordinators`,
    { records: 2, producers: 1, prompt: true },
    2,
    budget(BETWEEN, faults),
    true,
  )
for (const kind of ['crash', 'pause', 'partition'] as const)
  await states(`two partitions, one ${kind}`, { records: 2, producers: 1, prompt: true }, 2, budget([kind], 1), true)
await states(
  'one partition, one record each, crash and a fault of a client',
  { records: 2, producers: 1, prompt: true },
  1,
  { ...budget(BETWEEN, 1), total: 2, faults: { ...budget(BETWEEN, 1).faults, crash: 1 } },
  true,
)

console.log('\nThe random search, default budget')
for (const [title, scope, runs] of [
  ['each message of the replication by itself', { records: 3, producers: 1, bystander: true }, 300],
  ['a cluster that works at once', { records: 3, producers: 1, prompt: true }, 600],
] as const) {
  const system = kafkaSystem(settingsOf(1), scope)
  const { executed } = countSteps(system, runs, 'a')
  searchOnce(system, 50, 'warm-up')
  const start = performance.now()
  searchOnce(system, runs, 'a')
  const seconds = (performance.now() - start) / 1000
  console.log(`  ${title.padEnd(64)} ${Math.round(executed / seconds).toLocaleString('en')} steps/s`)
}
