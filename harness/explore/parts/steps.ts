/** Where edges lead: the parts that change, and what is seen on the way. */
import { foldAll } from '../../../invariants/fold.ts'
import type { Ledger } from '../../../invariants/ledger.ts'
import type { Observation } from '../../../model/observation.ts'
import type { System } from '../../../model/system.ts'
import type { Taken } from '../walk.ts'
import type { Change, Edge, Edges } from './edges.ts'
import type { Essences } from './essences.ts'
import type { Numbers } from './memory.ts'
import { Numbered } from './numbered.ts'
import type { PartedStates } from './parted-states.ts'
import { type Tuple, newTuple } from './tuple.ts'

const NO_CHANGE: Change = { changed: null, seen: 0, situations: [], idle: undefined, patient: undefined }
const NOTHING: readonly never[] = []

export class Steps<State, Action> {
  /** Where the number of the ledger stands. */
  readonly ledgerAt: number
  readonly #system: System<State, Action>
  readonly #states: PartedStates<State>
  readonly #essences: Essences<State>
  readonly #edges: Edges<State, Action>
  readonly #ledgers = new Numbered<Ledger>()
  readonly #seen = new Numbered<readonly Observation[]>()
  /** By the ledger and what is seen: the ledger after it. */
  readonly #folds: number[][] = []

  constructor(
    system: System<State, Action>,
    states: PartedStates<State>,
    essences: Essences<State>,
    edges: Edges<State, Action>,
  ) {
    this.#system = system
    this.#states = states
    this.#essences = essences
    this.#edges = edges
    this.ledgerAt = states.width
    // What is seen of most steps: nothing, which is 0.
    this.#seen.numberOf(NOTHING)
  }

  /** The state, with what was seen on the way to it. */
  begin(state: State, ledger: Ledger): Tuple {
    const numbers = [...this.#states.numbersOf(state), this.#ledgers.numberOf(ledger)]
    this.#essences.begin(numbers)
    return newTuple(numbers, this.#essences.low, this.#essences.high)
  }

  ledgerOf({ numbers }: Tuple): Ledger {
    return this.#ledgers.valueOf(numbers[this.ledgerAt] as number)
  }

  /** The vertex after a step; the same one where nothing happens. */
  take(vertex: Tuple, edge: Edge<Action>): Tuple {
    if (vertex.taken?.edge === edge) return vertex.taken.after
    const change = this.changeOf(vertex.numbers, edge)
    const { changed, seen } = change
    if (changed === null) return vertex
    const numbers = vertex.numbers.slice()
    for (let i = 0; i < changed.length; i += 2) numbers[changed[i] as number] = changed[i + 1] as number
    if (seen !== 0) numbers[this.ledgerAt] = this.#folded(numbers[this.ledgerAt] as number, seen)
    this.#essences.follow(vertex.numbers, numbers, changed, vertex.low, vertex.high)
    const after = newTuple(numbers, this.#essences.low, this.#essences.high)
    if (vertex.idle !== 0) {
      change.idle = this.#edges.idle.endedBy(changed, change.idle)
      after.idle = vertex.idle & ~change.idle.sources
    }
    if (vertex.patient !== 0) {
      change.patient = this.#edges.patient.endedBy(changed, change.patient)
      after.patient = vertex.patient & ~change.patient.sources
    }
    vertex.taken = { edge, after }
    return after
  }

  /** The first edge that may be done at once. */
  firstAtOnce(before: Tuple): Taken<Tuple, Edge<Action>> | undefined {
    const { atOnce } = this.#edges
    for (let i = 0; i < atOnce.length; i++) {
      for (const { edge, ifSilent } of this.#edges.atOnceAt(atOnce[i] as number, before)) {
        const after = this.take(before, edge)
        const isSeen = after.numbers[this.ledgerAt] !== before.numbers[this.ledgerAt]
        if (after !== before && !(ifSilent && isSeen)) return { edge, after }
      }
    }
    return undefined
  }

  changeOf(numbers: Numbers, edge: Edge<Action>): Change {
    return edge.steps.find(numbers) ?? this.#askStep(numbers, edge)
  }

  #askStep(numbers: Numbers, { action, steps }: Edge<Action>): Change {
    const { machine, situations } = this.#system
    return this.#states.ask(
      steps,
      numbers,
      (before) => {
        const { state, seen } = machine.step(before, action)
        return state === before ? null : { state, seen, situations: situations(action, before, state) }
      },
      NOTHING,
      (said) => {
        if (said === null) return NO_CHANGE
        return {
          changed: this.#states.changesOf(said.state, numbers),
          seen: this.#seen.numberOf(said.seen),
          situations: said.situations,
          idle: undefined,
          patient: undefined,
        }
      },
    )
  }

  #folded(ledger: number, seen: number): number {
    const folds = (this.#folds[ledger] ??= [])
    return (folds[seen] ??= this.#ledgers.numberOf(foldAll(this.#ledgers.valueOf(ledger), this.#seen.valueOf(seen))))
  }
}
