/** What many seeds found together. They may come in any order; they are counted in theirs, each once. */
import { isBetter } from './explore/shortest.ts'
import { mergePromise } from './merging.ts'
import type { PromiseResult, SearchResult } from './result.ts'

/** A promise, over all seeds that are counted. */
export interface CampaignPromise {
  /** With the best counterexample of all seeds, and the evidence of all added up. */
  readonly result: PromiseResult<unknown>
  /** Seeds that broke it. */
  readonly broken: number
  /** The first of them, from 1, and the one whose counterexample is told. */
  readonly first: number | null
  readonly told: number | null
}

/** The seeds that are counted: plain data, from which it goes on. */
export interface Counted {
  readonly seeds: number
  readonly promises: readonly CampaignPromise[]
}

export class Campaign {
  #seeds: number
  #promises: readonly CampaignPromise[]
  readonly #waiting = new Map<number, SearchResult<unknown>>()

  constructor({ seeds, promises }: Counted = { seeds: 0, promises: [] }) {
    this.#seeds = seeds
    this.#promises = promises
  }

  /** Seeds counted. */
  get seeds(): number {
    return this.#seeds
  }

  /** Of the seeds that are counted: in the order of reports. */
  get promises(): readonly CampaignPromise[] {
    return this.#promises
  }

  /**
   * Takes the result of a seed, from 1. It counts as soon as all before it do, so that whatever is told is the same
   * whoever was faster. The promises of which there is now another counterexample.
   */
  add(seed: number, result: SearchResult<unknown>): readonly CampaignPromise[] {
    if (seed > this.#seeds) this.#waiting.set(seed, result)
    const better: CampaignPromise[] = []
    for (let next = this.#seeds + 1; this.#waiting.has(next); next++) better.push(...this.#count(next))
    return better
  }

  /** Nobody waits any more for the seeds between. */
  end(): readonly CampaignPromise[] {
    return [...this.#waiting.keys()].toSorted((a, b) => a - b).flatMap((seed) => this.#count(seed))
  }

  #count(seed: number): readonly CampaignPromise[] {
    const { promises = [] } = this.#waiting.get(seed) ?? {}
    this.#waiting.delete(seed)
    this.#seeds++
    const before = this.#promises
    this.#promises = promises.map((result, at) => added(before[at], result, seed))
    return this.#promises.filter(({ told }) => told === seed)
  }
}

function added(before: CampaignPromise | undefined, found: PromiseResult<unknown>, seed: number): CampaignPromise {
  const isBroken = found.counterexample !== null
  const best = before?.result.counterexample
  const isTold = found.counterexample !== null && (best == null || isBetter(found.counterexample, best))
  return {
    result: before === undefined ? found : mergePromise(before.result, found),
    broken: (before?.broken ?? 0) + (isBroken ? 1 : 0),
    first: before?.first ?? (isBroken ? seed : null),
    told: isTold ? seed : (before?.told ?? null),
  }
}
