import { InputError } from '../model/input-error.ts'
import { chooseClient } from '../model/kafka/settings/client.ts'
import { type GivenSetting, SECTIONS, type Section } from '../model/kafka/settings/given.ts'
import type { Given } from '../model/given.ts'
import { USUAL_SYSTEM } from '../model/systems.ts'
import { readBrokers } from './brokers-of-folder.ts'
import { filesOfFolder, notRead, nothingToRead } from './folder.ts'
import { type Case, casesOf } from './forms/combine.ts'
import { type Aside, NothingRead, type Part, type Reading } from './forms/form.ts'
import { formOf } from './forms/index.ts'
import { type ReadText, type Source, openSource } from './forms/source.ts'
import { mustBeKafkas, refuseForeignText } from './judgeable.ts'
import { tellKind } from './kind.ts'
import { namedByFile, partOf, partOfGiven } from './parts-of-files.ts'
import { parseProperties } from './properties-file.ts'
import { type NamedSections, parseSections } from './sections-file.ts'
import { isFolder, readTextFile } from './text-file.ts'
import { WITHIN } from './within.ts'

/** Files whose kind the user says: `--broker FILE` and the like. */
export type OutrightFiles = { readonly [S in Section]?: readonly string[] }

/** Everything that the files say, in the order in which later ones override earlier ones. */
export interface Configuration {
  /** The system that they are about, by its name. */
  readonly system: string
  /**
   * What is judged, each by itself: more than one where the files hold several brokers, topics or clients that differ.
   * Among the settings, in no section, `kafka.version` and `brokers` where a file has them.
   */
  readonly cases: readonly Case[]
  /** All settings as they are written, also where several places say the same. */
  readonly written: readonly Given[]
  /** What stands in the files and is not judged. */
  readonly asides: readonly Aside[]
  /** Which files were left out, and why; how something was understood. */
  readonly notes: readonly string[]
}

/** Opens a file, which others were given with. */
type Open = (file: string, given?: readonly string[]) => Source

/** What one path came to. */
interface Read extends Reading {
  readonly path: string
  readonly system: string
  /** Counts for every case, after all parts: what says itself what it is. */
  readonly over: readonly Given[]
}

const NOTHING = { system: USUAL_SYSTEM, parts: [], over: [], asides: [], notes: [] } as const

/**
 * Reads the configuration at the paths (a file of any form, a folder) and the files named outright; `readText` gives
 * the text of each file.
 * @throws InputError for whatever cannot be read, or cannot be told what it is.
 */
export function readConfiguration(
  paths: readonly string[],
  outright: OutrightFiles = {},
  readText: ReadText = readTextFile,
): Configuration {
  const open: Open = (file, given = []) => openSource(file, given, readText)
  const read = [
    ...paths.flatMap((path) => readPath(path, paths, open)),
    ...SECTIONS.flatMap((section) => (outright[section] ?? []).map((file) => readOutright(file, section, open))),
  ]
  const system = systemOf(read)
  const over = read.flatMap((one) => one.over)
  const cases = casesOf(namedByFile(read.flatMap(({ path, parts }) => parts.map((part) => ({ path, part })))), paths)
  return {
    system,
    cases: cases.map((one) => ({ ...one, given: [...one.given, ...over] })),
    written: read.flatMap(({ parts, over: own }) => [...parts.flatMap(({ given }) => given), ...own]),
    asides: read.flatMap(({ asides }) => asides),
    notes: read.flatMap(({ notes }) => notes),
  }
}

/** Files of one system, whatever its name is; nobody runs two of them with one configuration. */
function systemOf(read: readonly Read[]): string {
  const system = read[0]?.system ?? USUAL_SYSTEM
  const other = read.find((one) => one.system !== system)
  if (other === undefined) return system
  throw new InputError({
    where: other.path,
    problem: `this is about ${other.system}, and what was given before it is about ${system}`,
    remedy: 'judge one system at a time',
  })
}

function readPath(path: string, paths: readonly string[], open: Open): readonly Read[] {
  if (path === '')
    throw new InputError({
      where: 'PATH',
      problem: 'the name of the file is empty',
      remedy: 'give a file or a folder, or no path at all to judge the defaults',
    })
  return isFolder(path) ? readFolder(path, open) : [readSource(open(path, paths))]
}

function readSource(source: Source): Read {
  const { file, text } = source
  const form = formOf(source)
  if (form !== undefined) return { ...NOTHING, ...form.read(source, WITHIN), path: file }
  if (source.isTree) {
    const read = parseSections(text, file)
    if ('configurations' in read)
      return { ...NOTHING, path: file, parts: read.configurations.map(partOfDocument(file)) }
    return 'sections' in read
      ? { ...NOTHING, path: file, over: judgeableSections(read.sections, file) }
      : { ...NOTHING, path: file, system: read.system, over: read.given }
  }
  refuseForeignText(text, file)
  const entries = parseProperties(text, file)
  const keys = entries.map(({ key }) => key)
  const section = tellKind(keys, file)
  mustBeKafkas({ entries, section, file, isPart: false })
  return { ...NOTHING, path: file, parts: [partOf(section, entries, file)] }
}

