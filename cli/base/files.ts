/** The files of a repository as they were at a commit, in a folder of their own; nothing is checked out. */
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join, relative, resolve, sep } from 'node:path'
import { clipped } from '../../model/input-error.ts'
import { mayHoldSettings } from '../../read/folder.ts'
import { UsageError } from '../usage-error.ts'

/** More is no repository of one project. */
const MOST_FILES = 5_000
const LARGEST = 4 * 1024 * 1024

export interface FilesAtBase {
  /** Where the file, or folder, of a path is as it was. */
  readonly at: (path: string) => string
  /** A text in which files of that folder are named, with the names that they have here. */
  readonly named: (text: string) => string
  readonly remove: () => void
}

/**
 * The files that may hold settings, as they were at a commit.
 * @throws UsageError where there is no git, no repository, or no such commit, and for paths outside of it
 */
export function filesAtBase(ref: string, paths: readonly string[]): FilesAtBase {
  const here = process.cwd()
  const top = realpathSync(topOf(ref, here))
  const commit = commitOf(ref, here)
  const inTop = (path: string): string => {
    const inside = relative(top, resolve(realpathSync(here), path))
    if (inside === '..' || inside.startsWith(`..${sep}`))
      throw new UsageError(`--base ${ref}: ${path} is outside of the repository ${top}; give files of one repository`)
    return inside
  }
  const asked = paths.map(inTop)
  const names = namesAt(commit, top).filter((name) => asked.includes(name) || mayHoldSettings(basename(name)))
  if (names.length > MOST_FILES)
    throw new UsageError(`--base ${ref}: there are ${names.length} files that may hold settings, too many to read each`)
  const folder = mkdtempSync(join(tmpdir(), 'tidemark-base-'))
  const remove = (): void => rmSync(folder, { recursive: true, force: true })
  try {
    for (const name of names) {
      const file = join(folder, name)
      mkdirSync(dirname(file), { recursive: true })
      writeFileSync(file, git(top, 'show', `${commit}:${name}`))
    }
  } catch (error) {
    remove()
    throw error
  }
  const hereAtBase = join(folder, relative(top, realpathSync(here)))
  return {
    at: (path) => join(folder, inTop(path)),
    named: (text) => text.replaceAll(`${hereAtBase}${sep}`, '').replaceAll(`${folder}${sep}`, ''),
    remove,
  }
}

function topOf(ref: string, here: string): string {
  try {
    return git(here, 'rev-parse', '--show-toplevel').toString('utf8').trimEnd()
  } catch (error) {
    const why = isMissing(error) ? 'git is not installed' : 'this folder is in no git repository'
    throw new UsageError(`--base ${clipped(ref)}: ${why}; leave --base out to judge the configuration as a whole`)
  }
}

function commitOf(ref: string, here: string): string {
  try {
    return git(here, 'rev-parse', '--verify', '--quiet', '--end-of-options', `${ref}^{commit}`).toString('utf8').trim()
  } catch {
    throw new UsageError(
      `--base ${clipped(ref)}: the repository has no such commit; name a branch, a tag or a commit that was fetched`,
    )
  }
}

/** Files, without links, and without those that are too large. */
function namesAt(commit: string, top: string): readonly string[] {
  const lines = git(top, 'ls-tree', '-r', '-z', '-l', '--full-tree', commit).toString('utf8').split('\0')
  return lines.flatMap((line) => {
    const [about = '', name = ''] = line.split('\t')
    const [mode = '', , , size] = about.split(/ +/)
    return mode.startsWith('100') && Number(size) <= LARGEST ? [name] : []
  })
}

function git(folder: string, ...args: readonly string[]): Buffer {
  const most = { maxBuffer: 256 * 1024 * 1024 }
  return execFileSync('git', ['-C', folder, ...args], { stdio: ['ignore', 'pipe', 'ignore'], ...most })
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT'
}
