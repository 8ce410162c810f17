/** A saved counterexample, played again. */
import { readFile } from 'node:fs/promises'
import { type Replay, replaySaved, SavedFileError } from '../harness/saved.ts'
import { systemNamed } from '../model/systems.ts'
import { replayText } from '../reports/replay.ts'
import { parseSavedFile, type SavedFile } from '../reports/saved-file.ts'
import { VERSION } from '../reports/version.ts'
import type { OwnSystem } from './own-system.ts'

/** What came of it this time. */
export interface Replayed {
  readonly promise: string
  /** Whether the promise was broken again. */
  readonly violated: boolean
  /** The story, step by step, with the state after each. */
  readonly text: string
}

/**
 * Plays the counterexample of a file again.
 * @param file as `check` and `toKeep` named it
 * @param own the system, where it is one of the user's own
 * @throws SavedFileError where the file is none, was edited, or is about what is not known here
 */
export async function replay(file: string, own?: OwnSystem): Promise<Replayed> {
  const saved = parseSavedFile(await readFile(file, 'utf8'))
  const played = play(saved, own)
  const { title, steps, moveKinds, afterwards, why, clause, decisive, violated } = played
  const run = { ...saved.counterexample, moveKinds, steps, afterwards, why, clause, decisive }
  const { system, settings, assumed, ignored, promise } = saved
  const configuration = {
    system,
    settings,
    assumed,
    ignored,
    warnings: [],
    notes: [],
    ...(own && { entry: own.entry }),
  }
  const report = { version: VERSION, file, configuration, promise, title, run, again: violated }
  return { promise, violated, text: replayText(report, { width: 100, colour: false }) }
}

function play(saved: SavedFile, own: OwnSystem | undefined): Replay {
  if (own !== undefined && own.entry.name !== saved.system)
    throw new SavedFileError(`This file is about the system ${saved.system}, not about ${own.entry.name}.`)
  const entry = own?.entry ?? systemNamed(saved.system)
  if (entry === undefined)
    throw new SavedFileError(
      `This file is about ${saved.system}, a system of your own: give it, as replay(file, system).`,
    )
  const read = entry.saved(saved.settings, saved.bounds)
  const problem = 'problem' in read ? read.problem : read.problemOf(saved.counterexample.actions)
  if ('problem' in read || problem !== undefined)
    throw new SavedFileError(`This tidemark cannot play this file (${problem}); it was written by ${saved.tidemark}.`)
  const { tidemark, promise, counterexample } = saved
  const run = { tidemark, promise, actions: counterexample.actions, story: counterexample.story }
  return replaySaved(entry.make(read.settings, read.size), run, own?.promises)
}
