/** The real parts behind the verbs: files, settings, the Kafka model, the search, saved counterexamples. */
import { z } from 'zod'
import { parseSaved, replaySaved, savedOf, SavedFileError, type Replay, type SavedCounterexample } from '../harness/saved.ts'
import type { Counterexample } from '../harness/result.ts'
import { searchScopes } from '../harness/scopes.ts'
import { invariantById } from '../invariants/index.ts'
import { InputError } from '../model/kafka/settings/errors.ts'
import { resolveSettings } from '../model/kafka/settings/resolve.ts'
import type { KafkaSettings } from '../model/kafka/settings/types.ts'
import { kafkaSystem } from '../model/kafka/system.ts'
import { settingsJson } from '../reports/json.ts'
import type { Engine, JudgeRequest, Replayed, Scope } from './engine.ts'
import { readConfiguration } from './read/read-configuration.ts'
import { UsageError } from './usage-error.ts'
import { VERSION } from './version.ts'

export const kafkaEngine: Engine = {
  read: async (paths, outright) => readConfiguration(paths, outright),
  resolve: resolveSettings,
  judge: ({ settings, scope, promises, budget, runs, steps, seed, onProgress, interrupted }) =>
    searchScopes(sizes(scope).map((size) => kafkaSystem(settings, size)), {
      invariants: promises.flatMap((id) => invariantById(id) ?? []),
      budget,
      runs,
      steps,
      seed,
      onProgress: ({ schedules, runs: all }) => onProgress(schedules, all),
      interrupted,
    }),
  saved: savedText,
  replay: replayContent,
  badInput: (error) => (error instanceof InputError || error instanceof SavedFileError ? error.message : undefined),
}

/** One record, then all: most flaws need no more than one. */
function sizes({ records, producers }: Scope): readonly Scope[] {
  return records === 1 ? [{ records, producers }] : [{ records: 1, producers: 1 }, { records, producers }]
}

function savedText({ settings, scope, budget, seed }: JudgeRequest, promise: string, found: Counterexample<unknown>): string {
  const context = { tidemark: VERSION, system: SYSTEM, settings: { ...settingsJson({ ...settings }), ...scope }, seed, promise, budget }
  return `${JSON.stringify(savedOf(context, found), null, 2)}\n`
}

const SYSTEM = 'kafka'

/** Kafka's largest long is saved as text. */
const number = z.union([z.number(), z.literal('9223372036854775807').transform(() => Infinity)])

const savedSystem = z.object({
  'kafka.version': z.string(),
  brokers: number,
  'replication.factor': number,
  partitions: number,
  'min.insync.replicas': number,
  'unclean.leader.election.enable': z.boolean(),
  'log.flush.interval.messages': number,
  'eligible.leader.replicas.version': number,
  acks: z.enum(['0', '1', 'all']),
  retries: number,
  'max.in.flight.requests.per.connection': number,
  'delivery.timeout.ms': number,
  'enable.idempotence': z.boolean(),
  records: z.int().positive(),
  producers: z.int().positive(),
})

function replayContent(content: string, file: string): Replayed {
  try {
    const saved = parseSaved(content)
    const { settings, records, producers } = systemOf(saved)
    const replay = replaySaved(kafkaSystem(settings, { records, producers }), saved)
    const title = invariantById(saved.promise)?.title ?? saved.promise
    return { settings, promise: saved.promise, title, run: runOf(saved, replay), again: replay.violated }
  } catch (error) {
    throw error instanceof SavedFileError ? new UsageError(`${file}: ${error.message}`) : error
  }
}

function systemOf(saved: SavedCounterexample): { readonly settings: KafkaSettings; readonly records: number; readonly producers: number } {
  const parsed = savedSystem.safeParse(saved.settings)
  if (saved.system !== SYSTEM || !parsed.success) throw new SavedFileError('This tidemark does not know the system or the settings of this file. Replay it with the tidemark that wrote it, version ' + saved.tidemark + '.')
  const { records, producers, ...settings } = parsed.data
  return { settings, records, producers }
}

/** The saved schedule as it went this time. */
function runOf({ counterexample }: SavedCounterexample, replay: Replay): Counterexample<unknown> {
  const steps = replay.steps.map((step) => (step.possible ? step : { ...step, text: `${step.saved} (not possible any more)` }))
  return { ...counterexample, steps, why: replay.why }
}
