/** The files below a folder that may hold settings. */
import { type Dirent, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { InputError } from '../../model/input-error.ts'
import { BROKER_FILES, CONTROLLER_FILE, mayHoldSettings } from '../../read/folder.ts'

/** What is built or fetched, and not written by anybody. */
const NOT_WRITTEN: ReadonlySet<string> = new Set([
  'node_modules',
  'target',
  'build',
  'dist',
  'out',
  'bin',
  'obj',
  'coverage',
  'vendor',
  'venv',
  '__pycache__',
])

/** Large, and of no settings of anybody's. */
const LOCK_FILE = /^(package-lock\.json|npm-shrinkwrap\.json|pnpm-lock\.yaml)$/

/** More is no folder of one project. */
export interface Limits {
  readonly entries: number
  readonly files: number
  readonly depth: number
}

export const LIMITS: Limits = { entries: 100_000, files: 2_000, depth: 30 }

/**
 * The files of a folder and of those below it, without hidden folders and what was built; links are not followed. A
 * controller's file is left out beside a broker's, as where a folder is judged.
 * @throws InputError for a folder that may not be read, and for more than the limits.
 */
export function filesBelow(folder: string, limits: Limits = LIMITS): readonly string[] {
  const found: string[] = []
  let entries = 0
  const waiting: { readonly path: string; readonly depth: number }[] = [{ path: folder, depth: 0 }]
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { path, depth } = next
    if (depth > limits.depth) throw tooMuch(path, `folders in folders, ${limits.depth} deep`)
    const all = list(path)
    entries += all.length
    if (entries > limits.entries) throw tooMuch(folder, `more than ${limits.entries} files and folders`)
    const names = all.filter((entry) => entry.isFile()).map(({ name }) => name)
    const hasBroker = names.some((name) => BROKER_FILES.some((usual) => usual === name))
    const own = names.filter(
      (name) => mayHoldSettings(name) && !LOCK_FILE.test(name) && !(hasBroker && name === CONTROLLER_FILE),
    )
    found.push(...own.map((name) => join(path, name)))
    if (found.length > limits.files) throw tooMuch(folder, `more than ${limits.files} files that may hold settings`)
    const below = all.filter(
      (entry) => entry.isDirectory() && !entry.name.startsWith('.') && !NOT_WRITTEN.has(entry.name),
    )
    waiting.push(...below.toReversed().map(({ name }) => ({ path: join(path, name), depth: depth + 1 })))
  }
  return found
}

function list(folder: string): readonly Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))
  } catch {
    throw new InputError({
      where: folder,
      problem: 'this folder may not be read',
      remedy: 'give yourself the permission to read it, or name the folders that count',
    })
  }
}

function tooMuch(where: string, what: string): InputError {
  return new InputError({
    where,
    problem: `there are ${what}, too many to look at each`,
    remedy: 'name the files or folders that count: tidemark init PATH…',
  })
}
