/** Fingerprints of states in parts, made of those of their pieces, each of which is worked out once. */
import { type Fingerprinter, Mixer, type Words, wordsOf } from '../../../model/fingerprint.ts'
import type { Asking } from '../../../model/parts.ts'
import { Memory, type Numbers } from './memory.ts'
import type { PartedStates } from './parted-states.ts'

/** Leaves the fingerprint of these pieces of a state, and of a number beside it. */
export function hashed<State>(
  states: PartedStates<State>,
  pieces: readonly Asking<State, unknown>[],
  notes: readonly number[],
): (numbers: Numbers, beside: number, fingerprint: Fingerprinter) => void {
  const asked = pieces.map((piece) => ({
    piece: (state: State, read: readonly number[]): string => JSON.stringify(piece(state, read)),
    memory: new Memory<Words>(),
  }))
  const mixer = new Mixer()
  return (numbers, beside, fingerprint) => {
    mixer.begin(beside)
    for (let i = 0; i < asked.length; i++) {
      const { piece, memory } = asked[i] as (typeof asked)[number]
      const { low, high } = memory.find(numbers) ?? states.ask(memory, numbers, piece, notes, wordsOf)
      mixer.take(low, high)
    }
    mixer.end()
    fingerprint.is(mixer.low, mixer.high)
  }
}
