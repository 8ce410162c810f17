/**
 * What is noted of states, and their fingerprints: both follow a state from step to step, so that only what depends on
 * the parts that a step has changed is looked up again.
 */
import { type Words, wordsOf } from '../../../model/fingerprint.ts'
import type { Asking, InPieces } from '../../../model/parts.ts'
import { Memory, type Numbers } from './memory.ts'
import type { PartedStates } from './parted-states.ts'

/** A question whose answer goes into a place behind the parts of a state. */
interface Note<State> {
  readonly asked: Asking<State, number>
  readonly notes: readonly number[]
  readonly memory: Memory<number>
  readonly place: number
}

/** A piece of the essence, whose fingerprint is a part of the state's. */
interface Piece<State> {
  readonly asked: Asking<State, unknown>
  readonly notes: readonly number[]
  readonly memory: Memory<Words>
}

const NO_NOTES: readonly number[] = []

export class Essences<State> {
  /** Of the state that was looked at last: the exclusive or of the fingerprints of its pieces. */
  low = 0
  high = 0
  readonly #states: PartedStates<State>
  readonly #notes: Note<State>[] = []
  readonly #pieces: readonly Piece<State>[]
  /** By place: the notes, and behind them the pieces, that have ever read it; and how much of that was looked up. */
  readonly #readers: number[][] = []
  readonly #looked: number[] = []
  readonly #isStale: boolean[] = []
  #place: number

  /** @param place where notes stand, behind the numbers of parts */
  constructor(states: PartedStates<State>, { notes, pieces }: InPieces<State>, place: number) {
    this.#states = states
    this.#place = place
    const noted = this.noteFrom(notes)
    this.#pieces = pieces.map((asked, at) => ({
      // The same content at another place is something else.
      asked: (state, read) => `${at} ${JSON.stringify(asked(state, read))}`,
      notes: noted,
      memory: new Memory(),
    }))
  }

  /** More notes, to be read by others. To be called before any state is looked at. */
  noteFrom(notes: readonly Asking<State, number>[]): readonly number[] {
    if (notes.length === 0) return NO_NOTES
    const read = this.#states.notesFrom(this.#place, notes.length)
    for (const asked of notes) this.#notes.push({ asked, notes: read, memory: new Memory(), place: this.#place++ })
    return read
  }

  /** Everything about a state of which only the parts are known. */
  begin(numbers: number[]): void {
    for (const note of this.#notes) numbers[note.place] = this.#noteIn(note, numbers)
    this.low = 0
    this.high = 0
    for (const piece of this.#pieces) this.#toggle(this.#wordsOf(piece, numbers))
  }

  /**
   * What the state has become after a step; `low` and `high` are those of the state before.
   * @param before numbers of the state before
   * @param after numbers of the parts after it, with the notes of before, which are replaced
   * @param changed places of parts that are not the same, each with a number behind it
   */
  follow(before: Numbers, after: number[], changed: Numbers, low: number, high: number): void {
    this.low = low
    this.high = high
    for (let i = 0; i < changed.length; i += 2) this.#stale(changed[i] as number)
    const notes = this.#notes.length
    for (let i = 0; i < notes; i++) {
      if (this.#isStale[i] !== true) continue
      this.#isStale[i] = false
      const note = this.#notes[i] as Note<State>
      const noted = this.#noteIn(note, after)
      if (noted === after[note.place]) continue
      after[note.place] = noted
      this.#stale(note.place)
    }
    for (let i = 0; i < this.#pieces.length; i++) {
      if (this.#isStale[notes + i] !== true) continue
      this.#isStale[notes + i] = false
      const piece = this.#pieces[i] as Piece<State>
      this.#toggle(this.#wordsOf(piece, before))
      this.#toggle(this.#wordsOf(piece, after))
    }
  }

  #stale(place: number): void {
    const readers = this.#readers[place]
    if (readers !== undefined) for (let i = 0; i < readers.length; i++) this.#isStale[readers[i] as number] = true
  }

  #toggle({ low, high }: Words): void {
    this.low ^= low
    this.high ^= high
  }

  #noteIn(note: Note<State>, numbers: Numbers): number {
    const known = note.memory.find(numbers)
    if (known !== undefined) return known
    const noted = this.#states.ask(note.memory, numbers, note.asked, note.notes, same)
    this.#learn(this.#notes.indexOf(note), note.memory.everRead)
    return noted
  }

  #wordsOf(piece: Piece<State>, numbers: Numbers): Words {
    const known = piece.memory.find(numbers)
    if (known !== undefined) return known
    const words = this.#states.ask(piece.memory, numbers, piece.asked, piece.notes, (text) => wordsOf(text as string))
    this.#learn(this.#notes.length + this.#pieces.indexOf(piece), piece.memory.everRead)
    return words
  }

  #learn(reader: number, everRead: readonly number[]): void {
    for (let i = this.#looked[reader] ?? 0; i < everRead.length; i++)
      (this.#readers[everRead[i] as number] ??= []).push(reader)
    this.#looked[reader] = everRead.length
  }
}

function same<T>(said: T): T {
  return said
}
