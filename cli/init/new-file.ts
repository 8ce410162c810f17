/** A file that is written whole or not at all, and only where there is none. */
import { link, rm, writeFile } from 'node:fs/promises'

export type Written = 'written' | 'exists' | { readonly problem: string }

/** Writes the file; one that is there stays as it is, also where it came to be meanwhile. */
export async function writeNew(file: string, text: string): Promise<Written> {
  const unfinished = `${file}.${process.pid}.tmp`
  try {
    await writeFile(unfinished, text, { flag: 'wx' })
    // A link is made at once, and never in the place of another file.
    await link(unfinished, file)
    return 'written'
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    if (code === 'EEXIST') return 'exists'
    return { problem: error instanceof Error ? error.message : String(error) }
  } finally {
    await rm(unfinished, { force: true }).catch(() => undefined)
  }
}
