/**
 * Fields that a resource does not have: the API server drops them, so that a setting in the wrong place does nothing.
 * Source: the @JsonPropertyOrder of strimzi-kafka-operator api KafkaSpec.java, KafkaClusterSpec.java (of v1, and of
 * v1beta2 those more), KafkaNodePoolSpec.java; for topics the fields that are read.
 */
import { closest } from '../../../model/closest.ts'
import { clipped } from '../../../model/input-error.ts'
import type { Aside } from '../form.ts'
import { entriesAt } from '../tree.ts'
import { originAt, type Resource } from './resource.ts'

const OF_KAFKA =
  'version metadataVersion image listeners config authorization rack brokerRackInitImage livenessProbe readinessProbe '
  + 'jvmOptions jmxOptions metricsConfig logging template tieredStorage quotas'
const OF_SPEC = 'kafka entityOperator clusterCa clientsCa cruiseControl kafkaExporter maintenanceTimeWindows'
/** What went with v1: node pools have it now. */
const MORE_IN_BETA = 'replicas storage resources zookeeper topicOperator jmxTrans'

/** Of a `Kafka`, below `spec` and below `spec.kafka`. */
export function strayFieldsOfKafka(resource: Resource): readonly Aside[] {
  const more = resource.version === 'v1' ? '' : ` ${MORE_IN_BETA}`
  return [
    ...strayFields(resource, ['spec'], (OF_SPEC + more).split(' ')),
    ...strayFields(resource, ['spec', 'kafka'], (OF_KAFKA + more).split(' ')),
  ]
}

/** What stands below the path and is none of the fields; what was meant is named where it is near. */
export function strayFields(resource: Resource, path: readonly string[], known: readonly string[]): readonly Aside[] {
  const { file, kind, tree } = resource
  return entriesAt(tree, ...path)
    .filter(({ key }) => !known.includes(key))
    .map(({ key, line }) => {
      const meant = closest(key, known)
      const hint = meant === undefined ? '' : `; ${meant} is one`
      const written = clipped([...path, key].join('.'))
      return {
        key: written,
        why: `no field of ${kind} in ${resource.version}, and so dropped by Kubernetes${hint}`,
        origin: originAt(file, line, written),
      }
    })
}
