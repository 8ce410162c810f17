/** Profiles, and which documents count with them. spring-core: ProfilesParser.java. */
import { closest } from '../../../model/closest.ts'
import { clipped } from '../../../model/input-error.ts'
import { isPlaceholder } from '../../../model/kafka/settings/read.ts'
import { type Keyed } from '../keyed.ts'
import type { SpringDocument } from './documents.ts'
import { filled } from './placeholders.ts'

/** The names in all expressions, each for a configuration of its own. */
export function profilesIn(documents: readonly SpringDocument[]): readonly string[] {
  const names = documents.flatMap(({ onProfile }) => onProfile.flatMap((text) => text.match(/[^()&|!\s]+/g) ?? []))
  return [...new Set(names)].filter((name) => name !== 'default')
}

/** The properties with these profiles and no others; files of profiles outrank others, those of later profiles most. */
export function activeWith(documents: readonly SpringDocument[], profiles: readonly string[]): readonly Keyed[] {
  const names = profiles.length === 0 ? ['default'] : profiles
  const active = documents.filter(
    ({ onProfile }) => onProfile.length === 0 || onProfile.some((text) => holds(text, names)),
  )
  return [undefined, ...names].flatMap((ofFile) =>
    active.filter(({ ofProfileFile }) => ofProfileFile === ofFile).flatMap(({ all }) => all),
  )
}

/** The profiles of each group, by its name: `spring.profiles.group.prod=a,b`. */
export type Groups = ReadonlyMap<string, readonly string[]>

export function groupsIn(all: readonly Keyed[]): Groups {
  const groups = new Map<string, readonly string[]>()
  for (const { key, value } of filled(all)) {
    const [, name] = /^spring\.profiles\.group\.([^[\]]+)(?:\[\d+\])?$/.exec(key) ?? []
    if (name !== undefined) groups.set(name, [...(groups.get(name) ?? []), ...namesIn(value)])
  }
  return groups
}

/** Profiles that are judged together, and how they are told. */
export interface ProfileSet {
  readonly names: readonly string[]
  readonly told: string
}

/**
 * Each profile by itself, a group with all of its own, whose profiles are not judged alone then; and those that the
 * file makes active.
 */
export function profileSets(
  profiles: readonly string[],
  groups: Groups,
  active: readonly string[],
): readonly ProfileSet[] {
  const members = new Set([...groups.values()].flat())
  const single = [...new Set([...profiles, ...groups.keys()])].filter((name) => groups.has(name) || !members.has(name))
  const sets = [...single.map((name) => [name]), ...(active.length === 0 ? [] : [active])].map((given): ProfileSet => {
    const names = withGroups(given, groups)
    const more = names.filter((name) => !given.includes(name))
    const own = `profile${given.length > 1 ? 's' : ''} ${given.join(' and ')}`
    return { names, told: more.length === 0 ? own : `${own} with ${more.join(' and ')}` }
  })
  return [...new Map(sets.toReversed().map((one) => [one.names.join(' '), one])).values()].toReversed()
}

/** Profiles with those of their groups, each behind the group that it is of (Profiles.java, expandProfiles). */
function withGroups(profiles: readonly string[], groups: Groups): readonly string[] {
  const found = new Set<string>()
  const visit = (name: string): void => {
    if (found.has(name)) return
    found.add(name)
    groups.get(name)?.forEach(visit)
  }
  profiles.forEach(visit)
  return [...found]
}

function namesIn(value: string): readonly string[] {
  const names = value.split(',').map((name) => name.trim())
  return names.filter((name) => name !== '' && !isPlaceholder(name))
}

/** What `spring.profiles.active` names, where it is no placeholder that nobody fills. */
export function activeByFile(all: readonly Keyed[], environment?: ReadonlyMap<string, string>): readonly string[] {
  const given = filled(all, environment).filter(({ key }) => /^spring\.profiles\.active(\[\d+\])?$/.test(key))
  const ofEnvironment = given.filter(({ origin }) => origin.key === 'SPRING_PROFILES_ACTIVE')
  return (ofEnvironment.length > 0 ? ofEnvironment : given).flatMap(({ value }) => namesIn(value))
}

/** Of active profiles of which nothing was given: what they set is not known. */
export function notesOnActive(
  active: readonly string[],
  profiles: readonly string[],
  groups: Groups,
): readonly string[] {
  const known = [...new Set([...profiles, ...groups.keys(), ...[...groups.values()].flat()])]
  return active
    .filter((name) => !known.includes(name))
    .map((name) => {
      const meant = closest(name, known)
      const hint = meant === undefined ? '' : `; did you mean ${meant}?`
      return `spring.profiles.active names ${clipped(name)}, and no document or file of that profile was given${hint}`
    })
}

/** Nobody writes a longer condition. */
const MOST_TOKENS = 200

/** `prod & !(eu | us)`. */
function holds(expression: string, profiles: readonly string[]): boolean {
  const tokens = expression.match(/[()&|!]|[^()&|!\s]+/g) ?? []
  if (tokens.length > MOST_TOKENS) return false
  let at = 0
  const term = (): boolean => {
    const token = tokens[at]
    at += 1
    if (token === '!') return !term()
    if (token !== '(') return token !== undefined && profiles.includes(token)
    const inner = either()
    at += 1
    return inner
  }
  const both = (): boolean => {
    let all = term()
    while (tokens[at] === '&') {
      at += 1
      all = term() && all
    }
    return all
  }
  const either = (): boolean => {
    let some = both()
    while (tokens[at] === '|') {
      at += 1
      some = both() || some
    }
    return some
  }
  return either()
}
