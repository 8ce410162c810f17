/** The files of a run's parts: those that are named, and all JSON below a folder. */
import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { type ShardJson, shardSchema } from '../../reports/schema.ts'
import { contentOf } from '../input-file.ts'
import { UsageError } from '../usage-error.ts'

export interface PartFile {
  readonly file: string
  readonly version: string
  readonly command: 'compare' | 'gallery'
  readonly seed: string | null
  /** Not looked at yet where another version wrote it. */
  readonly shard: unknown
}

export interface FoundParts {
  readonly parts: readonly PartFile[]
  /** Files that were cut off or are empty: somebody died while they were written. */
  readonly cut: readonly string[]
  /** Other JSON in the folders. */
  readonly others: readonly string[]
}

const PART = {
  what: 'part of a run',
  give: 'give the files that `--shard I/N --shard-file FILE` has written, or their folder',
  found: 'parts are written by `--shard I/N --shard-file FILE`',
  most: 256 * 1024 * 1024,
}

const partSchema = z.looseObject({
  tidemark: z.string(),
  command: z.enum(['compare', 'gallery']),
  seed: z.string().nullable(),
  shard: z.looseObject({}),
})

/** @throws UsageError for a named file that is no part of a run, and where there is none at all */
export async function findParts(paths: readonly string[]): Promise<FoundParts> {
  const parts: PartFile[] = []
  const cut: string[] = []
  const others: string[] = []
  for (const { file, isNamed } of paths.flatMap(filesOf)) {
    const json = jsonOf(await contentOf(file, PART))
    const part = partSchema.safeParse(json)
    if (json === undefined) cut.push(file)
    else if (part.success) {
      const { tidemark: version, command, seed, shard } = part.data
      parts.push({ file, version, command, seed, shard })
    } else if (isNamed) throw new UsageError(`${file}: this is no part of a run; ${PART.give}`)
    else others.push(file)
  }
  if (parts.length > 0) return { parts, cut, others }
  const dead = cut.length === 0 ? '' : ` (${cut.join(', ')}: empty, or cut off)`
  throw new UsageError(`${paths.join(', ')}: there is no part of a run${dead}; ${PART.give}`)
}

/** What another version wrote is not looked at; what this one did not write is told. */
export function shardOf({ file, shard }: PartFile): ShardJson {
  const read = shardSchema.safeParse(shard)
  if (read.success) return read.data
  const [issue] = read.error.issues
  const where = issue === undefined ? '' : ` (shard.${issue.path.join('.')}: ${issue.message})`
  throw new UsageError(`${file}: this part of a run is damaged${where}; run it again`)
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\ufeff/, ''))
  } catch {
    return undefined
  }
}

function filesOf(path: string): readonly { readonly file: string; readonly isNamed: boolean }[] {
  if (!isFolder(path)) return [{ file: path, isNamed: true }]
  try {
    return readdirSync(path, { withFileTypes: true, recursive: true })
      .filter((entry) => entry.isFile() && /\.json$/i.test(entry.name))
      .map((entry) => ({ file: join(entry.parentPath, entry.name), isNamed: false }))
      .toSorted((one, other) => (one.file < other.file ? -1 : 1))
  } catch (error) {
    throw new UsageError(`${path}: it cannot be read (${error instanceof Error ? error.message : String(error)})`)
  }
}

function isFolder(path: string): boolean {
  try {
    return path !== '' && statSync(path).isDirectory()
  } catch {
    return false
  }
}
