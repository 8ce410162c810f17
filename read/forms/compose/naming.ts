/** Which Compose file an env file belongs to. */
import type { Source } from '../source.ts'
import { isCompose, opened } from './project.ts'

/** The Compose file given with this one that names it, or a variable of it. */
export function composeNaming(source: Source): Source | undefined {
  const { given, name, text } = source
  const own = namesIn(text)
  return given
    .flatMap((path) => opened(path, isCompose, source) ?? [])
    .find((compose) => {
      const files = compose.text.match(/[\w.-]*\.env\b[\w.-]*/g) ?? []
      if (name !== '.env' && files.some((file) => name.endsWith(file))) return true
      return [...compose.text.matchAll(/\$\{?(\w+)/g)].some(([, used]) => used !== undefined && own.has(used))
    })
}

/** The names of the variables of an env file, also where it is broken. */
export function namesIn(text: string): ReadonlySet<string> {
  return new Set([...text.matchAll(/^\s*(?:export\s+)?(\w+)\s*[=:]/gm)].flatMap(([, key]) => key ?? []))
}
