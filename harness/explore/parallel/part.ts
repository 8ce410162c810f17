/**
 * One worker's part in an exploration. All do the same at the same time, in rounds: each expands its own vertices, the
 * successors are admitted by those they belong to, and who made them keeps the vertices that are to be expanded.
 *
 * The result is that of a single worker, whatever the timing: the vertices of a place are numbered as a single worker
 * would have expanded them, and what is admitted, found or kept is decided in the order of those numbers.
 */
import type { Exploration, ExploreProgress } from '../exploration.ts'
import { DEPTHS } from '../explorer.ts'
import { EMPTY_PURSE, type Layer } from '../layers.ts'
import { nth } from '../space.ts'
import { countTo, keyOf, nthKey, rankOf } from './cut.ts'
import { type Finding, allFindings, sayFindings } from './findings.ts'
import { INTERRUPTED } from './meeting.ts'
import { SLOT } from './memory.ts'
import { Places } from './places.ts'
import { Round } from './round.ts'
import { NO_PARENT, type Way } from './seen-parts.ts'
import { Tally } from './tally.ts'
import type { Workplace } from './workplace.ts'

/** Vertices of a place that all workers expand between two meetings. */
const ROUND = 1 << 15

export class Part<Vertex, Action> {
  readonly #workplace: Workplace<Vertex, Action>
  readonly #places: Places<Vertex, Action>
  readonly #round: Round<Vertex, Action>
  readonly #tally: Tally
  #queue = 0

  constructor(workplace: Workplace<Vertex, Action>, onSlice: (progress: ExploreProgress) => void) {
    this.#workplace = workplace
    this.#places = new Places(workplace)
    this.#round = new Round(workplace, () => onSlice(this.#progress))
    this.#tally = new Tally(workplace.purses.layers, workplace.options.wanted)
  }

  /**
   * The result, the same for all workers but for the actions that led to what was found: the first one alone looks for
   * these.
   */
  explore(): Exploration<Action> {
    const { purses, seen, me } = this.#workplace
    const tally = this.#tally
    this.#begin()
    for (let layer = 0; layer < purses.layers.length && !tally.isDone; layer++) {
      for (let depth = 0; !tally.isDone && this.#places.turnTo(layer, depth); depth++) this.#explorePlace()
      tally.endLayer(layer)
    }
    if (tally.stopped === 'max-states' && this.#workplace.options.looksAtWaiting === true) this.#lookAtWaiting()
    return tally.exploration(seen.bytes, (node) => (me === 0 ? this.#replay(seen.pathTo(node)) : []))
  }

  get #progress(): ExploreProgress {
    const { depth, layer } = this.#places
    return { states: this.#tally.states, queue: this.#queue, depth, ...(this.#workplace.purses.layers[layer] as Layer) }
  }

  /** A single worker looks only after a step. */
  get #mostStates(): number {
    return Math.max(2, this.#workplace.options.maxStates)
  }

  /** The initial vertex is the first worker's, whomever its node belongs to. */
  #begin(): void {
    const { explorable, fingerprint, meeting, seen, waiting, me } = this.#workplace
    const { initial } = explorable.space
    this.#workplace.spaceOf(0).identify(initial, fingerprint)
    const owner = seen.ownerOf(fingerprint.low, fingerprint.high)
    if (owner === me) seen.admit(fingerprint.low, fingerprint.high, EMPTY_PURSE, NO_PARENT, 0, 0)
    // An owner's first node has the owner's number.
    if (me === 0) waiting.add(0, 0, owner, EMPTY_PURSE, initial)
    meeting.meet()
    seen.refresh()
  }

  #explorePlace(): void {
    const { total, share } = this.#places
    const length = this.#workplace.options.round ?? ROUND
    let at = 0
    for (let rank = 0; rank < total && !this.#tally.isDone; rank += length) {
      const from = at
      while (at < share.ranks.length && (share.ranks[at] as number) < rank + length) at++
      this.#exploreRound(rank, from, at)
    }
  }

  #exploreRound(firstRank: number, from: number, to: number): void {
    const { meeting } = this.#workplace
    const { share, depth, layer, before } = this.#places
    const tally = this.#tally
    const { expanded, generated, findings, reason } = this.#round.run(share, from, to, layer, depth, tally.missing)
    const states = meeting.sum(SLOT.states)
    this.#queue = meeting.sum(SLOT.queue)
    const enough = this.#rankOfLastWanted(findings)
    if (reason === 0 && (enough < Infinity || states >= this.#mostStates)) {
      this.#cut(firstRank, enough, findings, states)
      return
    }
    tally.states = states
    tally.generated += generated
    tally.expanded(expanded, depth)
    for (const finding of findings) tally.look(finding, layer)
    if (reason !== 0 && !tally.isDone) tally.stopped = reason === INTERRUPTED ? 'interrupted' : 'memory'
    this.#round.collect(before, Infinity)
  }

  /** Number of the vertex at which all that is wanted is found. */
  #rankOfLastWanted(findings: readonly Finding[]): number {
    let { missing } = this.#tally
    for (const { rank, bits } of findings) {
      missing &= ~bits
      if (this.#tally.hasAll(missing)) return rank
    }
    return Infinity
  }

  /** Ends the search where a single worker would have: what was done beyond that does not count. */
  #cut(firstRank: number, enough: number, findings: readonly Finding[], states: number): void {
    const { meeting, keys } = this.#workplace
    const { depth, layer, before } = this.#places
    const tally = this.#tally
    const fresh = this.#round.freshKeys()
    keys.write(fresh)
    meeting.say(SLOT.fresh, fresh.length)
    meeting.meet()
    const all = keys.all(meeting.all(SLOT.fresh))
    const full = states >= this.#mostStates ? nthKey(all, this.#mostStates - tally.states) : Infinity
    const last = Math.min(keyOf(enough, 0), full)
    meeting.say(SLOT.generated, this.#round.madeTo(last))
    meeting.meet()
    tally.states += countTo(all, last)
    tally.generated += meeting.sum(SLOT.generated)
    tally.expanded(rankOf(last) - firstRank + 1, depth)
    for (const finding of findings) if (finding.rank <= rankOf(last)) tally.look(finding, layer)
    if (last === full) tally.stopped = 'max-states'
    this.#round.collect(before, last)
  }

  /** Looks at what was met and would have been expanded at a later place. */
  #lookAtWaiting(): void {
    const { explorable, meeting, seen, waiting } = this.#workplace
    const tally = this.#tally
    const findings: Finding[] = []
    let open = tally.missing
    for (const [place, { keys, nodes, vertices }] of waiting.all()) {
      for (let i = 0; i < nodes.length && open !== 0; i++) {
        const node = nodes[i] as number
        if (seen.placeOf(node) !== place) continue
        const bits = (explorable.broken?.(vertices[i] as Vertex) ?? 0) & open
        if (bits !== 0) findings.push({ place, rank: keys[i] as number, node, bits })
        open &= ~bits
      }
    }
    sayFindings(meeting, findings)
    meeting.meet()
    for (const finding of allFindings(meeting)) tally.look(finding, Math.floor(finding.place / DEPTHS))
  }

  #replay(way: readonly Way[]): readonly Action[] {
    const actions: Action[] = []
    let vertex = this.#workplace.explorable.space.initial
    for (const { layer, index } of way) {
      const space = this.#workplace.spaceOf(layer)
      const action = nth(space.actions(vertex), index)
      actions.push(action)
      vertex = space.step(vertex, action)
    }
    return actions
  }
}
