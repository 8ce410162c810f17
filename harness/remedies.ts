/**
 * Which settings are to blame for a broken promise, and what would mend it: found by trying. A change is tried in three
 * steps, each more work than the one before, so that most are refuted soon: the known counterexamples are played, that
 * of the check and those that refuted other changes; every schedule with the kinds of faults of the first is looked
 * at; then every schedule that the check itself looked at is, for the broken promise and for all that held, and beyond
 * those a quarter as many samples.
 */
import type { Invariant } from '../invariants/invariant.ts'
import type { Change } from '../model/system-entry.ts'
import type { System } from '../model/system.ts'
import { budgetOf } from './budget.ts'
import { keysOf, setsOf } from './change-sets.ts'
import { completeIn, workOf } from './extent.ts'
import { Foresight } from './foresight.ts'
import { tryOut } from './judge.ts'
import type { Counterexample, PromiseResult, SearchResult } from './result.ts'
import { searchScopes } from './scopes.ts'
import type { SearchOptions } from './search.ts'

/** What mends a broken promise. */
export interface Remedy {
  readonly change: Readonly<Record<string, string>>
  /** What it costs; none where it costs nothing that is judged. */
  readonly price: readonly string[]
  /** Faults and moves together up to which every schedule was looked at with the change. */
  readonly completeTo: number
  /** Schedules that were sampled beyond. */
  readonly schedules: number
}

/** What is to blame for one broken promise, and what helps. */
export interface Cure {
  /** Keys of the settings whose change mends it. */
  readonly cause: readonly string[]
  /** The smallest changes, what asks least of the user first. */
  readonly remedies: readonly Remedy[]
  /** Changes, or sets of them, that were tried. */
  readonly tried: number
  /** Whether changes are left of which it is not known whether they mend it: to find out would have taken too long. */
  readonly isCut: boolean
}

export interface RemedyOptions<State, Action> extends SearchOptions {
  readonly changes: readonly Change[]
  /** The system with these changes, in all its sizes; `undefined` where the settings are refused then. */
  readonly make: (changes: readonly Change[]) => readonly System<State, Action>[] | undefined
  /** What it costs beside what each change says of itself. */
  readonly price: (changes: readonly Change[]) => readonly string[]
  /** Where changes are tried beside each other, so many at once. What is found is the same. */
  readonly beside?: {
    readonly atOnce: number
    /** Searches the system with these changes in all its sizes. */
    readonly search: (changes: readonly Change[], options: SearchOptions) => Promise<SearchResult<Action>>
  }
}

/** States of one size that are looked at to refute a change soon; where that is not enough, nothing is refuted. */
const FEW_STATES = 20_000
/** What breaks a promise may be found long before the end of a check: of the states of a whole one this much counts. */
const LEAST_SHARE = 0.5
/** Of the schedules that the check samples where it is not complete, so many are sampled with a change. */
const SHARE_OF_RUNS = 0.25
/** What it takes to play a counterexample again and to heal, in states. */
const PLAYED = 100
/** So many counterexamples of one promise are kept to be played. */
const MOST_KEPT = 16
/** So many settings are changed together at the most. */
const MOST_TOGETHER = 3
/** So many remedies of one promise are told. */
const MOST_TOLD = 3

interface Broken<Action> {
  readonly invariant: Invariant
  readonly result: PromiseResult<Action>
  readonly counterexample: Counterexample<Action>
}

/** Cause and remedy of each broken promise of a result, by its id. The same result and options give the same cures. */
export async function searchRemedies<State, Action>(
  result: SearchResult<Action>,
  options: RemedyOptions<State, Action>,
): Promise<ReadonlyMap<string, Cure>> {
  const foresight = new Foresight<SearchResult<Action>>()
  const search = new RemedySearch(result, options, foresight)
  try {
    for (let together = 1; together <= MOST_TOGETHER && search.isOpen; together++) await search.tryAll(together)
  } finally {
    foresight.end()
  }
  return search.cures()
}

