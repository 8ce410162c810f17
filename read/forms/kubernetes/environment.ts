/**
 * The environment of a container: its own `env`, and what `envFrom` and `valueFrom` take from ConfigMaps and Secrets of
 * the same file or of files given with it. Kubernetes: EnvVar and EnvFromSource of core/v1; expansion/expand.go.
 */
import type { Origin } from '../../../model/given.ts'
import { RANDOM_PART } from '../../../model/kafka/settings/declared/check.ts'
import type { Variable } from '../compose/environment.ts'
import type { Written } from '../compose/services.ts'
import { at, itemsAt, textAt, type Tree } from '../tree.ts'
import type { Holders } from './holders.ts'
import { isNamedAnew } from './pods.ts'
import { originAt, type Resource } from './resource.ts'

/** What a container is given. */
export interface Environment {
  readonly variables: readonly Variable[]
  /** Names of variables whose value is taken from where nobody sees it here. */
  readonly hidden: ReadonlySet<string>
  /** ConfigMaps and Secrets of which all is taken, and that are not given. */
  readonly missing: readonly (Written & { readonly kind: string })[]
}

/** What may be of Kafka's. */
const OF_KAFKA = /^(KAFKA|SPRING_KAFKA|CONNECT|ZOOKEEPER|ZOO)_[A-Z0-9_]+$/

/** `env` outranks `envFrom`, and of each the later one the earlier one. */
export function environmentOf(workload: Resource, container: Tree, holders: Holders): Environment {
  const hidden = new Set<string>()
  const missing: (Written & { kind: string })[] = []
  const byName = new Map<string, Variable>()
  for (const item of itemsAt(container, 'envFrom'))
    for (const variable of takenAll(workload, item, holders, missing)) byName.set(variable.name, variable)
  for (const item of itemsAt(container, 'env')) {
    const name = textAt(item, 'name')
    if (name === undefined) continue
    const line = at(item, 'name')?.line ?? item.line
    const own = at(item, 'value')
    const taken = own === undefined ? takenOne(workload, item, holders) : undefined
    hidden.delete(name)
    if (own === undefined && (taken === undefined || taken.isHidden)) hidden.add(name)
    const origin = taken?.origin ?? originAt(workload.file, line, name)
    const text = own === undefined ? (taken?.text ?? `\${${name}}`) : own.kind === 'text' ? own.text : ''
    byName.set(name, { name, value: own === undefined ? text : expanded(text, byName), origin })
  }
  const names = new Set([...byName.keys()].filter((name) => OF_KAFKA.test(name)))
  const variables = [...byName.values()]
    .filter(({ name }) => names.has(name))
    .map((one) => ({ ...one, value: withHostOf(workload, one.value) }))
  return { variables, hidden: new Set([...hidden].filter((name) => names.has(name))), missing }
}

/** `$(NAME)` is a variable that was set before it, `$$(NAME)` is no variable. */
function expanded(text: string, known: ReadonlyMap<string, Variable>): string {
  return text.replace(/\$\$|\$\(([\w.-]+)\)/g, (written, name: string | undefined) =>
    name === undefined ? '$' : (known.get(name)?.value ?? written),
  )
}

/** In place of the name of a pod that is the same at each start. */
const HOST_PART = '<host>'

/** `HOSTNAME` with the name of the pod, which is another one at each start, or the same, as what runs it has it. */
export function withHostOf(workload: Resource, value: string): string {
  return value.replace(/\$\{HOSTNAME\}|\$\(HOSTNAME\)|\$HOSTNAME\b/g, isNamedAnew(workload) ? RANDOM_PART : HOST_PART)
}

function takenAll(
  workload: Resource,
  item: Tree,
  holders: Holders,
  missing: (Written & { kind: string })[],
): readonly Variable[] {
  const prefix = textAt(item, 'prefix') ?? ''
  return REFERENCES.flatMap(([ref, kind]) => {
    const reference = at(item, `${ref}Ref`)
    const name = textAt(reference, 'name')
    if (reference === undefined || name === undefined) return []
    const held = holders(kind, name)
    if (held !== undefined)
      return held.entries.map(({ key, text, origin }) => ({
        name: `${prefix}${key}`,
        value: text,
        origin: { ...origin, key: `${prefix}${key}` },
      }))
    if (textAt(reference, 'optional') !== 'true')
      missing.push({ text: name, kind, origin: originAt(workload.file, reference.line, 'envFrom') })
    return []
  })
}

const REFERENCES = [
  ['configMap', 'ConfigMap'],
  ['secret', 'Secret'],
] as const

interface Taken {
  readonly text: string
  readonly origin: Origin | undefined
  readonly isHidden: boolean
}

/** The value of one variable with `valueFrom`; none where it is not given. */
function takenOne(workload: Resource, item: Tree, holders: Holders): Taken | undefined {
  for (const [ref, holder] of REFERENCES) {
    const [name, key] = [
      textAt(item, 'valueFrom', `${ref}KeyRef`, 'name'),
      textAt(item, 'valueFrom', `${ref}KeyRef`, 'key'),
    ]
    const found = name === undefined ? undefined : holders(holder, name)?.entries.find((entry) => entry.key === key)
    if (found !== undefined) return { text: found.text, origin: found.origin, isHidden: false }
  }
  const path = textAt(item, 'valueFrom', 'fieldRef', 'fieldPath')
  if (path === 'metadata.name' && !isNamedAnew(workload)) return { text: HOST_PART, origin: undefined, isHidden: true }
  if (path === undefined || !/^(metadata\.(name|uid)|status\.podIPs?)$/.test(path)) return undefined
  return { text: RANDOM_PART, origin: undefined, isHidden: true }
}
