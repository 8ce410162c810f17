import { createHash, randomBytes } from 'node:crypto'
import type { SettingValue } from '../reports/report.ts'
import { settingsJson } from '../reports/json.ts'

/** The seed that a command line asks for: its text, a fresh one, or one derived from the settings. */
export function seedFrom(option: string | undefined, settings: Readonly<Record<string, SettingValue>>): string {
  return option ?? shortHash(JSON.stringify(settingsJson(settings)))
}

/** `--seed random`. */
export function freshSeed(): string {
  return randomBytes(6).toString('hex')
}

export function shortHash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 8)
}
