/**
 * Evens out how many vertices of a place each worker has. Vertices stay where they are made, so this is needed at the
 * beginning, when one worker has all, and now and then when the numbers have drifted apart.
 */
import { receiveMessageOnPort, type MessagePort } from 'node:worker_threads'

/** The vertices of a place that a worker expands; what stands at an index belongs together. */
export interface Share<Vertex> {
  /** Ascending: number among the vertices of the place of all workers. */
  readonly ranks: number[]
  readonly nodes: number[]
  readonly purses: number[]
  /** Gone when they were expanded. */
  readonly vertices: (Vertex | undefined)[]
}

export interface Transfer {
  readonly from: number
  readonly to: number
  readonly count: number
}

/** More than a fair share is borne with up to this part of it, and up to so many vertices. */
const TOLERANCE = 0.05
const FEW = 4
/** Vertices sent at once. */
const CHUNK = 1024

/** What is to be handed over when workers have so many vertices. */
export function transfersFor(counts: readonly number[]): readonly Transfer[] {
  const total = counts.reduce((sum, count) => sum + count, 0)
  const fair = Math.ceil(total / counts.length)
  if (Math.max(...counts) - fair <= Math.max(FEW, fair * TOLERANCE)) return []
  const left = [...counts]
  const transfers: Transfer[] = []
  for (let from = 0; from < left.length; from++) {
    for (let to = 0; to < left.length; to++) {
      const count = Math.min((left[from] as number) - fair, fair - (left[to] as number))
      if (count <= 0) continue
      transfers.push({ from, to, count })
      left[from] = (left[from] as number) - count
      left[to] = (left[to] as number) + count
    }
  }
  return transfers
}

/** Sends a part of a share: vertices from all over it, so that nobody has all that comes first. What is left of it. */
export function give<Vertex>(share: Share<Vertex>, count: number, port: MessagePort): Share<Vertex> {
  const { length } = share.ranks
  const kept = emptyShare<Vertex>()
  let parcel = emptyShare<Vertex>()
  for (let i = 0; i < length; i++) {
    const isGiven = Math.floor(((i + 1) * count) / length) > Math.floor((i * count) / length)
    append(isGiven ? parcel : kept, share, i)
    if (parcel.ranks.length < CHUNK) continue
    port.postMessage(parcel)
    parcel = emptyShare()
  }
  if (parcel.ranks.length > 0) port.postMessage(parcel)
  return kept
}

/** A share and what was sent to it. */
export function take<Vertex>(share: Share<Vertex>, count: number, port: MessagePort): Share<Vertex> {
  const all: Share<Vertex> = {
    ranks: [...share.ranks],
    nodes: [...share.nodes],
    purses: [...share.purses],
    vertices: [...share.vertices],
  }
  while (all.ranks.length < share.ranks.length + count) {
    const received = receiveMessageOnPort(port) as { readonly message: Share<Vertex> } | undefined
    if (received === undefined) throw new Error('vertices that were handed over did not arrive')
    for (let i = 0; i < received.message.ranks.length; i++) append(all, received.message, i)
  }
  return sorted(all)
}

export function emptyShare<Vertex>(): Share<Vertex> {
  return { ranks: [], nodes: [], purses: [], vertices: [] }
}

function sorted<Vertex>(share: Share<Vertex>): Share<Vertex> {
  const order = share.ranks
    .map((_, index) => index)
    .sort((a, b) => (share.ranks[a] as number) - (share.ranks[b] as number))
  const result = emptyShare<Vertex>()
  for (const index of order) append(result, share, index)
  return result
}

function append<Vertex>(to: Share<Vertex>, from: Share<Vertex>, index: number): void {
  to.ranks.push(from.ranks[index] as number)
  to.nodes.push(from.nodes[index] as number)
  to.purses.push(from.purses[index] as number)
  to.vertices.push(from.vertices[index] as Vertex)
}
