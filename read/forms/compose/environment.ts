/** The environment of a service's container, from its env files and its own list or map. */
import { basename } from 'node:path'
import { InputError, clipped } from '../../../model/input-error.ts'
import type { Origin } from '../../../model/given.ts'
import type { Source } from '../source.ts'
import { at, type Tree } from '../tree.ts'
import { parseEnv, parseRawEnv } from './env-text.ts'
import { isEnvName, namedFile, type Project } from './project.ts'
import { fill, type Layer, type MissingFile, type Service } from './services.ts'

/** A variable of a container, and where it is set. */
export interface Variable {
  readonly name: string
  readonly value: string
  readonly origin: Origin
}

/** What a container gets, by name. */
export interface Environment {
  readonly variables: readonly Variable[]
  /** Env files that are not there. */
  readonly missing: readonly MissingFile[]
}

/**
 * `environment` overrules `env_file` whatever their order, of each the later one counts
 * (compose-go `types/project.go`, WithServicesEnvironmentResolved).
 * @throws InputError for what Compose refuses.
 */
export function environmentOf(project: Project, service: Service): Environment {
  const own = service.layers.flatMap((layer) => ownVariables(project, layer))
  const missing: MissingFile[] = []
  const fromFiles: Variable[] = []
  const find = (name: string): string | undefined =>
    project.lookup(name)
    ?? own.findLast((one) => one.name === name)?.value
    ?? fromFiles.findLast((one) => one.name === name)?.value
  for (const layer of service.layers)
    for (const { path, isRequired, isRaw, origin } of envFilesOf(project, layer)) {
      const file = namedFile(
        project,
        layer.source,
        path,
        ({ name }) => isEnvName(name) && name.endsWith(basename(path)),
      )
      if (file === undefined && isRequired) missing.push({ path, origin })
      if (file !== undefined) fromFiles.push(...(isRaw ? raw(file) : parsed(file, find)))
    }
  const byName = new Map([...fromFiles, ...own].map((variable) => [variable.name, variable]))
  return { variables: [...byName.values()], missing }
}

function parsed({ text, file }: Source, find: (name: string) => string | undefined): readonly Variable[] {
  return parseEnv(text, file, find).map(({ key, value, line }) => variable(key, value, file, line))
}

function raw({ text, file }: Source): readonly Variable[] {
  return parseRawEnv(text).map(({ key, value, line }) => variable(key, value, file, line))
}

/** Without a value it comes from the environment of the command, which is not known here: it stays a placeholder. */
function variable(name: string, value: string | undefined, file: string, line: number): Variable {
  return { name, value: value ?? `\${${name}}`, origin: { file, line, key: name } }
}

interface EnvFile {
  readonly path: string
  readonly isRequired: boolean
  readonly isRaw: boolean
  readonly origin: Origin
}

/** A path, a list of them, or of maps with `path`, `required` and `format` (compose-go `transform/envfile.go`). */
function envFilesOf(project: Project, { source, tree }: Layer): readonly EnvFile[] {
  const named = at(tree, 'env_file')
  const items: readonly Tree[] = named === undefined ? [] : named.kind === 'list' ? named.items : [named]
  return items.flatMap((item) => {
    const path = item.kind === 'map' ? at(item, 'path') : item
    if (path?.kind !== 'text') return []
    const origin = { file: source.file, line: path.line, key: 'env_file' }
    const [required, format] = item.kind === 'map' ? [at(item, 'required'), at(item, 'format')] : []
    return [
      {
        path: fill(project, path.text, origin),
        isRequired: !(required?.kind === 'text' && required.text === 'false'),
        isRaw: format?.kind === 'text' && format.text === 'raw',
        origin,
      },
    ]
  })
}

/** @throws InputError for a value that is a list or a map, and for a line of the list that is no text. */
function ownVariables(project: Project, { source: { file }, tree }: Layer): readonly Variable[] {
  const environment = at(tree, 'environment')
  if (environment?.kind === 'map')
    return environment.entries.map(({ key, line, value }) => {
      const origin = { file, line, key }
      if (value.kind === 'map' || value.kind === 'list') throw noText(origin)
      const text = value.kind === 'text' ? value.text : project.lookup(key)
      return variable(key, text === undefined ? undefined : fillOwn(project, text, value, origin), file, line)
    })
  if (environment?.kind !== 'list') return []
  return environment.items.map((item) => {
    if (item.kind !== 'text') throw noText({ file, line: item.line, key: 'environment' })
    const sign = item.text.indexOf('=')
    const name = sign === -1 ? item.text : item.text.slice(0, sign)
    const origin = { file, line: item.line, key: clipped(name) }
    const value = sign === -1 ? project.lookup(name) : fill(project, item.text.slice(sign + 1), origin)
    return variable(name, value, file, item.line)
  })
}

/** What an env file has is not filled in again. */
function fillOwn(project: Project, text: string, tree: Tree, origin: Origin): string {
  return tree.kind === 'text' ? fill(project, text, origin) : text
}

function noText(origin: Origin): InputError {
  return new InputError({
    where: `${origin.file}:${origin.line}`,
    key: origin.key ?? 'environment',
    problem: 'Docker Compose takes a plain value here',
    remedy: 'write - KAFKA_MIN_INSYNC_REPLICAS=2 in a list, or KAFKA_MIN_INSYNC_REPLICAS: 2 in a map',
  })
}
