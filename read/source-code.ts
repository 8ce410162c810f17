/**
 * Source code is not read: it may compute its options. What stands in it plainly, `name: value` or `name = value` with
 * a value that is written out, is put into the section that its user can give instead.
 */
import { LIBRARIES } from '../model/clients/libraries.ts'
import type { Library, Option } from '../model/clients/libraries/library.ts'
import { clipped } from '../model/input-error.ts'
import { modelledKey } from '../model/kafka/settings/place.ts'

/** How a text shows the library that it uses. */
const SIGNS: readonly (readonly [RegExp, string])[] = [
  [/\bkafkajs\b|\bkafka\.producer\(/, 'kafkajs'],
  [/(IBM|Shopify)\/sarama|\bsarama\./, 'sarama'],
  [/twmb\/franz-go|\bkgo\./, 'franz-go'],
  [/\b(from|import)\s+confluent_kafka|confluent-kafka-go|Confluent\.Kafka|rdkafka/, 'librdkafka'],
  [/\bfrom\s+kafka\b|\bKafkaProducer\(\s*\w+\s*=/, 'kafka-python'],
]

/** What can be given instead, with the options that stand plainly in the text; undefined where no library shows. */
export function sectionFor(text: string): string | undefined {
  const name = SIGNS.find(([sign]) => sign.test(text))?.[1]
  const library = LIBRARIES.find((one) => one.name === name)
  if (library === undefined) return JAVA_SIGN.test(text) ? javaSection(text) : undefined
  const options = optionsIn(text, library)
  const section = options.length === 0 ? '' : `, producer: {${options.join(', ')}}`
  return (
    `give its options in a YAML file instead: {client: ${library.name}${section}}; `
    + 'look what else the code sets, only what stands there plainly was found'
  )
}

/** The client in Java, from whatever language of its machine. */
const JAVA_SIGN = /\borg\.apache\.kafka\b|\bnew\s+KafkaProducer\b|\bProducerConfig\.\w+_CONFIG\b/
/** `put("acks", "all")`, `setProperty(ProducerConfig.ACKS_CONFIG, "all")`, `ProducerConfig.RETRIES_CONFIG to 3`. */
const PUT =
  /(?:(["'])([a-z][a-z.]+)\1|ProducerConfig\.([A-Z_]+)_CONFIG)\s*(?:,|to|->)\s*(?:(["'])([\w.-]+)\4|(-?\d+|true|false)\b)/g

function javaSection(text: string): string {
  const options = [...text.matchAll(PUT)].flatMap(([, , key, constant, , quoted, plain]) => {
    const name = key ?? constant?.toLowerCase().replaceAll('_', '.') ?? ''
    // What is not modelled may be a secret.
    return modelledKey('producer', name) === undefined ? [] : [`${name}: ${clipped(quoted ?? plain ?? '')}`]
  })
  return (
    `give its options in a YAML file instead: {producer: {${options.join(', ')}}}; `
    + 'look what else the code sets, only what stands there plainly was found'
  )
}

function optionsIn(text: string, { name: library, options }: Library): readonly string[] {
  return Object.entries<Option>(options).flatMap(([key, { name }]) => {
    if (key === 'group.id' || key === 'isolation.level') return []
    // In JavaScript what belongs together stands in objects: retry: { retries: 3 }.
    const written = library === 'kafkajs' ? (name.split('.').at(-1) ?? name) : name
    const value = valueIn(text, written)
    if (value !== undefined) return [`${name}: ${value}`]
    const byKafkas = library === 'librdkafka' ? valueIn(text, key) : undefined
    return byKafkas === undefined ? [] : [`${key}: ${byKafkas}`]
  })
}

/** A text in quotes, a number, true or false, or a constant of the library. */
const VALUE = `(?:(['"])([\\w.-]+)\\1|(-?\\d+|true|false)\\b|(?:sarama|kgo)\\.(\\w+)(?:\\(\\))?)`

/** `kgo.RecordRetries(3)`, `config.Producer.Retry.Max = 3`, `retries: 3`, `'acks': 'all'`; a call without a value. */
function valueIn(text: string, name: string): string | undefined {
  const own = `(?<!\\w)${escaped(name)}['"]?\\s*`
  const [, , quoted, plain, constant] = new RegExp(`${own}[:=(]\\s*${VALUE}\\s*[,;)}\\n]`, 'i').exec(text) ?? []
  const value = quoted ?? plain ?? constant
  if (value !== undefined) return clipped(value)
  return new RegExp(`kgo\\.${escaped(name)}\\(\\)`).test(text) ? 'true' : undefined
}

function escaped(name: string): string {
  return name.replaceAll('.', '\\.')
}