class RemedySearch<State, Action> {
  readonly #options: RemedyOptions<State, Action>
  readonly #broken: readonly Broken<Action>[]
  readonly #held: readonly PromiseResult<Action>[]
  readonly #found = new Map<string, (Remedy & { readonly changes: readonly Change[] })[]>()
  /** What broke each promise, with whatever change. */
  readonly #stories = new Map<string, readonly (readonly Action[])[]>()
  /** States and steps that may still be taken: about what a check takes, once for each broken promise. */
  #allowance: number
  #tried = 0
  readonly #cut = new Set<Broken<Action>>()
  /** What is tried now, and all that is to be tried after it, for promises without a remedy by fewer changes. */
  #next: { readonly open: readonly Broken<Action>[]; readonly sets: readonly (readonly Change[])[] } = {
    open: [],
    sets: [],
  }
  readonly #result: SearchResult<Action>
  readonly #foresight: Foresight<SearchResult<Action>>

  constructor(
    result: SearchResult<Action>,
    options: RemedyOptions<State, Action>,
    foresight: Foresight<SearchResult<Action>>,
  ) {
    this.#result = result
    this.#options = options
    this.#foresight = foresight
    const { promises } = result
    this.#broken = promises.flatMap((result) => {
      const invariant = options.invariants.find(({ id }) => id === result.promise)
      const { counterexample } = result
      return invariant === undefined || counterexample === null ? [] : [{ invariant, result, counterexample }]
    })
    this.#held = promises.filter(({ verdict }) => verdict === 'held')
    this.#allowance = this.#broken.length * Math.max(workOf(promises), options.maxStates * LEAST_SHARE)
  }

  /** Whether there is a promise without a remedy. */
  get isOpen(): boolean {
    return this.#open.length > 0 && this.#options.interrupted?.() !== true
  }

  get #open(): readonly Broken<Action>[] {
    return this.#broken.filter(({ invariant }) => !this.#found.has(invariant.id))
  }

  /** Every set of so many changes, for the promises that fewer did not mend. */
  async tryAll(together: number): Promise<void> {
    const open = this.#open
    const sets = setsOf(this.#options.changes, together)
    for (const [at, changes] of sets.entries()) {
      const doubtful = this.#doubtful(open, changes)
      if (doubtful.length === 0) continue
      if (this.#allowance > 0) {
        this.#next = { open, sets: sets.slice(at) }
        this.#foresee()
        await this.#try(changes, doubtful)
        this.#foresight.finish(changes)
      } else for (const one of doubtful) this.#cut.add(one)
    }
    this.#next = { open, sets: [] }
  }

  #doubtful(open: readonly Broken<Action>[], changes: readonly Change[]): readonly Broken<Action>[] {
    return open.filter(({ invariant }) => !this.#isMendedBy(invariant, changes))
  }

  /** Begins to try the next ones with what is known now: what they turn out to need is there when it is their turn. */
  #foresee(): void {
    const foresight = this.#foresight
    const { open, sets } = this.#next
    for (const [at, changes] of sets.entries()) {
      if (foresight.going >= (this.#options.beside?.atOnce ?? 0) || this.#allowance <= 0) return
      // Of one setting the smallest change is likely to be enough.
      const isSecond = sets.slice(0, at).some((before) => keysOf(before) === keysOf(changes))
      const doubtful = this.#doubtful(open, changes)
      if (isSecond || doubtful.length === 0 || foresight.hasBegun(changes)) continue
      const trial = new RemedySearch(this.#result, this.#options, foresight)
      for (const [id, stories] of this.#stories) trial.#stories.set(id, stories)
      foresight.begin(
        changes,
        () => trial.#try(changes, doubtful),
        () => this.#foresee(),
      )
    }
  }

  cures(): ReadonlyMap<string, Cure> {
    return new Map(
      this.#broken.map((broken) => {
        const { id } = broken.invariant
        const remedies = this.#found.get(id) ?? []
        const cause = [...new Set(remedies.flatMap(({ changes }) => changes.map(({ key }) => key)))]
        const told = remedies
          .slice(0, MOST_TOLD)
          .map(({ change, price, completeTo, schedules }) => ({ change, price, completeTo, schedules }))
        return [id, { cause, remedies: told, tried: this.#tried, isCut: this.#cut.has(broken) }]
      }),
    )
  }

  /** Of one setting the smallest change that mends it is enough. */
  #isMendedBy({ id }: Invariant, changes: readonly Change[]): boolean {
    const keys = keysOf(changes)
    return this.#found.get(id)?.some((remedy) => keysOf(remedy.changes) === keys) === true
  }

  async #try(changes: readonly Change[], broken: readonly Broken<Action>[]): Promise<void> {
    const systems = this.#options.make(changes)
    if (systems === undefined) return
    this.#tried += 1
    const unplayed = broken.filter((one) => !systems.some((system) => this.#breaksAgain(system, one)))
    if (this.#options.interrupted?.() === true) {
      for (const one of unplayed) this.#cut.add(one)
      return
    }
    const mended: Broken<Action>[] = []
    for (const one of unplayed) if (await this.#withstands(changes, systems, one)) mended.push(one)
    if (mended.length > 0) await this.#confirm(changes, systems, mended)
  }

  #breaksAgain(system: System<State, Action>, { invariant, counterexample }: Broken<Action>): boolean {
    return this.#isBrokenBy(system, invariant, [counterexample.actions]) || this.#isBrokenByKnown(system, invariant)
  }

  #isBrokenByKnown(system: System<State, Action>, invariant: Invariant): boolean {
    return this.#isBrokenBy(system, invariant, this.#stories.get(invariant.id) ?? [])
  }

  #isBrokenBy(system: System<State, Action>, invariant: Invariant, stories: readonly (readonly Action[])[]): boolean {
    return stories.some((actions) => {
      this.#allowance -= PLAYED
      return tryOut(system, invariant, actions, this.#options.budget).violation !== undefined
    })
  }

  /** What refutes a change is likely to refute others, too. */
  #keep({ promise, counterexample }: PromiseResult<Action>): void {
    const known = this.#stories.get(promise) ?? []
    if (counterexample !== null) this.#stories.set(promise, [counterexample.actions, ...known].slice(0, MOST_KEPT))
  }

  /** No schedule with the faults that broke it, and no others, breaks it again, as far as that is soon seen. */
  async #withstands(
    changes: readonly Change[],
    systems: readonly System<State, Action>[],
    { invariant, counterexample: { faults, faultKinds, moves } }: Broken<Action>,
  ): Promise<boolean> {
    const none = Object.fromEntries(Object.keys(this.#options.budget.faults).map((kind) => [kind, 0]))
    const { promises } = await this.#search(changes, systems, {
      invariants: [invariant],
      budget: { ...this.#options.budget, ...budgetOf(faults + moves, { ...none, ...faultKinds }, moves) },
      search: 'exhaustive',
      maxStates: Math.min(FEW_STATES, this.#options.maxStates),
    })
    return promises.every(({ counterexample }) => counterexample === null)
  }

  /** All that the check looked at; a promise that held has to hold. */
  async #confirm(
    changes: readonly Change[],
    systems: readonly System<State, Action>[],
    mended: readonly Broken<Action>[],
  ): Promise<void> {
    const { invariants } = this.#options
    const kept = invariants.filter(({ id }) => this.#held.some(({ promise }) => promise === id))
    if (systems.some((system) => kept.some((invariant) => this.#isBrokenByKnown(system, invariant)))) return
    const asked = invariants.filter(
      (invariant) => kept.includes(invariant) || mended.some((one) => one.invariant === invariant),
    )
    const runs = Math.ceil(this.#options.runs * SHARE_OF_RUNS)
    const { promises } = await this.#search(changes, systems, { invariants: asked, runs })
    const resultOf = (id: string): PromiseResult<Action> | undefined => promises.find(({ promise }) => promise === id)
    if (!kept.every(({ id }) => resultOf(id)?.verdict === 'held')) return
    for (const { invariant, result } of mended) {
      const now = resultOf(invariant.id)
      if (now === undefined || now.verdict !== 'held' || completeIn(now) < completeIn(result)) continue
      const remedy = {
        changes,
        change: Object.fromEntries(changes.map(({ key, value }) => [key, value])),
        price: [...changes.flatMap(({ price }) => price), ...this.#options.price(changes)],
        completeTo: completeIn(now),
        schedules: now.evidence.random?.schedules ?? 0,
      }
      this.#found.set(invariant.id, [...(this.#found.get(invariant.id) ?? []), remedy])
    }
  }

  async #search(
    changes: readonly Change[],
    systems: readonly System<State, Action>[],
    asked: Partial<SearchOptions>,
  ): Promise<SearchResult<Action>> {
    const { changes: _c, make: _m, price: _p, beside, onBroken: _b, onSettled: _s, ...options } = this.#options
    const interrupted = (): boolean => this.#foresight.isFinished(changes) || options.interrupted?.() === true
    const search = { ...options, ...asked, interrupted }
    const ids = search.invariants.map(({ id }) => id)
    const name = JSON.stringify([changes.map(({ key, value }) => [key, value]), asked, ids])
    const result = await this.#foresight.result(name, () =>
      beside === undefined ? searchScopes(systems, search) : beside.search(changes, search),
    )
    this.#allowance -= workOf(result.promises)
    for (const one of result.promises) this.#keep(one)
    return result
  }
}
