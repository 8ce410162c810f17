import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { cutTo, storedAt, storedIn } from './log-file.ts'

const folder = mkdtempSync(join(tmpdir(), 'tidemark-log-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** A batch of one record of format 2: key null, no headers. */
function batch(offset: number, leaderEpoch: number, value: string, sequence = -1): Buffer {
  const record = Buffer.concat([Buffer.from([0, 0, 0, 1, value.length << 1]), Buffer.from(value), Buffer.from([0])])
  const header = Buffer.alloc(61)
  header.writeBigInt64BE(BigInt(offset), 0)
  header.writeInt32BE(49 + 1 + record.length, 8)
  header.writeInt32BE(leaderEpoch, 12)
  header.writeInt8(2, 16)
  header.writeBigInt64BE(sequence < 0 ? -1n : 7n, 43)
  header.writeInt16BE(sequence < 0 ? -1 : 3, 51)
  header.writeInt32BE(sequence, 53)
  header.writeInt32BE(1, 57)
  return Buffer.concat([header, Buffer.from([record.length << 1]), record])
}

const LOG = Buffer.concat([batch(0, 0, 'a'), batch(1, 2, 'b', 5)])

test('a segment is read batch by batch, with what each says of its producer', () => {
  const of = { isControl: false, producerId: -1, producerEpoch: -1, sequence: -1 }
  const half = batch(0, 0, 'a').length
  expect(storedIn(LOG)).toEqual([
    { ...of, offset: 0, leaderEpoch: 0, value: 'a', end: half },
    { ...of, offset: 1, leaderEpoch: 2, value: 'b', end: 2 * half, producerId: 7, producerEpoch: 3, sequence: 5 },
  ])
})

test('a batch that is not whole ends it', () => {
  for (let length = 0; length < LOG.length; length++)
    expect(storedIn(LOG.subarray(0, length))).toHaveLength(length < batch(0, 0, 'a').length ? 0 : 1)
})

test.each([
  [2, ['a', 'b']],
  [1, ['a']],
  [0, []],
])('a power loss that leaves %i records leaves these', async (records, left) => {
  writeFileSync(join(folder, '00000000000000000000.log'), LOG)
  await cutTo(folder, records)
  expect((await storedAt(folder)).map(({ value }) => value)).toEqual(left)
})

test('a folder that is not there holds nothing', async () => {
  expect(await storedAt(join(folder, 'none'))).toEqual([])
})
