import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { InputError } from '../../model/input-error.ts'

const BROKER_FILES = ['broker.properties', 'server.properties'] as const
const OTHER_FILES = ['topic.properties', 'producer.properties', 'consumer.properties'] as const
const SECTION_FILES = ['tidemark.yaml', 'tidemark.yml', 'tidemark.json', 'queue.yaml'] as const

/** The files of a folder that are read. */
export interface FolderFiles {
  /** Two where it has to be seen whether they agree, the preferred one first. */
  readonly brokers: readonly string[]
  /** Topic, producer, consumer. */
  readonly others: readonly string[]
  /** With sections of their own; read last, so that they override the rest. */
  readonly sections: readonly string[]
  readonly notes: readonly string[]
}

/**
 * The configuration files that stand in a folder under their usual names. A controller's file is read only where there
 * is no broker's.
 * @throws InputError where there are none.
 */
export function filesOfFolder(folder: string): FolderFiles {
  const names = list(folder)
  const present = (wanted: readonly string[]): readonly string[] =>
    wanted.filter((name) => names.includes(name)).map((name) => join(folder, name))
  const brokers = present(BROKER_FILES)
  const controllers = present(['controller.properties'])
  const others = present(OTHER_FILES)
  const sections = present(SECTION_FILES)
  if (brokers.length + controllers.length + others.length + sections.length === 0) {
    const candidates = names.filter((name) => /\.(properties|ya?ml|json|config)$/.test(name))
    throw new InputError({
      where: folder,
      problem: 'there is no Kafka configuration under its usual name in this folder',
      remedy:
        candidates.length === 0
          ? `usual are ${[...BROKER_FILES, ...OTHER_FILES, ...SECTION_FILES].join(', ')}`
          : `name the file itself, such as ${join(folder, candidates[0] ?? '')}`,
    })
  }
  const skipped = brokers.length > 0 ? controllers : []
  return {
    brokers: brokers.length > 0 ? brokers : controllers,
    others,
    sections,
    notes: skipped.map((file) => `${file} is not read: ${brokers[0]} configures the brokers`),
  }
}

function list(folder: string): readonly string[] {
  try {
    return readdirSync(folder).sort()
  } catch {
    throw new InputError({
      where: folder,
      problem: 'this folder may not be read',
      remedy: 'give yourself the permission to read it',
    })
  }
}
