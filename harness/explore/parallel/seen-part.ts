/**
 * One worker's part of the seen set: the same as `SeenSet`, in shared memory. Only its owner writes, and only while
 * nobody else reads; in between everyone reads everything.
 */
import { NONE } from '../seen-set.ts'
import { SharedWords, sharedBuffer } from './shared-words.ts'

/** Taken places of the index, at the most. */
const FULLEST = 0.8
const SMALLEST = 1 << 12

/** Words of a node: both of its fingerprint, its parent, its place with its action. */
const NODE = 4
const PARENT = 2
const REACHED = 3

export interface SeenMemory {
  readonly nodes: SharedArrayBuffer
  readonly index: SharedArrayBuffer
}

export function seenMemory(): SeenMemory {
  return { nodes: sharedBuffer(SMALLEST * NODE * 4), index: sharedBuffer((SMALLEST / FULLEST) * 4) }
}

export class SeenPart {
  /** Its owner alone counts it. */
  size = 0
  readonly #nodes: SharedWords
  readonly #index: SharedWords
  /** Where the last search that found nothing would have found it. */
  #free = 0

  constructor({ nodes, index }: SeenMemory) {
    this.#nodes = new SharedWords(nodes)
    this.#index = new SharedWords(index)
  }

  /** To be called when others may have written. */
  refresh(): void {
    this.#nodes.refresh()
    this.#index.refresh()
  }

  /** The node with this fingerprint, or `NONE`. */
  find(low: number, high: number): number {
    const index = this.#index.words
    const nodes = this.#nodes.words
    let at = home(low, high, index.length)
    for (;;) {
      const entry = index[at] as number
      if (entry === 0) {
        this.#free = at
        return NONE
      }
      const node = (entry - 1) * NODE
      if (nodes[node] === low && nodes[node + 1] === high) return entry - 1
      if (++at === index.length) at = 0
    }
  }

  /** A node for the fingerprint that was looked for last and not found. */
  add(low: number, high: number, parent: number, action: number, place: number): number {
    const node = this.size++
    this.#index.words[this.#free] = node + 1
    const at = node * NODE
    if (at + NODE > this.#nodes.words.length) this.#nodes.grow(at + NODE)
    this.#nodes.words[at] = low
    this.#nodes.words[at + 1] = high
    this.reach(node, parent, action, place)
    if (this.size > this.#index.words.length * FULLEST) this.#growIndex()
    return node
  }

  /** Notes another way to a node: the `action`-th action of its parent. */
  reach(node: number, parent: number, action: number, place: number): void {
    this.#nodes.words[node * NODE + PARENT] = parent
    this.#nodes.words[node * NODE + REACHED] = (place << 16) | action
  }

  parentOf(node: number): number {
    return this.#nodes.words[node * NODE + PARENT] as number
  }

  actionOf(node: number): number {
    return (this.#nodes.words[node * NODE + REACHED] as number) & 0xffff
  }

  placeOf(node: number): number {
    return (this.#nodes.words[node * NODE + REACHED] as number) >>> 16
  }

  /** Bytes of memory taken. */
  get bytes(): number {
    return this.#nodes.bytes + this.#index.bytes
  }

  #growIndex(): void {
    this.#index.grow(this.#index.words.length)
    const index = this.#index.words.fill(0)
    const nodes = this.#nodes.words
    for (let node = 0; node < this.size; node++) {
      let at = home(nodes[node * NODE] as number, nodes[node * NODE + 1] as number, index.length)
      while (index[at] !== 0) if (++at === index.length) at = 0
      index[at] = node + 1
    }
  }
}

/** Where in an index the search for a fingerprint begins. */
function home(low: number, high: number, length: number): number {
  return Math.floor(((Math.imul(low ^ high, 0x9e3779b1) >>> 0) / 0x1_0000_0000) * length)
}
