/** Counterexamples as files: whole or not at all. */
import { access, mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { USUAL_SYSTEM } from '../model/systems.ts'
import { shortHash } from './seed.ts'

export interface Saved {
  readonly file: string | null
  /** Why it could not be written. */
  readonly problem: string | null
}

/**
 * Writes `<promise>-<short hash>.json`; the same counterexample always has the same name, in whatever folder.
 * @param contentNamed the content of the file under that name; without a name, what the hash is made from
 */
export async function saveCounterexample(
  folder: string,
  promise: string,
  contentNamed: (file: string | null) => string,
): Promise<Saved> {
  const file = join(folder, `${promise}-${shortHash(withoutUsualSystem(contentNamed(null)))}.json`)
  const unfinished = `${file}.${process.pid}.tmp`
  try {
    await makeFolder(folder)
    await writeFile(unfinished, contentNamed(file), { flag: 'wx' })
    await rename(unfinished, file)
    return { file, problem: null }
  } catch (error) {
    await rm(unfinished, { force: true }).catch(() => undefined)
    return {
      file: null,
      problem: `--out ${folder}: the counterexample could not be written there (${error instanceof Error ? error.message : String(error)}); choose another folder`,
    }
  }
}

/** A counterexample of Kafka is found under the name that it had before files said their system. */
function withoutUsualSystem(content: string): string {
  return content.replace(`  "system": "${USUAL_SYSTEM}",\n`, '')
}

/** `mkdir` with `recursive` never comes back where the system itself refuses a folder, as /proc does. */
async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder)
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined
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
