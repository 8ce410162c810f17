import { array, assert, nat, property, uint8Array } from 'fast-check'
import { expect, test } from 'vitest'
import { request } from '../testing/wire.ts'
import { correlationOf, FrameCutter, requestHeader } from './frames.ts'

test('a header says which request it is, and whose', () => {
  expect(requestHeader(request(1, 7, 'broker-2-fetcher-0', 'xyz'))).toEqual({
    api: 1,
    version: 9,
    correlation: 7,
    client: 'broker-2-fetcher-0',
  })
  expect(requestHeader(request(0, 1, '')).client).toBe('')
  expect(correlationOf(Buffer.from([0, 0, 0, 4, 0, 0, 1, 2]))).toBe(258)
})

test('frames come whole, wherever the network has cut them', () => {
  assert(
    property(
      array(uint8Array({ maxLength: 40 }), { maxLength: 8, size: 'max' }),
      array(nat(60), { maxLength: 40, size: 'max' }),
      (bodies, cuts) => {
        const frames = bodies.map((body) => {
          const length = Buffer.alloc(4)
          length.writeInt32BE(body.length)
          return Buffer.concat([length, body])
        })
        const cutter = new FrameCutter()
        const taken: Buffer[] = []
        let rest = Buffer.concat(frames)
        for (const cut of cuts) {
          taken.push(...cutter.take(rest.subarray(0, cut)))
          rest = rest.subarray(cut)
        }
        taken.push(...cutter.take(rest))
        expect(taken.map((one) => one.toString('hex'))).toEqual(frames.map((one) => one.toString('hex')))
      },
    ),
  )
})

test('frames come whole when the network brings byte by byte', () => {
  const frames = [request(1, 1, 'a'), request(0, 2, '', 'body')]
  const cutter = new FrameCutter()
  const taken = Array.from(Buffer.concat(frames), (byte) => cutter.take(Buffer.from([byte]))).flat()
  expect(taken).toEqual(frames)
})

test('a length that is none ends it', () => {
  expect(() => new FrameCutter().take(Buffer.from([255, 255, 255, 255]))).toThrow('a frame of -1 bytes')
})
