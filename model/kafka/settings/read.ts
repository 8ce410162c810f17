/** Reading one modelled setting from everything that was given. */
import { InputError, clipped } from '../../input-error.ts'
import { type GivenSetting, whereOf } from './given.ts'
import { type ModelledKey, inVersion } from './declared/declaration.ts'

/** A value that was given, and where. */
export interface Found<T> {
  readonly value: T
  readonly given: GivenSetting
}

/**
 * The value of a given setting, read as Kafka of that version reads it.
 * @throws InputError where Kafka refuses it, and for a placeholder that nobody has filled in yet.
 */
export function readValue<T>(
  key: Pick<ModelledKey<T>, 'key' | 'value'>,
  given: GivenSetting,
  version: string,
): Found<T> {
  const kafka = inVersion(key.value, version)
  const refuse = (problem: string, remedy: string): InputError =>
    new InputError({ where: whereOf(given.origin), key: given.origin.key ?? key.key, problem, remedy })
  if (kafka === undefined) throw refuse(`Kafka ${version} does not have it`, 'leave it out')
  if (isPlaceholder(given.value) && !(key.key === 'transactional.id' && isOpenId(given.value))) {
    throw refuse(
      `the placeholder ${clipped(given.value.trim())} is not filled in`,
      `give the value that Kafka will get: ${kafka.right.replace(/^give /, '')}`,
    )
  }
  const result = kafka.schema.safeParse(given.value)
  if (result.success) return { value: result.data, given }
  throw refuse(
    `"${clipped(given.value)}" ${result.error.issues[0]?.message ?? 'is not valid'}`,
    remedyFor(given.value, kafka.right),
  )
}

/** Whether something in the value is to be filled in yet: then it is not compared with the values that are right. */
export function isPlaceholder(value: string): boolean {
  return /\{\{|\{%|\$\{|\$[A-Za-z_(]/.test(value)
}

/** Placeholders of shells, Kubernetes, Spring and others; those within them are theirs. */
export const OPEN_PARTS = /\$\{[^{}]*\}|\$\([^()]*\)|\$[A-Za-z_]\w*/g
/** What tells a process, or a start of it, from the others. */
const OF_INSTANCE = /^\$[{(]?(HOSTNAME|HOST|POD_NAME|COMPUTERNAME|RANDOM|random\.|quarkus\.uuid|uuidgen)\b/

/**
 * Is it a transactional.id that is told but for a part of it, which tells processes from each other? That there is one
 * is not told where all of it is to be filled in.
 */
export function isOpenId(value: string): boolean {
  const parts = value.match(OPEN_PARTS) ?? []
  const rest = value.replace(OPEN_PARTS, '').trim()
  return parts.length > 0 && !isPlaceholder(rest) && (rest !== '' || parts.some((part) => OF_INSTANCE.test(part)))
}

function remedyFor(value: string, right: string): string {
  if (/\S\s*[#!]/.test(value))
    return `${right}; a comment needs a line of its own, Kafka takes it for a part of the value`
  if (/^\s*(["']).*\1\s*$/.test(value)) return `${right}; without quotes, Kafka takes them for a part of the value`
  return right
}
