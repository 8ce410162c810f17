/** Makes the successors of vertices, and keeps them until it is known which of them are worth expanding. */
import type { Fingerprinter } from '../../../model/fingerprint.ts'
import { DEPTHS } from '../explorer.ts'
import { type Purses, marked } from '../layers.ts'
import type { Space } from '../space.ts'
import { Lately } from './lately.ts'
import { MOST_ACTIONS, Outbox } from './outbox.ts'
import type { SeenParts } from './seen-parts.ts'
import type { Workplace } from './workplace.ts'

export class Candidates<Vertex, Action> {
  /** Successors made since the last `clear`, candidates or not. */
  made = 0
  // By candidate, in the order in which they were made.
  readonly vertices: Vertex[] = []
  /** Whom it was sent to. What was sent to one worker is in the same order as here. */
  readonly owners: number[] = []
  /** Successors that had been made, with it. */
  readonly madeWith: number[] = []
  /** The step that led to it; empty when nobody is to be told. */
  readonly actions: Action[] = []
  readonly befores: Vertex[] = []
  /** By owner. */
  readonly sent: readonly Outbox[]
  readonly #workplace: Workplace<Vertex, Action>
  readonly #maxDepth: number
  readonly #isToldOfNew: boolean
  readonly #purses: Purses
  readonly #seen: SeenParts
  readonly #fingerprint: Fingerprinter
  readonly #lately = new Lately()
  // What is being expanded.
  #node = 0
  #rank = 0

  constructor(workplace: Workplace<Vertex, Action>) {
    const { explorable, options, purses, seen, fingerprint, memory, me } = workplace
    this.#workplace = workplace
    this.#maxDepth = options.maxDepth ?? DEPTHS
    this.#isToldOfNew = explorable.onNew !== undefined
    this.#purses = purses
    this.#seen = seen
    this.#fingerprint = fingerprint
    this.sent = (memory.outboxes[me] as readonly SharedArrayBuffer[]).map((outbox) => new Outbox(outbox))
  }

  /** @param rank number of the vertex among all of its place */
  expand(vertex: Vertex, node: number, purse: number, rank: number, layer: number, depth: number): void {
    const space = this.#workplace.spaceOf(layer)
    const purses = this.#purses
    const isLast = purses.isLast(layer)
    this.#node = node
    this.#rank = rank
    let index = 0
    for (const action of space.actions(vertex)) {
      index++
      const cost = space.cost(action, vertex)
      if (cost === undefined) {
        const after = space.step(vertex, action)
        if (after !== vertex) this.#reach(after, index, space, layer, depth + 1, purse, action, vertex)
      } else {
        if (isLast) break
        if (!purses.affords(layer, purse, cost)) continue
        const after = space.step(vertex, action)
        if (after === vertex) continue
        const layerAfter = purses.layerAfter(layer, cost)
        this.#reach(
          after,
          index,
          this.#workplace.spaceOf(layerAfter),
          layerAfter,
          depth + 1,
          purses.purseAfter(purse, cost),
          action,
          vertex,
        )
      }
    }
  }

  clear(): void {
    this.made = 0
    for (const outbox of this.sent) outbox.length = 0
    for (const list of [this.vertices, this.owners, this.madeWith, this.actions, this.befores]) list.length = 0
  }

  #reach(
    after: Vertex,
    index: number,
    space: Space<Vertex, Action>,
    layer: number,
    depth: number,
    purse: number,
    action: Action,
    before: Vertex,
  ): void {
    this.made++
    if (depth > this.#maxDepth) return
    if (depth >= DEPTHS) throw new RangeError(`a schedule of ${depth} actions; an explorer counts to ${DEPTHS - 1}`)
    if (index > MOST_ACTIONS)
      throw new RangeError(`${index} actions at a vertex; an explorer counts to ${MOST_ACTIONS}`)
    space.identify(after, this.#fingerprint)
    const { low, high } = this.#fingerprint
    const place = layer * DEPTHS + depth
    if (this.#lately.has(low ^ marked(purse), high, place)) return
    const owner = this.#seen.ownerOf(low, high)
    if (this.#seen.isSettled(owner, low, high, purse, place)) return
    const outbox = this.sent[owner] as Outbox
    outbox.put(low, high, this.#rank, place, index, purse, this.#node)
    this.vertices.push(after)
    this.owners.push(owner)
    this.madeWith.push(this.made)
    if (!this.#isToldOfNew) return
    this.actions.push(action)
    this.befores.push(before)
  }
}
