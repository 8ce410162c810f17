/**
 * A system in parts, walked through by numbers: a vertex is the numbers of its parts and of its ledger. What is possible,
 * what a step makes of its parts, and whatever else is asked is worked out once for all vertices that are alike in the
 * parts that were read for it.
 */
import { foldAll } from '../../../invariants/fold.ts'
import { type Ledger, emptyLedger } from '../../../invariants/ledger.ts'
import { Mixer } from '../../../model/fingerprint.ts'
import type { Cost, FaultKind } from '../../../model/machine.ts'
import type { Observation } from '../../../model/observation.ts'
import type { InPieces, InParts, Source } from '../../../model/parts.ts'
import type { Reduction, System } from '../../../model/system.ts'
import type { Moment, Space } from '../space.ts'
import { type Done, type Kept, type LeavingOut, type Taken, type Walk, isAsOften } from '../walk.ts'
import { Essences } from './essences.ts'
import { hashed } from './hashes.ts'
import { Memory, type Numbers } from './memory.ts'
import { Numbered } from './numbered.ts'
import { PartedStates } from './parted-states.ts'

/** A state with its ledger, in numbers: those of its parts, then that of the ledger, then what is noted of it. */
export interface Tuple {
  readonly numbers: Numbers
  /** The fingerprint of its essence, without the ledger. */
  readonly low: number
  readonly high: number
  /** Once it was asked. */
  isSettled: boolean | undefined
  /** The step that was taken last: a verdict takes the first one, and the search does so again. */
  taken: Taken<Tuple, unknown> | undefined
  /** What is done at once from here, once it was asked. */
  done: Done<Tuple, unknown> | undefined
}

/** What a source names. */
interface Named<Action> {
  readonly action: Action
  readonly cost: Cost
  /** The kind of fault that can do whatever this one can. */
  readonly cover: FaultKind | undefined
}

/** One object for each action with what it costs; and what is known of its steps. */
export interface Edge<Action> extends Named<Action> {
  readonly matters: boolean
  readonly alone: readonly Edge<Action>[]
  readonly steps: Memory<Change>
}

interface MaybeAtOnce<Action> {
  readonly edge: Edge<Action>
  /** Only where nobody outside notices. */
  readonly ifSilent: boolean
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
const NOTHING: InPieces<unknown> = { notes: [], pieces: [] }
/** Fingerprints of a whole state, of an essence and of a settled one are never the same. */
const [WHOLE, ESSENCE, SETTLED] = [1, 2, 3].map((what) => what << 28) as [number, number, number]

export class PartsWalk<State, Action> implements Walk<Tuple, Edge<Action>, State, Action> {
  readonly single: Space<Tuple, Edge<Action>>
  readonly leavingOut?: LeavingOut<Tuple, Edge<Action>>
  readonly #system: System<State, Action>
  readonly #inParts: InParts<State, Action>
  readonly #states: PartedStates<State>
  readonly #essences: Essences<State>
  readonly #edges = new Map<string, Edge<Action>>()
  /** Where the number of the ledger stands. */
  readonly #ledgerAt: number
  readonly #ledgers = new Numbered<Ledger>()
  readonly #seen = new Numbered<readonly Observation[]>()
  /** By the ledger and what is seen: the ledger after it. */
  readonly #folds: number[][] = []
  readonly #isAtWork = new Memory<boolean>()
  readonly #possible: readonly Memory<readonly Edge<Action>[]>[]
  /** Sources of what costs nothing. */
  readonly #free: readonly number[]
  /** By source. */
  readonly #atOnce: readonly Memory<readonly MaybeAtOnce<Action>[]>[]

