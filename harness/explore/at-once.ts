/**
 * What may as well be done at once (`Reduction.atOnce`) is done: from a vertex of a last layer to the first one from
 * which something is left to choose.
 */
import type { Done, LeavingOut } from './walk.ts'

/**
 * Nobody has that much to do: a longer way goes round in a circle. Whoever is on it may leave it anywhere, so nothing
 * is done at once there.
 */
const LONGEST_WAY = 200

const NOTHING: readonly never[] = []

/**
 * Always the first action that may be done at once, in the machine's order, until there is none or the state is
 * settled. Every vertex that comes to the same vertex has the same future.
 */
export function doneAtOnce<Vertex, Edge>(
  { isSettled, firstAtOnce, doneAtOnce: kept }: LeavingOut<Vertex, Edge>,
  from: Vertex,
): Done<Vertex, Edge> {
  const known = kept.get(from)
  if (known !== undefined) return known
  const edges: Edge[] = []
  let at = from
  while (edges.length <= LONGEST_WAY) {
    const next = isSettled(at) ? undefined : firstAtOnce(at)
    if (next === undefined) break
    edges.push(next.edge)
    at = next.after
  }
  const isRound = edges.length > LONGEST_WAY
  const done = isRound ? { edges: NOTHING, vertex: from } : { edges, vertex: at }
  kept.set(from, done)
  if (done.vertex !== from) kept.set(done.vertex, { edges: NOTHING, vertex: done.vertex })
  return done
}
