/** The search of one size of a system, in steps that can be taken between those of other sizes. */
import type { Invariant } from '../invariants/invariant.ts'
import type { System } from '../model/system.ts'
import type { Findings } from './evidence.ts'
import { type ExhaustiveFound, type ExhaustiveResult, ExhaustiveSearch, type Extent } from './explore/exhaustive.ts'
import { isBetter } from './explore/shortest.ts'
import { brokenAgain } from './known.ts'
import type { PromiseResult } from './result.ts'
import { type Sampled, madeShort, sample } from './sampling.ts'
import { type SearchOptions, statesProgress } from './search.ts'
import { bestOf, promiseResult, reservationOf, showsNothingBetter } from './verdict.ts'

export interface SizeOptions extends SearchOptions {
  /** Whether every schedule of this size is looked at, as far as `maxStates` go. */
  readonly explores: boolean
  /** The best that was found in any size. */
  readonly best: (invariant: Invariant) => Extent | undefined
  /** Its place among all sizes, by which known schedules name it. */
  readonly at: number
}

export class SizeSearch<State, Action> {
  readonly system: System<State, Action>
  readonly #options: SizeOptions
  /** The promises that can be judged in this size. */
  readonly #invariants: readonly Invariant[]
  readonly #exploration: ExhaustiveSearch<State, Action> | null
  /** Known schedules that break promises of this size. */
  #played: readonly ExhaustiveFound<Action>[]
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
            elsewhere: options.best,
            onProgress: (progress) => options.onProgress?.(statesProgress(system, progress)),
          })
        : null
    this.#played = brokenAgain(system, options.at, { ...options, invariants: this.#invariants })
  }

  /** Whether it is there for known schedules alone. */
  get #isPlayedOnly(): boolean {
    const { known, at } = this.#options
    return known !== undefined && at >= known.searched
  }

  /** What is broken by schedules that were known. */
  get played(): readonly ExhaustiveFound<Action>[] {
    return this.#played
  }

  /** Whether this size has anything to say of a promise. */
  isAbout(invariant: Invariant): boolean {
    return !this.#isPlayedOnly || this.#played.some((one) => one.invariant === invariant)
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
    this.#played = this.#played.filter((one) => isBetter(one, bestOf(this.#exhaustive, [], one.invariant)))
    const isBest = (one: ExhaustiveFound<Action>): boolean => !isBetter(this.#options.best(one.invariant) ?? one, one)
    const [best, others] = [this.#played.filter(isBest), this.#played.filter((one) => !isBest(one))]
    if (best.length > 0) this.#played = [...others, ...(await madeShort(this.system, best, this.#options, new Map()))]
  }

  /**
   * Whether samples of this size could show more than is known of a promise: not where every schedule was judged, or
   * every one that costs less.
   */
  leavesDoubt(invariant: Invariant): boolean {
    if (this.#isPlayedOnly || !this.#invariants.includes(invariant)) return false
    const known = this.#options.best(invariant)
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
    if (this.#exhaustive !== null || this.#sampled !== null)
      return bestOf(this.#exhaustive, [...this.#played, ...(this.#sampled?.sampled ?? [])], invariant)
    const found = this.#exploration?.foundFor(invariant)
    return bestOf(null, [...this.#played, ...(found === undefined ? [] : [found])], invariant)
  }

  /** Whether anything was looked at, or needs not to be. */
  get hasBegun(): boolean {
    return this.#invariants.length === 0 || this.#isPlayedOnly || this.#exhaustive !== null || this.#sampled !== null
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
    if (this.#isPlayedOnly || !this.#invariants.includes(invariant)) return true
    return showsNothingBetter(this.#findings(invariant), invariant, extent)
  }

  /** What was found where the promise was looked at: it rests on no samples that were drawn for others. */
  #findings(invariant: Invariant): Findings<Action> {
    const own = this.#sampled?.invariants.includes(invariant) === true ? this.#sampled : null
    const sampled = [...this.#played, ...(own?.sampled ?? [])]
    return { random: own?.random ?? null, exhaustive: this.#exhaustive, sampled }
  }

  #found(): readonly ExhaustiveFound<Action>[] {
    return this.#invariants.flatMap((invariant) => this.#exploration?.foundFor(invariant) ?? [])
  }
}
