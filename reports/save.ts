/** Counterexamples as files: whole or not at all. */
import { join } from 'node:path'
import { USUAL_SYSTEM } from '../model/systems.ts'
import { shortHash } from './seed.ts'
import { writeWhole } from './write-whole.ts'

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
  try {
    await writeWhole(file, contentNamed(file))
    return { file, problem: null }
  } catch (error) {
    return {
      file: null,
      problem: `--out ${folder}: the counterexample could not be written there (${error instanceof Error ? error.message : String(error)}); choose another folder`,
    }
  }
}

/** A counterexample of the usual system is found under the name that it had before files said their system. */
function withoutUsualSystem(content: string): string {
  return content.replace(`  "system": "${USUAL_SYSTEM}",\n`, '')
}
