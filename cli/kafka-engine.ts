/** The real parts behind the verbs: files, settings, the Kafka model, the search, saved counterexamples. */
import type { z } from 'zod'
import { judgeVariant, settingsOf } from '../gallery/examine.ts'
import { FLAWS, LEFT_OUT } from '../gallery/index.ts'
import { SavedFileError, replaySaved } from '../harness/saved.ts'
import { searchScopes } from '../harness/scopes.ts'
import { invariantById } from '../invariants/index.ts'
import { problemOfActions } from '../model/kafka/machine/action-schema.ts'
import { InputError } from '../model/kafka/settings/errors.ts'
import { resolveSettings } from '../model/kafka/settings/resolve.ts'
import { deploymentOf } from '../model/kafka/state/deployment.ts'
import { sizesOf } from '../model/kafka/state/sizes.ts'
import { kafkaSystem } from '../model/kafka/system.ts'
import type { SavedFile } from '../reports/saved-file.ts'
import type { Engine, Replayed } from './engine.ts'
import { readConfiguration } from './read/read-configuration.ts'
import { savedScope, savedSettings } from './saved-settings.ts'

export const kafkaEngine: Engine = {
  read: async (paths, outright) => readConfiguration(paths, outright),
  resolve: resolveSettings,
  judge: ({ settings, scope, promises, ...options }) =>
    searchScopes(
      sizesOf(settings, scope).map((size) => kafkaSystem(settings, size)),
      { invariants: promises.flatMap((id) => invariantById(id) ?? []), ...options },
      sizesOf(settings, scope).map((size) => ({
        module: new URL('./kafka-judging.ts', import.meta.url).href,
        name: 'kafkaJudging',
        args: [settings, size],
      })),
    ),
  gallery: { flaws: FLAWS, leftOut: LEFT_OUT, settingsOf, judge: judgeVariant },
  replay: replayOf,
  badInput: (error) => (error instanceof InputError ? error.message : undefined),
}

function replayOf(saved: SavedFile): Replayed {
  const settings = savedSettings.safeParse(saved.settings)
  const scope = savedScope.safeParse(saved.bounds)
  if (!settings.success || !scope.success) {
    throw new SavedFileError(
      `This tidemark does not know the system or the settings of this file (${problemIn(settings, scope)}). ${withItsOwn(saved)}`,
    )
  }
  const problem = problemOfActions(deploymentOf(settings.data, scope.data), saved.counterexample.actions)
  if (problem !== undefined)
    throw new SavedFileError(`This tidemark cannot play the steps of this file (${problem}). ${withItsOwn(saved)}`)
  const run = {
    tidemark: saved.tidemark,
    promise: saved.promise,
    actions: saved.counterexample.actions,
    story: saved.counterexample.story,
  }
  try {
    return { settings: settings.data, replay: replaySaved(kafkaSystem(settings.data, scope.data), run) }
  } catch (error) {
    // Whoever wrote the file, it is input: what this version cannot play is told, and is no bug of its own.
    if (error instanceof SavedFileError) throw error
    throw new SavedFileError(
      `This tidemark cannot play the steps of this file (${error instanceof Error ? error.message : String(error)}). ${withItsOwn(saved)}`,
    )
  }
}

function problemIn(...parsed: readonly z.ZodSafeParseResult<unknown>[]): string {
  const issue = parsed.flatMap(({ error }) => error?.issues ?? [])[0]
  return issue === undefined ? 'unreadable' : `${issue.path.join('.') || 'the file'}: ${issue.message}`
}

function withItsOwn({ tidemark }: SavedFile): string {
  return `Replay it with the tidemark that wrote it, version ${tidemark}.`
}
