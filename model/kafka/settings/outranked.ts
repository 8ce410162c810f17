/** Placeholders that nobody needs to fill in, as something else counts in their place. */
import { DECLARED } from './declared.ts'
import type { ModelledKey } from './declared/declaration.ts'
import { isFromFile, type Section } from './given.ts'
import type { Placed } from './place.ts'
import { isPlaceholder } from './read.ts'

type Modelled = Extract<Placed, { kind: 'modelled' }>

/** A topic's key, by that of the broker. */
const TOPICS: ReadonlyMap<ModelledKey, ModelledKey> = new Map(
  Object.values<{ readonly in: { readonly [S in Section]?: ModelledKey } }>(DECLARED).flatMap(({ in: own }) =>
    own.broker === undefined || own.topic === undefined ? [] : [[own.broker, own.topic] as const],
  ),
)

/** All but what a file leaves open for the broker and an option says of the topic; -1 is what the broker says. */
export function withoutOutranked(modelled: readonly Modelled[]): readonly Modelled[] {
  const said = new Set(
    modelled.flatMap(({ key, given }) => (isFromFile(given) || given.value.trim() === '-1' ? [] : [key])),
  )
  return modelled.filter(({ key, given }) => {
    const topic = TOPICS.get(key)
    return topic === undefined || !said.has(topic) || !isFromFile(given) || !isPlaceholder(given.value)
  })
}
