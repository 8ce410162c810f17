/** Fingerprints of states in parts: made of those of their pieces, each of which is made once. */
import { type Fingerprinter, Mixer, type Words, wordsOf } from '../../../model/fingerprint.ts'
import type { InPieces } from '../../../model/parts.ts'
import { Memory, type Numbers } from './memory.ts'
import type { PartedStates } from './parted-states.ts'

/** Makes the fingerprint of a vertex. */
type Identify = (numbers: Numbers, fingerprint: Fingerprinter) => void

export class Hashes<State> {
  readonly #states: PartedStates<State>
  readonly #mixer = new Mixer()

  constructor(states: PartedStates<State>) {
    this.#states = states
  }

  /**
   * By these pieces of the state, and the ledger, whose number stands behind those of the parts.
   * @param what fingerprints that were made of something else are others
   */
  by({ notes, pieces }: InPieces<State>, what: number): Identify {
    const noted = notes.map((note) => ({ note, memory: new Memory<number>() }))
    const hashed = pieces.map((piece) => ({ piece, memory: new Memory<Words>() }))
    const { width } = this.#states
    const scratch: number[] = Array.from({ length: width + notes.length }, () => 0)
    return (numbers, fingerprint) => {
      for (let part = 0; part < width; part++) scratch[part] = numbers[part] as number
      for (let i = 0; i < noted.length; i++) {
        const { note, memory } = noted[i] as (typeof noted)[number]
        scratch[width + i] = memory.find(scratch) ?? this.#states.ask(memory, scratch, note, same)
      }
      const mixer = this.#mixer
      mixer.begin(what)
      mixer.take(numbers[width] as number, 0)
      for (let i = 0; i < hashed.length; i++) {
        const { piece, memory } = hashed[i] as (typeof hashed)[number]
        const { low, high } = memory.find(scratch) ?? this.#ask(memory, scratch, piece)
        mixer.take(low, high)
      }
      mixer.end()
      fingerprint.is(mixer.low, mixer.high)
    }
  }

  /** All of a piece is read while it is asked for. */
  #ask(memory: Memory<Words>, numbers: Numbers, piece: InPieces<State>['pieces'][number]): Words {
    return this.#states.ask(memory, numbers, (state, notes) => JSON.stringify(piece(state, notes)), wordsOf)
  }
}

function same<T>(said: T): T {
  return said
}
