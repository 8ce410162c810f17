/**
 * The log of a session with a real broker: what one client asked, raw, and what it was answered. One JSON object a
 * line.
 */
import { z } from 'zod'

const sequence = { seq: z.int() }
const offset = z.int()

/** What stood in the partition when it was looked at: `[0:r p1e0s0 le0, 1:ABORT p1e0 le0]`. */
const items = z.string()

const line = z.discriminatedUnion('op', [
  z.object({
    ...sequence,
    op: z.literal('init'),
    error: z.string(),
    pid: z.int().optional(),
    epoch: z.int().optional(),
  }),
  z.object({ ...sequence, op: z.literal('add'), error: z.string() }),
  z.object({ ...sequence, op: z.literal('end'), commit: z.boolean(), error: z.string(), now: z.int().optional() }),
  z.object({
    ...sequence,
    op: z.literal('produce'),
    pid: z.int(),
    epoch: z.int(),
    s: z.int(),
    txn: z.boolean(),
    error: z.string(),
    offset,
  }),
  z.object({ ...sequence, op: z.literal('restart'), how: z.string() }),
  z.object({ ...sequence, op: z.literal('log'), items }),
  z.object({ ...sequence, op: z.literal('end-of-phase'), items }),
])

export type LogLine = z.output<typeof line>

/** The lines of each sequence, which has a partition and a producer of its own. Throws for what is no such log. */
export function sequencesIn(text: string): readonly (readonly LogLine[])[] {
  const bySequence = new Map<number, LogLine[]>()
  for (const one of text.split('\n').filter((written) => written.trim() !== '')) {
    const read = line.parse(JSON.parse(one))
    bySequence.set(read.seq, [...(bySequence.get(read.seq) ?? []), read])
  }
  return [...bySequence.values()]
}

/** The markers among what stood in a partition, with their offsets. */
export function markersIn(written: string): readonly {
  readonly offset: number
  readonly commit: boolean
  readonly producerId: number
  readonly epoch: number
}[] {
  return [...written.matchAll(/(\d+):(COMMIT|ABORT) p(\d+)e(\d+)/g)].map(([, at, what, producerId, epoch]) => ({
    offset: Number(at),
    commit: what === 'COMMIT',
    producerId: Number(producerId),
    epoch: Number(epoch),
  }))
}
