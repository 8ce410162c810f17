/** Deployments, pods and the like: clients whose settings stand in variables of a container. */
import type { GivenSetting } from '../../../../model/kafka/settings/given.ts'
import { belongsTo } from '../../../../model/kafka/settings/place.ts'
import type { Aside, Part, Reading } from '../form.ts'
import { at, itemsAt, textAt, type Tree } from '../tree.ts'
import { brokerImage } from './image.ts'
import { originAt, type Resource } from './resource.ts'

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

export function isWorkload({ kind }: Resource): boolean {
  return POD_OF[kind] !== undefined
}

const OF_BROKER = 'a setting of a broker in a variable of its image: not read here, give it as a Compose or .env file'
const NO_KEY = "no setting of Kafka's client: the application's own"
const FROM_ELSEWHERE = 'taken from somewhere else, which is not given'

/**
 * A client of each container that has settings of Kafka's in its variables. Applications take them off `KAFKA_` and
 * write dots for underscores (strimzi/client-examples java/kafka ConfigUtil, kafka-docker-playground SimpleProducer).
 */
export function readWorkloads(all: readonly Resource[]): Reading {
  const read = all
    .filter(isWorkload)
    .flatMap((one) =>
      itemsAt(one.tree, ...(POD_OF[one.kind] ?? []), 'containers').map((container) => readContainer(one, container)),
    )
  return {
    parts: read.flatMap(({ parts }) => parts),
    asides: read.flatMap(({ asides }) => asides),
    notes: read.flatMap(({ notes }) => notes),
  }
}

interface Variable {
  readonly name: string
  readonly value: string | undefined
  readonly line: number
}

function readContainer({ file, kind, name }: Resource, container: Tree): Reading {
  const variables = itemsAt(container, 'env').flatMap((item): readonly Variable[] => {
    const variable = textAt(item, 'name')
    if (variable === undefined || !/^KAFKA_[A-Z0-9_]+$/.test(variable)) return []
    return [{ name: variable, value: textAt(item, 'value'), line: at(item, 'name')?.line ?? item.line }]
  })
  const aside = (variable: Variable, why: string): Aside => ({
    key: variable.name,
    why,
    origin: originAt(file, variable.line, variable.name),
  })
  if (brokerImage(textAt(container, 'image') ?? '') !== undefined)
    return { parts: [], asides: variables.map((one) => aside(one, OF_BROKER)), notes: [] }
  const given = settingsOf(variables, file)
  const known = (variable: Variable): boolean => ['producer', 'consumer'].some((one) => isOf(one, keyOf(variable)))
  const part: Part = { kind: 'client', name: `${kind} ${name}`, given }
  return {
    parts: given.length === 0 ? [] : [part],
    asides: variables.flatMap((one) =>
      !known(one) ? [aside(one, NO_KEY)] : one.value === undefined ? [aside(one, FROM_ELSEWHERE)] : [],
    ),
    notes:
      given.length === 0
        ? []
        : [`${file}: ${kind} ${name} is taken to hand its variables KAFKA_… to Kafka's client, as KAFKA_ACKS for acks`],
  }
}

function settingsOf(variables: readonly Variable[], file: string): readonly GivenSetting[] {
  const isOnly = (section: string, other: string): boolean =>
    variables.some((one) => isOf(section, keyOf(one)) && !isOf(other, keyOf(one)))
  const [produces, consumes] = [isOnly('producer', 'consumer'), isOnly('consumer', 'producer')]
  return variables.flatMap((one) => {
    const key = keyOf(one)
    const { value, line, name } = one
    if (value === undefined) return []
    const sections = (['producer', 'consumer'] as const).filter(
      (section) => isOf(section, key) && (section === 'producer' ? produces : consumes || !produces),
    )
    return sections.map((section) => ({ section, key, value, origin: originAt(file, line, name) }))
  })
}

function keyOf({ name }: Variable): string {
  return name.slice('KAFKA_'.length).toLowerCase().replaceAll('_', '.')
}

function isOf(section: string, key: string): boolean {
  return (section === 'producer' || section === 'consumer') && belongsTo(section, key)
}
