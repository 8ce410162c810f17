/**
 * Successors that one worker made for another one, to be admitted by it: fingerprint, parent and the way from there,
 * but not the vertex itself. The answer is written over the question, and the vertex stays where it was made: so no
 * vertex has to be written down and read again, which takes as long as making it.
 */
import { SharedWords } from './shared-words.ts'

/** Words of a record. */
const LOW = 0
const HIGH = 1
/** Number of the parent among all vertices of the place that is explored: records are in this order. */
const RANK = 2
const REACHED = 3
const PURSE = 4
const PARENT = 5
const RECORD = 6
/** Words of its answer: where the node's number and whether it is new stand instead. */
const NODE = LOW
const NEW = HIGH

/** Actions of a vertex, at the most: what a node has room for. */
export const MOST_ACTIONS = 0xffff

export class Outbox {
  /** Records in it; its writer alone counts them. */
  length = 0
  readonly #memory: SharedWords

  constructor(buffer: SharedArrayBuffer) {
    this.#memory = new SharedWords(buffer)
  }

  /** To be called when others may have written. */
  refresh(): void {
    this.#memory.refresh()
  }

  put(low: number, high: number, rank: number, place: number, action: number, purse: number, parent: number): void {
    const at = this.length++ * RECORD
    if (at + RECORD > this.#memory.words.length) this.#memory.grow(at + RECORD)
    const words = this.#memory.words
    words[at + LOW] = low
    words[at + HIGH] = high
    words[at + RANK] = rank
    words[at + REACHED] = (place << 16) | action
    words[at + PURSE] = purse
    words[at + PARENT] = parent
  }

  answer(record: number, node: number, isNew: boolean): void {
    const at = record * RECORD
    this.#memory.words[at + NODE] = node
    this.#memory.words[at + NEW] = isNew ? 1 : 0
  }

  low(record: number): number {
    return this.#memory.words[record * RECORD + LOW] as number
  }

  high(record: number): number {
    return this.#memory.words[record * RECORD + HIGH] as number
  }

  rank(record: number): number {
    return this.#memory.words[record * RECORD + RANK] as number
  }

  place(record: number): number {
    return (this.#memory.words[record * RECORD + REACHED] as number) >>> 16
  }

  action(record: number): number {
    return (this.#memory.words[record * RECORD + REACHED] as number) & 0xffff
  }

  purse(record: number): number {
    return this.#memory.words[record * RECORD + PURSE] as number
  }

  parent(record: number): number {
    return this.#memory.words[record * RECORD + PARENT] as number
  }

  /** The node of an answered record, or `NONE`. */
  node(record: number): number {
    return this.#memory.words[record * RECORD + NODE] as number
  }

  isNew(record: number): boolean {
    return this.#memory.words[record * RECORD + NEW] === 1
  }
}
