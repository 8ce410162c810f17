/** The options of client libraries whose settings stand in code, by their own names, as Kafka's settings. */
import { clipped } from '../../model/input-error.ts'
import { LIBRARIES } from '../../model/clients/libraries.ts'
import { SECTIONS, type Section } from '../../model/kafka/settings/given.ts'
import { belongsTo } from '../../model/kafka/settings/place.ts'
import { type Library, type Option, nameIn } from '../../model/clients/libraries/library.ts'

/** Their constants for acks. sarama: produce_request.go; franz-go: AllISRAcks and the like in pkg/kgo/config.go. */
const ACKS: Readonly<Record<string, string>> = {
  WaitForAll: 'all',
  WaitForLocal: '1',
  NoResponse: '0',
  AllISRAcks: 'all',
  LeaderAck: '1',
  NoAck: '0',
}

const LEVELS: Readonly<Record<string, string>> = {
  ReadCommitted: 'read_committed',
  ReadUncommitted: 'read_uncommitted',
  1: 'read_committed',
  0: 'read_uncommitted',
}

/** Options that say the opposite of Kafka's. */
const OPPOSITES: readonly string[] = ['DisableIdempotentWrite', 'readUncommitted']

const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 }

/** Kafka's key of an option, which may stand with what its section says left out: `RequiredAcks` below `producer`. */
export function keyOf(library: Library, written: string, section: string): string | undefined {
  const names = Object.entries<Option>(library.options)
  const whole = names.find(
    ([, { name }]) => name === written || name.toLowerCase() === `${section}.${written}`.toLowerCase(),
  )
  return whole?.[0]
}

/** The libraries that have an option of this name, as it is written below a section; of Kafka's names none. */
export function librariesWith(written: string, section: Section): readonly string[] {
  if (SECTIONS.some((one) => belongsTo(one, written))) return []
  const whole = `${section.charAt(0).toUpperCase()}${section.slice(1)}.${written}`
  return LIBRARIES.filter((library) => namesOf(library).some((name) => name === written || name === whole)).map(
    ({ name }) => name,
  )
}

/** The names of a library's options, for suggestions. */
export function namesOf({ options }: Library): readonly string[] {
  return Object.values<Option>(options).map(({ name }) => name)
}

/** The value as Kafka would have it, or what is wrong with it. */
export function valueFor(
  library: Library,
  key: string,
  text: string,
): { readonly is: string } | { readonly wrong: string } {
  const value = text.trim()
  const name = nameIn(library, key as Parameters<typeof nameIn>[1])
  if (OPPOSITES.includes(name)) return opposite(name, value)
  if (key === 'acks') return { is: ACKS[value.replace(/^(sarama|kgo)\.|\(\)$/g, '')] ?? value }
  if (key === 'isolation.level') return { is: LEVELS[value.replace(/^(sarama|kgo)\.|\(\)$/g, '')] ?? value }
  if (key === 'retries' && /^(inf|infinity|Number\.MAX_SAFE_INTEGER|math\.MaxInt\d*)$/i.test(value))
    return { is: '2147483647' }
  const [, amount, unit] = /^(\d+)(ms|s|m|h)$/.exec(value) ?? []
  if (key.endsWith('.ms') && amount !== undefined && unit !== undefined)
    return { is: String(Number(amount) * (UNITS[unit] ?? 1)) }
  return { is: value }
}

function opposite(name: string, value: string): { readonly is: string } | { readonly wrong: string } {
  if (!/^(true|false)$/i.test(value)) return { wrong: `"${clipped(value)}" is neither true nor false` }
  const isSaid = value.toLowerCase() === 'true'
  if (name === 'readUncommitted') return { is: isSaid ? 'read_uncommitted' : 'read_committed' }
  return { is: String(!isSaid) }
}
