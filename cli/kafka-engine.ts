/** The real parts behind the verbs: files, settings, the Kafka model, the search, saved counterexamples. */
import { z } from 'zod'
import { judgeVariant, settingsOf } from '../gallery/examine.ts'
import { FLAWS, LEFT_OUT } from '../gallery/index.ts'
import { replaySaved, SavedFileError } from '../harness/saved.ts'
import { searchScopes } from '../harness/scopes.ts'
import { invariantById } from '../invariants/index.ts'
import { InputError } from '../model/kafka/settings/errors.ts'
import { resolveSettings } from '../model/kafka/settings/resolve.ts'
import { sizesOf } from '../model/kafka/sizes.ts'
import { kafkaSystem } from '../model/kafka/system.ts'
import type { SavedFile } from '../reports/saved-file.ts'
import type { Engine, Replayed } from './engine.ts'
import { readConfiguration } from './read/read-configuration.ts'
import { VERSION } from './version.ts'

export const kafkaEngine: Engine = {
  read: async (paths, outright) => readConfiguration(paths, outright),
  resolve: resolveSettings,
  judge: ({ settings, scope, promises, ...options }) =>
    searchScopes(
      sizesOf(settings, scope).map((size) => kafkaSystem(settings, size)),
      { invariants: promises.flatMap((id) => invariantById(id) ?? []), ...options },
      sizesOf(settings, scope).map((size) => ({ module: new URL('./kafka-judging.ts', import.meta.url).href, name: 'kafkaJudging', args: [settings, size] })),
    ),
  gallery: { flaws: FLAWS, leftOut: LEFT_OUT, settingsOf, judge: judgeVariant },
  replay: replayOf,
  badInput: (error) => (error instanceof InputError ? error.message : undefined),
}

/** Kafka's largest long is saved as text. */
const number = z.union([z.number(), z.literal('9223372036854775807').transform(() => Infinity)])

const savedSettings = z.object({
  'kafka.version': z.string(),
  'protocol.version': z.string(),
  controller: z.enum(['kraft', 'zookeeper']),
  gates: z.string(),
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
  'transactional.id': z.string(),
  'transaction.timeout.ms': number,
  'isolation.level': z.enum(['read_uncommitted', 'read_committed']),
  'transaction.version': number,
  'transaction.state.log.replication.factor': number,
  'transaction.state.log.min.isr': number,
  'transaction.partition.verification.enable': z.boolean(),
  'producer.id.expiration.ms': number,
  'group.id': z.string(),
})

/** A search runs over several sizes; the evidence of a counterexample holds the one that it was found in. */
const savedScope = z
  .object({ records: z.int().positive(), producers: z.int().positive(), prompt: z.int().optional(), bystander: z.int().optional(), byRecord: z.int().optional(), loop: z.int().optional() })
  .transform(({ records, producers, prompt, bystander, byRecord, loop }) => ({ records, producers, ...(prompt === 1 && { prompt: true }), ...(bystander === 1 && { bystander: true }), ...(byRecord === 1 && { byRecord: true }), ...(loop === 1 && { loop: true }) }))

function replayOf(saved: SavedFile): Replayed {
  const settings = savedSettings.safeParse(saved.settings)
  const scope = savedScope.safeParse(saved.bounds)
  if (!settings.success || !scope.success) throw new SavedFileError(`This tidemark does not know the system or the settings of this file. ${withItsOwn(saved)}`)
  const run = { tidemark: saved.tidemark, promise: saved.promise, actions: saved.counterexample.actions, story: saved.counterexample.story }
  try {
    return { settings: settings.data, replay: replaySaved(kafkaSystem(settings.data, scope.data), run) }
  } catch (error) {
    // Another version may have written actions that this one has no idea of; a file of this version is its own affair.
    if (error instanceof SavedFileError || saved.tidemark === VERSION) throw error
    throw new SavedFileError(`This tidemark cannot play the steps of this file (${error instanceof Error ? error.message : String(error)}). ${withItsOwn(saved)}`)
  }
}

function withItsOwn({ tidemark }: SavedFile): string {
  return `Replay it with the tidemark that wrote it, version ${tidemark}.`
}
