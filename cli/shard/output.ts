/** `--shard-file FILE`: the file that `merge` reads, tried before anything is searched. */
import { UsageError } from '../usage-error.ts'
import { tryToWrite, writeWhole } from '../../reports/write-whole.ts'
import type { Shard } from './part.ts'

interface ShardOptions {
  readonly shard?: Shard
  readonly shardFile?: string
}

/** Writes the text of the part, if that is asked for; gives back what could not be written. */
export async function shardOutput({
  shard,
  shardFile,
}: ShardOptions): Promise<(text: string) => Promise<string | null>> {
  if (shardFile === undefined) return async () => null
  if (shard === undefined)
    throw new UsageError(`--shard-file ${shardFile}: it is for a part of a run; say which with --shard I/N`)
  const problem = await problemOf(tryToWrite(shardFile))
  if (problem !== null) throw new UsageError(unwritable(shardFile, problem))
  return async (text) => {
    const later = await problemOf(writeWhole(shardFile, text))
    return later === null ? null : unwritable(shardFile, later)
  }
}

function unwritable(file: string, problem: string): string {
  return `--shard-file ${file}: it could not be written (${problem}); choose another file`
}

async function problemOf(work: Promise<void>): Promise<string | null> {
  try {
    await work
    return null
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}
