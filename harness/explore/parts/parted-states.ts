/** States as lists of numbers, one for each part; and questions about them, whose answers are remembered. */
import type { Parts } from '../../../model/parts.ts'
import { Memory, type Numbers } from './memory.ts'
import { PartStore } from './part-store.ts'

export class PartedStates<State> {
  /** Parts of a state. */
  readonly width: number
  readonly #parts: Parts<State>
  readonly #stores: readonly PartStore[]
  readonly #notes: readonly number[]
  /** Which parts, and notes after them, were read for the present question, in order. */
  readonly #read: number[] = []
  readonly #isRead: Uint8Array
  #numbers: Numbers = []

  /** @param notes so many numbers may stand behind the parts of a state, and are read like them */
  constructor(parts: Parts<State>, initial: State, notes: number) {
    this.#parts = parts
    this.width = parts.split(initial).length
    const read = (part: number): void => {
      if (this.#isRead[part] === 1) return
      this.#isRead[part] = 1
      this.#read.push(part)
    }
    this.#isRead = new Uint8Array(this.width + notes)
    this.#stores = Array.from({ length: this.width }, (_, part) => new PartStore(part, read))
    this.#notes = new Proxy<number[]>([], {
      get: (_, key) => {
        const at = this.width + Number(key)
        read(at)
        return this.#numbers[at]
      },
    })
  }

  /** The numbers of a state's parts. */
  numbersOf(state: State): number[] {
    return this.#parts.split(state).map((part, at) => (this.#stores[at] as PartStore).numberOf(part))
  }

  /** The state with these parts. */
  stateOf(numbers: Numbers): State {
    return this.#parts.join(this.#stores.map(({ values }, at) => values[numbers[at] as number] as object))
  }

  /**
   * The answer to a question about a state, which may depend on nothing else.
   * @param question reads the state, and what was noted of it
   * @param finish makes of what it says what is remembered
   */
  ask<Said, Answer>(
    memory: Memory<Answer>,
    numbers: Numbers,
    question: (state: State, notes: readonly number[]) => Said,
    finish: (said: Said) => Answer,
  ): Answer {
    const known = memory.find(numbers)
    if (known !== undefined) return known
    this.#forget()
    this.#numbers = numbers
    const watched = this.#stores.map((store, at) => store.watched(numbers[at] as number))
    const said = question(this.#parts.join(watched), this.#notes)
    const read = this.#read.slice()
    const answer = finish(said)
    memory.keep(numbers, read, answer)
    return answer
  }

  #forget(): void {
    for (const part of this.#read) this.#isRead[part] = 0
    this.#read.length = 0
  }
}
