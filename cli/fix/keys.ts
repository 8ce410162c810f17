/** Where a setting of a system may be written. */
import type { SettingKey } from '../../model/system-entry.ts'
import { knownSystem } from '../../model/systems.ts'

export function keysOf(system: string, setting: string): readonly SettingKey[] {
  return knownSystem(system).keysOf?.(setting) ?? [{ section: undefined, key: setting }]
}
