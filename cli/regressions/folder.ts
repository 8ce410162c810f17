/** The folder in which counterexamples are kept to be played first, and what became of each. */
import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { NewerFileError, SavedFileError } from '../../harness/saved.ts'
import { type SavedFile, parseSavedFile } from '../../reports/saved-file.ts'
import type { Regression } from '../../reports/regressions.ts'
import type { Engine, JudgeRequest, KnownSchedule } from '../engine.ts'
import { contentOf } from '../input-file.ts'
import { UsageError } from '../usage-error.ts'

/** Where it is looked for by whoever names none. */
export const USUAL_FOLDER = 'tidemark-regressions'

/** A file of the folder: what it holds, or why this version cannot know. */
export interface KeptFile {
  readonly file: string
  readonly held: SavedFile | { readonly promise: string; readonly newer: string }
}

const KEPT = {
  what: 'saved counterexample',
  give: 'keep files there that `check` has saved',
  found: '`check` prints the names of the files it saves',
}

/**
 * The counterexamples of a folder, in the order of their names; of no folder none, and neither of the usual one where
 * it is not there.
 * @throws UsageError for a file that is damaged, and for a named folder that is none
 */
export async function keptFiles(named: string | undefined): Promise<readonly KeptFile[]> {
  const folder = named ?? USUAL_FOLDER
  if (named === undefined && !existsSync(folder)) return []
  const names = namesIn(folder)
    .filter((name) => name.endsWith('.json') && !name.startsWith('.'))
    .sort((a, b) => (a < b ? -1 : 1))
  const files: KeptFile[] = []
  for (const file of names.map((name) => join(folder, name)))
    files.push({ file, held: heldIn(await contentOf(file, KEPT), file) })
  return files
}

function namesIn(folder: string): readonly string[] {
  const refuse = (problem: string): UsageError =>
    new UsageError(`--regressions ${folder}: ${problem}; give a folder with files that \`check\` has saved`)
  if (!existsSync(folder)) throw refuse('there is no such folder')
  if (!statSync(folder).isDirectory()) throw refuse('this is no folder')
  try {
    return readdirSync(folder)
  } catch (error) {
    throw refuse(`it cannot be read (${error instanceof Error ? error.message : String(error)})`)
  }
}

function heldIn(text: string, file: string): KeptFile['held'] {
  try {
    return parseSavedFile(text)
  } catch (error) {
    if (error instanceof NewerFileError) return { promise: error.promise, newer: error.message }
    if (!(error instanceof SavedFileError)) throw error
    throw new UsageError(`${file}: ${error.message} Or take it out of the folder of regressions.`)
  }
}

/** Plays all of them against a configuration: what became of each, and what the search begins with. */
export function playAll(
  kept: readonly KeptFile[],
  request: Pick<JudgeRequest, 'system' | 'settings' | 'size' | 'promises' | 'budget'>,
  engine: Engine,
): { readonly regressions: readonly Regression[]; readonly known: readonly KnownSchedule[] } {
  const known: KnownSchedule[] = []
  const regressions = kept.map(({ file, held }): Regression => {
    const { promise } = held
    if ('newer' in held) return { file, promise, outcome: 'not-played', why: held.newer }
    const played = engine.play(request, held)
    if (played.outcome !== 'broken') return { file, promise, ...played }
    known.push(played.known)
    return { file, promise, outcome: 'broken' }
  })
  return { regressions, known }
}
