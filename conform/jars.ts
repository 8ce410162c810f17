/**
 * The jars of a Kafka release: the server with the clients that belong to it, from Maven Central by Maven, once, into a
 * cache folder that git ignores.
 */
import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises'
import { delimiter, join } from 'node:path'
import { promisify } from 'node:util'
import { compareVersions } from '../model/kafka/releases/versions.ts'

const run = promisify(execFile)

/** What cannot be had or done here; the message says what is missing and what to do, in one line. */
export class MissingError extends Error {
  override readonly name = 'MissingError'
}

const PROGRAMS = [
  ['java', 'Java (17 or later)'],
  ['javac', "Java's compiler (a JDK)"],
  ['mvn', 'Maven'],
] as const

/** One line that says which programs real brokers need and this machine has not; `undefined` if all are there. */
export function missingPrograms(path = process.env['PATH'] ?? ''): string | undefined {
  const folders = path.split(delimiter)
  const missing = PROGRAMS.filter(([file]) => !folders.some((folder) => existsSync(join(folder, file))))
  if (missing.length === 0) return undefined
  return `real brokers need ${listed(missing.map(([, name]) => name))}, which ${missing.length === 1 ? 'is' : 'are'} not here`
}

/** Where jars and classes are kept: `TIDEMARK_CACHE`, or a folder of the checkout that git ignores. */
export function cacheFolder(): string {
  return process.env['TIDEMARK_CACHE'] ?? join(import.meta.dirname, '..', '.kafka')
}

/** How long a download may take. */
const DOWNLOAD_MS = 480_000

/**
 * The folder with the jars of this release, downloaded if it is not there yet. Throws `MissingError` where Java or
 * Maven is not there, or Maven cannot get it.
 */
export async function jarsOf(version: string, cache = cacheFolder()): Promise<string> {
  const folder = join(cache, 'jars', version)
  if (existsSync(folder)) return folder
  const missing = missingPrograms()
  if (missing !== undefined) throw new MissingError(missing)
  await mkdir(join(cache, 'jars'), { recursive: true })
  // Made beside it and moved when it is whole: a download that is cut off leaves no half of one.
  const scratch = await mkdtemp(join(cache, 'jars', `.${version}-`))
  try {
    await writeFile(join(scratch, 'pom.xml'), pomOf(version))
    const jars = join(scratch, 'jars')
    const goal = ['dependency:copy-dependencies', `-DoutputDirectory=${jars}`]
    await run('mvn', ['-q', '-B', '-f', join(scratch, 'pom.xml'), ...goal], { timeout: DOWNLOAD_MS })
    if ((await readdir(jars)).length === 0) throw new Error('it brought no jar')
    await rename(jars, folder).catch((error: unknown) => {
      if (!existsSync(folder)) throw error
    })
    return folder
  } catch (error) {
    const why =
      error instanceof Error ? (error.message.split('\n').find((line) => line.includes('ERROR')) ?? error.message) : ''
    throw new MissingError(`Maven could not get Kafka ${version}: ${why.replace(/\s+/g, ' ').slice(0, 300)}`)
  } finally {
    await rm(scratch, { recursive: true, force: true })
  }
}

/** Kafka was built for newer Scala from release to release; each has one of these. */
export function artifactOf(version: string): string {
  if (compareVersions(version, '2.5.0') >= 0) return 'kafka_2.13'
  return compareVersions(version, '1.0.0') >= 0 ? 'kafka_2.12' : 'kafka_2.11'
}

/** A project that depends on the server of this release and on a logger that writes to standard error. */
export function pomOf(version: string): string {
  const dependency = (group: string, artifact: string, of: string): string =>
    `<dependency><groupId>${group}</groupId><artifactId>${artifact}</artifactId><version>${of}</version></dependency>`
  return [
    '<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion>',
    '<groupId>tidemark</groupId><artifactId>conform</artifactId><version>1</version><dependencies>',
    dependency('org.apache.kafka', artifactOf(version), version),
    dependency('org.slf4j', 'slf4j-simple', '1.7.36'),
    '</dependencies></project>',
    '',
  ].join('\n')
}

function listed(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`
}
