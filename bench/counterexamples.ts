/**
 * Is the shortest counterexample the same from every seed, and how long does it take? One line for each of the
 * well-known settings of cli/verdicts.test.ts that break a promise. `npx tsx bench/counterexamples.ts [seeds] [row…]`
 */
import { type Budget, budgetOf } from '../harness/budget.ts'
import { searchScopes } from '../harness/scopes.ts'
import { invariantById } from '../invariants/index.ts'
import { resolveSettings } from '../model/kafka/settings/resolve.ts'
import { kafkaSystem } from '../model/kafka/system.ts'

interface Row {
  readonly says: string
  readonly settings: Readonly<Record<string, string>>
  readonly version?: string
  readonly promise: string
  readonly budget: Budget
}

const LOSS = 'no-acknowledged-loss'
const OLD = {
  'acks': 'all',
  'unclean.leader.election.enable': 'false',
  'replication.factor': '2',
  'min.insync.replicas': '2',
}

const ROWS: readonly Row[] = [
  { says: 'acks=1', settings: { acks: '1' }, promise: LOSS, budget: budgetOf(2) },
  { says: 'acks=1, no moves', settings: { acks: '1' }, promise: LOSS, budget: budgetOf(2, {}, 0) },
  { says: 'acks=0', settings: { acks: '0' }, promise: LOSS, budget: budgetOf(2) },
  { says: 'acks=0, no moves', settings: { acks: '0' }, promise: LOSS, budget: budgetOf(2, {}, 0) },
  {
    says: 'acks=all, min 2, 3 faults, no moves',
    settings: { 'min.insync.replicas': '2' },
    promise: LOSS,
    budget: budgetOf(3, {}, 0),
  },
  { says: 'acks=all, min 2, 3 faults', settings: { 'min.insync.replicas': '2' }, promise: LOSS, budget: budgetOf(3) },
  { says: 'acks=all, min 1', settings: {}, promise: LOSS, budget: budgetOf(2) },
  {
    says: 'Kafka 4.0, min 2',
    settings: { 'min.insync.replicas': '2' },
    version: '4.0',
    promise: LOSS,
    budget: budgetOf(2),
  },
  {
    says: 'unclean election, no moves',
    settings: { 'unclean.leader.election.enable': 'true' },
    promise: LOSS,
    budget: budgetOf(3, { 'power-loss': 0 }, 0),
  },
  {
    says: 'unclean election, min 2, no moves',
    settings: { 'unclean.leader.election.enable': 'true', 'min.insync.replicas': '2' },
    promise: LOSS,
    budget: budgetOf(3, { 'power-loss': 0 }, 0),
  },
  {
    says: 'Kafka 0.10, no moves',
    settings: OLD,
    version: '0.10',
    promise: LOSS,
    budget: budgetOf(2, { 'power-loss': 0 }, 0),
  },
  { says: 'Kafka 0.10', settings: OLD, version: '0.10', promise: LOSS, budget: budgetOf(2, { 'power-loss': 0 }) },
  {
    says: 'Kafka 0.10, 3 moves',
    settings: OLD,
    version: '0.10',
    promise: LOSS,
    budget: budgetOf(3, { 'power-loss': 0 }, 3),
  },
  {
    says: 'retries=2, one in flight, no moves',
    settings: { 'retries': '2', 'max.in.flight.requests.per.connection': '1' },
    promise: 'no-duplicates',
    budget: budgetOf(2, {}, 0),
  },
  { says: 'retries=2', settings: { retries: '2' }, promise: 'in-order', budget: budgetOf(2) },
  { says: 'defaults, no moves', settings: {}, promise: 'honest-outcome', budget: budgetOf(2, {}, 0) },
]

const [seeds = '20', ...wanted] = process.argv.slice(2)

for (const [at, row] of ROWS.entries()) {
  if (wanted.length > 0 && !wanted.includes(String(at))) continue
  const given = Object.entries({ 'enable.idempotence': 'false', ...row.settings }).map(([key, value]) => ({
    section: undefined,
    key,
    value,
    origin: {},
  }))
  const { settings } = resolveSettings(given, row.version === undefined ? {} : { version: row.version })
  const systems = [1, 2].map((records) => kafkaSystem(settings, { records, producers: 1 }))
  const stories = new Map<string, number>()
  const seconds: number[] = []
  for (let seed = 0; seed < Number(seeds); seed++) {
    const started = performance.now()
    const { promises } = await searchScopes(systems, {
      invariants: [invariantById(row.promise) ?? []].flat(),
      budget: row.budget,
      search: 'both',
      runs: 1000,
      steps: 60,
      maxStates: 200_000,
      seed: `seed ${seed}`,
    })
    seconds.push((performance.now() - started) / 1000)
    const found = promises[0]?.counterexample
    const story = found
      ? `${found.faults}+${found.moves} in ${found.length}, ${found.minimal}: ${JSON.stringify(found.actions)}`
      : 'held'
    stories.set(story, (stories.get(story) ?? 0) + 1)
  }
  const median = seconds.sort((a, b) => a - b)[seconds.length >> 1] ?? 0
  process.stdout.write(`${at} ${row.says}: ${row.promise}: ${stories.size} different, median ${median.toFixed(1)} s\n`)
  for (const [story, times] of stories) process.stdout.write(`    ${times} × ${story}\n`)
}
