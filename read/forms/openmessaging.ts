/**
 * Drivers of the OpenMessaging benchmark for Kafka. Source: openmessaging/benchmark driver-kafka
 * KafkaBenchmarkDriver.java (initialize, createTopic): commonConfig goes to producer and consumer, their own outranks
 * it; topics are created with replicationFactor and topicConfig.
 */
import { InputError, clipped } from '../../model/input-error.ts'
import type { GivenSetting, Section } from '../../model/kafka/settings/given.ts'
import type { Form, Part } from './form.ts'
import type { Source } from './source.ts'
import { settingsWithin } from './text-within.ts'
import { at, entryAt, textAt, type Tree } from './tree.ts'

const DRIVER = 'io.openmessaging.benchmark.driver.kafka.KafkaBenchmarkDriver'

export const OPENMESSAGING: Form = {
  name: 'an OpenMessaging benchmark driver',
  tells: (source) => {
    try {
      return driverOf(source) !== undefined
    } catch {
      return false
    }
  },
  read: (source) => {
    const [tree] = source.trees()
    const driver = driverOf(source)
    if (driver !== DRIVER)
      throw new InputError({
        where: `${source.file}:${entryAt(tree, 'driverClass')?.line ?? 1}`,
        key: 'driverClass',
        problem: `${clipped(driver ?? '')} is a driver of another system than Kafka`,
        remedy: `give a driver with ${DRIVER}`,
      })
    return { parts: partsOf(source.file, tree), asides: [], notes: [] }
  },
}

function driverOf({ isTree, trees }: Source): string | undefined {
  return isTree && trees().length === 1 ? textAt(trees()[0], 'driverClass') : undefined
}

function partsOf(file: string, tree: Tree | undefined): readonly Part[] {
  const block = (field: string, section: Section): readonly GivenSetting[] => {
    const text = at(tree, field)
    return text?.kind === 'text' ? settingsWithin(file, section, text) : []
  }
  const replicas = entryAt(tree, 'replicationFactor')
  const factor: readonly GivenSetting[] =
    replicas?.value.kind !== 'text'
      ? []
      : [
          {
            section: 'topic',
            key: 'replication.factor',
            value: replicas.value.text,
            origin: { file, line: replicas.line, key: 'replicationFactor' },
          },
        ]
  const clients = (['producer', 'consumer'] as const).flatMap((section) => [
    ...block('commonConfig', section),
    ...block(`${section}Config`, section),
  ])
  return [
    { kind: 'topic', name: '', given: [...factor, ...block('topicConfig', 'topic')] },
    { kind: 'client', name: '', given: clients },
  ]
}
