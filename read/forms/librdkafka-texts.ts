/** Where properties of librdkafka stand in texts that are neither YAML nor JSON: INI files, and Fluent Bit's. */
import type { GivenSetting } from '../../model/kafka/settings/given.ts'
import { isOnlyLibrdkafkas } from '../../model/kafka/settings/librdkafka-keys.ts'
import { isSharedWithScala } from '../librdkafka.ts'
import type { Written } from './librdkafka-options.ts'
import type { Source } from './source.ts'

/** Properties of one client, and how the file calls it. */
export interface Properties {
  readonly name: string
  readonly written: readonly Written[]
  /** What stands beside them, the client among it. */
  readonly beside?: readonly GivenSetting[]
}

const HEADER = /^\s*\[([\w.-]+)\]\s*$/

/**
 * The lines `rdkafka.KEY VALUE` of the sections of Fluent Bit that are about Kafka (plugins/out_kafka and in_kafka of
 * fluent/fluent-bit hand over what follows the prefix), also where they stand in a ConfigMap.
 */
export function inFluentBit({ file, text, lines }: Source): readonly Properties[] {
  if (!/^\s*\[(OUTPUT|INPUT)\]\s*$/im.test(text) || !/^\s*rdkafka\./im.test(text)) return []
  const found: { name: string; isKafka: boolean; written: Written[] }[] = []
  for (const [index, line] of lines().entries()) {
    const [, header] = HEADER.exec(line) ?? []
    if (header !== undefined) found.push({ name: '', isKafka: false, written: [] })
    const section = found.at(-1)
    const [, as, value] = /^\s*([^\s#]\S*)\s+(.*\S)\s*$/.exec(line) ?? []
    if (section === undefined || as === undefined || value === undefined) continue
    const key = as.toLowerCase()
    if (key === 'name' && value.toLowerCase() === 'kafka') section.isKafka = true
    else if (key === 'topics') section.name = `output to ${value}`
    else if (key === 'retry_limit') section.written.push({ as, key, value, file, line: index + 1 })
    else if (key.startsWith('rdkafka.'))
      section.written.push({ as, key: key.slice('rdkafka.'.length), value, file, line: index + 1 })
  }
  return found.filter(({ isKafka, written }) => isKafka && written.some(({ key }) => key !== 'retry_limit'))
}

/** The sections of an INI file that hold properties of librdkafka (Apache Metron: kafka-global, kafka-topic). */
export function inIni({ file, name, lines, text }: Source): readonly Properties[] {
  if (!/\.(conf|config|cfg|ini)$/i.test(name) || !/^\s*\[[\w.-]+\]\s*$/m.test(text)) return []
  const sections: { written: Written[] }[] = []
  for (const [index, line] of lines().entries()) {
    if (HEADER.test(line)) sections.push({ written: [] })
    const [, key, value] = /^\s*([\w.-]+)\s*=\s*(.*?)\s*$/.exec(line) ?? []
    if (key === undefined || value === undefined) continue
    sections.at(-1)?.written.push({ as: key, key, value, file, line: index + 1 })
  }
  const own = sections.filter(({ written }) =>
    written.some(({ key }) => isOnlyLibrdkafkas(key) || isSharedWithScala(key)),
  )
  return own.length === 0 ? [] : [{ name: '', written: own.flatMap(({ written }) => written) }]
}
