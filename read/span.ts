/** Where on its line a setting stands, so that an editor can underline it. */
import type { Span } from '../model/given.ts'

/** No line of settings that anybody looks at is longer. */
const LONGEST = 10_000

/**
 * The key and its value, in columns from 1, the end not included; `undefined` where the line does not show the key.
 * @param key as it is written, or the path to it: `spring.kafka.producer.acks` is `acks:` on a line of YAML
 */
export function spanIn(line: string, key: string): Span | undefined {
  if (line.length > LONGEST) return undefined
  const parts = key.split('.')
  for (let from = 0; from < parts.length; from++) {
    const start = placeOf(parts.slice(from).join('.'), line)
    if (start === undefined) continue
    const written = parts.slice(from).join('.').length
    const rest = line.slice(start + written)
    const [value = ''] = VALUE.exec(rest) ?? []
    const quote = line[start - 1]
    const isQuoted = (quote === '"' || quote === "'") && rest.startsWith(quote)
    const end = start + written + (value === '' && isQuoted ? 1 : value.length)
    return { start: start + (isQuoted ? 0 : 1), end: end + 1 }
  }
  return undefined
}

/** What ends the key, what stands between, and a value: in quotes, or up to a blank or a sign that ends it. */
const VALUE = /^["']?\s*(?:[=:]\s*|\s)(?:"(?:\\.|[^"\\])*"|'[^']*'|[^\s"'#,;}\]]+)/

/** Where the key begins, standing by itself. */
function placeOf(key: string, line: string): number | undefined {
  if (key === '') return undefined
  for (let at = line.indexOf(key); at >= 0; at = line.indexOf(key, at + 1))
    if (!/[\w.-]/.test(line[at - 1] ?? '') && !/[\w.-]/.test(line[at + key.length] ?? '')) return at
  return undefined
}
