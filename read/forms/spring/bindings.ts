/** The bindings of Spring Cloud Stream: their names, and whether they read or write. */
import { InputError } from '../../../model/input-error.ts'
import type { Keyed } from '../keyed.ts'
import { atPath, belowPath, uniform } from './names.ts'

export interface Binding {
  readonly name: string
  /** The topic. */
  readonly destination: string
  readonly isIn: boolean
  readonly isOut: boolean
}

const STREAM = ['spring', 'cloud', 'stream'] as const

/** No application has more. */
const MOST = 200

/** Those of one binder, or all. @throws InputError for more than can be looked at. */
export function bindingsOf(all: readonly Keyed[], binder: string | undefined): readonly Binding[] {
  const below = [...belowPath(all, ...STREAM, 'bindings'), ...belowPath(all, ...STREAM, 'kafka', 'bindings')]
  const names = [...new Map(below.map(({ rest }) => [uniform(rest[0]?.text ?? ''), rest[0]?.text ?? ''])).entries()]
  if (names.length > MOST)
    throw new InputError({
      where: below[0]?.one.origin.file ?? 'settings',
      problem: `it has ${names.length} bindings, more than ${MOST}`,
      remedy: 'give a file with those alone that are to be judged',
    })
  const standard = atPath(all, ...STREAM, 'defaultbinder')?.value.trim()
  return names.flatMap(([id, name]) => {
    const own = atPath(all, ...STREAM, 'bindings', id, 'binder')?.value.trim() ?? standard
    if (binder !== undefined && own !== undefined && own !== binder) return []
    const has = (client: string): boolean =>
      below.some(({ rest }) => uniform(rest[0]?.text ?? '') === id && uniform(rest[1]?.text ?? '') === client)
    const destination = atPath(all, ...STREAM, 'bindings', id, 'destination')?.value.trim() ?? name
    // Functional names say it (process-in-0); older ones do by what they have.
    const isOut = /-out-\d+$/.test(name) || name === 'output' || has('producer')
    const isIn = /-in-\d+$/.test(name) || name === 'input' || has('consumer')
    return [{ name, destination, isIn, isOut }]
  })
}

/** The binders that the application names, each with an environment of its own (BinderProperties). */
export function bindersIn(all: readonly Keyed[]): readonly { readonly name: string; readonly all: readonly Keyed[] }[] {
  const below = belowPath(all, ...STREAM, 'binders')
  const names = [...new Set(below.map(({ rest }) => rest[0]?.text ?? ''))]
  return names
    .filter((name) => /kafka/i.test(atPath(all, ...STREAM, 'binders', uniform(name), 'type')?.value ?? 'kafka'))
    .map((name) => {
      const path = [...STREAM, 'binders', uniform(name), 'environment']
      const inherits = atPath(all, ...STREAM, 'binders', uniform(name), 'inheritenvironment')?.value.trim() !== 'false'
      const own = belowPath(all, ...path).map(({ one, rest }) => ({
        ...one,
        key: rest
          .map(({ text, isIndexed }) => (isIndexed ? `[${text}]` : `.${text}`))
          .join('')
          .replace(/^\./, ''),
      }))
      const bindings = [
        ...belowPath(all, ...STREAM, 'bindings'),
        ...belowPath(all, ...STREAM, 'kafka', 'bindings'),
      ].map(({ one }) => one)
      return { name, all: [...(inherits ? all : bindings), ...own] }
    })
}
