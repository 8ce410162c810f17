/** The documents of `application.yml` and `application.properties`, and the profiles for which they count. */
import { InputError } from '../../../model/input-error.ts'
import { parseProperties } from '../../properties-file.ts'
import { type Keyed, keyedOf } from '../keyed.ts'
import type { Source } from '../source.ts'
import type { Tree } from '../tree.ts'
import { belowPath } from './names.ts'

/** A document: its properties as they are written, and when it counts. */
export interface SpringDocument {
  readonly all: readonly Keyed[]
  /** Profile expressions of which one must hold; none where it always counts. */
  readonly onProfile: readonly string[]
  /** The profile that its file is for, which outranks all others. */
  readonly ofProfileFile: string | undefined
}

/** The profile of `application-prod.yml`. */
export function profileOfName(name: string): string | undefined {
  return /^application-([^.]+)\.(ya?ml|properties)$/i.exec(name)?.[1]
}

/** The profile of `more-prod.yml` beside `more.yml`. */
export function profileVariantOf(name: string, of: string): string | undefined {
  const stem = of.replace(/\.[^.]+$/, '')
  const own = name.replace(/\.(ya?ml|properties)$/i, '')
  return own !== name && own.startsWith(`${stem}-`) && own.length > stem.length + 1
    ? own.slice(stem.length + 1)
    : undefined
}

/** @throws InputError for a text that cannot be read. */
export function documentsOf(source: Source): readonly SpringDocument[] {
  const profile = profileOfName(source.name)
  return propertiesOf(source).map((all) => ({
    all,
    onProfile: allOf(conditionsOf(all), profile === undefined ? [] : [profile]),
    ofProfileFile: profile,
  }))
}

/** One expression for all of these conditions, of each of which one expression must hold. */
export function allOf(...conditions: readonly (readonly string[])[]): readonly string[] {
  const some = conditions.filter(({ length }) => length > 0)
  const [only = []] = some
  if (some.length < 2) return only
  return [some.map((texts) => `(${texts.map((text) => `(${text})`).join(' | ')})`).join(' & ')]
}

/** The properties of each document; never an error, for a text that is none of Spring's. */
export function propertiesIn(source: Source): readonly Keyed[] {
  try {
    return propertiesOf(source).flat()
  } catch (error) {
    if (error instanceof InputError) return []
    throw error
  }
}

function propertiesOf(source: Source): readonly (readonly Keyed[])[] {
  if (!source.isTree) return propertiesDocuments(source)
  return source.trees().map((tree) => flat(tree, '', source.file))
}

/**
 * OriginTrackedPropertiesLoader: `#---` or `!---` at the start of a line, not below a comment of the same kind, begins a
 * document.
 */
function propertiesDocuments({ text, file }: Source): readonly (readonly Keyed[])[] {
  const lines = text.split(/\r\n|\n|\r/)
  const starts = lines.flatMap((line, index) => {
    const before = lines[index - 1]?.trimStart()
    return /^[#!]---\s*$/.test(line) && before?.startsWith(line.charAt(0)) !== true ? [index + 1] : []
  })
  const bounds = [0, ...starts, lines.length]
  return bounds.slice(0, -1).flatMap((from, index) => {
    const part = lines.slice(from, bounds[index + 1])
    if (!part.some((line) => /^\s*[^\s#!]/.test(line))) return []
    return [keyedOf(parseProperties('\n'.repeat(from) + part.join('\n'), file), file)]
  })
}

/**
 * YamlProcessor.buildFlattenedMap: keys joined with dots, those in brackets without one, items of lists with their
 * numbers; nothing is an empty text.
 */
function flat(tree: Tree, prefix: string, file: string): readonly Keyed[] {
  if (tree.kind === 'map')
    return tree.entries.flatMap(({ key, line, value }) => {
      const name = prefix === '' || key.startsWith('[') ? `${prefix}${key}` : `${prefix}.${key}`
      return value.kind === 'map' || value.kind === 'list'
        ? flat(value, name, file)
        : [{ key: name, value: textOf(value), origin: { file, line, key: name } }]
    })
  if (tree.kind === 'list') return tree.items.flatMap((item, index) => flat(item, `${prefix}[${index}]`, file))
  return prefix === '' ? [] : [{ key: prefix, value: textOf(tree), origin: { file, line: tree.line, key: prefix } }]
}

/** SnakeYAML reads YAML 1.1, in which plain yes and on are true. */
function textOf(tree: Exclude<Tree, { kind: 'map' | 'list' }>): string {
  if (tree.kind === 'nothing') return ''
  if (tree.isQuoted === true) return tree.text
  if (/^(yes|Yes|YES|true|True|TRUE|on|On|ON)$/.test(tree.text)) return 'true'
  return /^(no|No|NO|false|False|FALSE|off|Off|OFF)$/.test(tree.text) ? 'false' : tree.text
}

/** `spring.config.activate.on-profile`, and `spring.profiles` before Spring Boot 2.4: texts with commas, or lists. */
function conditionsOf(all: readonly Keyed[]): readonly string[] {
  const now = belowPath(all, 'spring', 'config', 'activate', 'onprofile').filter(({ rest }) => isItem(rest))
  const own = all.filter(({ key }) => /^spring\.config\.activate\.on[-_]?profile$/i.test(key))
  const older = belowPath(all, 'spring', 'profiles').filter(({ rest }) => isItem(rest))
  const ownOlder = all.filter(({ key }) => key === 'spring.profiles')
  const platform = all.filter(({ key }) => /^spring\.config\.activate\.on[-_]?cloud[-_]?platform$/i.test(key))
  const given = [...own, ...now.map(({ one }) => one), ...ownOlder, ...older.map(({ one }) => one)]
    .flatMap(({ value }) => value.split(','))
    .map((expression) => expression.trim())
    .filter((expression) => expression !== '')
  // A platform is a condition like a profile; documents have one of the two.
  return given.length > 0 ? given : platform.map(({ value }) => `cloud-platform=${value.trim()}`)
}

function isItem(rest: readonly { readonly text: string; readonly isIndexed: boolean }[]): boolean {
  return rest.length === 1 && rest[0]?.isIndexed === true
}
