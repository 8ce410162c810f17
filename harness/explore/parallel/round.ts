/** One worker's part in a round: expanding some of its vertices, admitting what belongs to it, keeping what it made. */
import { isMemoryFull } from '../../stopping.ts'
import { DEPTHS } from '../explorer.ts'
import { NONE } from '../seen-set.ts'
import { admitAll } from './admission.ts'
import type { Share } from './balance.ts'
import { Candidates } from './candidates.ts'
import { keyOf, rankOf } from './cut.ts'
import { type Finding, allFindings, sayFindings } from './findings.ts'
import { MEMORY } from './meeting.ts'
import { SLOT } from './memory.ts'
import { Outbox } from './outbox.ts'
import type { Workplace } from './workplace.ts'

/** Vertices expanded between two looks at the memory: looking takes a while. */
const LOOK_EVERY = 1024

/** What all workers have done in a round. */
export interface RoundSums {
  readonly expanded: number
  readonly generated: number
  /** In order. */
  readonly findings: readonly Finding[]
  /** Why the round was not carried to its end; 0 if it was. */
  readonly reason: number
}

export class Round<Vertex, Action> {
  readonly #workplace: Workplace<Vertex, Action>
  readonly #candidates: Candidates<Vertex, Action>
  /** By sender. */
  readonly #inboxes: readonly Outbox[]
  readonly #onSlice: () => void
  #ranks: readonly number[] = []
  /** By vertex of the round: how many successors had been made before it. */
  #madeBefore: number[] = []
  #findings: Finding[] = []
  #sinceLook = 0

  constructor(workplace: Workplace<Vertex, Action>, onSlice: () => void) {
    const { memory, me } = workplace
    this.#workplace = workplace
    this.#candidates = new Candidates(workplace)
    this.#inboxes = memory.outboxes.map((outboxes, from) =>
      from === me ? (this.#candidates.sent[me] as Outbox) : new Outbox(outboxes[me] as SharedArrayBuffer),
    )
    this.#onSlice = onSlice
  }

  /** Expands vertices of a share and admits what came of them; `from` and `to` are indices. */
  run(share: Share<Vertex>, from: number, to: number, layer: number, depth: number, missing: number): RoundSums {
    const { meeting, stopSign, seen, waiting } = this.#workplace
    this.#ranks = share.ranks.slice(from, to)
    const expanded = this.#expand(share, from, to, layer, depth, missing)
    meeting.say(SLOT.expanded, expanded)
    meeting.say(SLOT.generated, this.#candidates.made)
    meeting.say(SLOT.reason, stopSign.reason)
    sayFindings(meeting, this.#findings)
    for (const [to, outbox] of this.#candidates.sent.entries()) meeting.say(SLOT.sent + to, outbox.length)
    meeting.meet()
    const sums = {
      expanded: meeting.sum(SLOT.expanded),
      generated: meeting.sum(SLOT.generated),
      findings: allFindings(meeting),
      reason: meeting.most(SLOT.reason),
    }
    for (const inbox of this.#inboxes) inbox.refresh()
    admitAll(seen, this.#inboxes, meeting.all(SLOT.sent + this.#workplace.me))
    meeting.say(SLOT.states, seen.size)
    meeting.say(SLOT.queue, waiting.size)
    meeting.meet()
    seen.refresh()
    return sums
  }

  /** Of this worker's candidates, the keys of those that had never been met before. */
  freshKeys(): readonly number[] {
    const keys: number[] = []
    this.#each((_, outbox, record) => {
      if (outbox.node(record) !== NONE && outbox.isNew(record))
        keys.push(keyOf(outbox.rank(record), outbox.action(record)))
    })
    return keys
  }

  /** Successors that this worker has made up to a key. */
  madeTo(key: number): number {
    let made = 0
    for (let i = 0; i < this.#ranks.length && (this.#ranks[i] as number) < rankOf(key); i++)
      made = this.#madeBefore[i + 1] ?? this.#candidates.made
    this.#each((candidate, outbox, record) => {
      if (keyOf(outbox.rank(record), outbox.action(record)) === key)
        made = this.#candidates.madeWith[candidate] as number
    })
    return made
  }

  /** Lets those candidates wait that were admitted, and tells of the new ones, up to a key. */
  collect(before: number, last: number): void {
    const { waiting, explorable } = this.#workplace
    const { vertices, actions, befores } = this.#candidates
    const { onNew } = explorable
    this.#each((candidate, outbox, record) => {
      const node = outbox.node(record)
      const rank = outbox.rank(record)
      const action = outbox.action(record)
      if (node === NONE || keyOf(rank, action) > last) return
      const vertex = vertices[candidate] as Vertex
      if (onNew !== undefined && outbox.isNew(record))
        onNew(actions[candidate] as Action, befores[candidate] as Vertex, vertex)
      waiting.add(outbox.place(record), keyOf(before + rank, action), node, outbox.purse(record), vertex)
    })
    this.#candidates.clear()
  }

  /** How many were expanded. */
  #expand(
    { ranks, nodes, purses, vertices }: Share<Vertex>,
    from: number,
    to: number,
    layer: number,
    depth: number,
    missing: number,
  ): number {
    const { explorable, stopSign } = this.#workplace
    const { broken } = explorable
    const candidates = this.#candidates
    this.#madeBefore = []
    this.#findings = []
    let open = missing
    let at = from
    for (; at < to && stopSign.reason === 0; at++) {
      const vertex = vertices[at] as Vertex
      // Nobody needs it any more: what is let go soon need not be copied when memory is tidied up.
      vertices[at] = undefined
      this.#madeBefore.push(candidates.made)
      if (broken !== undefined) {
        const bits = broken(vertex) & open
        if (bits !== 0)
          this.#findings.push({
            place: layer * DEPTHS + depth,
            rank: ranks[at] as number,
            node: nodes[at] as number,
            bits,
          })
        open &= ~bits
      }
      candidates.expand(vertex, nodes[at] as number, purses[at] as number, ranks[at] as number, layer, depth)
      if (++this.#sinceLook === LOOK_EVERY) this.#look()
    }
    return at - from
  }

  #look(): void {
    this.#sinceLook = 0
    if (isMemoryFull()) this.#workplace.stopSign.raise(MEMORY)
    this.#onSlice()
  }

  /** Calls for each candidate, in order, with its record. */
  #each(callback: (candidate: number, outbox: Outbox, record: number) => void): void {
    const { sent, owners } = this.#candidates
    const next = sent.map(() => 0)
    for (let candidate = 0; candidate < owners.length; candidate++) {
      const owner = owners[candidate] as number
      const record = next[owner] as number
      next[owner] = record + 1
      callback(candidate, sent[owner] as Outbox, record)
    }
  }
}
