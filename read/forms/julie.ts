/**
 * Topologies of JulieOps, which was kafka-topology-builder. Source: purbon/kafka-topology-builder
 * model/Topic.java: replication.factor and num.partitions stand in a topic's config and are taken out of it.
 */
import { InputError } from '../../model/input-error.ts'
import type { GivenSetting } from '../../model/kafka/settings/given.ts'
import type { Form, Part } from './form.ts'
import type { Source } from './source.ts'
import { entriesAt, itemsAt, textAt, type Tree } from './tree.ts'

export const JULIE: Form = {
  name: 'a topology of JulieOps',
  tells: (source) => {
    try {
      return topicsIn(source).length > 0
    } catch {
      return false
    }
  },
  read: (source) => ({
    parts: topicsIn(source).map(({ project, topic }) => partOf(source.file, project, topic)),
    asides: [],
    notes: ['topics of JulieOps are called by their project here; what stands before it in their names is left out'],
  }),
}

interface OfProject {
  readonly project: string
  readonly topic: Tree
}

/** A topology has a context, and projects with topics. */
function topicsIn({ isTree, trees }: Source): readonly OfProject[] {
  const [tree, ...more] = isTree ? trees() : []
  if (tree === undefined || more.length > 0 || textAt(tree, 'context') === undefined) return []
  return itemsAt(tree, 'projects').flatMap((project) =>
    itemsAt(project, 'topics').map((topic) => ({ project: textAt(project, 'name') ?? '', topic })),
  )
}

function partOf(file: string, project: string, topic: Tree): Part {
  return {
    kind: 'topic',
    name: `topic ${project}.${textAt(topic, 'name') ?? ''}`,
    given: entriesAt(topic, 'config').map(({ key, line, value }): GivenSetting => {
      if (value.kind !== 'text')
        throw new InputError({
          where: `${file}:${line}`,
          key,
          problem: 'the config of a topic holds keys and texts',
          remedy: 'give a value, or leave the key out',
        })
      const kafkas = key === 'num.partitions' ? 'partitions' : key
      return { section: 'topic', key: kafkas, value: value.text, origin: { file, line, key } }
    }),
  }
}
