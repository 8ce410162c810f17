/**
 * `${name:default}` in the values of a Spring application. spring-core: PropertyPlaceholderHelper.java. Filled in from
 * the same files only, never from the environment; what nobody fills stays as it is written.
 */
import { RANDOM_PART } from '../../../model/kafka/settings/declared/check.ts'
import { type Keyed, refusedAt } from '../keyed.ts'
import { uniform } from './names.ts'

/** In place of `${random.uuid}` and the like: it is another one each time. */
export const RANDOM = RANDOM_PART

/** Every container has it, so that in a transactional.id no default counts. */
const OF_HOST = /^(HOSTNAME|POD_NAME)$/

const DEEPEST = 30

/** A few lines of placeholders for placeholders can stand for millions. */
const MOST = 10_000

/**
 * All values with their placeholders filled in, first from the variables of the environment, where files of it were
 * given. @throws InputError for one that leads back to itself.
 */
export function filled(
  all: readonly Keyed[],
  environment: ReadonlyMap<string, string> = new Map<string, string>(),
): readonly Keyed[] {
  const byName = new Map(all.map(({ key, value }) => [nameOf(key), value]))
  return all.map((one) =>
    one.value.includes('${')
      ? { ...one, value: fill(one.value, { byName, environment, one, depth: 0, count: { left: MOST } }) }
      : one,
  )
}

interface Filling {
  readonly byName: ReadonlyMap<string, string>
  readonly environment: ReadonlyMap<string, string>
  /** Whose value is filled in, for messages. */
  readonly one: Keyed
  readonly depth: number
  readonly count: { left: number }
}

function fill(text: string, filling: Filling): string {
  let out = ''
  let at = 0
  for (;;) {
    const start = text.indexOf('${', at)
    const end = start < 0 ? -1 : endOf(text, start + 2)
    if (end < 0) return out + text.slice(at)
    filling.count.left -= 1
    if (filling.depth > DEEPEST || filling.count.left < 0)
      throw refusedAt(filling.one, 'a placeholder in it leads back to itself, or to too many', 'give the value itself')
    out += text.slice(at, start) + valueOf(text.slice(start + 2, end), filling)
    at = end + 1
  }
}

/** Where the placeholder ends whose name begins there: others may stand within it. */
function endOf(text: string, from: number): number {
  let depth = 0
  for (let at = from; at < text.length; at += 1) {
    if (text.startsWith('${', at)) depth += 1
    else if (text[at] === '}') {
      if (depth === 0) return at
      depth -= 1
    }
  }
  return -1
}

function valueOf(inner: string, filling: Filling): string {
  const deeper = { ...filling, depth: filling.depth + 1 }
  const colon = inner.indexOf(':')
  const name = (colon < 0 ? inner : inner.slice(0, colon)).trim()
  if (name.startsWith('random.')) return RANDOM
  const variable = variablesFor(name).find((one) => filling.environment.has(one))
  const given = filling.environment.get(variable ?? '') ?? filling.byName.get(nameOf(name))
  if (given !== undefined) return fill(given, deeper)
  if (OF_HOST.test(name) && /transaction(id|alid)/.test(uniform(filling.one.key))) return `\${${name}}`
  return colon < 0 ? `\${${inner}}` : fill(inner.slice(colon + 1), deeper)
}

/** SystemEnvironmentPropertySource: what may stand in the environment for a name. */
export function variablesFor(name: string): readonly string[] {
  const upper = name.replaceAll('.', '_').toUpperCase()
  return [name, upper.replaceAll('-', '_'), upper.replaceAll('-', '')]
}

/** Names with dashes, in camel case and with underscores are one name here as well. */
function nameOf(key: string): string {
  return key.split('.').map(uniform).join('.')
}
