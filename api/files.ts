/** Configuration files as what is judged, read as the command reads them. */
import { relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Configuration, readConfiguration } from '../read/read-configuration.ts'

/** Files that hold settings, in any form that the command reads. */
export interface FileSettings {
  readonly is: 'files'
  readonly paths: readonly string[]
}

/**
 * Configuration files, or folders of them: `files('application.yml', 'topic.json')`. They are read when they are
 * judged, from the folder in which the tests run; give a URL for what stands beside the test:
 * `files(new URL('application.yml', import.meta.url))`.
 * @throws RangeError where none is named
 */
export function files(...paths: readonly (string | URL)[]): FileSettings {
  if (paths.length === 0) throw new RangeError('files: name at least one file or folder')
  return { is: 'files', paths: paths.map((path) => (typeof path === 'string' ? path : fromHere(fileURLToPath(path)))) }
}

/** As it would be named here, where it stands below this folder. */
function fromHere(path: string): string {
  const below = relative(process.cwd(), path)
  return below === '' || below === '..' || below.startsWith(`..${sep}`) ? path : below
}

/**
 * What the files say.
 * @param system the system that they are asked to be about, if any
 * @throws InputError for what cannot be read, or told what it is
 * @throws RangeError where they are about another system
 */
export function readGiven({ paths }: FileSettings, system: string | undefined): Configuration {
  const read = readConfiguration(paths)
  if (system === undefined || system === read.system) return read
  if (read.written.length === 0) return { ...read, system }
  throw new RangeError(`${paths.join(', ')}: about ${read.system}, not about ${system}; leave system out`)
}
