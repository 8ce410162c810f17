/** Files that are written whole or not at all. */
import { access, mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'

/** Writes a file, and the folders above it. Throws where that is not possible; then nothing is left behind. */
export async function writeWhole(file: string, content: string): Promise<void> {
  const unfinished = `${file}.${process.pid}.tmp`
  try {
    await makeFolder(dirname(file))
    await writeFile(unfinished, content, { flag: 'wx' })
    await rename(unfinished, file)
  } catch (error) {
    await rm(unfinished, { force: true }).catch(() => undefined)
    throw error
  }
}

/** Whether that would be possible now; throws as it would. */
export async function tryToWrite(file: string): Promise<void> {
  const unfinished = `${file}.${process.pid}.tmp`
  await makeFolder(dirname(file))
  await writeFile(unfinished, '', { flag: 'wx' })
  await rm(unfinished)
}

/** `mkdir` with `recursive` never comes back where the system itself refuses a folder, as /proc does. */
async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder)
  } catch (error) {
    // Jest has an `Error` of its own, which those of Node are none of.
    const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined
    if (code === 'EEXIST') return
    const above = dirname(folder)
    if (code !== 'ENOENT' || above === folder || (await exists(above))) throw error
    await makeFolder(above)
    await mkdir(folder)
  }
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  )
}
