/**
 * Breadth-first exploration, complete within a budget: layer by layer (`layers.ts`), within a layer by the number of
 * actions, and among those in the machine's own order. So the first vertex that breaks a promise is reached by the
 * fewest faults, then the fewest moves, then the fewest actions.
 *
 * A vertex is stored as its fingerprint (`seen-set.ts`) and expanded once, or once more for each lighter purse it is
 * met with later. Vertices themselves are kept only until they are expanded.
 */
import { Fingerprinter } from '../../model/fingerprint.ts'
import type { Discovery, Exploration, ExploreOptions, ExploreProgress, ExploredLayer, Stopped } from './exploration.ts'
import { Expectation } from './expectation.ts'
import { EMPTY_PURSE, type Layer, Purses, marked } from './layers.ts'
import { NOBODY, NONE, SeenSet } from './seen-set.ts'
import { type Space, nth } from './space.ts'

/** Place of a vertex: its layer, and how many actions lead to it. */
export const DEPTHS = 1 << 10
export const MOST_LAYERS = 1 << 6
/** Actions of a vertex. */
const MOST_ACTIONS = 0xffff
/** Vertices expanded between two chances for the caller to do something else. */
const SLICE = 512

/** Vertices of one place that wait, in the order in which they are to be expanded. */
interface Bucket<Vertex> {
  readonly nodes: number[]
  readonly vertices: Vertex[]
  readonly purses: number[]
}

/** Explores in slices: yields after each one. The same space and options give the same result. */
export function* explore<Vertex, Action>(
  space: Space<Vertex, Action>,
  options: ExploreOptions<Vertex, Action>,
): Generator<ExploreProgress, Exploration<Action>> {
  const explorer = new Explorer(space, options)
  let inSlice = 0
  for (let layer = 0; layer < explorer.purses.layers.length && !explorer.isDone; layer++) {
    for (let depth = 0; !explorer.isDone && explorer.begin(layer, depth); depth++) {
      while (explorer.expandNext()) {
        if (++inSlice < SLICE) continue
        inSlice = 0
        yield explorer.progress
      }
    }
    explorer.endLayer(layer)
  }
  if (options.looksAtWaiting === true) yield* explorer.lookAtWaiting()
  return explorer.result()
}

class Explorer<Vertex, Action> {
  readonly purses: Purses
  readonly #space: Space<Vertex, Action>
  readonly #options: ExploreOptions<Vertex, Action>
  readonly #seen = new SeenSet()
  readonly #fingerprint: Fingerprinter
  readonly #buckets = new Map<number, Bucket<Vertex>>()
  readonly #lastDepth: number[] = []
  readonly #found: Discovery<Action>[] = []
  readonly #layers: ExploredLayer[] = []
  readonly #expectation: Expectation
  #stopped: Stopped | null = null
  #missing: number
  #generated = 0
  #queue = 0
  #expandedInLayer = 0
  #depthOfLayer = 0
  // What is being expanded.
  #layer = 0
  #depth = 0
  #bucket: Bucket<Vertex> | undefined
  #at = 0

  constructor(space: Space<Vertex, Action>, options: ExploreOptions<Vertex, Action>) {
    this.#space = space
    this.#options = options
    this.purses = new Purses(options.budget, options.mostFaults)
    if (this.purses.layers.length > MOST_LAYERS)
      throw new RangeError(`a budget of ${this.purses.layers.length} layers; an explorer counts to ${MOST_LAYERS}`)
    this.#fingerprint = new Fingerprinter(options.fingerprintBits)
    this.#missing = options.wanted ?? 0
    this.#expectation = new Expectation(options)
    this.#admit(space.initial, NOBODY, 0, 0, 0, EMPTY_PURSE)
  }

  /** Whether nothing more is to be done. */
  get isDone(): boolean {
    return this.#stopped !== null || (this.#options.wanted !== undefined && this.#missing === 0)
  }