  constructor(system: System<State, Action>, inParts: InParts<State, Action>) {
    this.#system = system
    this.#inParts = inParts
    const { machine, reduction } = system
    const states = new PartedStates(inParts.parts, machine.initial)
    this.#states = states
    this.#ledgerAt = states.width
    this.#essences = new Essences(states, reduction?.essence ?? NOTHING, states.width + 1)
    this.#possible = inParts.sources.map(() => new Memory())
    this.#free = inParts.sources.flatMap(({ isCostly }, at) => (isCostly ? [] : [at]))
    this.#atOnce = inParts.sources.map(() => new Memory())
    this.#seen.numberOf(SAME)
    const whole = hashed(states, partsOf(inParts, machine.initial), SAME)
    if (reduction !== undefined) this.leavingOut = this.#leavingOut(reduction)
    this.single = {
      initial: this.#tupleOf(machine.initial),
      actions: (vertex) => new Possible(this, vertex),
      cost: (edge) => edge.cost,
      step: (vertex, edge) => this.#step(vertex, edge),
      identify: ({ numbers }, fingerprint) => whole(numbers, WHOLE ^ (numbers[this.#ledgerAt] as number), fingerprint),
    }
  }

  /** Sources, in order. */
  get sources(): readonly Source<State, Action>[] {
    return this.#inParts.sources
  }

  readonly momentOf = (vertex: Tuple): Moment<State> => ({
    state: this.#states.stateOf(vertex.numbers),
    ledger: this.ledgerOf(vertex),
  })

  readonly ledgerOf = ({ numbers }: Tuple): Ledger => this.#ledgers.valueOf(numbers[this.#ledgerAt] as number)

  readonly alone = (edge: Edge<Action>): readonly Edge<Action>[] => edge.alone

  readonly actionOf = ({ action }: Edge<Action>): Action => action

  readonly situationsOf = (edge: Edge<Action>, { numbers }: Tuple): readonly string[] =>
    this.#changeOf(numbers, edge).situations

  #firstAtOnce(before: Tuple): Taken<Tuple, Edge<Action>> | undefined {
    for (let i = 0; i < this.#free.length; i++) {
      const source = this.#free[i] as number
      const memory = this.#atOnce[source] as Memory<readonly MaybeAtOnce<Action>[]>
      const edges = memory.find(before.numbers) ?? this.#askAtOnce(source, memory, before)
      for (const { edge, ifSilent } of edges) {
        const after = this.#step(before, edge)
        if (after !== before && !(ifSilent && this.ledgerOf(after) !== this.ledgerOf(before))) return { edge, after }
      }
    }
    return undefined
  }

  /** What of this source's may be done at once. */
  #askAtOnce(
    source: number,
    memory: Memory<readonly MaybeAtOnce<Action>[]>,
    { numbers }: Tuple,
  ): readonly MaybeAtOnce<Action>[] {
    const { machine, reduction } = this.#system
    const { waits } = this.#inParts.sources[source] as Source<State, Action>
    return this.#states.ask(
      memory,
      numbers,
      (state) => {
        if (waits && this.#inParts.isAtWork(state)) return SAME
        const isAtOnce = reduction?.atOnce?.(state)
        return this.#namedBy(source, state).map((named) => {
          const after = (): State => machine.step(state, named.action).state
          return { named, may: isAtOnce?.(named.action, after) ?? 'no' }
        })
      },
      SAME,
      (all) =>
        all.flatMap(({ named, may }) =>
          may === 'no' ? [] : [{ edge: this.#edgeOf(named), ifSilent: may === 'if silent' }],
        ),
    )
  }

  /** What this source names in this state. */
  possibleAt(source: number, { numbers }: Tuple): readonly Edge<Action>[] {
    const memory = this.#possible[source] as Memory<readonly Edge<Action>[]>
    return memory.find(numbers) ?? this.#askSource(source, memory, numbers)
  }

  isAtWork({ numbers }: Tuple): boolean {
    return this.#states.ask(this.#isAtWork, numbers, (state) => this.#inParts.isAtWork(state), SAME, same)
  }

  #askSource(source: number, memory: Memory<readonly Edge<Action>[]>, numbers: Numbers): readonly Edge<Action>[] {
    return this.#states.ask(
      memory,
      numbers,
      (state) => this.#namedBy(source, state),
      SAME,
      (all) => all.map((named) => this.#edgeOf(named)),
    )
  }

  #namedBy(source: number, state: State): readonly Named<Action>[] {
    const { machine, reduction } = this.#system
    const { actions } = this.#inParts.sources[source] as Source<State, Action>
    return actions(state).map((action) => {
      const cost = machine.cost(action, state)
      const cover = cost?.is === 'fault' ? reduction?.coveredBy(action, state) : undefined
      return { action, cost, cover: cost?.is === 'fault' && cover !== cost.kind ? cover : undefined }
    })
  }

