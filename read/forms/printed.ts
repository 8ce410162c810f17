/**
 * What a running cluster, its tools and its clients print: kafka-topics.sh, kafka-configs.sh and kafka-features.sh with
 * --describe, and the settings in the logs of brokers and clients. One file may hold several of them.
 */
import { InputError } from '../../model/input-error.ts'
import { together } from './combine.ts'
import type { Form, Part, Reading } from './form.ts'
import { isHeadOfBlock, readBlocks } from './printed/blocks.ts'
import { isOfConfigs, readConfigs } from './printed/configs.ts'
import { isOfFeatures, readFeatures } from './printed/features.ts'
import { isOfTopics, readTopics } from './printed/topics.ts'
import { readValues } from './printed/values.ts'
import type { Source } from './source.ts'

const SORTS: readonly {
  readonly isOf: (line: string) => boolean
  readonly read: (lines: readonly string[], file: string) => Reading
}[] = [
  { isOf: isOfFeatures, read: readFeatures },
  { isOf: isOfTopics, read: readTopics },
  { isOf: isOfConfigs, read: readConfigs },
  { isOf: isHeadOfBlock, read: readValues },
]

export const PRINTED: Form = {
  name: 'what a Kafka cluster, its tools or its clients print',
  tells: (source) => !source.isTree && !isCode(source.name) && sortsIn(source).length > 0,
  read: (source) => {
    const sorts = sortsIn(source)
    const lines = source.lines()
    const readings = sorts.map(({ read }) => read(lines, source.file))
    const parts = together(readings.flatMap((reading) => reading.parts))
    const reading = {
      parts: [...brokersCounted(parts), ...parts],
      asides: readings.flatMap(({ asides }) => asides),
      notes: readings.flatMap(({ notes }) => notes),
    }
    if (reading.parts.length === 0) throw ofNothing(source)
    return reading
  },
}

/** Fewer that are printed may be some of those that there are. */
const FEWEST_COUNTED = 3

/** How many brokers there are, where all of them are printed. */
function brokersCounted(parts: readonly Part[]): readonly Part[] {
  const brokers = parts.filter(({ kind, name }) => kind === 'cluster' && name !== '')
  const last = brokers.findLast(({ given }) => given.length > 0)
  const place = last?.given[0]?.origin
  if (brokers.length < FEWEST_COUNTED || last === undefined || place === undefined) return []
  const origin = { ...place, key: last.name }
  const value = String(brokers.length)
  return [{ kind: 'cluster', name: '', given: [{ section: undefined, key: 'brokers', value, origin }] }]
}

/** Source code and scripts may hold such lines as text. */
function isCode(name: string): boolean {
  return /\.([cm]?[jt]sx?|py|java|kts?|scala|groovy|go|rs|cs|rb|php|cc?|cpp|hp?p?|sh|bash|ps1|bat|sql|md|adoc|html?)$/i.test(
    name,
  )
}

function sortsIn(source: Source): typeof SORTS {
  const lines = source.lines()
  return SORTS.filter(({ isOf }) => lines.some(isOf))
}

function ofNothing(source: Source): InputError {
  const [block] = readBlocks(source.lines()).blocks
  return new InputError({
    where: block === undefined ? source.file : `${source.file}:${block.line}`,
    problem:
      block === undefined
        ? 'nothing of what is printed here is a setting of a topic, a broker, a producer or a consumer'
        : `no values of a producer, a consumer or a broker are printed here${block.values.size === 0 ? ', and nothing follows this line' : ''}`,
    remedy:
      'give what kafka-topics.sh or kafka-configs.sh print with --describe, or a log with the lines after '
      + 'ProducerConfig values:',
  })
}
