/** The resources in a file for Kubernetes: several documents, and lists of resources, as one list. */
import { InputError } from '../../../model/input-error.ts'
import type { Origin } from '../../../model/given.ts'
import type { GivenSetting, Section } from '../../../model/kafka/settings/given.ts'
import type { Aside } from '../form.ts'
import type { Source } from '../source.ts'
import { type Entry, entryAt, itemsAt, type MapTree, textAt, type Tree } from '../tree.ts'

export interface Resource {
  readonly file: string
  readonly kind: string
  /** The part of apiVersion before the slash: `kafka.strimzi.io`; empty for those of Kubernetes itself. */
  readonly group: string
  readonly version: string
  /** `metadata.name`; empty where the file has none. */
  readonly name: string
  /** Where it begins. */
  readonly line: number
  readonly tree: MapTree
}

/**
 * Every resource of the file; `kind: List` and its like (`KafkaTopicList`) stand for their items, as kubectl takes them.
 * @throws InputError for a document that says not what it is: kubectl refuses it ("apiVersion not set").
 */
export function resourcesIn({ file, trees }: Source): readonly Resource[] {
  return trees().flatMap((tree) => resourcesOf(file, tree))
}

function resourcesOf(file: string, tree: Tree): readonly Resource[] {
  if (tree.kind === 'nothing') return []
  const [apiVersion, kind] = [textAt(tree, 'apiVersion'), textAt(tree, 'kind')]
  if (tree.kind !== 'map' || apiVersion === undefined || kind === undefined)
    throw new InputError({
      where: `${file}:${tree.line}`,
      problem: 'this document has no apiVersion and kind of its own, and the file is one for Kubernetes',
      remedy: 'say what it is, or give it as a file of its own',
    })
  if (kind.endsWith('List') && entryAt(tree, 'items') !== undefined)
    return itemsAt(tree, 'items').flatMap((item) => resourcesOf(file, item))
  const slash = apiVersion.indexOf('/')
  return [
    {
      file,
      kind,
      group: slash < 0 ? '' : apiVersion.slice(0, slash),
      version: apiVersion.slice(slash + 1),
      name: textAt(tree, 'metadata', 'name') ?? '',
      line: tree.line,
      tree,
    },
  ]
}

/** An annotation of the resource, such as `strimzi.io/node-pools`. */
export function annotationOf({ tree }: Resource, name: string): Entry | undefined {
  return entryAt(tree, 'metadata', 'annotations', name)
}

export function labelOf({ tree }: Resource, name: string): string | undefined {
  return textAt(tree, 'metadata', 'labels', name)
}

export function originAt(file: string, line: number, key: string): Origin {
  return { file, line, key }
}

/** The scalar at the path, as a setting of this name; none where nothing stands there. */
export function settingAt(
  { file, tree }: Pick<Resource, 'file' | 'tree'>,
  path: readonly string[],
  section: Section | undefined,
  key: string,
): readonly GivenSetting[] {
  const entry = entryAt(tree, ...path)
  if (entry?.value.kind !== 'text') return []
  return [{ section, key, value: entry.value.text, origin: originAt(file, entry.line, path.join('.')) }]
}

/** What stands at the path and is told, with its reason. */
export function asideAt(
  { file, tree }: Pick<Resource, 'file' | 'tree'>,
  path: readonly string[],
  why: string,
): readonly Aside[] {
  const entry = entryAt(tree, ...path)
  if (entry === undefined) return []
  const key = path.join('.')
  return [{ key, why, origin: originAt(file, entry.line, key) }]
}
