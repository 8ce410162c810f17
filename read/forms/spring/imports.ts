/**
 * `spring.config.import`: files that an application reads beside its own. core/spring-boot: ConfigDataLocation.java,
 * StandardConfigDataLocationResolver.java, ConfigDataEnvironmentContributor.java.
 */
import { basename, dirname, join, normalize } from 'node:path'
import { clipped, InputError } from '../../../model/input-error.ts'
import { isPlaceholder } from '../../../model/kafka/settings/read.ts'
import type { Aside } from '../form.ts'
import { asideOf, type Keyed } from '../keyed.ts'
import type { Source } from '../source.ts'
import { allOf, documentsOf, profileVariantOf, type SpringDocument } from './documents.ts'
import { filled } from './placeholders.ts'

/** The documents of an application, those that are imported among them. */
export interface Imported {
  readonly documents: readonly SpringDocument[]
  readonly asides: readonly Aside[]
  /** Which files were imported, as normal paths. */
  readonly files: readonly string[]
  readonly notes: readonly string[]
}

interface Reading {
  readonly root: Source
  readonly seen: Set<string>
  readonly asides: Aside[]
  readonly files: string[]
  readonly notes: Set<string>
}

/** Nobody imports as many. */
const MOST_IMPORTED = 100

/**
 * The documents of these files of one application, each with what it imports right below it, so that it outranks the
 * document that names it. A file is imported once.
 * @throws InputError for a text that cannot be read.
 */
export function withImports(sources: readonly Source[]): Imported {
  const [root] = sources
  if (root === undefined) return { documents: [], asides: [], files: [], notes: [] }
  const reading = {
    root,
    seen: new Set(sources.map(({ file }) => normalize(file))),
    asides: [],
    files: [],
    notes: new Set<string>(),
  }
  const documents = sources.flatMap((source) => within(source, documentsOf(source), reading))
  return { documents, asides: reading.asides, files: reading.files, notes: [...reading.notes] }
}

/** Whether a key imports, also as an item of a list. */
const IMPORT = /^spring\.config\.import(\[\d+\])?$/

function within(source: Source, own: readonly SpringDocument[], reading: Reading): readonly SpringDocument[] {
  if (!own.some(({ all }) => all.some(({ key }) => IMPORT.test(key)))) return own
  const all = own.flatMap((document) => document.all)
  return own.flatMap((document) => [
    document,
    ...importsOf(document, all).flatMap((one) =>
      locationsIn(one.value).flatMap(follow(one, document, source, reading)),
    ),
  ])
}

/** Its imports, with what their own file fills in. */
function importsOf(document: SpringDocument, all: readonly Keyed[]): readonly Keyed[] {
  const own = document.all.filter(({ key }) => IMPORT.test(key))
  return own.some(({ value }) => value.includes('${')) ? filled([...all, ...own]).slice(all.length) : own
}

/** Items of a list with commas; semicolons part locations of one group. */
function locationsIn(value: string): readonly string[] {
  return value.split(/[,;]/).flatMap((text) => (text.trim() === '' ? [] : [text.trim()]))
}

function follow(
  one: Keyed,
  importer: SpringDocument,
  source: Source,
  reading: Reading,
): (location: string) => readonly SpringDocument[] {
  return (location) => {
    const found =
      reading.files.length < MOST_IMPORTED
        ? fileAt(location, source, reading)
        : { why: `more than ${MOST_IMPORTED} files are imported` }
    if ('why' in found) {
      reading.asides.push(asideOf(one, `not read: ${found.why}; what it sets for Kafka is not known here`))
      return []
    }
    const path = normalize(found.source.file)
    if (reading.seen.has(path)) return []
    reading.seen.add(path)
    reading.files.push(path)
    reading.notes.add(`${found.source.file} is read, as ${source.file}:${one.origin.line} imports it`)
    return [found.source, ...variantsOf(found.source, reading)].flatMap((file) =>
      within(file, documentsOf(file).map(under(importer, profileVariantOf(file.name, found.source.name))), reading),
    )
  }
}

/** As a part of the document that imports it: it counts where that one does, and with its own profile. */
function under(importer: SpringDocument, profile: string | undefined): (one: SpringDocument) => SpringDocument {
  return ({ all, onProfile }) => ({
    all,
    onProfile: allOf(importer.onProfile, onProfile, profile === undefined ? [] : [profile]),
    ofProfileFile: importer.ofProfileFile,
  })
}

/** `more-prod.yml`, where `more.yml` is imported and that was given with it. */
function variantsOf(imported: Source, { root, seen, files }: Reading): readonly Source[] {
  return root.given
    .filter((file) => profileVariantOf(basename(file), imported.name) !== undefined && !seen.has(normalize(file)))
    .filter((file) => normalize(dirname(file)) === normalize(dirname(imported.file)))
    .flatMap((file) => {
      const source = openedAt(imported, file)
      if (source === undefined) return []
      seen.add(normalize(file))
      files.push(normalize(file))
      return [source]
    })
}

/** The file at a location: a given one, or one that stands beside the file that imports it. */
function fileAt(
  location: string,
  source: Source,
  { root }: Reading,
): { readonly source: Source } | { readonly why: string } {
  const bare = location.replace(/^optional:/, '')
  const [, prefix, rest] = /^([a-z][\w*+-]*):(.*)$/i.exec(bare) ?? [undefined, undefined, bare]
  if (prefix !== undefined && prefix !== 'file' && prefix !== 'classpath')
    return { why: `${clipped(prefix)}: is no file` }
  const path = rest ?? ''
  if (isPlaceholder(path)) return { why: 'nobody fills in the variable in its name' }
  if (path.endsWith('/')) return { why: 'a folder is named' }
  if (!/\.(ya?ml|properties)$/i.test(path))
    return { why: 'Spring Boot takes a .yml, .yaml or .properties file by its name here' }
  const from = prefix === undefined ? source : root
  const relative = prefix === 'classpath' ? path.replace(/^\/+/, '') : path
  const isAbsolute = relative.startsWith('/')
  const wanted = normalize(isAbsolute ? relative : join(dirname(from.file), relative))
  const itself = root.given.find((file) => normalize(file) === wanted)
  const given = itself ?? onlyNamed(basename(relative), root)
  const isBeside = !isAbsolute && !normalize(relative).startsWith('..')
  const found = isBeside ? (openedAt(root, itself ?? wanted) ?? openedAt(root, given)) : openedAt(root, given)
  return found === undefined
    ? { why: `there is no ${clipped(basename(relative))} beside ${from.name}, and none was given with it` }
    : { source: found }
}

/** The given file of this name, where there is one and no more. */
function onlyNamed(name: string, root: Source): string | undefined {
  const [found, ...more] = root.given.filter((file) => basename(file) === name)
  return more.length === 0 ? found : undefined
}

/** @throws InputError for a file that is there and cannot be read. */
function openedAt(from: Source, path: string | undefined): Source | undefined {
  if (path === undefined) return undefined
  try {
    return from.open(path)
  } catch (error) {
    if (error instanceof InputError && /no such file/.test(error.message)) return undefined
    throw error
  }
}
