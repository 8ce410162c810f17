import { createHash, randomBytes } from 'node:crypto'
import type { Settings, SystemEntry } from '../model/system-entry.ts'
import { knownSystem } from '../model/systems.ts'
import { settingsJson } from './json.ts'

/** The seed that a command line asks for: its text, a fresh one, or one derived from the settings. */
export function seedFrom(option: string | undefined, system: string, settings: Settings): string {
  return option ?? seedOfSettings(knownSystem(system), settings)
}

/**
 * The seed derived from the settings that count: what was found without transactions stays found where a version learns
 * of another setting for them.
 */
export function seedOfSettings({ counts }: Pick<SystemEntry, 'counts'>, settings: Settings): string {
  const counting = Object.fromEntries(Object.entries(settings).filter(([name]) => counts(name, settings)))
  return shortHash(JSON.stringify(settingsJson(counting)))
}

/** `--seed random`. */
export function freshSeed(): string {
  return randomBytes(6).toString('hex')
}

export function shortHash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 8)
}
