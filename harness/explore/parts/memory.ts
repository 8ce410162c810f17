/**
 * What was answered to a question about states in parts, remembered by the parts that were read for the answer: the
 * question is a pure function, so wherever those parts are the same, it reads the same ones, and the answer is the
 * same.
 */

/** A part that is read next, or an answer. */
interface Node<Answer> {
  /** -1: nothing more is read. */
  readonly part: number
  readonly next: Map<number, Node<Answer>> | null
  readonly answer: Answer | undefined
}

/** Numbers of the parts of a state, and of what was noted of it. */
export type Numbers = readonly number[]

/** Answers a question about these parts, and takes down which of them were read, in order. */
export interface Asked<Question, Answer> {
  (question: Question, numbers: Numbers): Answer
}

export class Memory<Answer> {
  #root: Node<Answer> | undefined
  /** Answers that were not known. */
  misses = 0

  /** What is known, or `undefined`. */
  find(numbers: Numbers): Answer | undefined {
    let node = this.#root
    while (node !== undefined) {
      if (node.part < 0) return node.answer
      node = (node.next as Map<number, Node<Answer>>).get(numbers[node.part] as number)
    }
    return undefined
  }

  /** @param read the parts that were read for the answer, in order, each once */
  keep(numbers: Numbers, read: readonly number[], answer: Answer): void {
    this.misses++
    let above: Map<number, Node<Answer>> | undefined
    let key = 0
    let node = this.#root
    for (let i = 0; i <= read.length; i++) {
      const part = i < read.length ? (read[i] as number) : -1
      if (node === undefined) {
        node = part < 0 ? { part, next: null, answer } : { part, next: new Map(), answer: undefined }
        if (above === undefined) this.#root = node
        else above.set(key, node)
      } else if (node.part !== part) {
        throw new Error(`a question reads part ${part} where it read part ${node.part} before: it is no pure function`)
      }
      if (node.next === null) return
      above = node.next
      key = numbers[part] as number
      node = above.get(key)
    }
  }
}
