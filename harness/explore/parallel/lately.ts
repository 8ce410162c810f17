/** What a worker made lately, so that it need not ask twice: most vertices that are met again are met soon again. */

const ENTRIES = 1 << 15
const ENTRY = 3

export class Lately {
  readonly #words = new Int32Array(ENTRIES * ENTRY)

  /** Whether this was made lately, at this place or before; notes it if not. It may have been forgotten. */
  has(low: number, high: number, place: number): boolean {
    const words = this.#words
    const at = ((low ^ (high >>> 7)) & (ENTRIES - 1)) * ENTRY
    const known = words[at + 2] as number
    // Places are noted from 1, as 0 is a free entry.
    if (known !== 0 && known <= place + 1 && words[at] === low && words[at + 1] === high) return true
    words[at] = low
    words[at + 1] = high
    words[at + 2] = place + 1
    return false
  }
}
