/** What the sources of a system name, each action one object with all that is known of it. */
import type { Cost, FaultKind } from '../../../model/machine.ts'
import type { InParts, Source } from '../../../model/parts.ts'
import type { System } from '../../../model/system.ts'
import { Memory, type Numbers } from './memory.ts'
import type { PartedStates } from './parted-states.ts'
import { type Ended, Silence } from './silence.ts'
import type { Tuple } from './tuple.ts'

/** What a source names. */
interface Named<Action> {
  readonly action: Action
  readonly cost: Cost
  /** The kind of fault that can do whatever this one can. */
  readonly cover: FaultKind | undefined
}

export interface Edge<Action> extends Named<Action> {
  readonly matters: boolean
  readonly alone: readonly Edge<Action>[]
  readonly steps: Memory<Change>
}

/** What a step changes. */
export interface Change {
  /** Places and their new numbers, in turns; `null`: nothing happens. */
  readonly changed: Numbers | null
  /** The number of what is seen. */
  readonly seen: number
  readonly situations: readonly string[]
  /** What of the silence of sources it ends. */
  idle: Ended | undefined
  patient: Ended | undefined
}

export interface MaybeAtOnce<Action> {
  readonly edge: Edge<Action>
  /** Only where nobody outside notices. */
  readonly ifSilent: boolean
}

const NOTHING: readonly never[] = []

export class Edges<State, Action> {
  /** Sources of what may be done at once, by their place among all. */
  readonly atOnce: readonly number[]
  /** Of sources that name nothing, and nothing that may be done at once. */
  readonly idle = new Silence()
  readonly patient = new Silence()
  readonly #system: System<State, Action>
  readonly #inParts: InParts<State, Action>
  readonly #states: PartedStates<State>
  readonly #edges = new Map<string, Edge<Action>>()
  readonly #isAtWork = new Memory<boolean>()
  /** By source. */
  readonly #possible: readonly Memory<readonly Edge<Action>[]>[]
  readonly #mayBeAtOnce: readonly Memory<readonly MaybeAtOnce<Action>[]>[]

  constructor(system: System<State, Action>, inParts: InParts<State, Action>, states: PartedStates<State>) {
    this.#system = system
    this.#inParts = inParts
    this.#states = states
    this.atOnce = inParts.sources.flatMap(({ mayBeAtOnce }, at) => (mayBeAtOnce ? [at] : []))
    this.#possible = inParts.sources.map(() => new Memory())
    this.#mayBeAtOnce = inParts.sources.map(() => new Memory())
  }

  /** What is possible at a vertex, one source after the other. */
  possible(vertex: Tuple): Iterable<Edge<Action>> {
    return new Possible(this, this.#inParts.sources, vertex)
  }

  /** What this source names in this state. */
  possibleAt(source: number, vertex: Tuple): readonly Edge<Action>[] {
    const bit = Silence.bitOf(source)
    if ((vertex.idle & bit) !== 0) return NOTHING
    const memory = this.#possible[source] as Memory<readonly Edge<Action>[]>
    const named = memory.find(vertex.numbers) ?? this.#askSource(source, memory, vertex.numbers)
    if (named.length === 0) vertex.idle |= bit
    return named
  }

  /** What of it may be done at once. */
  atOnceAt(source: number, vertex: Tuple): readonly MaybeAtOnce<Action>[] {
    const bit = Silence.bitOf(source)
    if ((vertex.patient & bit) !== 0) return NOTHING
    const memory = this.#mayBeAtOnce[source] as Memory<readonly MaybeAtOnce<Action>[]>
    const named = memory.find(vertex.numbers) ?? this.#askAtOnce(source, memory, vertex.numbers)
    if (named.length === 0) vertex.patient |= bit
    return named
  }

  isAtWork({ numbers }: Tuple): boolean {
    return this.#states.ask(
      this.#isAtWork,
      numbers,
      (state) => this.#inParts.isAtWork(state),
      NOTHING,
      (said) => said,
    )
  }

  #askSource(source: number, memory: Memory<readonly Edge<Action>[]>, numbers: Numbers): readonly Edge<Action>[] {
    const edges = this.#states.ask(
      memory,
      numbers,
      (state) => this.#namedBy(source, state),
      NOTHING,
      (all) => all.map((named) => this.#edgeOf(named)),
    )
    this.idle.hasRead(source, memory.everRead)
    return edges
  }

  #askAtOnce(
    source: number,
    memory: Memory<readonly MaybeAtOnce<Action>[]>,
    numbers: Numbers,
  ): readonly MaybeAtOnce<Action>[] {
    const { machine, reduction } = this.#system
    const { waits } = this.#inParts.sources[source] as Source<State, Action>
    const edges = this.#states.ask(
      memory,
      numbers,
      (state) => {
        if (waits && this.#inParts.isAtWork(state)) return NOTHING
        const isAtOnce = reduction?.atOnce?.(state)
        return this.#namedBy(source, state).map((named) => {
          const after = (): State => machine.step(state, named.action).state
          return { named, may: isAtOnce?.(named.action, after) ?? 'no' }
        })
      },
      NOTHING,
      (all) =>
        all.flatMap(({ named, may }) =>
          may === 'no' ? [] : [{ edge: this.#edgeOf(named), ifSilent: may === 'if silent' }],
        ),
    )
    this.patient.hasRead(source, memory.everRead)
    return edges
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
}

class Possible<State, Action> implements Iterable<Edge<Action>>, Iterator<Edge<Action>> {
  readonly #all: Edges<State, Action>
  readonly #sources: readonly Source<State, Action>[]
  readonly #vertex: Tuple
  #source = 0
  #isAtWork: boolean | undefined
  #edges: readonly Edge<Action>[] = NOTHING
  #at = 0

  constructor(all: Edges<State, Action>, sources: readonly Source<State, Action>[], vertex: Tuple) {
    this.#all = all
    this.#sources = sources
    this.#vertex = vertex
  }

  [Symbol.iterator](): Iterator<Edge<Action>> {
    return this
  }

  next(): IteratorResult<Edge<Action>> {
    while (this.#at >= this.#edges.length) {
      const source = this.#sources[this.#source]
      if (source === undefined) return { done: true, value: undefined }
      this.#at = 0
      this.#edges =
        source.waits && (this.#isAtWork ??= this.#all.isAtWork(this.#vertex))
          ? NOTHING
          : this.#all.possibleAt(this.#source, this.#vertex)
      this.#source++
    }
    return { done: false, value: this.#edges[this.#at++] as Edge<Action> }
  }
}
