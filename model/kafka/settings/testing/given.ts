/** Settings for tests, as they stand in a file or an option, and how they are taken. */
import { InputError } from '../../../input-error.ts'
import type { GivenSetting, Section } from '../given.ts'
import { type ResolveOptions, resolveSettings } from '../resolve.ts'

/** Lines of one file: "acks=1". */
export function file(section: Section, ...lines: readonly string[]): readonly GivenSetting[] {
  return lines.map((text, index) => ({
    section,
    key: text.slice(0, text.indexOf('=')),
    value: text.slice(text.indexOf('=') + 1),
    origin: { file: `${section}.properties`, line: index + 1 },
  }))
}

/** Texts of --set. */
export const set = (...texts: readonly string[]): readonly GivenSetting[] =>
  texts.map((text) => settingFromOption(text))

/** The message with which settings are refused, or "accepted". */
export function refusal(given: readonly GivenSetting[], options?: ResolveOptions): string {
  try {
    resolveSettings(given, options)
  } catch (error) {
    if (error instanceof InputError) return error.message
    throw error
  }
  return 'accepted'
}

/** The setting of `KEY=VALUE`, as `--set` gives it; its section is found later. */
export function settingFromOption(text: string): GivenSetting {
  const at = text.indexOf('=')
  return { section: undefined, key: text.slice(0, at), value: text.slice(at + 1), origin: { option: '--set' } }
}
