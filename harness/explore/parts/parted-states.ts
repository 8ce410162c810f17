/** States as lists of numbers, one for each part; and questions about them, whose answers are remembered. */
import type { Asking, Parts } from '../../../model/parts.ts'
import type { Memory, Numbers } from './memory.ts'
import { PartStore } from './part-store.ts'

export class PartedStates<State> {
  /** Parts of a state. Behind their numbers stand those of what else is known of it. */
  readonly width: number
  readonly #parts: Parts<State>
  readonly #stores: readonly PartStore[]
  /** What was read for the present question, in order. */
  readonly #read: number[] = []
  readonly #isRead: boolean[] = []
  #numbers: Numbers = []

  constructor(parts: Parts<State>, initial: State) {
    this.#parts = parts
    this.width = parts.split(initial).length
    this.#stores = Array.from({ length: this.width }, (_, part) => new PartStore(part, this.#reads))
  }

  /** The numbers of a state's parts. */
  numbersOf(state: State): number[] {
    return this.#parts.split(state).map((part, at) => (this.#stores[at] as PartStore).numberOf(part))
  }

  /** The state with these parts. */
  stateOf(numbers: Numbers): State {
    return this.#parts.join(this.#stores.map(({ values }, at) => values[numbers[at] as number] as object))
  }

  /** So many numbers from this place on, as a question reads them. */
  notesFrom(place: number, count: number): readonly number[] {
    return new Proxy<number[]>(new Array<number>(count), {
      get: (list, key) => {
        const at = typeof key === 'string' ? Number(key) : NaN
        if (Number.isNaN(at)) return Reflect.get(list, key) as unknown
        this.#reads(place + at)
        return this.#numbers[place + at]
      },
    })
  }

  /**
   * The answer to a question about a state, which may depend on nothing else.
   * @param notes what the question reads beside the state
   * @param finish makes of what it says what is remembered
   */
  ask<Said, Answer>(
    memory: Memory<Answer>,
    numbers: Numbers,
    question: Asking<State, Said>,
    notes: readonly number[],
    finish: (said: Said) => Answer,
  ): Answer {
    const known = memory.find(numbers)
    if (known !== undefined) return known
    for (let i = 0; i < this.#read.length; i++) this.#isRead[this.#read[i] as number] = false
    this.#read.length = 0
    this.#numbers = numbers
    const watched = this.#stores.map((store, at) => store.watched(numbers[at] as number))
    const said = question(this.#parts.join(watched), notes)
    const read = this.#read.slice()
    const answer = finish(said)
    memory.keep(numbers, read, answer)
    return answer
  }

  readonly #reads = (part: number): void => {
    if (this.#isRead[part] === true) return
    this.#isRead[part] = true
    this.#read.push(part)
  }
}
