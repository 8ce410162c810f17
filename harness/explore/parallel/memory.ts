/** The memory that all workers of an exploration share. */
import { type MeetingMemory, meetingMemory } from './meeting.ts'
import { type SeenMemory, seenMemory } from './seen-part.ts'
import { sharedBuffer } from './shared-words.ts'

export interface SharedMemory {
  readonly meeting: MeetingMemory
  /** By owner. */
  readonly seen: readonly SeenMemory[]
  /** By sender, then by receiver. */
  readonly outboxes: readonly (readonly SharedArrayBuffer[])[]
  /** By worker: the keys of its vertices. */
  readonly keys: readonly SharedArrayBuffer[]
}

/** Findings of one round that a worker has to tell: each has a bit of its own. */
const MOST_FINDINGS = 32
const PAGE = 1 << 16

/** What is said at meetings. */
export const SLOT = {
  waiting: 0,
  lastDepth: 1,
  expanded: 2,
  generated: 3,
  reason: 4,
  states: 5,
  queue: 6,
  fresh: 7,
  findings: 8,
  /** Place, rank, node and bits of each. */
  finding: 9,
  /** By receiver. */
  sent: 9 + 4 * MOST_FINDINGS,
} as const

export function sharedMemory(workers: number): SharedMemory {
  const each = Array.from({ length: workers }, (_, worker) => worker)
  return {
    meeting: meetingMemory(workers, SLOT.sent + workers),
    seen: each.map(seenMemory),
    outboxes: each.map(() => each.map(() => sharedBuffer(PAGE))),
    keys: each.map(() => sharedBuffer(PAGE)),
  }
}
