/**
 * All that an explorer keeps of the states it has met: a number for each (its node), its fingerprint, and how it was
 * reached. A node takes 16 bytes, and the index that finds it by its fingerprint 5 to 7 bytes more: 4 for each place
 * in it, of which between four sevenths and four fifths are taken.
 */

/**
 * What is known of a node: its fingerprint, its parent, its action and place in one word; side by side, as they are
 * asked for together.
 */
const WORDS = 4
/** Nodes are kept in pieces, so that none is ever copied. */
const PIECE_BITS = 12
const PIECE = 1 << PIECE_BITS
const SMALLEST_INDEX = 1 << 12
/** Taken places of the index, at the most. */
const FULLEST = 0.8
const GROWTH = 1.4

export const NOBODY = 0xffffffff
/** Nothing was found. */
export const NONE = -1

export class SeenSet {
  /** Nodes are numbered from 0 in the order in which their states were met first. */
  size = 0
  readonly #pieces: Int32Array[] = []
  /**
   * From the place of a fingerprint on: 0 for a free place, or a node's number and one, below as many of the upper bits
   * of its fingerprint's low word as there is room for. They spare most looks at the nodes of other fingerprints.
   */
  #index = new Int32Array(SMALLEST_INDEX)
  #upper = upperBits(SMALLEST_INDEX)
  /** Where the last search that found nothing would have found it. */
  #free = 0

  /** The node with this fingerprint, or `NONE`. */
  find(low: number, high: number): number {
    const index = this.#index
    const upper = this.#upper
    let at = Math.floor(((Math.imul(low ^ high, 0x9e3779b1) >>> 0) / 0x1_0000_0000) * index.length)
    for (;;) {
      const entry = index[at] as number
      if (entry === 0) {
        this.#free = at
        return NONE
      }
      if (((entry ^ low) & upper) === 0) {
        const node = ((entry & ~upper) >>> 0) - 1
        const piece = this.#pieces[node >>> PIECE_BITS] as Int32Array
        const word = (node & (PIECE - 1)) * WORDS
        if (piece[word] === low && piece[word + 1] === high) return node
      }
      if (++at === index.length) at = 0
    }
  }

  /** A node for the fingerprint that was looked for last and not found. */
  add(low: number, high: number, parent: number, action: number, place: number): number {
    const node = this.size++
    this.#index[this.#free] = (low & this.#upper) | (node + 1)
    if ((node & (PIECE - 1)) === 0) this.#pieces.push(new Int32Array(PIECE * WORDS))
    const piece = this.#pieces[node >>> PIECE_BITS] as Int32Array
    const word = (node & (PIECE - 1)) * WORDS
    piece[word] = low
    piece[word + 1] = high
    this.reach(node, parent, action, place)
    if (this.size > this.#index.length * FULLEST) this.#rebuildIndex()
    return node
  }

  /** Notes another way to a node: the `action`-th action of its parent. */
  reach(node: number, parent: number, action: number, place: number): void {
    if (action > 0xffff || place > 0xffff)
      throw new RangeError(`place ${place}, action ${action}: an explorer counts to 65,535 only`)
    const piece = this.#pieces[node >>> PIECE_BITS] as Int32Array
    const word = (node & (PIECE - 1)) * WORDS
    piece[word + 2] = parent
    piece[word + 3] = (action << 16) | place
  }

  parentOf(node: number): number {
    return this.#wordOf(node, 2) >>> 0
  }

  actionOf(node: number): number {
    return this.#wordOf(node, 3) >>> 16
  }

  placeOf(node: number): number {
    return this.#wordOf(node, 3) & 0xffff
  }

  /** Bytes of memory taken. */
  get bytes(): number {
    return this.#index.byteLength + this.#pieces.length * PIECE * WORDS * 4
  }

  #wordOf(node: number, which: number): number {
    return (this.#pieces[node >>> PIECE_BITS] as Int32Array)[(node & (PIECE - 1)) * WORDS + which] as number
  }

  #rebuildIndex(): void {
    const length = Math.ceil(this.#index.length * GROWTH)
    this.#index = new Int32Array(length)
    this.#upper = upperBits(length)
    for (let node = 0; node < this.size; node++) {
      const low = this.#wordOf(node, 0)
      this.find(low, this.#wordOf(node, 1))
      // With a weakened fingerprint as with a full one, every node has a fingerprint of its own.
      this.#index[this.#free] = (low & this.#upper) | (node + 1)
    }
  }
}

/** The bits of an entry that are not needed to number the nodes of an index of this length. */
function upperBits(length: number): number {
  const lower = 32 - Math.clz32(length)
  return lower >= 32 ? 0 : -1 << lower
}
