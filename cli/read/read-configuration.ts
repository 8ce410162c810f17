import { InputError } from '../../model/input-error.ts'
import { type GivenSetting, SECTIONS, type Section } from '../../model/kafka/settings/given.ts'
import type { Given } from '../../model/given.ts'
import { USUAL_SYSTEM } from '../../model/systems.ts'
import { modelledKey } from '../../model/kafka/settings/place.ts'
import { filesOfFolder } from './folder.ts'
import { mustBeKafkas, refuseForeignText } from './judgeable.ts'
import { tellKind } from './kind.ts'
import { type Entry, parseProperties } from './properties-file.ts'
import { parseSections } from './sections-file.ts'
import { isFolder, readTextFile } from './text-file.ts'

/** Files whose kind the user says: `--broker FILE` and the like. */
export type OutrightFiles = { readonly [S in Section]?: readonly string[] }

/** Everything that the files say, in the order in which later ones override earlier ones. */
export interface Configuration {
  /** The system that they are about, by its name. */
  readonly system: string
  /** Among them, in no section, `kafka.version` and `brokers` where a JSON or YAML file has them. */
  readonly given: readonly Given[]
  /** Which files were left out, and why. */
  readonly notes: readonly string[]
}

/**
 * Reads the configuration at the paths (a `.properties` file, a folder, a JSON or YAML file with sections) and the
 * files named outright.
 * @throws InputError for whatever cannot be read, or cannot be told what it is.
 */
export function readConfiguration(paths: readonly string[], outright: OutrightFiles = {}): Configuration {
  const read = [
    ...paths.map(readPath),
    ...SECTIONS.flatMap((section) =>
      (outright[section] ?? []).map((file) => ({
        system: USUAL_SYSTEM,
        given: readOutright(file, section),
        notes: [],
      })),
    ),
  ]
  return together(read, paths)
}

/** Files of one system, whatever its name is; nobody runs two of them with one configuration. */
function together(read: readonly Configuration[], paths: readonly string[]): Configuration {
  const [first] = read
  const system = first?.system ?? USUAL_SYSTEM
  const other = read.findIndex((one) => one.system !== system)
  if (other >= 0)
    throw new InputError({
      where: paths[other] ?? 'the files',
      problem: `this is about ${read[other]?.system}, and what was given before it is about ${system}`,
      remedy: 'judge one system at a time',
    })
  return { system, given: read.flatMap(({ given }) => given), notes: read.flatMap(({ notes }) => notes) }
}

function readPath(path: string): Configuration {
  if (path === '')
    throw new InputError({
      where: 'PATH',
      problem: 'the name of the file is empty',
      remedy: 'give a file or a folder, or no path at all to judge the defaults',
    })
  return isFolder(path) ? readFolder(path) : { ...readFile(path), notes: [] }
}

function readFile(file: string): Pick<Configuration, 'system' | 'given'> {
  const text = readTextFile(file)
  if (hasSections(file)) {
    const read = parseSections(text, file)
    return 'sections' in read ? { system: USUAL_SYSTEM, given: judgeableSections(read.sections, file) } : read
  }
  refuseForeignText(text, file)
  const entries = parseProperties(text, file)
  const section = tellKind(
    entries.map(({ key }) => key),
    file,
  )
  mustBeKafkas({ entries, section, file, isPart: false })
  return { system: USUAL_SYSTEM, given: inSection(entries, section, file) }
}

function readOutright(file: string, section: Section): readonly GivenSetting[] {
  if (isFolder(file))
    throw new InputError({
      where: file,
      problem: `--${section} takes one file, and this is a folder`,
      remedy: 'name the file, or give the folder without the option',
    })
  if (hasSections(file))
    throw new InputError({
      where: file,
      problem: `--${section} takes a .properties file`,
      remedy: 'give JSON or YAML without the option; its sections say what is what',
    })
  const text = readTextFile(file)
  refuseForeignText(text, file)
  const entries = parseProperties(text, file)
  mustBeKafkas({ entries, section, file, isPart: false })
  return inSection(entries, section, file)
}

function readFolder(folder: string): Configuration {
  const files = filesOfFolder(folder)
  const broker = readBrokers(files.brokers)
  const others = [...files.others, ...files.sections]
  const read = together(
    [...(files.brokers.length > 0 ? [broker] : []), ...others.map(readFileOfUsualName)],
    [...(files.brokers.length > 0 ? files.brokers.slice(0, 1) : []), ...others],
  )
  return { ...read, notes: [...files.notes, ...read.notes] }
}

/** Under its usual name a file is what the name says. */
function readFileOfUsualName(file: string): Configuration {
  const section = SECTIONS.find((one) => file.endsWith(`${one}.properties`))
  const read = section === undefined ? readFile(file) : { system: USUAL_SYSTEM, given: readOutright(file, section) }
  return { ...read, notes: [] }
}

/**
 * Kafka ships server.properties (broker and controller in one process) beside broker.properties: two roles, never
 * merged. One is enough where they agree in all that is modelled; where they do not, only the user knows which one is
 * run.
 */
function readBrokers(files: readonly string[]): Configuration {
  const [chosen, other] = files.map((file) => ({ file, given: readOutright(file, 'broker') }))
  if (chosen === undefined) return { system: USUAL_SYSTEM, given: [], notes: [] }
  if (other === undefined) return { system: USUAL_SYSTEM, given: chosen.given, notes: [] }
  const difference = differs(chosen.given, other.given) ?? differs(other.given, chosen.given)
  if (difference !== undefined) {
    throw new InputError({
      where: `${chosen.file} and ${other.file}`,
      key: difference,
      problem: 'the two broker configurations of this folder do not agree',
      remedy: `say which one the brokers run with: --broker ${chosen.file} or --broker ${other.file}, beside the other files`,
    })
  }
  return {
    system: USUAL_SYSTEM,
    given: chosen.given,
    notes: [`${chosen.file} is read, and not ${other.file}: they agree in all that is modelled`],
  }
}

function differs(left: readonly GivenSetting[], right: readonly GivenSetting[]): string | undefined {
  return left.find(
    (one) =>
      modelledKey('broker', one.key) !== undefined
      && right.find(({ key }) => key === one.key)?.value.trim() !== one.value.trim(),
  )?.key
}

/** Each section of a JSON or YAML file is held to be Kafka's as a file of its own is. */
function judgeableSections(given: readonly GivenSetting[], file: string): readonly GivenSetting[] {
  for (const section of SECTIONS) {
    const own = given.filter((setting) => setting.section === section)
    const entries = own.map(({ key, origin }) => ({ key, line: origin.line ?? 1 }))
    if (own.length > 0) mustBeKafkas({ entries, section, file, isPart: true })
  }
  return given
}

function inSection(entries: readonly Entry[], section: Section, file: string): readonly GivenSetting[] {
  return entries.map(({ key, value, line }) => ({ section, key, value, origin: { file, line } }))
}

function hasSections(file: string): boolean {
  return /\.(ya?ml|json)$/i.test(file)
}
