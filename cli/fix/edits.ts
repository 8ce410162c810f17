/** Edits of the user's files that may give a setting a value, in the order in which they are worth a try. */
import type { Given } from '../../model/given.ts'
import type { SettingKey } from '../../model/system-entry.ts'
import { withNeighbour, withQuotedValue, withValue } from './rewriting.ts'
import type { IsShowable } from './showable.ts'
import { plainLines, withLines } from './text-lines.ts'

/** Texts of files, by their paths. */
export type Texts = ReadonlyMap<string, string>

export interface Wanted {
  readonly value: string
  /** Where it may stand, what counts most first. */
  readonly keys: readonly SettingKey[]
}

/** What the files say. */
export interface Files {
  /** What counts for this configuration, what counts most last. */
  readonly own: readonly Given[]
  /** Everything that is written in them, also what is the same in several places. */
  readonly all: readonly Given[]
  /** The text of a file that may be edited; none of what is nobody's to write. */
  readonly textOf: (file: string) => string | undefined
  readonly isShowable: IsShowable
}

/** A setting at a line of a file. */
interface Place {
  readonly given: Given
  readonly file: string
  readonly line: number
  readonly text: string
}

/** Lines for the place of one. */
type Rewrite = (place: Place) => readonly (readonly string[])[]

/** Each is all files that change; what was JSON stays JSON. */
export function* editsOf(wanted: Wanted, files: Files): Generator<Texts> {
  for (const texts of guessesOf(wanted, files))
    if ([...texts].every(([file, text]) => isJson(text) || !isJson(files.textOf(file) ?? ''))) yield texts
}

function isJson(text: string): boolean {
  if (!/^\s*[[{]/.test(text)) return false
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

function* guessesOf(wanted: Wanted, files: Files): Generator<Texts> {
  const lines = linesIn(files)
  const own = files.own.flatMap((given) => placeOf(given, lines, files)).toReversed()
  const all = files.all.flatMap((given) => placeOf(given, lines, files))
  const isIt = ({ given }: Place): boolean => wanted.keys.some(({ section, key }) => is(given, section, key))
  for (const place of own.filter(isIt))
    yield* editsAt(
      place,
      all,
      ({ text, given }) =>
        [...withValue(text, given, wanted.value), ...withQuotedValue(text, given, wanted.value)].map((line) => [line]),
      files.textOf,
    )
  const beside = wanted.keys.flatMap(({ section, key }) =>
    own.filter((one) => one.given.section === section && !isIt(one)).map((place) => ({ place, section, key })),
  )
  // Some forms say nothing of a section where they are about one client.
  const anywhere = wanted.keys.flatMap(({ section, key }) =>
    own.filter(({ given }) => given.section === undefined).map((place) => ({ place, section, key })),
  )
  for (const { place, section, key } of [...beside, ...anywhere])
    yield* editsAt(
      place,
      all,
      ({ text, given }) => withNeighbour(text, given, { key, value: wanted.value }, section),
      files.textOf,
    )
}

/** The edits of this place, and of every place where the same is written. */
function* editsAt(place: Place, all: readonly Place[], rewrite: Rewrite, textOf: Files['textOf']): Generator<Texts> {
  const same = all.filter(({ given: { section, key } }) => is(place.given, section, key))
  for (const [way, lines] of rewrite(place).entries()) {
    yield edited([[place, lines]], textOf)
    if (same.length < 2) continue
    const everywhere = same.flatMap((one) => {
      const other = rewrite(one)[way]
      return other === undefined ? [] : [[one, other] as const]
    })
    if (everywhere.length === same.length) yield edited(everywhere, textOf)
  }
}

function edited(edits: readonly (readonly [Place, readonly string[]])[], textOf: Files['textOf']): Texts {
  const files = new Map<string, Map<number, readonly string[]>>()
  for (const [{ file, line }, lines] of edits) {
    const known = files.get(file) ?? new Map<number, readonly string[]>()
    files.set(file, known.set(line, lines))
  }
  return new Map([...files].map(([file, lines]) => [file, withLines(textOf(file) ?? '', lines)]))
}

function is(given: Given, section: string | undefined, key: string): boolean {
  return given.section === section && given.key === key
}

type Lines = ReadonlyMap<string, readonly string[]>

function linesIn({ own, all, textOf }: Files): Lines {
  const names = new Set(
    [...own, ...all].flatMap(({ origin: { file, line } }) => (line === undefined ? [] : (file ?? []))),
  )
  return new Map([...names].map((file) => [file, plainLines(textOf(file) ?? '')]))
}

function placeOf(given: Given, lines: Lines, { isShowable }: Files): readonly Place[] {
  const { file, line } = given.origin
  if (file === undefined || line === undefined) return []
  const text = lines.get(file)?.[line - 1]
  return text === undefined || !isShowable(file, line, text) ? [] : [{ given, file, line, text }]
}
