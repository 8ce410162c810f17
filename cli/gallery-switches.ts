/** What a report says of the settings of a flaw that only its system knows. */
import { GATES } from '../model/kafka/releases/gates.ts'
import { GATE_PREFIX } from '../reports/gates.ts'

/** What these settings switch, by setting: `gate.leader-epochs`. */
export function switchesAmong(settings: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const known = new Map(Object.entries(GATES).map(([name, gate]) => [GATE_PREFIX + name, { name, gate }]))
  return Object.fromEntries(
    Object.keys(settings).flatMap((key) => {
      const one = known.get(key)
      return one === undefined ? [] : [[key, `${one.name}: ${one.gate.says} (${one.gate.reference})`]]
    }),
  )
}

/** Told even where the newest release is meant. */
export const ALWAYS_TOLD: readonly string[] = ['kafka.version']
