/** A file of ours that is read whole. */
import { readFile, stat } from 'node:fs/promises'
import { UsageError } from './usage-error.ts'

export interface InputFile {
  /** What it should be: `a saved counterexample`. */
  readonly what: string
  /** What to give instead. */
  readonly give: string
  /** Where such files come from. */
  readonly found: string
  /** Bytes that it may have, where they are more than usual. */
  readonly most?: number
}

/** They take some kilobytes. */
const LARGEST = 16 * 1024 * 1024

/** The text of the file. Throws `UsageError` for what is no file, is too large, or cannot be read. */
export async function contentOf(file: string, { what, give, found, most = LARGEST }: InputFile): Promise<string> {
  if (file === '') throw new UsageError(`FILE: the name of the file is empty; ${give}`)
  try {
    const entry = await stat(file)
    if (entry.isDirectory()) throw new UsageError(`${file}: this is a folder; name one ${what} in it`)
    // A pipe or a device might never end.
    if (!entry.isFile()) throw new UsageError(`${file}: this is not a file; ${give}`)
    if (entry.size > most) throw new UsageError(`${file}: ${entry.size} bytes are too many for a ${what}; ${give}`)
    return await readFile(file, 'utf8')
  } catch (error) {
    if (error instanceof UsageError) throw error
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    if (code === 'ENOENT') throw new UsageError(`${file}: there is no such file; ${found}`)
    throw new UsageError(`${file}: it cannot be read (${error instanceof Error ? error.message : String(error)})`)
  }
}
