/**
 * `${name:default}` in the values of a Spring application. spring-core: PropertyPlaceholderHelper.java. Filled in from
 * the same files only, never from the environment; what nobody fills stays as it is written.
 */
import { type Keyed, refusedAt } from '../keyed.ts'
import { uniform } from './names.ts'

/** In place of `${random.uuid}` and the like: it is another one each time. */
export const RANDOM = '<random>'

const DEEPEST = 30

/** All values with their placeholders filled in. @throws InputError for one that leads back to itself. */
export function filled(all: readonly Keyed[]): readonly Keyed[] {
  const byName = new Map(all.map(({ key, value }) => [nameOf(key), value]))
  return all.map((one) => ({ ...one, value: fill(one.value, { byName, one, depth: 0 }) }))
}

interface Filling {
  readonly byName: ReadonlyMap<string, string>
  /** Whose value is filled in, for messages. */
  readonly one: Keyed
  readonly depth: number
}

function fill(text: string, filling: Filling): string {
  if (filling.depth > DEEPEST)
    throw refusedAt(filling.one, 'a placeholder in it leads back to itself', 'give the value itself')
  const start = text.indexOf('${')
  const end = start < 0 ? -1 : endOf(text, start + 2)
  if (end < 0) return text
  const inner = text.slice(start + 2, end)
  return text.slice(0, start) + valueOf(inner, filling) + fill(text.slice(end + 1), filling)
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
  const given = filling.byName.get(nameOf(name))
  if (given !== undefined) return fill(given, deeper)
  return colon < 0 ? `\${${inner}}` : fill(inner.slice(colon + 1), deeper)
}

/** Names with dashes, in camel case and with underscores are one name here as well. */
function nameOf(key: string): string {
  return key.split('.').map(uniform).join('.')
}
