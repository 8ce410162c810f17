/** Switched mechanisms as reports name them. */
/** In front of the name of a mechanism, where it stands among settings. */
export const GATE_PREFIX = 'gate.'

/** Switches as settings: `gate.leader-epochs`: `off`. */
export function asSettings(switches: Readonly<Record<string, boolean>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(switches).map(([name, on]) => [GATE_PREFIX + name, on ? 'on' : 'off']))
}
