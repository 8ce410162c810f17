/** The files of one Compose project: those given together, and what they name. */
import { basename, dirname } from 'node:path'
import { InputError } from '../../../model/input-error.ts'
import type { Source } from '../source.ts'
import { at, type MapTree, textAt } from '../tree.ts'
import { parseEnv } from './env-text.ts'
import type { Lookup } from './variables.ts'

/** What was found out while reading, to be told. */
export interface Project {
  /** The Compose files in the order in which later ones overrule earlier ones. */
  readonly files: readonly Source[]
  /** Variables of the `.env` beside the file and of env files given with it; nothing of any environment. */
  readonly lookup: Lookup
  readonly notes: Set<string>
}

const OF_SERVICE =
  /^(image|build|environment|env_file|extends|command|entrypoint|ports|volumes|depends_on|container_name|networks|restart|hostname|deploy|profiles|healthcheck)$/

/**
 * Is this a Compose file in which Kafka is named: services, of which one has what only services have? Never throws.
 */
export function isCompose(source: Source): boolean {
  if (!source.isTree || !source.text.includes('services') || !/kafka|CONNECT_|\bextends:/i.test(source.text))
    return false
  try {
    return source
      .trees()
      .some((tree) => servicesOf(tree).some((service) => service.entries.some(({ key }) => OF_SERVICE.test(key))))
  } catch (error) {
    if (!(error instanceof InputError)) throw error
    // Broken: what is wrong with it is said when it is read.
    return /^services:\s*(#.*)?$/m.test(source.text) && /^\s+(image|environment|env_file|extends):/m.test(source.text)
  }
}

/** Is this an env file by its name? */
export function isEnvName(path: string): boolean {
  return /^\.env(\..+)?$|\.env$/i.test(basename(path))
}

/** The services of a document that are maps. */
function servicesOf(tree: Parameters<typeof at>[0]): readonly MapTree[] {
  const services = at(tree, 'services')
  return services?.kind === 'map' ? services.entries.flatMap(({ value }) => (value.kind === 'map' ? [value] : [])) : []
}

/** The Compose files given with this one, itself among them, overrides last; bases of services are none of them. */
export function composeFilesWith(source: Source): readonly Source[] {
  const given = [...new Set(source.given)].flatMap((path) =>
    path === source.file ? [source] : (opened(path, isCompose, source) ?? []),
  )
  const all = given.includes(source) ? given : [source]
  const files = all.filter((file) => !all.some((other) => other !== file && isBaseOf(file, other)))
  return files.toSorted((one, other) => Number(isOverride(one, other)) - Number(isOverride(other, one)))
}

function isOverride({ file }: Source, of: Source): boolean {
  return file !== of.file && file.replace(/\.override(?=\.ya?ml$)/, '') === of.file
}

/** Is a file the base of services of another, or does it stand for a base that is not there? */
function isBaseOf(base: Source, source: Source): boolean {
  return source.trees().some((tree) =>
    servicesOf(tree).some((service) => {
      const [file, name] = [textAt(service, 'extends', 'file'), textAt(service, 'extends', 'service')]
      if (file === undefined || name === undefined) return false
      return basename(file) === base.name || (exists(source, file) === undefined && hasService(name)(base))
    }),
  )
}

/** Whether a file has a service of this name. */
export function hasService(name: string): (source: Source) => boolean {
  return (source) => isCompose(source) && source.trees().some((tree) => at(tree, 'services', name) !== undefined)
}

/** The file, where it can be read and is of that kind. */
export function opened(path: string, isOfKind: (source: Source) => boolean, from: Source): Source | undefined {
  try {
    const source = from.open(path)
    return isOfKind(source) ? source : undefined
  } catch (error) {
    if (error instanceof InputError) return undefined
    throw error
  }
}

/**
 * The project that this file begins.
 * @throws InputError for several files of a folder of which none is the override of the other.
 */
export function projectOf(source: Source): Project {
  const files = composeFilesWith(source)
  const [, ...rest] = files
  if (source.given.includes(dirname(source.file)) && rest.some((file) => !isOverride(file, source)))
    throw new InputError({
      where: dirname(source.file),
      problem: `there are several Compose files in this folder (${files.map(({ name }) => name).join(', ')}), and it is not told which are run together`,
      remedy: `name those that are, such as ${source.file}`,
    })
  const notes = new Set<string>()
  if (files.length > 1)
    notes.add(
      `${files.map(({ file }) => file).join(', ')} are read as one project, in this order, as docker compose -f merges them`,
    )
  else
    for (const path of overridesBeside(source))
      notes.add(`${path} is not read: docker compose would merge it, so give it too`)
  for (const { file, trees } of files)
    if (trees().some((tree) => at(tree, 'include') !== undefined))
      notes.add(`what ${file} includes is not read: give the included files with it`)
  return { files, lookup: variablesOf(source), notes }
}

/** Compose merges this file by itself where it is called without -f (compose-go `cli/options.go`). */
function overridesBeside(source: Source): readonly string[] {
  const [, stem, end] = /^((?:docker-)?compose)(\.ya?ml)$/.exec(source.name) ?? []
  if (stem === undefined || end === undefined) return []
  return exists(source, `${stem}.override${end}`) === undefined ? [] : [`${stem}.override${end}`]
}

function exists(source: Source, path: string): Source | undefined {
  try {
    return source.beside(path)
  } catch (error) {
    if (error instanceof InputError) return undefined
    throw error
  }
}

/** Later files overrule earlier ones; given ones the one beside the file. */
function variablesOf(source: Source): Lookup {
  const beside = exists(source, '.env')
  const given = source.given.filter((path) => isEnvName(path) && path !== beside?.file)
  const files = [...(beside === undefined ? [] : [beside]), ...given.map((path) => source.open(path))]
  const variables = new Map<string, string>()
  for (const file of files)
    for (const { key, value } of parseEnv(file.text, file.file, (name) => variables.get(name)))
      if (value !== undefined) variables.set(key, value)
  return (name) => variables.get(name)
}

/**
 * A file that a Compose file names. Where it is not there, a file that was given stands for it: one of the same name,
 * or the only one of its kind.
 */
export function namedFile(
  project: Project,
  from: Source,
  path: string,
  isOfKind: (source: Source) => boolean,
): Source | undefined {
  const there = exists(from, path)
  if (there !== undefined) return there
  const others = from.given.filter((given) => given !== from.file)
  const fitting = others.flatMap((given) => opened(given, isOfKind, from) ?? [])
  const sameName = fitting.filter(({ name }) => name === basename(path))
  const [found, ...more] = sameName.length > 0 ? sameName : fitting
  if (found === undefined || more.length > 0) return undefined
  project.notes.add(`${found.file} is read for ${path}, which is not beside ${from.file}`)
  return found
}
