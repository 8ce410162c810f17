/**
 * Turns from place to place: numbers the vertices that wait there, and sees to it that all workers have equally many.
 */
import type { MessagePort } from 'node:worker_threads'
import { DEPTHS } from '../explorer.ts'
import { type Share, emptyShare, give, take, transfersFor } from './balance.ts'
import { SLOT } from './memory.ts'
import { ranksAmong } from './waiting.ts'
import type { Workplace } from './workplace.ts'

export class Places<Vertex, Action> {
  layer = 0
  depth = 0
  /** Vertices of all workers here. */
  total = 0
  /** Vertices of all workers at earlier places. */
  before = 0
  /** What this worker is to expand. */
  share: Share<Vertex> = emptyShare()
  readonly #workplace: Workplace<Vertex, Action>

  constructor(workplace: Workplace<Vertex, Action>) {
    this.#workplace = workplace
  }

  /** Turns to a place; false when no vertices are here nor at a greater depth of the layer. */
  turnTo(layer: number, depth: number): boolean {
    const { meeting, keys: sharedKeys, waiting, me } = this.#workplace
    const { keys, ...mine } = this.#stillAt(layer * DEPTHS + depth)
    sharedKeys.write(keys)
    meeting.say(SLOT.waiting, keys.length)
    meeting.say(SLOT.lastDepth, waiting.lastDepth(layer))
    meeting.meet()
    if (depth > meeting.most(SLOT.lastDepth)) return false
    const counts = meeting.all(SLOT.waiting)
    this.before += this.total
    this.layer = layer
    this.depth = depth
    this.total = meeting.sum(SLOT.waiting)
    const others = sharedKeys.all(counts).filter((_, worker) => worker !== me)
    this.share = this.#evenedOut({ ranks: ranksAmong(keys, others), ...mine }, counts)
    return true
  }

  /** What waits at a place and was not met again meanwhile, at an earlier one. */
  #stillAt(place: number): Omit<Share<Vertex>, 'ranks'> & { readonly keys: number[] } {
    const { waiting, seen } = this.#workplace
    const { keys, nodes, purses, vertices } = waiting.take(place)
    let kept = 0
    for (let i = 0; i < nodes.length; i++) {
      const node = nodes[i] as number
      if (seen.placeOf(node) !== place) continue
      keys[kept] = keys[i] as number
      nodes[kept] = node
      purses[kept] = purses[i] as number
      vertices[kept] = vertices[i] as Vertex
      kept++
    }
    for (const list of [keys, nodes, purses, vertices]) list.length = kept
    return { keys, nodes, purses, vertices }
  }

  #evenedOut(share: Share<Vertex>, counts: readonly number[]): Share<Vertex> {
    const { meeting, me, ports } = this.#workplace
    const transfers = transfersFor(counts)
    if (transfers.length === 0) return share
    let result = share
    for (const { from, to, count } of transfers) if (from === me) result = give(result, count, ports[to] as MessagePort)
    meeting.meet()
    for (const { from, to, count } of transfers) if (to === me) result = take(result, count, ports[from] as MessagePort)
    return result
  }
}
