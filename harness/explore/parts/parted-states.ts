/** States as lists of numbers; and questions about them, whose answers are remembered. */
import type { Asking, Parts } from '../../../model/parts.ts'
import type { Memory, Numbers } from './memory.ts'
import { PartStore } from './part-store.ts'

export class PartedStates<State> {
  /** Numbers of a state. Behind them may stand those of what else is known of it. */
  readonly width: number
  readonly #parts: Parts<State>
  readonly #stores: readonly PartStore[]
  /** What was read for the present question, in order. */
  readonly #read: number[] = []
  readonly #isRead: boolean[] = []
  #numbers: Numbers = []
  /** The parts that the present question is about. */
  #watched: readonly object[] = []
  readonly #after: number[] = []
  /** Of parts made by somebody else, most of which states have in common: the place, and the numbers from it on. */
  readonly #numbered = new WeakMap<object, Numbers>()

  constructor(parts: Parts<State>, initial: State) {
    this.#parts = parts
    let place = 0
    this.#stores = parts.split(initial).map((value, part) => {
      const store = new PartStore(place, parts.groups[part], value, this.#reads)
      place += store.width
      return store
    })
    this.width = place
  }

  /** The numbers of a state. */
  numbersOf(state: State): number[] {
    const numbers: number[] = []
    const parts = this.#parts.split(state)
    for (let i = 0; i < parts.length; i++) {
      const { place, width } = this.#stores[i] as PartStore
      const known = this.#numbered.get(parts[i] as object)
      if (known?.[0] === place) for (let at = 0; at < width; at++) numbers.push(known[at + 1] as number)
      else this.#number(i, parts[i] as object, numbers)
    }
    return numbers
  }

  #number(part: number, value: object, to: number[]): void {
    const store = this.#stores[part] as PartStore
    store.number(value, to)
    this.#numbered.set(value, [store.place, ...to.slice(store.place)])
  }

  /**
   * What an answer that is a state has in other places than the state that was asked about: places and their numbers, in
   * turns. To be asked when an answer is finished. What was replaced and not read for it is always among them: another
   * state may have something else there.
   */
  changesOf(state: State, before: Numbers): readonly number[] {
    const changes: number[] = []
    const parts = this.#parts.split(state)
    const after = this.#after
    for (let i = 0; i < parts.length; i++) {
      if (parts[i] === this.#watched[i]) continue
      const store = this.#stores[i] as PartStore
      const end = store.place + store.width
      for (let place = store.place; place < end; place++) after[place] = before[place] as number
      store.number(parts[i] as object, after)
      for (let place = store.place; place < end; place++)
        if (after[place] !== before[place] || this.#isRead[place] !== true) changes.push(place, after[place] as number)
    }
    return changes
  }

  /** The state with these numbers. */
  stateOf(numbers: Numbers): State {
    return this.#parts.join(this.#stores.map((store) => store.plain(numbers)))
  }

  /** So many numbers from this place on, as a question reads them. */
  notesFrom(place: number, count: number): readonly number[] {
    return new Proxy<number[]>(
      Array.from({ length: count }, () => 0),
      {
        get: (list, key) => {
          const at = typeof key === 'string' ? Number(key) : NaN
          if (Number.isNaN(at)) return Reflect.get(list, key) as unknown
          this.#reads(place + at)
          return this.#numbers[place + at]
        },
      },
    )
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
    this.#watched = this.#stores.map((store) => store.watched(numbers))
    const said = question(this.#parts.join(this.#watched), notes)
    const read = this.#read.slice()
    const answer = finish(said)
    memory.keep(numbers, read, answer)
    return answer
  }

  readonly #reads = (place: number): void => {
    if (this.#isRead[place] === true) return
    this.#isRead[place] = true
    this.#read.push(place)
  }
}
