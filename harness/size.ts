/** The search of one size of a system, in steps that can be taken between those of other sizes. */
import type { Invariant } from '../invariants/invariant.ts'
import type { System } from '../model/system.ts'
import type { Findings } from './evidence.ts'
import { type ExhaustiveFound, type ExhaustiveResult, ExhaustiveSearch, type Extent } from './explore/exhaustive.ts'
import type { Layer } from './explore/layers.ts'
import type { PromiseResult } from './result.ts'
import { type Sampled, sample } from './sampling.ts'
import { type SearchOptions, statesProgress } from './search.ts'
import { bestOf, promiseResult, reservationOf, showsNothingBetter } from './verdict.ts'

export interface SizeOptions extends SearchOptions {
  /** Whether every schedule of this size is looked at, as far as `maxStates` go. */
  readonly explores: boolean
  /** The best that was found in any size. */
  readonly known: (invariant: Invariant) => Layer | undefined
}

export class SizeSearch<State, Action> {
  readonly system: System<State, Action>
  readonly #options: SizeOptions
  /** The promises that can be judged in this size. */
  readonly #invariants: readonly Invariant[]
  readonly #exploration: ExhaustiveSearch<State, Action> | null
  #rounds = 0
  #exhaustive: ExhaustiveResult<Action> | null = null
  #sampled: (Sampled<Action> & { readonly invariants: readonly Invariant[] }) | null = null

  constructor(system: System<State, Action>, options: SizeOptions) {
    this.system = system
    this.#options = options
    this.#invariants = options.invariants.filter(({ id }) => reservationOf(system, options.budget, id) === undefined)
    this.#exploration =
      options.explores && this.#invariants.length > 0
        ? new ExhaustiveSearch(system, {
            ...options,
            invariants: this.#invariants,
            // Samples come after it.
            givesUp: options.search === 'both',
            elsewhere: options.known,
            onProgress: (progress) => options.onProgress?.(statesProgress(system, progress)),
          })
        : null
  }

  /** Faults and moves together of the next complete round, if there is one. */
  get next(): number | undefined {
    return this.#exploration?.next
  }

  /** The next complete round, and what it found. */
  async round(): Promise<readonly ExhaustiveFound<Action>[]> {
    this.#rounds += 1
    return (await this.#exploration?.round()) ?? []
  }

  /** There are no more rounds: what they showed is known, but for how short the stories are. */
  endRounds(): void {
    if (this.#exploration !== null && this.#rounds > 0) this.#exhaustive = this.#exploration.result(this.#found())
  }

  /** Makes what the rounds found as short as it gets. */
  async shorten(): Promise<void> {
    if (this.#exploration !== null && this.#exhaustive !== null)
      this.#exhaustive = { ...this.#exhaustive, found: await this.#exploration.shortest() }
  }

  /**
   * Whether samples of this size could show more than is known of a promise: not where every schedule was judged, or
   * every one that costs less.
   */
  leavesDoubt(invariant: Invariant): boolean {
    if (!this.#invariants.includes(invariant)) return false
    const known = this.#options.known(invariant)
    if (this.#exhaustive === null) return known === undefined || known.faults + known.moves > 0
    return !this.#exhaustive.complete && (known === undefined || !this.#exhaustive.judgedCheaper(known))
  }

  /** Samples schedules for these promises. */
  async sample(
    invariants: readonly Invariant[],
    options: Pick<SearchOptions, 'runs' | 'onProgress'>,
    known: ReadonlyMap<string, Extent>,
  ): Promise<void> {
    const before = { exhaustive: this.#exhaustive, known }
    this.#sampled = { invariants, ...(await sample(this.system, { ...this.#options, ...options, invariants }, before)) }
  }

  /** The best that was found in this size. */
  best(invariant: Invariant): ExhaustiveFound<Action> | undefined {
    if (this.#exhaustive === null && this.#sampled === null) return this.#exploration?.foundFor(invariant)
    return bestOf(this.#exhaustive, this.#sampled?.sampled ?? [], invariant)
  }

  /** Whether anything was looked at, or needs not to be. */
  get hasBegun(): boolean {
    return this.#invariants.length === 0 || this.#exhaustive !== null || this.#sampled !== null
  }

  get isInterrupted(): boolean {
    return this.#exploration?.stopped === 'interrupted' || this.#sampled?.random.stopped === 'interrupted'
  }

  /** @param interrupted whether the search of all sizes was: what this one was still to be sampled for is open then */
  resultOf(invariant: Invariant, interrupted = false): PromiseResult<Action> {
    const findings = this.#findings(invariant)
    const isCutShort =
      interrupted && this.#options.search !== 'exhaustive' && findings.random === null && this.leavesDoubt(invariant)
    return promiseResult(this.system, this.#options, invariant, { ...findings, isCutShort })
  }

  /** Whether it was shown that nothing of this size breaks the promise in a better way than this. */
  showsNothingBetter(invariant: Invariant, extent: Extent): boolean {
    return !this.#invariants.includes(invariant) || showsNothingBetter(this.#findings(invariant), invariant, extent)
  }

  /** What was found where the promise was looked at: it rests on no samples that were drawn for others. */
  #findings(invariant: Invariant): Findings<Action> {
    const own = this.#sampled?.invariants.includes(invariant) === true ? this.#sampled : null
    return { random: own?.random ?? null, exhaustive: this.#exhaustive, sampled: own?.sampled ?? [] }
  }

  #found(): readonly ExhaustiveFound<Action>[] {
    return this.#invariants.flatMap((invariant) => this.#exploration?.foundFor(invariant) ?? [])
  }
}