  get progress(): ExploreProgress {
    return {
      states: this.#seen.size,
      queue: this.#queue,
      depth: this.#depth,
      ...(this.purses.layers[this.#layer] as Layer),
    }
  }

  /** Turns to the vertices of a place; false when there are none here nor at a greater depth of the layer. */
  begin(layer: number, depth: number): boolean {
    if (depth > (this.#lastDepth[layer] ?? -1)) return false
    const place = layer * DEPTHS + depth
    this.#layer = layer
    this.#depth = depth
    this.#bucket = this.#buckets.get(place)
    this.#buckets.delete(place)
    this.#at = 0
    return true
  }

  /** Expands the next vertex of the place; false when there is none. */
  expandNext(): boolean {
    const bucket = this.#bucket
    if (bucket === undefined || this.isDone) return false
    const place = this.#layer * DEPTHS + this.#depth
    while (this.#at < bucket.nodes.length) {
      const at = this.#at++
      this.#queue--
      const node = bucket.nodes[at] as number
      // Met again meanwhile, at an earlier place.
      if (this.#seen.placeOf(node) !== place) continue
      this.#expand(node, bucket.vertices[at] as Vertex, bucket.purses[at] as number)
      return true
    }
    return false
  }

  /** When the store is full: looks at what was met and would have been expanded later than at the present place. */
  *lookAtWaiting(): Generator<ExploreProgress> {
    const { broken } = this.#options
    if (this.#stopped !== 'max-states' || broken === undefined) return
    let looked = 0
    for (const place of [...this.#buckets.keys()].sort((a, b) => a - b)) {
      this.#layer = Math.floor(place / DEPTHS)
      const { nodes, vertices } = this.#buckets.get(place) as Bucket<Vertex>
      for (const [at, node] of nodes.entries()) {
        if (this.#missing === 0) return
        if (this.#seen.placeOf(node) !== place) continue
        this.#look(node, broken(vertices[at] as Vertex))
        if (++looked % SLICE === 0) yield this.progress
      }
    }
  }

  endLayer(layer: number): void {
    this.#layers.push({
      ...(this.purses.layers[layer] as Layer),
      states: this.#expandedInLayer,
      depth: this.#depthOfLayer,
      complete: !this.isDone,
    })
    this.#expandedInLayer = 0
    this.#depthOfLayer = 0
  }

  result(): Exploration<Action> {
    return {
      states: this.#seen.size,
      fingerprints: this.#seen.size + (this.#space.last?.fingerprints?.() ?? 0),
      generated: this.#generated,
      depth: this.#layers.reduce((deepest, { depth }) => Math.max(deepest, depth), 0),
      layers: this.#layers,
      unfinished: this.purses.layers.filter((_, layer) => this.#layers[layer]?.complete !== true),
      found: this.#found,
      stopped: this.#stopped,
      bytes: this.#seen.bytes,
    }
  }

  #expand(node: number, vertex: Vertex, purse: number): void {
    const layer = this.#layer
    const space = this.#spaceOf(layer)
    this.#expandedInLayer++
    this.#depthOfLayer = this.#depth
    if (this.#options.broken !== undefined) this.#look(node, this.#options.broken(vertex))
    if (this.isDone) return
    const isLast = this.purses.isLast(layer)
    this.#stopped = this.#options.stop?.() ?? (!isLast && this.#expectation.isFarTooMuch() ? 'max-states' : null)
    let index = 0
    for (const action of space.actions(vertex)) {
      index++
      const cost = space.cost(action, vertex)
      if (cost === undefined) {
        const after = space.step(vertex, action)
        if (after !== vertex) this.#reach(after, node, index, layer, this.#depth + 1, purse, action, vertex)
      } else {
        if (isLast) break
        if (!this.purses.affords(layer, purse, cost)) continue
        const after = space.step(vertex, action)
        if (after !== vertex)
          this.#reach(
            after,
            node,
            index,
            this.purses.layerAfter(layer, cost),
            this.#depth + 1,
            this.purses.purseAfter(purse, cost),
            action,
            vertex,
          )
      }
      if (this.#stopped !== null) return
    }
  }

  #reach(
    after: Vertex,
    parent: number,
    index: number,
    layer: number,
    depth: number,
    purse: number,
    action: Action,
    before: Vertex,
  ): void {
    this.#generated++
    if (this.#admit(after, parent, index, layer, depth, purse)) this.#options.onNew?.(action, before, after)
    if (this.#seen.size >= this.#options.maxStates) this.#stopped ??= 'max-states'
  }

  /**
   * Takes a vertex up to be expanded, unless that was done or will be at a place as good; whether it was never met
   * before.
   */
  #admit(vertex: Vertex, parent: number, action: number, layer: number, depth: number, purse: number): boolean {
    if (depth > (this.#options.maxDepth ?? DEPTHS)) return false
    if (depth >= DEPTHS || action > MOST_ACTIONS) {
      this.#stopped = 'too-large'
      return false
    }
    const seen = this.#seen
    const place = layer * DEPTHS + depth
    this.#spaceOf(layer).identify(vertex, this.#fingerprint)
    const { low, high } = this.#fingerprint
    for (const lighter of this.purses.lighter(purse)) {
      const other = seen.find(low ^ marked(lighter), high)
      if (other === NONE) continue
      const otherPlace = seen.placeOf(other)
      if (otherPlace <= place && this.purses.costsNoMore(Math.floor(otherPlace / DEPTHS), layer)) return false
    }
    const known = seen.find(low ^ marked(purse), high)
    if (known === NONE) {
      this.#wait(seen.add(low ^ marked(purse), high, parent, action, place), vertex, purse, layer, depth)
      return true
    }
    if (seen.placeOf(known) > place) {
      seen.reach(known, parent, action, place)
      this.#wait(known, vertex, purse, layer, depth)
    }
    return false
  }

  #wait(node: number, vertex: Vertex, purse: number, layer: number, depth: number): void {
    const place = layer * DEPTHS + depth
    let bucket = this.#buckets.get(place)
    if (bucket === undefined) this.#buckets.set(place, (bucket = { nodes: [], vertices: [], purses: [] }))
    bucket.nodes.push(node)
    bucket.vertices.push(vertex)
    bucket.purses.push(purse)
    this.#queue++
    this.#lastDepth[layer] = Math.max(depth, this.#lastDepth[layer] ?? 0)
  }

  /** Notes what is broken here for the first time. */
  #look(node: number, broken: number): void {
    const fresh = broken & this.#missing
    if (fresh === 0) return
    this.#missing &= ~fresh
    const { faults, moves } = this.purses.layers[this.#layer] as Layer
    const actions = this.#pathTo(node)
    for (let bit = 1; bit <= fresh && bit > 0; bit <<= 1)
      if ((fresh & bit) !== 0) this.#found.push({ bit, faults, moves, actions })
  }

  /** The actions that lead to a node, by walking back to the beginning and forward again. */
  #pathTo(node: number): readonly Action[] {
    const way: { readonly layer: number; readonly index: number }[] = []
    for (let at = node; this.#seen.parentOf(at) !== NOBODY; at = this.#seen.parentOf(at)) {
      way.push({
        layer: Math.floor(this.#seen.placeOf(this.#seen.parentOf(at)) / DEPTHS),
        index: this.#seen.actionOf(at),
      })
    }
    const actions: Action[] = []
    let vertex = this.#space.initial
    for (const { layer, index } of way.reverse()) {
      const space = this.#spaceOf(layer)
      const action = nth(space.actions(vertex), index)
      actions.push(action)
      vertex = space.step(vertex, action)
    }
    return actions
  }

  #spaceOf(layer: number): Space<Vertex, Action> {
    return this.purses.isLast(layer) ? (this.#space.last ?? this.#space) : this.#space
  }
}
