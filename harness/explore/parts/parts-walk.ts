/**
 * A system in parts, walked through by numbers: a vertex is the numbers of its parts and of its ledger. What is possible,
 * what a step makes of its parts, and whatever else is asked is worked out once for all vertices that are alike in the
 * parts that were read for it.
 */
import { foldAll } from '../../../invariants/fold.ts'
import { type Ledger, emptyLedger } from '../../../invariants/ledger.ts'
import type { Cost } from '../../../model/machine.ts'
import type { Observation } from '../../../model/observation.ts'
import type { InPieces, InParts, Source } from '../../../model/parts.ts'
import type { Reduction, System } from '../../../model/system.ts'
import type { Budget } from '../../budget.ts'
import type { Moment, Space } from '../space.ts'
import type { LeavingOut, Walk } from '../walk.ts'
import { Hashes } from './hashes.ts'
import { Memory, type Numbers } from './memory.ts'
import { Numbered } from './numbered.ts'
import { PartedStates } from './parted-states.ts'

/** A state with its ledger, in numbers: those of its parts, and behind them that of the ledger. */
export interface Tuple {
  readonly numbers: Numbers
}

/** An action with what it costs; one object for each, with what is known of its steps. */
export interface Edge<Action> {
  readonly action: Action
  readonly cost: Cost
  readonly isCovered: boolean
  readonly matters: boolean
  readonly alone: readonly Edge<Action>[]
  readonly steps: Memory<Change>
}

/** What a step changes. */
export interface Change {
  /** Parts and their new numbers, in turns; `null`: nothing happens. */
  readonly changed: Numbers | null
  /** The number of what is seen. */
  readonly seen: number
  readonly situations: readonly string[]
}

const NO_CHANGE: Change = { changed: null, seen: 0, situations: [] }
const SAME: readonly never[] = []
/** What a fingerprint was made of. */
const [WHOLE, ESSENCE, SETTLED] = [0, 1, 2]

export class PartsWalk<State, Action> implements Walk<Tuple, Edge<Action>, State, Action> {
  readonly single: Space<Tuple, Edge<Action>>
  readonly leavingOut?: LeavingOut<Tuple, Edge<Action>>
  readonly #system: System<State, Action>
  readonly #inParts: InParts<State, Action>
  readonly #budget: Budget
  readonly #states: PartedStates<State>
  readonly #edges = new Map<string, Edge<Action>>()
  readonly #ledgers = new Numbered<Ledger>()
  readonly #seen = new Numbered<readonly Observation[]>()
  /** By the ledger and what is seen: the ledger after it. */
  readonly #folds: number[][] = []
  readonly #isAtWork = new Memory<boolean>()
  readonly #possible: readonly Memory<readonly Edge<Action>[]>[]
  readonly #hashes: Hashes<State>

