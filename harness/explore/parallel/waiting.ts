/** Vertices of one worker that wait to be expanded, by place. */
import { DEPTHS } from '../explorer.ts'

/** Vertices of a place, in the order in which they are to be expanded. */
export interface Bucket<Vertex> {
  /**
   * Ascending, and different for all vertices of all workers that wait at a place: what came first has the smaller one.
   */
  readonly keys: number[]
  readonly nodes: number[]
  readonly purses: number[]
  readonly vertices: Vertex[]
}

export class Waiting<Vertex> {
  /** How many there are. */
  size = 0
  readonly #buckets = new Map<number, Bucket<Vertex>>()
  readonly #lastDepth: number[] = []
  // Where the last vertex was put.
  #place = -1
  #bucket: Bucket<Vertex> = emptyBucket()

  add(place: number, key: number, node: number, purse: number, vertex: Vertex): void {
    if (place !== this.#place) this.#turnTo(place)
    const bucket = this.#bucket
    bucket.keys.push(key)
    bucket.nodes.push(node)
    bucket.purses.push(purse)
    bucket.vertices.push(vertex)
    this.size++
  }

  /** The greatest depth of a layer at which anything ever waited; -1 for none. */
  lastDepth(layer: number): number {
    return this.#lastDepth[layer] ?? -1
  }

  /** Gives away what waits at a place. */
  take(place: number): Bucket<Vertex> {
    const bucket = this.#buckets.get(place) ?? emptyBucket<Vertex>()
    this.#buckets.delete(place)
    this.#place = -1
    this.size -= bucket.nodes.length
    return bucket
  }

  /** All that waits, place by place. */
  *all(): Generator<readonly [place: number, bucket: Bucket<Vertex>]> {
    for (const place of [...this.#buckets.keys()].sort((a, b) => a - b))
      yield [place, this.#buckets.get(place) as Bucket<Vertex>]
  }

  #turnTo(place: number): void {
    let bucket = this.#buckets.get(place)
    if (bucket === undefined) {
      this.#buckets.set(place, (bucket = emptyBucket<Vertex>()))
      const layer = Math.floor(place / DEPTHS)
      this.#lastDepth[layer] = Math.max(place % DEPTHS, this.lastDepth(layer))
    }
    this.#bucket = bucket
    this.#place = place
  }
}

export function emptyBucket<Vertex>(): Bucket<Vertex> {
  return { keys: [], nodes: [], purses: [], vertices: [] }
}

/** For each of my keys how many are smaller, of mine and of the others'; all lists ascend. */
export function ranksAmong(mine: ArrayLike<number>, others: readonly ArrayLike<number>[]): number[] {
  const ranks: number[] = []
  for (let i = 0; i < mine.length; i++) ranks.push(i)
  for (const theirs of others) {
    let smaller = 0
    for (let i = 0; i < mine.length; i++) {
      const key = mine[i] as number
      while (smaller < theirs.length && (theirs[smaller] as number) < key) smaller++
      ranks[i] = (ranks[i] as number) + smaller
    }
  }
  return ranks
}
