/** Where the settings stand that count. */
import type { Origin } from '../../given.ts'
import { type Find, foundOf } from './as-given.ts'
import { DECLARED } from './declared.ts'
import type { ModelledKey } from './declared/declaration.ts'
import { type GivenSetting, isFromFile, type Section } from './given.ts'

interface Declared {
  readonly name: string
  readonly in: { readonly [S in Section]?: ModelledKey }
  readonly outside?: { readonly key?: string }
}

/** The place of each setting that a file gave: the one that counts, of a topic's and a broker's the topic's. */
export function placesOf(find: Find, outer: readonly GivenSetting[]): Readonly<Record<string, Origin>> {
  const all: readonly Declared[] = Object.values<Declared>(DECLARED)
  return Object.fromEntries(
    all.flatMap((declared) => {
      const { name, outside } = declared
      const given =
        outside === undefined
          ? foundOf(declared, find)?.given
          : outer.findLast(({ key }) => key.trim() === (outside.key ?? name))
      return given === undefined || !isFromFile(given) || given.origin.file === undefined
        ? []
        : [[name, { key: given.key, ...given.origin }]]
    }),
  )
}