  constructor(system: System<State, Action>, inParts: InParts<State, Action>, budget: Budget) {
    this.#system = system
    this.#inParts = inParts
    this.#budget = budget
    const { machine, reduction } = system
    this.#states = new PartedStates(inParts.parts, machine.initial, reduction?.essence.notes.length ?? 0)
    this.#possible = inParts.sources.map(() => new Memory())
    this.#hashes = new Hashes(this.#states)
    this.#seen.numberOf(SAME)
    const whole = this.#hashes.by(allOf(inParts, this.#states.width), WHOLE)
    this.single = {
      initial: { numbers: [...this.#states.numbersOf(machine.initial), this.#ledgers.numberOf(emptyLedger)] },
      actions: (vertex) => new Possible(this, vertex),
      cost: (edge) => edge.cost,
      step: (vertex, edge) => this.#step(vertex, edge),
      identify: (vertex, fingerprint) => whole(vertex.numbers, fingerprint),
    }
    if (reduction !== undefined) this.leavingOut = this.#leavingOut(reduction)
  }

  /** Sources, in order. */
  get sources(): readonly Source<State, Action>[] {
    return this.#inParts.sources
  }

  readonly momentOf = ({ numbers }: Tuple): Moment<State> => ({
    state: this.#states.stateOf(numbers),
    ledger: this.#ledgers.valueOf(numbers[this.#states.width] as number),
  })

  readonly seenAlike = (a: Tuple, b: Tuple): boolean =>
    a.numbers[this.#states.width] === b.numbers[this.#states.width]

  readonly alone = (edge: Edge<Action>): readonly Edge<Action>[] => edge.alone

  readonly actionOf = ({ action }: Edge<Action>): Action => action

  readonly situationsOf = (edge: Edge<Action>, { numbers }: Tuple): readonly string[] =>
    this.#changeOf(numbers, edge).situations

  /** What this source names in this state. */
  possibleAt(source: number, { numbers }: Tuple): readonly Edge<Action>[] {
    const memory = this.#possible[source] as Memory<readonly Edge<Action>[]>
    return memory.find(numbers) ?? this.#askSource(source, memory, numbers)
  }

  isAtWork({ numbers }: Tuple): boolean {
    return this.#states.ask(this.#isAtWork, numbers, (state) => this.#inParts.isAtWork(state), same)
  }

  #askSource(source: number, memory: Memory<readonly Edge<Action>[]>, numbers: Numbers): readonly Edge<Action>[] {
    const { machine, reduction } = this.#system
    const { actions } = this.#inParts.sources[source] as Source<State, Action>
    return this.#states.ask(
      memory,
      numbers,
      (state) =>
        actions(state).map((action) => {
          const cost = machine.cost(action, state)
          const cover = cost?.is === 'fault' ? reduction?.coveredBy(action, state) : undefined
          const isCovered =
            cover !== undefined
            && cost?.is === 'fault'
            && cost.kind !== cover
            && this.#budget.faults[cover] >= this.#budget.total
          return { action, cost, isCovered }
        }),
      (named) => named.map(({ action, cost, isCovered }) => this.#edgeOf(action, cost, isCovered)),
    )
  }

  #edgeOf(action: Action, cost: Cost, isCovered: boolean): Edge<Action> {
    const name = JSON.stringify({ action, cost, isCovered })
    let edge = this.#edges.get(name)
    if (edge === undefined) {
      const alone: Edge<Action>[] = []
      const matters = this.#system.reduction?.matters(action) ?? true
      edge = { action, cost, isCovered, matters, alone, steps: new Memory() }
      alone.push(edge)
      this.#edges.set(name, edge)
    }
    return edge
  }

  #changeOf(numbers: Numbers, edge: Edge<Action>): Change {
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
      (said) => {
        if (said === null) return NO_CHANGE
        const after = this.#states.numbersOf(said.state)
        return {
          changed: after.flatMap((number, part): number[] => (number === numbers[part] ? [] : [part, number])),
          seen: this.#seen.numberOf(said.seen),
          situations: said.situations,
        }
      },
    )
  }

  #step(vertex: Tuple, edge: Edge<Action>): Tuple {
    const { changed, seen } = this.#changeOf(vertex.numbers, edge)
    if (changed === null) return vertex
    const numbers = vertex.numbers.slice()
    for (let i = 0; i < changed.length; i += 2) numbers[changed[i] as number] = changed[i + 1] as number
    if (seen !== 0) {
      const { width } = this.#states
      numbers[width] = this.#folded(numbers[width] as number, seen)
    }
    return { numbers }
  }

  #folded(ledger: number, seen: number): number {
    const folds = (this.#folds[ledger] ??= [])
    return (folds[seen] ??= this.#ledgers.numberOf(foldAll(this.#ledgers.valueOf(ledger), this.#seen.valueOf(seen))))
  }

  #leavingOut(reduction: Reduction<State, Action>): LeavingOut<Tuple, Edge<Action>> {
    const settled = new Memory<boolean>()
    const essence = this.#hashes.by(reduction.essence, ESSENCE)
    const settledEssence = this.#hashes.by(reduction.settledEssence, SETTLED)
    return {
      identify: ({ numbers }, fingerprint) => essence(numbers, fingerprint),
      isCovered: (edge) => edge.isCovered,
      isSettled: ({ numbers }) => this.#states.ask(settled, numbers, (state) => reduction.isSettled(state), same),
      identifySettled: ({ numbers }, fingerprint) => settledEssence(numbers, fingerprint),
      matters: (edge) => edge.matters,
    }
  }
}

/** What is possible at a vertex, one source after the other. */
class Possible<State, Action> implements Iterable<Edge<Action>>, Iterator<Edge<Action>> {
  readonly #walk: PartsWalk<State, Action>
  readonly #vertex: Tuple
  #source = 0
  #isAtWork: boolean | undefined
  #edges: readonly Edge<Action>[] = SAME
  #at = 0

  constructor(walk: PartsWalk<State, Action>, vertex: Tuple) {
    this.#walk = walk
    this.#vertex = vertex
  }

  [Symbol.iterator](): Iterator<Edge<Action>> {
    return this
  }

  next(): IteratorResult<Edge<Action>> {
    while (this.#at >= this.#edges.length) {
      const source = this.#walk.sources[this.#source]
      if (source === undefined) return { done: true, value: undefined }
      this.#at = 0
      this.#edges =
        source.waits && (this.#isAtWork ??= this.#walk.isAtWork(this.#vertex))
          ? SAME
          : this.#walk.possibleAt(this.#source, this.#vertex)
      this.#source++
    }
    return { done: false, value: this.#edges[this.#at++] as Edge<Action> }
  }
}

/** Each part a piece. */
function allOf<State, Action>({ parts }: InParts<State, Action>, width: number): InPieces<State> {
  return {
    notes: [],
    pieces: Array.from({ length: width }, (_, part) => (state: State) => parts.split(state)[part]),
  }
}

function same<T>(said: T): T {
  return said
}
