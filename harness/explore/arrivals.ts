/**
 * Fingerprints by fingerprints: what a vertex comes to is worked out when it is met first. A place takes 16 bytes, and
 * half of the places are free at the most.
 */
import type { Fingerprinter } from '../../model/fingerprint.ts'

const WORDS = 4
const SMALLEST = 1 << 10

export class Arrivals {
  /** Low and high word of a vertex, and of what it comes to; both words of a fingerprint are never 0. */
  #table = new Int32Array(SMALLEST * WORDS)
  #mask = SMALLEST - 1
  #size = 0

  get size(): number {
    return this.#size
  }

  /** Whether it is known what a vertex with this fingerprint comes to; then `to` is that. */
  find(low: number, high: number, to: Fingerprinter): boolean {
    const word = this.#wordOf(low, high)
    const table = this.#table
    if (table[word] === 0 && table[word + 1] === 0) return false
    to.is(table[word + 2] as number, table[word + 3] as number)
    return true
  }

  keep(low: number, high: number, { low: toLow, high: toHigh }: Fingerprinter): void {
    if (++this.#size * 2 > this.#mask) this.#grow()
    this.#put(low, high, toLow, toHigh)
  }

  #put(low: number, high: number, toLow: number, toHigh: number): void {
    const word = this.#wordOf(low, high)
    this.#table[word] = low
    this.#table[word + 1] = high
    this.#table[word + 2] = toLow
    this.#table[word + 3] = toHigh
  }

  /** Where this fingerprint stands, or would stand. */
  #wordOf(low: number, high: number): number {
    const table = this.#table
    for (let at = Math.imul(low ^ high, 0x9e3779b1) & this.#mask; ; at = (at + 1) & this.#mask) {
      const word = at * WORDS
      const isFree = table[word] === 0 && table[word + 1] === 0
      if (isFree || (table[word] === low && table[word + 1] === high)) return word
    }
  }

  #grow(): void {
    const old = this.#table
    this.#table = new Int32Array(old.length * 2)
    this.#mask = this.#mask * 2 + 1
    for (let word = 0; word < old.length; word += WORDS) {
      if (old[word] === 0 && old[word + 1] === 0) continue
      this.#put(old[word] as number, old[word + 1] as number, old[word + 2] as number, old[word + 3] as number)
    }
  }
}
