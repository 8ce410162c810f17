/**
 * Sources that name nothing. Most do not, most of the time; and after a step only those can have changed their mind
 * that have ever read what the step has changed. A set of sources is the bits of a number.
 */
import type { Numbers } from './memory.ts'

/** So many sources, the first ones, are told apart; of the others nothing is known. */
const MOST = 31

/** What a step can have ended; made anew when sources have read more. */
export interface Ended {
  readonly version: number
  readonly sources: number
}

export class Silence {
  /** By place: the sources that have ever read it. */
  readonly #readers: number[] = []
  /** By source: how much of what it has read was looked at. */
  readonly #looked: number[] = []
  #version = 0

  /** The bit of a source; 0 where it is not told apart. */
  static bitOf(source: number): number {
    return source < MOST ? 1 << source : 0
  }

  /** A source was asked, and has read these by now. */
  hasRead(source: number, everRead: readonly number[]): void {
    const looked = this.#looked[source] ?? 0
    if (looked === everRead.length) return
    for (let i = looked; i < everRead.length; i++) {
      const place = everRead[i] as number
      this.#readers[place] = (this.#readers[place] ?? 0) | Silence.bitOf(source)
    }
    this.#looked[source] = everRead.length
    this.#version++
  }

  /**
   * Sources that may name something after these changes.
   * @param changed places and their new numbers, in turns
   */
  endedBy(changed: Numbers, known: Ended | undefined): Ended {
    if (known?.version === this.#version) return known
    let sources = 0
    for (let i = 0; i < changed.length; i += 2) sources |= this.#readers[changed[i] as number] ?? 0
    return { version: this.#version, sources }
  }
}
