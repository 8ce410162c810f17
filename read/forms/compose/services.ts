/** Services of a Compose project, with what they extend and what overrules them. */
import { InputError, clipped } from '../../../model/input-error.ts'
import type { Origin } from '../../../model/given.ts'
import type { Source } from '../source.ts'
import { at, type Entry, entryAt, type MapTree, type Tree } from '../tree.ts'
import { hasService, namedFile, type Project } from './project.ts'
import { filledIn } from './variables.ts'

/** What one file says of a service. */
export interface Layer {
  readonly source: Source
  /** Of its name. */
  readonly line: number
  readonly tree: MapTree
}

/** A service: what is said of it, from the base to what overrules it. */
export interface Service {
  readonly name: string
  readonly layers: readonly Layer[]
  /** A base that is not there: what the service has of it is not known. */
  readonly missing: MissingFile | undefined
}

export interface MissingFile {
  readonly path: string
  readonly origin: Origin
}

/** A text of a service, its variables filled in. */
export interface Written {
  readonly text: string
  readonly origin: Origin
}

/** Nobody extends further; a service that extends itself would never end. */
const MOST_EXTENDED = 20

/**
 * The services of all files of a project, by the order in which they stand.
 * @throws InputError for a service that extends itself, or one that no file has.
 */
export function servicesOf(project: Project): readonly Service[] {
  const services = new Map<string, Service>()
  for (const source of project.files)
    for (const entry of entriesOfServices(source)) {
      const { layers, missing } = layersOf(project, source, entry, [])
      const before = services.get(entry.key)
      services.set(entry.key, {
        name: entry.key,
        layers: [...(before?.layers ?? []), ...layers],
        missing: missing ?? before?.missing,
      })
    }
  return [...services.values()]
}

function entriesOfServices(source: Source): readonly Entry[] {
  return source.trees().flatMap((tree) => {
    const services = at(tree, 'services')
    return services?.kind === 'map' ? services.entries : []
  })
}

/** A base first, then the service itself (compose-go `loader/extends.go`). */
function layersOf(
  project: Project,
  source: Source,
  { key, line, value }: Entry,
  trail: readonly string[],
): Pick<Service, 'layers' | 'missing'> {
  if (value.kind !== 'map') return { layers: [], missing: undefined }
  const own = { source, line, tree: value }
  const extended = entryAt(value, 'extends')
  if (extended === undefined) return { layers: [own], missing: undefined }
  const origin = { file: source.file, line: extended.line, key: 'extends' }
  const name = extended.value.kind === 'text' ? extended.value.text : textOf(at(extended.value, 'service'))
  const path = textOf(at(extended.value, 'file'))
  const step = `${source.file} ${key}`
  if (trail.includes(step) || trail.length > MOST_EXTENDED || name === undefined)
    throw new InputError({
      where: `${source.file}:${extended.line}`,
      key: 'extends',
      problem:
        name === undefined ? 'it names no service' : `${clipped(key)} extends itself, so Docker Compose refuses it`,
      remedy: 'name another service, with service: and, where it stands in another file, file:',
    })
  const filled = path === undefined ? undefined : filledIn(path, project.lookup)
  const file = filled !== undefined && 'text' in filled ? filled.text : path
  const from = file === undefined ? source : namedFile(project, source, file, hasService(name))
  if (from === undefined) return { layers: [own], missing: { path: file ?? '', origin } }
  const base = entriesOfServices(from).find((entry) => entry.key === name)
  if (base === undefined)
    throw new InputError({
      where: `${source.file}:${extended.line}`,
      key: 'extends',
      problem: `there is no service ${clipped(name)} in ${from.file}`,
      remedy: 'name one of its services',
    })
  const { layers, missing } = layersOf(project, from, base, [...trail, step])
  return { layers: [...layers, own], missing }
}

function textOf(tree: Tree | undefined): string | undefined {
  return tree?.kind === 'text' ? tree.text : undefined
}

/** What the last layer that has the key says. */
export function lastOf(service: Service, ...path: readonly string[]): (Layer & { readonly entry: Entry }) | undefined {
  for (const layer of service.layers.toReversed()) {
    const entry = entryAt(layer.tree, ...path)
    if (entry !== undefined && entry.value.kind !== 'nothing') return { ...layer, entry }
  }
  return undefined
}

/** A plain text of the service, such as its image. @throws InputError where Compose refuses its variables. */
export function writtenOf(project: Project, service: Service, ...path: readonly string[]): Written | undefined {
  const last = lastOf(service, ...path)
  if (last?.entry.value.kind !== 'text') return undefined
  const origin = { file: last.source.file, line: last.entry.line, key: path.at(-1) ?? '' }
  return { text: fill(project, last.entry.value.text, origin), origin }
}

/** The text with its variables. @throws InputError where Compose refuses it. */
export function fill(project: Project, text: string, origin: Origin): string {
  const filled = filledIn(text, project.lookup)
  if ('text' in filled) return filled.text
  throw new InputError({
    where: `${origin.file}:${origin.line}`,
    ...(origin.key !== undefined && { key: origin.key }),
    problem: filled.wrong,
    remedy: 'write $$ for a plain $, or ${VAR} for a variable',
  })
}

/** How many containers run of it: `deploy.replicas` or `scale`, else one. */
export function replicasOf(project: Project, service: Service): number {
  const text = replicasWritten(project, service)
  return text !== undefined && /^\d{1,3}$/.test(text) ? Number(text) : 1
}

/** Is a variable that nobody fills in their number? */
export function isUncounted(project: Project, service: Service): boolean {
  return replicasWritten(project, service)?.includes('$') === true
}

function replicasWritten(project: Project, service: Service): string | undefined {
  return (writtenOf(project, service, 'deploy', 'replicas') ?? writtenOf(project, service, 'scale'))?.text
}
