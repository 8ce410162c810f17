/** A setting given as an option of the command. */
import { InputError, clipped } from './errors.ts'
import type { GivenSetting } from './given.ts'

/**
 * The setting of an option's text, `acks=all` or `producer.acks=all`; its section is found later (`place`).
 * @throws InputError for a text that is not KEY=VALUE.
 */
export function settingFromOption(text: string, option = '--set'): GivenSetting {
  const at = text.indexOf('=')
  const key = text.slice(0, Math.max(at, 0)).trim()
  if (key === '')
    throw new InputError({
      where: option,
      problem: `"${clipped(text)}" is not KEY=VALUE`,
      remedy: `write it like ${option} min.insync.replicas=2`,
    })
  return { section: undefined, key, value: text.slice(at + 1), origin: { option } }
}
