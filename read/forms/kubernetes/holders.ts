/** ConfigMaps and Secrets whose entries containers take as variables, in the same file or in files given with it. */
import type { Origin } from '../../../model/given.ts'
import { InputError } from '../../../model/input-error.ts'
import { opened } from '../compose/project.ts'
import type { Source } from '../source.ts'
import { entriesAt } from '../tree.ts'
import { mounts, takesFrom } from './pods.ts'
import { originAt, type Resource, resourcesIn } from './resource.ts'

/** What one of them holds in plain text, each with its place. */
export interface Held {
  readonly entries: readonly { readonly key: string; readonly text: string; readonly origin: Origin }[]
}

/** The one of this kind and name; none where it is not given. */
export type Holders = (kind: 'ConfigMap' | 'Secret', name: string) => Held | undefined

export function isHolder({ kind, group }: Resource): boolean {
  return group === '' && (kind === 'ConfigMap' || kind === 'Secret')
}

/** More files are not looked through. */
const MOST_FILES = 200

export function holdersOf(all: readonly Resource[], source: Source): Holders {
  const own = new Map(all.filter(isHolder).map((one) => [`${one.kind} ${one.name}`, one]))
  const found = new Map<string, Resource | undefined>()
  return (kind, name) => {
    const id = `${kind} ${name}`
    if (!found.has(id)) found.set(id, own.get(id) ?? elsewhere(kind, name, source))
    const one = found.get(id)
    return one === undefined ? undefined : heldBy(one)
  }
}

function elsewhere(kind: string, name: string, source: Source): Resource | undefined {
  return othersThat(source, (text) => text.includes(kind) && text.includes(name)).find(
    (one) => isHolder(one) && one.kind === kind && one.name === name,
  )
}

/** What takes variables from it, in this file or in one given with it. */
export function takerOf(holder: Resource, all: readonly Resource[], source: Source): Resource | undefined {
  const { kind, name } = holder
  const takes = (one: Resource): boolean => takesFrom(one, kind, name)
  return all.find(takes) ?? othersThat(source, (text) => text.includes(name) && /envFrom|KeyRef/.test(text)).find(takes)
}

/** What puts its files into containers, in this file or in those given with it. */
export function mountersOf({ kind, name }: Resource, all: readonly Resource[], source: Source): readonly Resource[] {
  const others = othersThat(source, (text) => text.includes(name) && text.includes('volumes'))
  return [...all, ...others].filter((one) => mounts(one, kind, name))
}

/** The resources of other files given with this one whose text is of interest; a broken file has none. */
function othersThat(source: Source, isWanted: (text: string) => boolean): readonly Resource[] {
  if (source.given.length > MOST_FILES) return []
  const wanted = ({ isTree, text }: Source): boolean => isTree && text.includes('apiVersion') && isWanted(text)
  return source.given
    .filter((path) => path !== source.file)
    .flatMap((path) => opened(path, wanted, source) ?? [])
    .flatMap((other) => {
      try {
        return resourcesIn(other)
      } catch (error) {
        if (error instanceof InputError) return []
        throw error
      }
    })
}

/** Of a Secret what is in plain text. */
function heldBy({ file, kind, tree }: Resource): Held {
  return {
    entries: entriesAt(tree, kind === 'Secret' ? 'stringData' : 'data').flatMap(({ key, line, value }) =>
      value.kind === 'text' ? [{ key, text: value.text, origin: originAt(file, line, key) }] : [],
    ),
  }
}
