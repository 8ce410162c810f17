/** Profiles, and which documents count with them. spring-core: ProfilesParser.java. */
import type { Keyed } from '../keyed.ts'
import type { SpringDocument } from './documents.ts'

/** The names in all expressions, each for a configuration of its own. */
export function profilesIn(documents: readonly SpringDocument[]): readonly string[] {
  const names = documents.flatMap(({ onProfile }) => onProfile.flatMap((text) => text.match(/[^()&|!\s]+/g) ?? []))
  return [...new Set(names)].filter((name) => name !== 'default')
}

/** The properties with this profile alone, or with none; files of profiles outrank others, later ones earlier. */
export function activeWith(documents: readonly SpringDocument[], profile: string | undefined): readonly Keyed[] {
  const active = documents.filter(
    ({ onProfile }) => onProfile.length === 0 || onProfile.some((text) => holds(text, profile ?? 'default')),
  )
  return [false, true].flatMap((ofFile) =>
    active.filter(({ ofProfileFile }) => ofProfileFile === ofFile).flatMap(({ all }) => all),
  )
}

/** Nobody writes a longer condition. */
const MOST_TOKENS = 200

/** `prod & !(eu | us)`. */
function holds(expression: string, profile: string): boolean {
  const tokens = expression.match(/[()&|!]|[^()&|!\s]+/g) ?? []
  if (tokens.length > MOST_TOKENS) return false
  let at = 0
  const term = (): boolean => {
    const token = tokens[at]
    at += 1
    if (token === '!') return !term()
    if (token !== '(') return token === profile
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
