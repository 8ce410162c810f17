/** From the keys of a queue file, and of `--set`, to the settings of a queue, and back from what is saved of them. */
import { closest } from '../closest.ts'
import { type Given, isFromFile, whereOf } from '../given.ts'
import { clipped, InputError } from '../input-error.ts'
import type { Resolved, Settings, SettingValue } from '../system-entry.ts'
import { type QueueKey, queueKeys } from './keys.ts'
import type { Problem } from './problems.ts'
import { type QueueSettings, queueSettingsByKey, readQueueSettings } from './settings.ts'

const NULL = 'null'

/** @throws InputError for an unknown key, a value out of range, and what makes no sense together. */
export function resolveQueue(given: readonly Given[]): Resolved {
  const inOrder = [...given.filter(isFromFile), ...given.filter((setting) => !isFromFile(setting))]
  const keys = queueKeys()
  const sections = new Set(keys.map(({ key }) => splitKey(key)[0]))
  for (const { key, value, origin } of inOrder) {
    // A section with nothing in it is there.
    if (sections.has(key) && (value === '' || value === NULL)) continue
    if (keys.some((known) => known.key === key)) continue
    throw unknownKey(key, whereOf(origin), keys)
  }
  const values = new Map(inOrder.map(({ key, value }) => [key, value]))
  const read = readQueueSettings(fileFrom(values, keys))
  if ('problems' in read) {
    const [problem] = read.problems
    throw problem === undefined ? new RangeError('a queue was refused without a reason') : told(problem, inOrder)
  }
  const settings = settingsOf(read.settings)
  return {
    settings,
    assumed: Object.keys(settings).filter((key) => !values.has(key)),
    ignored: [],
    warnings: [],
    notes: [],
  }
}

/** The settings of a queue by key, as reports and saved files have them: lists and nothing as text. */
export function settingsOf(settings: QueueSettings): Settings {
  return Object.fromEntries(
    Object.entries(queueSettingsByKey(settings)).map(([key, value]): [string, SettingValue] => [
      key,
      value === null ? NULL : Array.isArray(value) ? value.join(',') : (value as SettingValue),
    ]),
  )
}

/** The settings that these were made from; what is wrong with them, if anybody else made them. */
export function queueFrom(settings: Settings): QueueSettings | Problem {
  const values = new Map(Object.entries(settings).map(([key, value]) => [key, String(value)]))
  const read = readQueueSettings(fileFrom(values, queueKeys()))
  if ('settings' in read) return read.settings
  return read.problems[0] ?? { path: [], message: 'unreadable', expected: 'what a check has saved' }
}

/** The file that says these values: each as its key takes it, so that what is wrong is found by the schema. */
function fileFrom(values: ReadonlyMap<string, string>, keys: readonly QueueKey[]): Readonly<Record<string, unknown>> {
  const file: Record<string, unknown> = { system: 'queues' }
  for (const [key, text] of values) {
    const type = keys.find((known) => known.key === key)?.type
    const value = type === undefined ? text : asTyped(type, text.trim())
    const [section, name] = splitKey(key)
    if (name === undefined && type === undefined) file[section] ??= {}
    else if (name === undefined) file[section] = value
    else file[section] = { ...(file[section] as Readonly<Record<string, unknown>> | undefined), [name]: value }
  }
  return file
}

function splitKey(key: string): readonly [string, string | undefined] {
  const at = key.indexOf('.')
  return at < 0 ? [key, undefined] : [key.slice(0, at), key.slice(at + 1)]
}

function asTyped(type: QueueKey['type'], text: string): unknown {
  if (text === NULL) return null
  switch (type) {
    case 'word':
      return text
    case 'boolean':
      return text === 'true' ? true : text === 'false' ? false : text
    case 'number':
      return asNumber(text)
    case 'numbers':
      return text.replace(/^\[|\]$/g, '').trim() === ''
        ? []
        : text
            .replace(/^\[|\]$/g, '')
            .split(',')
            .map(asNumber)
  }
}

function asNumber(text: string): number | string {
  return /^-?\d{1,15}$/.test(text.trim()) ? Number(text) : text.trim()
}

function told({ path, message, expected }: Problem, given: readonly Given[]): InputError {
  const key = path.filter((part) => typeof part === 'string').join('.')
  const at = given.findLast((one) => one.key === key) ?? given.findLast((one) => key.startsWith(one.key))
  // What a schema says of a value is written for programmers.
  const problem = /^(Invalid|Too) /.test(message)
    ? `${JSON.stringify(clipped(at?.value ?? ''))} is no value of it`
    : message
  return new InputError({
    where: at === undefined ? 'the queue' : whereOf(at.origin),
    ...(key === '' ? {} : { key }),
    problem,
    remedy: expected.startsWith('did you mean') ? expected : `give ${expected}`,
  })
}

function unknownKey(key: string, where: string, keys: readonly QueueKey[]): InputError {
  const names = keys.map((known) => known.key)
  const sections = [...new Set(names.map((name) => splitKey(name)[0]))]
  const [section, name = ''] = splitKey(key)
  const of = sections.includes(section) ? section : closest(section, sections)
  const near = names.filter((known) => known.startsWith(`${of}.`))
  const meant = closest(
    name,
    near.map((known) => splitKey(known)[1] ?? ''),
  )
  return new InputError({
    where,
    key,
    problem: 'there is no such key of a queue',
    remedy:
      meant !== undefined
        ? `did you mean ${of}.${meant}?`
        : near.length > 0
          ? `give one of ${near.join(', ')}`
          : `give messages, or a key of ${sections.filter((one) => one !== 'messages').join(', ')}`,
  })
}
