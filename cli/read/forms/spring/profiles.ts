/** Profiles, and which documents count with them. spring-core: ProfilesParser.java. */
import { isOpen, type Keyed } from '../keyed.ts'
import type { SpringDocument } from './documents.ts'
import { filled } from './placeholders.ts'

/** The names in all expressions, each for a configuration of its own. */
export function profilesIn(documents: readonly SpringDocument[]): readonly string[] {
  const names = documents.flatMap(({ onProfile }) => onProfile.flatMap((text) => text.match(/[^()&|!\s]+/g) ?? []))
  return [...new Set(names)].filter((name) => name !== 'default')
}

/** The properties with these profiles and no others; files of profiles outrank others, later ones earlier. */
export function activeWith(documents: readonly SpringDocument[], profiles: readonly string[]): readonly Keyed[] {
  const names = profiles.length === 0 ? ['default'] : profiles
  const active = documents.filter(
    ({ onProfile }) => onProfile.length === 0 || onProfile.some((text) => holds(text, names)),
  )
  return [false, true].flatMap((ofFile) =>
    active.filter(({ ofProfileFile }) => ofProfileFile === ofFile).flatMap(({ all }) => all),
  )
}

/** What `spring.profiles.active` names, where it is no placeholder that nobody fills. */
export function activeByFile(all: readonly Keyed[]): readonly string[] {
  const given = filled(all).filter(({ key }) => /^spring\.profiles\.active(\[\d+\])?$/.test(key))
  const names = given.flatMap(({ value }) => value.split(',')).map((name) => name.trim())
  return names.filter((name) => name !== '' && !isOpen(name))
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
