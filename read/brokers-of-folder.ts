import { InputError } from '../model/input-error.ts'
import type { GivenSetting } from '../model/kafka/settings/given.ts'
import { modelledKey } from '../model/kafka/settings/place.ts'
import type { Part } from './forms/form.ts'
import { partOfGiven } from './parts-of-files.ts'

interface BrokerFile {
  readonly file: string
  readonly given: readonly GivenSetting[]
}

/** What the broker files of one folder came to. */
export interface Brokers {
  readonly parts: readonly { readonly file: string; readonly part: Part }[]
  readonly notes: readonly string[]
}

/**
 * Kafka ships server.properties (broker and controller in one process) beside broker.properties: two roles, never
 * merged. One is enough where they agree in all that is modelled; where they do not, only the user knows which one is
 * run.
 */
export function readBrokers([chosen, other]: readonly BrokerFile[]): Brokers {
  if (chosen === undefined) return { parts: [], notes: [] }
  const parts = [{ file: chosen.file, part: partOfGiven('broker', chosen.given) }]
  if (other === undefined) return { parts, notes: [] }
  const difference = differs(chosen.given, other.given) ?? differs(other.given, chosen.given)
  if (difference !== undefined) {
    throw new InputError({
      where: `${chosen.file} and ${other.file}`,
      key: difference,
      problem: 'the two broker configurations of this folder do not agree',
      remedy: `say which one the brokers run with: --broker ${chosen.file} or --broker ${other.file}, beside the other files`,
    })
  }
  return {
    parts,
    notes: [`${chosen.file} is read, and not ${other.file}: they agree in all that is modelled`],
  }
}

function differs(left: readonly GivenSetting[], right: readonly GivenSetting[]): string | undefined {
  return left.find(
    (one) =>
      modelledKey('broker', one.key) !== undefined
      && right.find(({ key }) => key === one.key)?.value.trim() !== one.value.trim(),
  )?.key
}
