/**
 * The seen set of all workers. A vertex belongs to the worker that its fingerprint names, with whatever purse it is
 * met: so one worker can tell alone whether it is worth another look. A node's number names the worker, too.
 */
import { DEPTHS } from '../explorer.ts'
import { type Purses, marked } from '../layers.ts'
import { NONE } from '../seen-set.ts'
import { type SeenMemory, SeenPart } from './seen-part.ts'

/** The parent of the initial vertex. */
export const NO_PARENT = -1
/** More would not fit the numbers of nodes. */
const MOST_NODES = 0x7fff_ffff

/** One action of a path: the layer that it begins in, and its index among the actions there. */
export interface Way {
  readonly layer: number
  readonly index: number
}

export class SeenParts {
  /** Whether the vertex that was admitted last had never been met before. */
  wasNew = false
  readonly #parts: readonly SeenPart[]
  readonly #workers: number
  readonly #mine: SeenPart
  readonly #me: number
  readonly #purses: Purses
  /** By purse. */
  readonly #lighter: (readonly number[])[] = []

  constructor(memory: readonly SeenMemory[], me: number, purses: Purses) {
    this.#parts = memory.map((part) => new SeenPart(part))
    this.#workers = memory.length
    this.#mine = this.#parts[me] as SeenPart
    this.#me = me
    this.#purses = purses
  }

  /** Nodes of this worker. */
  get size(): number {
    return this.#mine.size
  }

  get bytes(): number {
    return this.#parts.reduce((sum, part) => sum + part.bytes, 0)
  }

  /** To be called when others may have written. */
  refresh(): void {
    for (const part of this.#parts) part.refresh()
  }

  /** Whom a vertex belongs to; other bits are mixed than where a node's place in the index comes from. */
  ownerOf(low: number, high: number): number {
    return ((Math.imul(low, 0x85ebca6b) ^ high) >>> 3) % this.#workers
  }

  /**
   * Whether nothing would come of meeting a vertex at this place. Once that is so it stays so: nodes move to earlier
   * places only.
   */
  isSettled(owner: number, low: number, high: number, purse: number, place: number): boolean {
    const part = this.#parts[owner] as SeenPart
    if (this.#isDominated(part, low, high, purse, place)) return true
    const known = part.find(low ^ marked(purse), high)
    return known !== NONE && part.placeOf(known) <= place
  }

  /**
   * The node of a vertex of this worker that now waits at this place; `NONE` if it was expanded, or waits, at a place
   * as good.
   */
  admit(low: number, high: number, purse: number, parent: number, action: number, place: number): number {
    const mine = this.#mine
    this.wasNew = false
    if (this.#isDominated(mine, low, high, purse, place)) return NONE
    const known = mine.find(low ^ marked(purse), high)
    if (known === NONE) {
      this.wasNew = true
      const node = mine.add(low ^ marked(purse), high, parent, action, place) * this.#workers + this.#me
      if (node > MOST_NODES) throw new RangeError(`more than ${MOST_NODES} nodes`)
      return node
    }
    if (mine.placeOf(known) <= place) return NONE
    mine.reach(known, parent, action, place)
    return known * this.#workers + this.#me
  }

  placeOf(node: number): number {
    return this.#partOf(node).placeOf(this.#localOf(node))
  }

  /** What leads to a node from the initial vertex. */
  pathTo(node: number): readonly Way[] {
    const way: Way[] = []
    for (let at = node, parent = this.#parentOf(at); parent !== NO_PARENT; at = parent, parent = this.#parentOf(at)) {
      way.push({
        layer: Math.floor(this.placeOf(parent) / DEPTHS),
        index: this.#partOf(at).actionOf(this.#localOf(at)),
      })
    }
    return way.reverse()
  }

  /** Whether it was met with a lighter purse. */
  #isDominated(part: SeenPart, low: number, high: number, purse: number, place: number): boolean {
    const lighter = (this.#lighter[purse] ??= this.#purses.lighter(purse))
    for (let i = 0; i < lighter.length; i++) {
      const other = part.find(low ^ marked(lighter[i] as number), high)
      if (other === NONE) continue
      const otherPlace = part.placeOf(other)
      if (otherPlace <= place && this.#purses.costsNoMore(Math.floor(otherPlace / DEPTHS), Math.floor(place / DEPTHS)))
        return true
    }
    return false
  }

  #parentOf(node: number): number {
    return this.#partOf(node).parentOf(this.#localOf(node))
  }

  /** What its owner calls it. */
  #localOf(node: number): number {
    return Math.floor(node / this.#workers)
  }

  #partOf(node: number): SeenPart {
    return this.#parts[node % this.#workers] as SeenPart
  }
}
