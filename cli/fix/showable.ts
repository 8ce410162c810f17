/** Which lines of the user's files a diff may show: no password, and no value that nobody knows. */
import type { Settings } from '../../model/system-entry.ts'
import { groupBy } from '../../reports/group.ts'
import { clean } from '../../reports/page.ts'
import type { ReadConfiguration } from '../engine.ts'
import { keysOf } from './keys.ts'

const SECRET = /passw|secret|credential|jaas|token|private|api.?key/i

/** A line of a file, by its number from 1. */
export type IsShowable = (file: string, line: number, text: string) => boolean

/** A setting is shown on one line with others only where all of them are known. */
export function showableLines({ system, written, asides }: ReadConfiguration, settings: Settings): IsShowable {
  const known = new Set(
    Object.keys(settings).flatMap((name) => keysOf(system, name).map(({ section, key }) => `${section} ${key}`)),
  )
  const places = [
    ...written.map(({ section, key, origin }) => ({
      origin,
      name: origin.key ?? key,
      isKnown: known.has(`${section} ${key}`),
    })),
    ...asides.map(({ key, origin }) => ({ origin, name: key, isKnown: false })),
  ]
  const byLine = groupBy(places, ({ origin: { file, line } }) => `${file}:${line}`)
  return (file, line, text) => {
    const there = byLine.get(`${file}:${line}`) ?? []
    const plain = text.replaceAll('\t', ' ')
    const isAlone = new Set(there.map(({ name }) => name)).size < 2
    return !SECRET.test(text) && clean(plain) === plain && (isAlone || there.every(({ isKnown }) => isKnown))
  }
}
