/**
 * The topics that the Kafka binder creates where they are missing. spring-cloud-stream-binder-kafka-core:
 * KafkaTopicProvisioner.java, KafkaTopicProperties.java.
 */
import type { Part } from '../form.ts'
import { inSection, type Keyed } from '../keyed.ts'
import type { Binding } from './bindings.ts'
import { atPath, mapAt, uniform } from './names.ts'

const STREAM = ['spring', 'cloud', 'stream'] as const
const BINDER = [...STREAM, 'kafka', 'binder'] as const

/** One for each destination that the file says anything about. */
export function topicsOf(all: readonly Keyed[], bindings: readonly Binding[]): readonly Part[] {
  if (atPath(all, ...BINDER, 'autocreatetopics')?.value.trim() === 'false') return []
  return bindings.flatMap(({ name, destination, isOut }) => {
    const client = isOut ? 'producer' : 'consumer'
    const own = [...STREAM, 'kafka', 'bindings', uniform(name), client, 'topic']
    const replicas = atPath(all, ...own, 'replicationfactor') ?? atPath(all, ...BINDER, 'replicationfactor')
    const given = [
      // -1 is the broker's default.
      ...(replicas === undefined || replicas.value.trim() === '-1' ? [] : [{ ...replicas, key: 'replication.factor' }]),
      ...partitionsOf(all, name),
      ...mapAt(all, ...own, 'properties'),
    ]
    return given.length === 0
      ? []
      : [{ kind: 'topic', name: `topic ${destination}`, given: inSection('topic', given) } as const]
  })
}

/** The larger one of min-partition-count and the binding's partition-count. */
function partitionsOf(all: readonly Keyed[], name: string): readonly Keyed[] {
  const least = atPath(all, ...BINDER, 'minpartitioncount')
  const own = atPath(all, ...STREAM, 'bindings', uniform(name), 'producer', 'partitioncount')
  const given = [least, own].filter((one) => one !== undefined)
  const [largest] = [...given].sort((a, b) => Number(b.value) - Number(a.value))
  return largest === undefined ? [] : [{ ...largest, key: 'partitions' }]
}
