/** Where all chance comes from: a text. The same text gives the same schedules on every machine. */
import seedrandom from 'seedrandom'

/** The 32-bit seed of a text. */
export function seedOf(text: string): number {
  return seedrandom(text).int32()
}
