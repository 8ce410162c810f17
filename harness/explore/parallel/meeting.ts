/**
 * Where workers meet. Each goes on when all have come; before it comes it says numbers, and everyone reads what was
 * said until the next meeting. What is said goes by turns to one of two halves: who is ahead overwrites nothing that is
 * still read.
 */

const ARRIVED = 0
const TURN = 1
const STOP = 2
const WORDS = 3
/** Looks at the others before going to sleep: waking up takes longer than most waits. */
const LOOKS = 2000

export interface MeetingMemory {
  readonly words: SharedArrayBuffer
  readonly numbers: SharedArrayBuffer
}

export function meetingMemory(workers: number, slots: number): MeetingMemory {
  return { words: new SharedArrayBuffer(WORDS * 4), numbers: new SharedArrayBuffer(2 * workers * slots * 8) }
}

export class Meeting {
  readonly workers: number
  readonly #me: number
  readonly #slots: number
  readonly #words: Int32Array
  readonly #numbers: Float64Array
  #turn = 0

  constructor({ words, numbers }: MeetingMemory, me: number, workers: number) {
    this.workers = workers
    this.#me = me
    this.#words = new Int32Array(words)
    this.#numbers = new Float64Array(numbers)
    this.#slots = this.#numbers.length / (2 * workers)
  }

  /** Says a number for the next meeting. */
  say(slot: number, value: number): void {
    this.#numbers[this.#at(this.#turn + 1, this.#me, slot)] = value
  }

  /** What a worker said for the last meeting. */
  said(worker: number, slot: number): number {
    return this.#numbers[this.#at(this.#turn, worker, slot)] as number
  }

  /** What all said, by worker. */
  all(slot: number): readonly number[] {
    return Array.from({ length: this.workers }, (_, worker) => this.said(worker, slot))
  }

  /** What all said, together. */
  sum(slot: number): number {
    return this.all(slot).reduce((sum, number) => sum + number, 0)
  }

  /** The largest number that was said. */
  most(slot: number): number {
    return Math.max(...this.all(slot))
  }

  /** Waits for everyone. */
  meet(): void {
    const words = this.#words
    const turn = this.#turn++
    if (Atomics.add(words, ARRIVED, 1) === this.workers - 1) {
      Atomics.store(words, ARRIVED, 0)
      Atomics.store(words, TURN, turn + 1)
      Atomics.notify(words, TURN)
      return
    }
    for (let look = 0; look < LOOKS; look++) if (Atomics.load(words, TURN) !== turn) return
    while (Atomics.load(words, TURN) === turn) Atomics.wait(words, TURN, turn)
  }

  #at(turn: number, worker: number, slot: number): number {
    return ((turn & 1) * this.workers + worker) * this.#slots + slot
  }
}

/** Reasons to stop; 0 is none. */
export const INTERRUPTED = 1
export const MEMORY = 2

/** Where anyone may give a reason to stop, at any time; the first one stays. */
export class StopSign {
  readonly #words: Int32Array

  constructor({ words }: Pick<MeetingMemory, 'words'>) {
    this.#words = new Int32Array(words)
  }

  get reason(): number {
    return Atomics.load(this.#words, STOP)
  }

  raise(reason: number): void {
    Atomics.compareExchange(this.#words, STOP, 0, reason)
  }
}
