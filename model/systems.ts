/** The registry: every system that can be judged, by its name. */
import { KAFKA } from './kafka/entry.ts'
import { QUEUES } from './queues/entry.ts'
import type { SystemEntry } from './system-entry.ts'

export const SYSTEMS: readonly SystemEntry[] = [KAFKA, QUEUES]

/** The system of whoever names none. */
export const USUAL_SYSTEM = KAFKA.name

/** The system with this name, or `undefined`. */
export function systemNamed(name: string): SystemEntry | undefined {
  return SYSTEMS.find((system) => system.name === name)
}

/** The same, of a name that the registry gave. */
export function knownSystem(name: string): SystemEntry {
  const system = systemNamed(name)
  if (system === undefined) throw new RangeError(`no system is called ${name}`)
  return system
}
