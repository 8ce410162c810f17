/**
 * How Spring Boot compares the names of properties. core/spring-boot: ConfigurationPropertyName.java,
 * DefaultPropertyMapper.java; documentation: features/external-config.adoc, "Relaxed Binding".
 */
import type { Keyed } from '../keyed.ts'

/** A property below a path, with what of its name is left. */
export interface Below {
  readonly one: Keyed
  readonly rest: readonly Element[]
}

/** Between dots, or in brackets, where it is taken as it is. */
export interface Element {
  readonly text: string
  readonly isIndexed: boolean
}

/** `a.b[c.d].e` is a, b, c.d, e. */
export function elementsOf(key: string): readonly Element[] {
  return [...key.matchAll(/\[([^[\]]*)\]|[^.[\]]+/g)].map(([text, indexed]) => ({
    text: indexed ?? text,
    isIndexed: indexed !== undefined,
  }))
}

/** `enable-idempotence`, `enableIdempotence` and `ENABLE_IDEMPOTENCE` are one name (getElement, Form.UNIFORM). */
export function uniform(text: string): string {
  return text.toLowerCase().replace(/[^a-z0-9]/g, '')
}

/** The properties below a path, whose elements are given in their uniform form. */
export function belowPath(all: readonly Keyed[], ...path: readonly string[]): readonly Below[] {
  return all.flatMap((one) => {
    const elements = elementsOf(one.key)
    const isBelow =
      elements.length > path.length
      && path.every((name, index) => {
        const element = elements[index]
        return element !== undefined && uniform(element.text) === name
      })
    return isBelow ? [{ one, rest: elements.slice(path.length) }] : []
  })
}

/** The property at a path; the last of several in one file. */
export function atPath(all: readonly Keyed[], ...path: readonly string[]): Keyed | undefined {
  const [last, ...before] = [...path].reverse()
  return belowPath(all, ...before.reverse()).findLast(
    ({ rest }) => rest.length === 1 && uniform(rest[0]?.text ?? '') === last,
  )?.one
}

/**
 * The key of a map, `max.block.ms`: its elements joined with dots, those outside brackets without the characters that
 * no name may have (MapBinder, Form.ORIGINAL).
 */
export function mapKey(rest: readonly Element[]): string {
  return rest
    .map(({ text, isIndexed }) => (isIndexed ? text : text.replace(/[^A-Za-z0-9_-]/g, '').replace(/^-+/, '')))
    .join('.')
}

/** The entries of the map at a path. */
export function mapAt(all: readonly Keyed[], ...path: readonly string[]): readonly Keyed[] {
  return belowPath(all, ...path).map(({ one, rest }) => ({ ...one, key: mapKey(rest) }))
}
