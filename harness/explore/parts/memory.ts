/**
 * What was answered to a question about states in parts, remembered by the parts that were read for the answer: the
 * question is a pure function, so wherever those parts are the same, it reads the same ones, and the answer is the
 * same.
 */

/** Numbers of the parts of a state, and of what else is known of it. */
export type Numbers = readonly number[]

const SMALLEST = 8
/** A place in the table: which node, which number stands at the part that it reads, and the node after it. */
const WORDS = 3
const NOTHING = -1
const ROOT = 0

export class Memory<Answer> {
  /** Every part that was read for any answer. */
  readonly everRead: number[] = []
  /** By node: the part that is read next, or -1 where the answer is known. */
  readonly #parts: number[] = []
  readonly #answers: (Answer | undefined)[] = []
  #table = newTable(SMALLEST)
  #mask = SMALLEST - 1
  #taken = 0

  /** What is known, or `undefined`. */
  find(numbers: Numbers): Answer | undefined {
    let node = this.#parts.length === 0 ? NOTHING : ROOT
    while (node !== NOTHING) {
      const part = this.#parts[node] as number
      if (part < 0) return this.#answers[node]
      node = this.#after(node, numbers[part] as number)
    }
    return undefined
  }

  /** @param read the parts that were read for the answer, in order, each once */
  keep(numbers: Numbers, read: readonly number[], answer: Answer): void {
    for (const part of read) if (!this.everRead.includes(part)) this.everRead.push(part)
    let node = this.#parts.length === 0 ? this.#add(read[0] ?? NOTHING) : ROOT
    for (let i = 0; i < read.length; i++) {
      const part = read[i] as number
      if (this.#parts[node] !== part) this.#failsAt(part, node)
      const number = numbers[part] as number
      let after = this.#after(node, number)
      if (after === NOTHING) {
        after = this.#add(read[i + 1] ?? NOTHING)
        this.#link(node, number, after)
      }
      node = after
    }
    if (this.#parts[node] !== NOTHING) this.#failsAt(NOTHING, node)
    this.#answers[node] = answer
  }

  #failsAt(part: number, node: number): never {
    throw new Error(`a question reads part ${part} where it read ${this.#parts[node]} before: it is no pure function`)
  }

  #add(part: number): number {
    this.#answers.push(undefined)
    return this.#parts.push(part) - 1
  }

  /** The node after this one where this number stands. */
  #after(node: number, number: number): number {
    const table = this.#table
    const mask = this.#mask
    for (let at = placeOf(node, number) & mask; ; at = (at + 1) & mask) {
      const word = at * WORDS
      const after = table[word + 2] as number
      if (after === NOTHING || (table[word] === node && table[word + 1] === number)) return after
    }
  }

  #link(node: number, number: number, after: number): void {
    if (++this.#taken * 2 > this.#mask) this.#grow()
    put(this.#table, this.#mask, node, number, after)
  }

  #grow(): void {
    const old = this.#table
    const size = (this.#mask + 1) * 2
    this.#table = newTable(size)
    this.#mask = size - 1
    for (let word = 0; word < old.length; word += WORDS) {
      const after = old[word + 2] as number
      if (after !== NOTHING) put(this.#table, this.#mask, old[word] as number, old[word + 1] as number, after)
    }
  }
}

function newTable(places: number): Int32Array {
  return new Int32Array(places * WORDS).fill(NOTHING)
}

function placeOf(node: number, number: number): number {
  const mixed = Math.imul(node, 0x9e3779b1) ^ Math.imul(number, 0x85ebca6b)
  return mixed ^ (mixed >>> 15)
}

function put(table: Int32Array, mask: number, node: number, number: number, after: number): void {
  let at = placeOf(node, number) & mask
  while (table[at * WORDS + 2] !== NOTHING) at = (at + 1) & mask
  table[at * WORDS] = node
  table[at * WORDS + 1] = number
  table[at * WORDS + 2] = after
}
