/**
 * All that an explorer keeps of the states it has met: a number for each (its node), its fingerprint, and how it was
 * reached. A node takes 16 bytes, and the index that finds it by its fingerprint 4 bytes for each place in it, of
 * which between two and four fifths are taken.
 */

const SMALLEST = 1 << 12
/** Little is wasted on room to grow; copying costs little. */
const GROWTH = 1.2
/** Taken places of the index, at the most. */
const FULLEST = 0.8

export const NOBODY = 0xffffffff
/** Nothing was found. */
export const NONE = -1

export class SeenSet {
  /** Nodes are numbered from 0 in the order in which their states were met first. */
  size = 0
  #low = new Int32Array(SMALLEST)
  #high = new Int32Array(SMALLEST)
  #parents = new Uint32Array(SMALLEST)
  #actions = new Uint16Array(SMALLEST)
  #places = new Uint16Array(SMALLEST)
  #index = new Uint32Array(Math.ceil((SMALLEST * GROWTH) / FULLEST))
  /** Where the last search that found nothing would have found it. */
  #free = 0

  /** The node with this fingerprint, or `NONE`. */
  find(low: number, high: number): number {
    const index = this.#index
    let at = Math.floor(((Math.imul(low ^ high, 0x9e3779b1) >>> 0) / 0x1_0000_0000) * index.length)
    for (;;) {
      const entry = index[at] as number
      if (entry === 0) {
        this.#free = at
        return NONE
      }
      if (this.#low[entry - 1] === low && this.#high[entry - 1] === high) return entry - 1
      if (++at === index.length) at = 0
    }
  }

  /** A node for the fingerprint that was looked for last and not found. */
  add(low: number, high: number, parent: number, action: number, place: number): number {
    const node = this.size++
    this.#index[this.#free] = node + 1
    if (this.size > this.#low.length) this.#grow()
    this.#low[node] = low
    this.#high[node] = high
    this.reach(node, parent, action, place)
    if (this.size > this.#index.length * FULLEST) this.#rebuildIndex()
    return node
  }

  /** Notes another way to a node: the `action`-th action of its parent. */
  reach(node: number, parent: number, action: number, place: number): void {
    if (action > 0xffff || place > 0xffff) throw new RangeError(`place ${place}, action ${action}: an explorer counts to 65,535 only`)
    this.#parents[node] = parent
    this.#actions[node] = action
    this.#places[node] = place
  }

  parentOf(node: number): number {
    return this.#parents[node] as number
  }

  actionOf(node: number): number {
    return this.#actions[node] as number
  }

  placeOf(node: number): number {
    return this.#places[node] as number
  }

  /** Bytes of memory taken. */
  get bytes(): number {
    return this.#index.byteLength + this.#low.length * 16
  }

  #grow(): void {
    const length = Math.ceil(this.#low.length * GROWTH)
    const longer = <T extends { set(from: T): void }>(from: T, to: T): T => (to.set(from), to)
    this.#low = longer(this.#low, new Int32Array(length))
    this.#high = longer(this.#high, new Int32Array(length))
    this.#parents = longer(this.#parents, new Uint32Array(length))
    this.#actions = longer(this.#actions, new Uint16Array(length))
    this.#places = longer(this.#places, new Uint16Array(length))
  }

  #rebuildIndex(): void {
    this.#index = new Uint32Array(Math.ceil(this.#index.length * GROWTH))
    for (let node = 0; node < this.size; node++) {
      this.find(this.#low[node] as number, this.#high[node] as number)
      // With a weakened fingerprint as with a full one, every node has a fingerprint of its own.
      this.#index[this.#free] = node + 1
    }
  }
}
