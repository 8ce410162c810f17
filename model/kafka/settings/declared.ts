/**
 * Every setting, declared once (`declared/`): its keys by section, type, range, releases, default by release, and how it
 * stands in a saved file. The type of the settings, what is read from files, the schema of saved files and the words
 * about settings are made from it; rules that look at several settings are code (`*-rules.ts`, `shape.ts`).
 */
import { CHECK } from './declared/check.ts'
import { CLUSTER } from './declared/cluster.ts'
import type { AsGiven, ByRule, ModelledKey } from './declared/declaration.ts'
import { PRODUCER } from './declared/producer.ts'
import { TRANSACTIONS } from './declared/transactions.ts'
import type { Section } from './given.ts'
import { MANAGED } from './managed.ts'

/** In the order in which the output has the settings. */
export const DECLARED = { ...CHECK, ...CLUSTER, ...PRODUCER, ...TRANSACTIONS }

/** What is known of a setting by its name alone. */
type Known = (Partial<AsGiven<unknown, never>> & Partial<ByRule<unknown, never>>) & {
  readonly is: 'as given' | 'by rule' | 'for checks'
  readonly name: string
  readonly in: { readonly [S in Section]?: ModelledKey }
}

const ALL: readonly Known[] = Object.values<Known>(DECLARED)

/** What is declared of a setting of this name, if there is one. */
export function declaredOf(name: string): Known | undefined {
  return ALL.find((declared) => declared.name === name)
}

/** In this order they are named where a message lists them. */
const IN_ORDER: readonly Section[] = ['producer', 'consumer', 'topic', 'broker']

/** Every key that is read, in its section. */
export const MODELLED_KEYS: readonly ModelledKey[] = IN_ORDER.flatMap((section) =>
  ALL.flatMap((declared) => declared.in[section] ?? []),
)

/** Keys of the topic, each with the broker's that counts where the topic says nothing; those of its creation last. */
export const LAYERS: readonly (readonly [topic: ModelledKey, broker: ModelledKey])[] = (
  ['as given', 'by rule'] as const
).flatMap((is) =>
  ALL.flatMap(({ in: { topic, broker }, ...declared }) =>
    declared.is === is && topic !== undefined && broker !== undefined ? [[topic, broker] as const] : [],
  ),
)

/** Keys of the whole check, in no section of Kafka's. */
export const OUTER_KEYS: readonly string[] = [
  ...ALL.flatMap(({ name, outside }) => (outside === undefined ? [] : [outside.key ?? name])),
  MANAGED,
]
