/**
 * Configurations of librdkafka, and of the clients of Python, Go and .NET that hand it over: lines `key=value`, INI
 * files, JSON, YAML and TOML with its dotted names, and the sections of Fluent Bit.
 */
import { InputError } from '../../model/input-error.ts'
import type { GivenSetting } from '../../model/kafka/settings/given.ts'
import { isOnlyLibrdkafkas } from '../../model/kafka/settings/librdkafka-keys.ts'
import { isSharedWithScala } from '../librdkafka.ts'
import type { Form, Part, Reading } from './form.ts'
import { settingsOf, type Written } from './librdkafka-options.ts'
import { inFluentBit, inIni, type Properties } from './librdkafka-texts.ts'
import { inTrees, isTomlName } from './librdkafka-trees.ts'
import type { Source } from './source.ts'

/** Without one of them there is no client of Kafka. */
const BROKERS = /bootstrap\.servers|metadata\.broker\.list|^\s*client\s*=/m

export const LIBRDKAFKA_FORM: Form = {
  name: 'a configuration of librdkafka',
  tells: (source) => {
    try {
      return propertiesIn(source).length > 0
    } catch (error) {
      // A TOML file that cannot be read is told by a name, so that its mistake is.
      if (error instanceof InputError) return isTomlName(source.name) && BROKERS.test(source.text)
      throw error
    }
  },
  read: (source) => readingOf(propertiesIn(source), source),
}

function propertiesIn(source: Source): readonly Properties[] {
  const inText = [...inFluentBit(source), ...inIni(source)]
  if (inText.length > 0) return inText
  if (source.isTree || isTomlName(source.name)) return inTrees(source)
  return inLines(source)
}

/**
 * Lines `key=value`, where a name shows that no client of Kafka's own is meant: one that librdkafka alone has, or one
 * that it shares with the clients in Scala, beside bootstrap.servers, which those did not have.
 */
function inLines({ file, entries }: Source): readonly Properties[] {
  const all = entries()
  const keys = all.map(({ key }) => key.trim())
  if (keys.some((key) => !/^[\w.-]+$/.test(key))) return []
  const isTold =
    keys.some(isOnlyLibrdkafkas)
    || (keys.includes('bootstrap.servers') && keys.some(isSharedWithScala) && !ofJava(keys))
  if (!isTold) return []
  const written = all.map(({ key, value, line }) => ({
    as: key,
    key: key.trim().replace(/^rdkafka\./, ''),
    value: value.trim(),
    file,
    line,
  }))
  return [{ name: '', written }]
}

/** Names with which a client in Java shows itself; it passes over those of the clients in Scala. */
function ofJava(keys: readonly string[]): boolean {
  return keys.some((key) =>
    /^((key|value)\.(de)?serializer|buffer\.memory|max\.block\.ms|zookeeper\.connect)$/.test(key),
  )
}

function readingOf(all: readonly Properties[], { file }: Source): Reading {
  const read = all.map(({ name, written, beside }) => ({
    name,
    client: beside ?? clientIn(written),
    ...settingsOf(written),
  }))
  return {
    parts: read.map(({ name, client, given }): Part => ({ kind: 'client', name, given: [...client, ...given] })),
    asides: read.flatMap(({ asides }) => asides),
    notes: [`${file} is read as a configuration of librdkafka: its defaults and rules count`],
  }
}

/** Which client it is stands where a name shows it. */
function clientIn(written: readonly Written[]): readonly GivenSetting[] {
  const shown =
    written.find(({ key }) => isOnlyLibrdkafkas(key)) ?? written.find(({ key }) => isSharedWithScala(key)) ?? written[0]
  if (shown === undefined) return []
  const { file, line, as } = shown
  return [{ section: undefined, key: 'client', value: 'librdkafka', origin: { file, line, key: as } }]
}