  #edgeOf(named: Named<Action>): Edge<Action> {
    const name = JSON.stringify(named)
    let edge = this.#edges.get(name)
    if (edge === undefined) {
      const alone: Edge<Action>[] = []
      const matters = this.#system.reduction?.matters(named.action) ?? true
      edge = { ...named, matters, alone, steps: new Memory() }
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
      SAME,
      (said) => {
        if (said === null) return NO_CHANGE
        return {
          changed: this.#states.changesOf(said.state, numbers),
          seen: this.#seen.numberOf(said.seen),
          situations: said.situations,
        }
      },
    )
  }

  #tupleOf(state: State): Tuple {
    const numbers = [...this.#states.numbersOf(state), this.#ledgers.numberOf(emptyLedger)]
    this.#essences.begin(numbers)
    return {
      numbers,
      low: this.#essences.low,
      high: this.#essences.high,
      isSettled: undefined,
      taken: undefined,
      done: undefined,
    }
  }

  #step(vertex: Tuple, edge: Edge<Action>): Tuple {
    if (vertex.taken?.edge === edge) return vertex.taken.after
    const { changed, seen } = this.#changeOf(vertex.numbers, edge)
    if (changed === null) return vertex
    const numbers = vertex.numbers.slice()
    for (let i = 0; i < changed.length; i += 2) numbers[changed[i] as number] = changed[i + 1] as number
    if (seen !== 0) numbers[this.#ledgerAt] = this.#folded(numbers[this.#ledgerAt] as number, seen)
    this.#essences.follow(vertex.numbers, numbers, changed, vertex.low, vertex.high)
    const { low, high } = this.#essences
    const after: Tuple = { numbers, low, high, isSettled: undefined, taken: undefined, done: undefined }
    vertex.taken = { edge, after }
    return after
  }

  #folded(ledger: number, seen: number): number {
    const folds = (this.#folds[ledger] ??= [])
    return (folds[seen] ??= this.#ledgers.numberOf(foldAll(this.#ledgers.valueOf(ledger), this.#seen.valueOf(seen))))
  }

  #leavingOut(reduction: Reduction<State, Action>): LeavingOut<Tuple, Edge<Action>> {
    const { isSettled, settledEssence } = reduction
    const notes = this.#essences.noteFrom(isSettled.notes)
    const conditions = isSettled.conditions.map((condition) => ({ condition, memory: new Memory<boolean>() }))
    const identifySettled = hashed(this.#states, settledEssence.pieces, this.#essences.noteFrom(settledEssence.notes))
    const mixer = new Mixer()
    return {
      identify: ({ numbers, low, high }, fingerprint) => {
        mixer.begin(ESSENCE ^ (numbers[this.#ledgerAt] as number))
        mixer.take(low, high)
        mixer.end()
        fingerprint.is(mixer.low, mixer.high)
      },
      isCovered: ({ cover }, _, budget) => cover !== undefined && isAsOften(cover, budget),
      isSettled: (vertex) =>
        (vertex.isSettled ??= conditions.every(
          ({ condition, memory }) =>
            memory.find(vertex.numbers) ?? this.#states.ask(memory, vertex.numbers, condition, notes, same),
        )),
      identifySettled: ({ numbers }, fingerprint) =>
        identifySettled(numbers, SETTLED ^ (numbers[this.#ledgerAt] as number), fingerprint),
      matters: (edge) => edge.matters,
      firstAtOnce: (vertex) => this.#firstAtOnce(vertex),
      doneAtOnce: DONE as Kept<Tuple, Done<Tuple, Edge<Action>>>,
    }
  }
}

/** Kept in the vertex itself. */
const DONE: Kept<Tuple, Done<Tuple, unknown>> = {
  get: (vertex) => vertex.done,
  set: (vertex, done) => {
    vertex.done = done
  },
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
function partsOf<State, Action>(
  { parts }: InParts<State, Action>,
  initial: State,
): readonly ((state: State) => unknown)[] {
  return parts.split(initial).map((_, part) => (state: State) => parts.split(state)[part])
}

function same<T>(said: T): T {
  return said
}
