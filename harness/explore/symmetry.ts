/**
 * Symmetry: states that differ only in interchangeable names are one. A state is known by the fingerprint of its
 * canonical renaming; it keeps its own names, and so do counterexamples.
 *
 * Names are put in the order of their signatures. Where signatures are the same, every order of those names is tried
 * and the smallest fingerprint taken.
 */
import type { Fingerprinter } from '../../model/fingerprint.ts'
import type { Symmetry } from '../../model/symmetry.ts'
import type { Space } from './space.ts'

/** The same space, in which states that differ only in names are one. */
export function symmetricSpace<State, Action>(
  space: Space<State, Action>,
  symmetry: Symmetry<State>,
): Space<State, Action> {
  const canonical = new Canonical(space, symmetry)
  return { ...space, identify: (state, fingerprint) => canonical.identify(state, fingerprint) }
}

class Canonical<State, Action> {
  readonly #space: Space<State, Action>
  readonly #symmetry: Symmetry<State>
  /** Names in the order of their signatures, and these. */
  readonly #order: number[]
  readonly #signatures: Int32Array

  constructor(space: Space<State, Action>, symmetry: Symmetry<State>) {
    this.#space = space
    this.#symmetry = symmetry
    this.#order = Array.from({ length: symmetry.names }, (_, name) => name)
    this.#signatures = new Int32Array(symmetry.names)
  }

  identify(state: State, fingerprint: Fingerprinter): void {
    this.#sort(state)
    const tied = this.#firstTie(0)
    if (tied < 0) this.#identifyOrder(state, fingerprint)
    else {
      let low = 0
      let high = 0
      let any = false
      this.#permuteTies(tied, () => {
        this.#identifyOrder(state, fingerprint)
        const smaller = fingerprint.high === high ? fingerprint.low < low : fingerprint.high < high
        if (any && !smaller) return
        any = true
        low = fingerprint.low
        high = fingerprint.high
      })
      fingerprint.low = low
      fingerprint.high = high
    }
  }

  #sort(state: State): void {
    const order = this.#order
    const signatures = this.#signatures
    for (let name = 0; name < order.length; name++) {
      const signature = this.#symmetry.signature(state, name)
      let at = name
      for (; at > 0 && (signatures[at - 1] as number) > signature; at--) {
        signatures[at] = signatures[at - 1] as number
        order[at] = order[at - 1] as number
      }
      signatures[at] = signature
      order[at] = name
    }
  }

  /** The first place from here on whose signature is that of the next one; -1 if there is none. */
  #firstTie(from: number): number {
    for (let at = from; at + 1 < this.#order.length; at++)
      if (this.#signatures[at] === this.#signatures[at + 1]) return at
    return -1
  }

  /** Calls back for every order of the names that are tied, from this tie on. */
  #permuteTies(from: number, visit: () => void): void {
    if (from < 0) {
      visit()
      return
    }
    let end = from + 1
    while (end < this.#order.length && this.#signatures[end] === this.#signatures[from]) end++
    this.#permute(from, end, () => this.#permuteTies(this.#firstTie(end), visit))
  }

  #permute(from: number, end: number, visit: () => void): void {
    if (end - from <= 1) {
      visit()
      return
    }
    const order = this.#order
    for (let other = from; other < end; other++) {
      swap(order, from, other)
      this.#permute(from + 1, end, visit)
      swap(order, from, other)
    }
  }

  #identifyOrder(state: State, fingerprint: Fingerprinter): void {
    const order = this.#order
    if (order.every((name, at) => name === at)) {
      this.#space.identify(state, fingerprint)
      return
    }
    const to: number[] = []
    for (let at = 0; at < order.length; at++) to[order[at] as number] = at
    this.#space.identify(this.#symmetry.renamed(state, to), fingerprint)
  }
}

function swap(list: number[], a: number, b: number): void {
  const value = list[a] as number
  list[a] = list[b] as number
  list[b] = value
}