function readOutright(path: string, section: Section, open: Open): Read {
  if (isFolder(path))
    throw new InputError({
      where: path,
      problem: `--${section} takes one file, and this is a folder`,
      remedy: 'name the file, or give the folder without the option',
    })
  const source = open(path)
  const { file } = source
  const form = formOf(source)
  if (form !== undefined) return ofSection(source, form.name, form.read(source, WITHIN), section)
  if (source.isTree)
    throw new InputError({
      where: file,
      problem: `--${section} takes a .properties file`,
      remedy: 'give JSON or YAML without the option; its sections say what is what',
    })
  return { ...NOTHING, path: file, over: givenOutright(source, section) }
}

/** What a file of another form says of the section that it was given for; of several topics or clients, of each. */
function ofSection(source: Source, form: string, reading: Reading, section: Section): Read {
  const parts = reading.parts
    .map((part) => ({
      ...part,
      given: part.given.filter((one) => one.section === section || one.section === undefined),
    }))
    .filter(({ given }) => given.length > 0)
  if (parts.some(({ given }) => given.some((one) => one.section === section))) {
    const several = parts.filter(({ name }) => name !== '').length > 1
    const read = { ...NOTHING, ...reading, path: source.file }
    return several ? { ...read, parts } : { ...read, parts: [], over: parts.flatMap(({ given }) => given) }
  }
  throw new InputError({
    where: source.file,
    problem: `this looks like ${form}, and nothing in it is a setting of a ${section}`,
    remedy: `give it without --${section}: what it holds is told by its content`,
  })
}

function givenOutright({ file, text }: Source, section: Section): readonly GivenSetting[] {
  refuseForeignText(text, file)
  const entries = parseProperties(text, file)
  mustBeKafkas({ entries, section, file, isPart: false })
  return partOf(section, entries, file).given
}

function readFolder(folder: string, open: Open): readonly Read[] {
  const files = filesOfFolder(folder)
  const brokers = readBrokers(files.brokers.map((file) => ({ file, given: givenOutright(open(file), 'broker') })))
  const usual = files.usual.map(({ file }) => file)
  const all = [folder, ...files.brokers, ...usual, ...files.others, ...files.sections]
  const others = files.others.map((file) => readIfKafkas(file, all, open))
  const read = [
    ...brokers.parts.map(({ file, part }) => ({ ...NOTHING, path: file, parts: [part] })),
    ...files.usual.map(({ file, section }) => readUsual(open(file), section)),
    ...others.flatMap((one) => ('read' in one ? one.read : [])),
    ...files.sections.map((file) => readSource(open(file))),
  ]
  const unread = others.flatMap((one) => ('unread' in one ? one.unread : []))
  const [first, ...rest] = read
  if (first === undefined) throw nothingToRead(folder, unread)
  const notes = [...files.notes, ...brokers.notes, ...notRead(unread)]
  return [{ ...first, notes: [...notes, ...first.notes] }, ...rest]
}

/** Under its usual name a file is what the name says, unless it shows to be of another form. */
function readUsual(source: Source, section: Section): Read {
  return formOf(source) === undefined
    ? { ...NOTHING, path: source.file, parts: [partOfGiven(section, givenOutright(source, section))] }
    : readSource(source)
}

/** A file of a folder that has no usual name is read where its content says what it is, with the others beside it. */
function readIfKafkas(
  file: string,
  given: readonly string[],
  open: Open,
): { readonly read: Read } | { readonly unread: string } {
  const isForm = isOfForm(file, given, open)
  try {
    return { read: readSource(open(file, given)) }
  } catch (error) {
    if (error instanceof NothingRead || (!isForm && error instanceof InputError)) return { unread: file }
    throw error
  }
}

function isOfForm(file: string, given: readonly string[], open: Open): boolean {
  try {
    return formOf(open(file, given)) !== undefined
  } catch (error) {
    if (error instanceof InputError) return false
    throw error
  }
}

/** A document of several is a cluster with all that belongs to it. */
function partOfDocument(file: string): (document: NamedSections) => Part {
  return ({ name, sections }) => ({ kind: 'cluster', name, given: judgeableSections(sections, file) })
}

/** Each section of a JSON or YAML file is held to be Kafka's as a file of its own is. */
function judgeableSections(given: readonly GivenSetting[], file: string): readonly GivenSetting[] {
  for (const section of SECTIONS) {
    const own = given.filter((setting) => setting.section === section)
    const entries = own.map(({ key, origin }) => ({ key, line: origin.line ?? 1 }))
    if (own.length > 0) knowingTheClient(given, () => mustBeKafkas({ entries, section, file, isPart: true }))
  }
  return given
}

/** Where the client is misspelt, that is told, and not that its options are none of Kafka's. */
function knowingTheClient(given: readonly GivenSetting[], check: () => void): void {
  try {
    check()
  } catch (error) {
    chooseClient(given.filter(({ section, key }) => section === undefined && key === 'client'))
    throw error
  }
}
