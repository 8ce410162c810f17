/** The real parts behind the verbs: files, the systems of the registry, the search, saved counterexamples. */
import { judgeVariant, settingsOf } from '../gallery/examine.ts'
import { FLAWS, LEFT_OUT } from '../gallery/index.ts'
import { SavedFileError, replaySaved } from '../harness/saved.ts'
import { searchScopes } from '../harness/scopes.ts'
import { invariantById } from '../invariants/index.ts'
import { InputError } from '../model/input-error.ts'
import { knownSystem, SYSTEMS, systemNamed } from '../model/systems.ts'
import type { SavedFile } from '../reports/saved-file.ts'
import { isDeepStrictEqual } from 'node:util'
import type { KnownSchedules } from '../harness/search.ts'
import type { System } from '../model/system.ts'
import type { Size } from '../model/system-entry.ts'
import { playAgain } from './regressions/play.ts'
import type { Engine, KnownSchedule, Replayed } from './engine.ts'
import { availabilityIn, remediesOf } from './real-remedies.ts'
import { PRINTED } from '../read/forms/printed.ts'
import { openSource } from '../read/forms/source.ts'
import { readTextFile } from '../read/text-file.ts'
import { readConfiguration } from '../read/read-configuration.ts'

export const realEngine: Engine = {
  read: async (paths, outright, texts) =>
    readConfiguration(paths, outright, (path) => texts?.get(path) ?? readTextFile(path)),
  textOf: (file) => {
    const source = openSource(file)
    return PRINTED.tells(source) ? undefined : source.text
  },
  resolve: (system, given, options) => knownSystem(system).resolve(given, options),
  judge: ({ system, settings, size, promises, known = [], ...options }) => {
    const entry = knownSystem(system)
    const sizes = entry.sizes(settings, size).map((one) => entry.make(settings, one))
    const invariants = promises.flatMap((id) => invariantById(id) ?? [])
    if (known.length === 0) return searchScopes(sizes, { invariants, ...options })
    const [all, schedules] = placed(sizes, known, (one) => entry.make(settings, one))
    return searchScopes(all, { invariants, ...options, known: { schedules, searched: sizes.length } })
  },
  remedies: remediesOf,
  availability: availabilityIn,
  gallery: { flaws: FLAWS, leftOut: LEFT_OUT, settingsOf, judge: judgeVariant },
  replay: replayOf,
  play: (request, saved) => playAgain(request, saved, replayOf),
  badInput: (error) => (error instanceof InputError ? error.message : undefined),
}

/** All sizes, and in which of them each known schedule is played: behind those that are searched are the others. */
function placed<State, Action>(
  searched: readonly System<State, Action>[],
  known: readonly KnownSchedule[],
  make: (size: Size) => System<State, Action>,
): readonly [readonly System<State, Action>[], KnownSchedules['schedules']] {
  const all = [...searched]
  const schedules = known.map(({ promise, actions, size }) => {
    const own = make(size)
    const at = all.findIndex(({ bounds }) => isDeepStrictEqual(bounds, own.bounds))
    return { promise, actions, at: at < 0 ? all.push(own) - 1 : at }
  })
  return [all, schedules]
}

function replayOf(saved: SavedFile): Replayed {
  const system = systemNamed(saved.system)
  if (system === undefined) {
    const known = SYSTEMS.map(({ name }) => name).join(', ')
    throw new SavedFileError(
      `This file is about a system that this tidemark does not know; it knows ${known}. ${withItsOwn(saved)}`,
    )
  }
  const read = system.saved(saved.settings, saved.bounds)
  if ('problem' in read)
    throw new SavedFileError(
      `This tidemark does not know the system or the settings of this file (${read.problem}). ${withItsOwn(saved)}`,
    )
  const problem = read.problemOf(saved.counterexample.actions)
  if (problem !== undefined)
    throw new SavedFileError(`This tidemark cannot play the steps of this file (${problem}). ${withItsOwn(saved)}`)
  const run = {
    tidemark: saved.tidemark,
    promise: saved.promise,
    actions: saved.counterexample.actions,
    story: saved.counterexample.story,
  }
  try {
    return { settings: read.settings, replay: replaySaved(system.make(read.settings, read.size), run) }
  } catch (error) {
    // Whoever wrote the file, it is input: what this version cannot play is told, and is no bug of its own.
    if (error instanceof SavedFileError) throw error
    throw new SavedFileError(
      `This tidemark cannot play the steps of this file (${error instanceof Error ? error.message : String(error)}). ${withItsOwn(saved)}`,
    )
  }
}

function withItsOwn({ tidemark }: SavedFile): string {
  return `Replay it with the tidemark that wrote it, version ${tidemark}.`
}
