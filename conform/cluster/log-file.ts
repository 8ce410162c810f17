/** The log of a partition as it stands on disk: batches of format 2 (KIP-98), not compressed. */
import { truncateSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'

export interface Stored {
  readonly offset: number
  readonly leaderEpoch: number
  readonly producerId: number
  readonly producerEpoch: number
  readonly sequence: number
  /** A marker, and no record of an application. */
  readonly isControl: boolean
  readonly value: string
  /** Where its batch ends in the file. */
  readonly end: number
}

const HEADER = 61
const CONTROL = 0x20

/** What stands in a segment; a batch that is not whole ends it, as it ends it for Kafka. */
export function storedIn(segment: Buffer): readonly Stored[] {
  const all: Stored[] = []
  for (let at = 0; at + HEADER <= segment.length;) {
    const end = at + 12 + segment.readInt32BE(at + 8)
    if (end < at + HEADER || end > segment.length) break
    all.push(...recordsOf(segment.subarray(at, end), end))
    at = end
  }
  return all
}

/** What the replica in this folder holds; nothing where there is no such folder. */
export async function storedAt(folder: string): Promise<readonly Stored[]> {
  const all: Stored[] = []
  for (const segment of await segmentsAt(folder)) all.push(...storedIn(await readFile(segment)))
  return all
}

/**
 * What a power loss does to what was not flushed: of the replica in this folder, whose broker is down, only the first
 * records are left. A batch is left whole or not at all.
 */
export async function cutTo(folder: string, records: number): Promise<void> {
  let left = records
  for (const segment of await segmentsAt(folder)) {
    const stored = storedIn(await readFile(segment))
    const kept = stored.slice(0, left)
    truncateSync(segment, kept.at(-1)?.end ?? 0)
    left -= kept.length
  }
}

async function segmentsAt(folder: string): Promise<readonly string[]> {
  const names = await readdir(folder).catch(() => [])
  return names
    .filter((name) => name.endsWith('.log'))
    .sort()
    .map((name) => join(folder, name))
}

function recordsOf(batch: Buffer, end: number): readonly Stored[] {
  const about = {
    leaderEpoch: batch.readInt32BE(12),
    isControl: (batch.readInt16BE(21) & CONTROL) !== 0,
    producerId: Number(batch.readBigInt64BE(43)),
    producerEpoch: batch.readInt16BE(51),
    end,
  }
  const base = Number(batch.readBigInt64BE(0))
  const sequence = batch.readInt32BE(53)
  const reader = new VarintReader(batch, HEADER)
  return Array.from({ length: batch.readInt32BE(57) }, (_, index) => {
    const next = reader.varint() + reader.at
    reader.at++
    reader.varint()
    const offset = base + reader.varint()
    const key = reader.varint()
    reader.at += Math.max(0, key)
    const length = Math.max(0, reader.varint())
    const value = about.isControl ? '' : batch.toString('utf8', reader.at, reader.at + length)
    reader.at = next
    return { ...about, offset, sequence: sequence < 0 ? sequence : sequence + index, value }
  })
}

/** Signed numbers of variable length, zigzag as in protocol buffers. */
class VarintReader {
  at: number
  readonly #bytes: Buffer

  constructor(bytes: Buffer, at: number) {
    this.#bytes = bytes
    this.at = at
  }

  varint(): number {
    let value = 0n
    for (let shift = 0n; ; shift += 7n) {
      const byte = BigInt(this.#bytes.readUInt8(this.at++))
      value |= (byte & 0x7fn) << shift
      if ((byte & 0x80n) === 0n) return Number((value >> 1n) ^ -(value & 1n))
    }
  }
}
