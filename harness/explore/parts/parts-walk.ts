/**
 * A system in parts, walked through by numbers: a vertex is the numbers of its parts and of its ledger. What is
 * possible, what a step makes of its parts, and whatever else is asked is worked out once for all vertices that are
 * alike in the parts that were read for it.
 */
import { type Ledger, emptyLedger } from '../../../invariants/ledger.ts'
import { Mixer } from '../../../model/fingerprint.ts'
import type { InPieces, InParts } from '../../../model/parts.ts'
import type { Reduction, System } from '../../../model/system.ts'
import type { Moment, Space } from '../space.ts'
import { type Done, type Kept, type LeavingOut, type Walk, isAsOften } from '../walk.ts'
import { type Edge, Edges } from './edges.ts'
import { Essences } from './essences.ts'
import { hashed } from './hashes.ts'
import { Memory } from './memory.ts'
import { PartedStates } from './parted-states.ts'
import { Steps } from './steps.ts'
import { KEPT_IN_TUPLE, type Tuple } from './tuple.ts'

const NO_NOTES: readonly never[] = []
const NO_ESSENCE: InPieces<unknown> = { notes: [], pieces: [] }
/** Fingerprints of a whole state, of an essence and of a settled one are never the same. */
const [WHOLE, ESSENCE, SETTLED] = [1, 2, 3].map((what) => what << 28) as [number, number, number]

export class PartsWalk<State, Action> implements Walk<Tuple, Edge<Action>, State, Action> {
  readonly single: Space<Tuple, Edge<Action>>
  readonly leavingOut?: LeavingOut<Tuple, Edge<Action>>
  readonly #states: PartedStates<State>
  readonly #essences: Essences<State>
  readonly #edges: Edges<State, Action>
  readonly #steps: Steps<State, Action>

  constructor(system: System<State, Action>, inParts: InParts<State, Action>) {
    const { machine, reduction } = system
    const states = new PartedStates(inParts.parts, machine.initial)
    this.#states = states
    this.#essences = new Essences(states, reduction?.essence ?? NO_ESSENCE, states.width + 1)
    this.#edges = new Edges(system, inParts, states)
    this.#steps = new Steps(system, states, this.#essences, this.#edges)
    const whole = hashed(states, partsOf(inParts, machine.initial), NO_NOTES)
    // All notes have to be known before the first state is looked at.
    if (reduction !== undefined) this.leavingOut = this.#leavingOut(reduction)
    this.single = {
      initial: this.#steps.begin(machine.initial, emptyLedger),
      actions: (vertex) => this.#edges.possible(vertex),
      cost: (edge) => edge.cost,
      step: (vertex, edge) => this.#steps.take(vertex, edge),
      identify: (vertex, fingerprint) => whole(vertex.numbers, WHOLE ^ this.#ledgerIn(vertex), fingerprint),
    }
  }

  /** The vertex of a state that somebody else has come to, with what was seen on the way. */
  vertexOf(state: State, ledger: Ledger): Tuple {
    return this.#steps.begin(state, ledger)
  }

  readonly momentOf = (vertex: Tuple): Moment<State> => ({
    state: this.#states.stateOf(vertex.numbers),
    ledger: this.ledgerOf(vertex),
  })

  readonly ledgerOf = (vertex: Tuple): Ledger => this.#steps.ledgerOf(vertex)

  readonly alone = (edge: Edge<Action>): readonly Edge<Action>[] => edge.alone

  readonly actionOf = ({ action }: Edge<Action>): Action => action

  readonly situationsOf = (edge: Edge<Action>, { numbers }: Tuple): readonly string[] =>
    this.#steps.changeOf(numbers, edge).situations

  #ledgerIn({ numbers }: Tuple): number {
    return numbers[this.#steps.ledgerAt] as number
  }

  #leavingOut({ isSettled, settledEssence }: Reduction<State, Action>): LeavingOut<Tuple, Edge<Action>> {
    const notes = this.#essences.noteFrom(isSettled.notes)
    const conditions = isSettled.conditions.map((condition) => ({ condition, memory: new Memory<boolean>() }))
    const identifySettled = hashed(this.#states, settledEssence.pieces, this.#essences.noteFrom(settledEssence.notes))
    const mixer = new Mixer()
    const holds = ({ numbers }: Tuple): boolean =>
      conditions.every(
        ({ condition, memory }) =>
          memory.find(numbers) ?? this.#states.ask(memory, numbers, condition, notes, (said) => said),
      )
    return {
      identify: (vertex, fingerprint) => {
        mixer.begin(ESSENCE ^ this.#ledgerIn(vertex))
        mixer.take(vertex.low, vertex.high)
        mixer.end()
        fingerprint.is(mixer.low, mixer.high)
      },
      isCovered: ({ cover }, _, budget) => cover !== undefined && isAsOften(cover, budget),
      isSettled: (vertex) => (vertex.isSettled ??= holds(vertex)),
      identifySettled: (vertex, fingerprint) =>
        identifySettled(vertex.numbers, SETTLED ^ this.#ledgerIn(vertex), fingerprint),
      matters: (edge) => edge.matters,
      firstAtOnce: (vertex) => this.#steps.firstAtOnce(vertex),
      // Whatever is kept there is about edges of this walk.
      doneAtOnce: KEPT_IN_TUPLE as Kept<Tuple, Done<Tuple, Edge<Action>>>,
    }
  }
}

const WALKS = new WeakMap<object, unknown>()

/** The walk through this system: what one search has found out, the next one knows. */
export function partsWalkOf<State, Action>(
  system: System<State, Action>,
  inParts: InParts<State, Action>,
): PartsWalk<State, Action> {
  const known = WALKS.get(system)
  // What is kept for a system was made of it.
  if (known !== undefined) return known as PartsWalk<State, Action>
  const walk = new PartsWalk(system, inParts)
  WALKS.set(system, walk)
  return walk
}

/** Each part a piece. */
function partsOf<State, Action>(
  { parts }: InParts<State, Action>,
  initial: State,
): readonly ((state: State) => unknown)[] {
  return parts.split(initial).map((_, part) => (state: State) => parts.split(state)[part])
}
