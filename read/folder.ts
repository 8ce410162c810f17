import { readdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import { InputError } from '../model/input-error.ts'
import type { Section } from '../model/kafka/settings/given.ts'

export const BROKER_FILES = ['broker.properties', 'server.properties'] as const
export const CONTROLLER_FILE = 'controller.properties'
const USUAL: readonly (readonly [name: string, section: Section])[] = [
  ['topic.properties', 'topic'],
  ['producer.properties', 'producer'],
  ['consumer.properties', 'consumer'],
]
export const SECTION_FILES = ['tidemark.yaml', 'tidemark.yml', 'tidemark.json', 'queue.yaml'] as const

/** What may hold settings, by its name; the content decides. */
const MAY_HOLD = /(^\.env|\.(properties|ya?ml|json|env|conf|config|cfg|ini|toml|tf|txt|log))$/i

/** Whether a file of this name may hold settings. */
export function mayHoldSettings(name: string): boolean {
  return MAY_HOLD.test(name)
}

/** More files are no folder of configurations, and would be opened one by one. */
const MOST = 200

/** The files of a folder that are read. */
export interface FolderFiles {
  /** Two where it has to be seen whether they agree, the preferred one first. */
  readonly brokers: readonly string[]
  /** Topic, producer, consumer, under their usual names. */
  readonly usual: readonly { readonly file: string; readonly section: Section }[]
  /** Told by their content, if they are anything at all. */
  readonly others: readonly string[]
  /** With sections of their own; read last, so that they override the rest. */
  readonly sections: readonly string[]
  readonly notes: readonly string[]
}

/**
 * The files that stand in a folder, not in those below it. A controller's file is read only where there is no broker's.
 * @throws InputError for a folder that may not be read, or holds too many files.
 */
export function filesOfFolder(folder: string): FolderFiles {
  const names = list(folder)
  const present = (wanted: readonly string[]): readonly string[] =>
    wanted.filter((name) => names.includes(name)).map((name) => join(folder, name))
  const brokers = present(BROKER_FILES)
  const controllers = present([CONTROLLER_FILE])
  const usual = USUAL.flatMap(([name, section]) => present([name]).map((file) => ({ file, section })))
  const sections = present(SECTION_FILES)
  const known = [
    ...BROKER_FILES,
    CONTROLLER_FILE,
    ...USUAL.map(([name]) => name),
    ...SECTION_FILES,
  ] as readonly string[]
  const others = names
    .filter((name) => mayHoldSettings(name) && !known.includes(name))
    .map((name) => join(folder, name))
  if (others.length > MOST)
    throw new InputError({
      where: folder,
      problem: `${others.length} files of this folder may hold settings, more than ${MOST}`,
      remedy: 'name the files that count',
    })
  const skipped = brokers.length > 0 ? controllers : []
  return {
    brokers: brokers.length > 0 ? brokers : controllers,
    usual,
    others,
    sections,
    notes: skipped.map((file) => `${file} is not read: ${brokers[0]} configures the brokers`),
  }
}

function list(folder: string): readonly string[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .filter((entry) => !entry.isDirectory())
      .map(({ name }) => name)
      .sort()
  } catch {
    throw new InputError({
      where: folder,
      problem: 'this folder may not be read',
      remedy: 'give yourself the permission to read it',
    })
  }
}

/** So many files are named that were not read. */
const MOST_NAMED = 10

/** What is said of files of a folder in which nothing of Kafka's was found. */
export function notRead(files: readonly string[]): readonly string[] {
  if (files.length === 0) return []
  const more = files.length - MOST_NAMED
  const named = files.slice(0, MOST_NAMED).map((file) => basename(file))
  return [`not read, as it is not told what they configure: ${named.join(', ')}${more > 0 ? ` and ${more} more` : ''}`]
}

/** A folder of which nothing is read. */
export function nothingToRead(folder: string, unread: readonly string[]): InputError {
  const [candidate] = unread
  return new InputError({
    where: folder,
    problem: 'there is no Kafka configuration in this folder that can be told by its name or content',
    remedy:
      candidate === undefined
        ? `usual are ${[...BROKER_FILES, ...USUAL.map(([name]) => name), ...SECTION_FILES].join(', ')}`
        : `name the file itself, such as ${candidate}`,
  })
}
