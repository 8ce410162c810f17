/** What runs pods, and their containers. */
import { itemsAt, textAt, type Tree } from '../tree.ts'
import type { Resource } from './resource.ts'

/** Where each kind has the description of its pods. */
const POD_OF: Readonly<Record<string, readonly string[]>> = {
  Pod: ['spec'],
  Deployment: ['spec', 'template', 'spec'],
  StatefulSet: ['spec', 'template', 'spec'],
  DaemonSet: ['spec', 'template', 'spec'],
  ReplicaSet: ['spec', 'template', 'spec'],
  Job: ['spec', 'template', 'spec'],
  CronJob: ['spec', 'jobTemplate', 'spec', 'template', 'spec'],
}

/** The pods of these have another name at each start. */
const NAMED_ANEW = /^(Deployment|ReplicaSet|DaemonSet|Job|CronJob)$/

export function isWorkload({ kind }: Resource): boolean {
  return Object.hasOwn(POD_OF, kind)
}

export function containersOf(workload: Resource): readonly Tree[] {
  return itemsOfPod(workload, 'containers')
}

function itemsOfPod({ kind, tree }: Resource, field: string): readonly Tree[] {
  return Object.hasOwn(POD_OF, kind) ? itemsAt(tree, ...(POD_OF[kind] ?? []), field) : []
}

/** Does it put the files of this ConfigMap or Secret into its containers? */
export function mounts(workload: Resource, kind: string, name: string): boolean {
  const isIt = (volume: Tree): boolean =>
    kind === 'Secret'
      ? textAt(volume, 'secret', 'secretName') === name || textAt(volume, 'secret', 'name') === name
      : textAt(volume, 'configMap', 'name') === name
  return itemsOfPod(workload, 'volumes').some(
    (volume) => isIt(volume) || itemsAt(volume, 'projected', 'sources').some(isIt),
  )
}

/** Has a pod of it another name at each start, and so another host? */
export function isNamedAnew({ kind }: Resource): boolean {
  return NAMED_ANEW.test(kind)
}

/** Does a container of it take variables from the ConfigMap or Secret of this name? */
export function takesFrom(workload: Resource, kind: string, name: string): boolean {
  const field = kind === 'Secret' ? 'secret' : 'configMap'
  return containersOf(workload).some(
    (container) =>
      itemsAt(container, 'envFrom').some((item) => textAt(item, `${field}Ref`, 'name') === name)
      || itemsAt(container, 'env').some((item) => textAt(item, 'valueFrom', `${field}KeyRef`, 'name') === name),
  )
}
