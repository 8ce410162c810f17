import { array, assert, integer, property, record, tuple } from 'fast-check'
import { expect, test } from 'vitest'
import { NONE, SeenSet } from '../seen-set.ts'
import { SeenPart, seenMemory } from './seen-part.ts'

const WORD = integer({ min: -(2 ** 31), max: 2 ** 31 - 1 })
const FEW = integer({ min: -3, max: 3 })

test('a part of the seen set is a seen set', () => {
  const reached = record({
    parent: integer({ min: -1, max: 2 ** 31 - 1 }),
    action: integer({ min: 0, max: 0xffff }),
    place: integer({ min: 0, max: 0xffff }),
  })
  assert(
    property(array(tuple(FEW, FEW, reached), { maxLength: 60 }), (steps) => {
      const part = new SeenPart(seenMemory())
      const set = new SeenSet()
      for (const [low, high, { parent, action, place }] of steps) {
        const node = set.find(low, high)
        expect(part.find(low, high)).toBe(node)
        if (node === NONE)
          expect(part.add(low, high, parent, action, place)).toBe(set.add(low, high, parent, action, place))
        else {
          part.reach(node, parent, action, place)
          set.reach(node, parent, action, place)
        }
        expect(part.size).toBe(set.size)
      }
      for (let node = 0; node < set.size; node++) {
        expect(part.parentOf(node) >>> 0).toBe(set.parentOf(node))
        expect(part.actionOf(node)).toBe(set.actionOf(node))
        expect(part.placeOf(node)).toBe(set.placeOf(node))
      }
    }),
  )
})

test('it grows, and who reads it finds all of it', () => {
  assert(
    property(WORD, (seed) => {
      const memory = seenMemory()
      const written = new SeenPart(memory)
      const read = new SeenPart(memory)
      const count = 20_000
      const low = (i: number) => Math.imul(i ^ seed, 0x85ebca6b)
      for (let i = 0; i < count; i++) {
        if (written.find(low(i), i) !== NONE) throw new Error(`node ${i} is there already`)
        written.add(low(i), i, i - 1, i & 0xffff, i >> 4)
      }
      read.refresh()
      for (let i = 0; i < count; i++) {
        const node = read.find(low(i), i)
        if (node !== i || read.parentOf(node) !== i - 1 || read.placeOf(node) !== i >> 4)
          throw new Error(`node ${i} is ${node}`)
      }
      expect(read.find(low(count), count)).toBe(NONE)
      expect(read.bytes).toBe(written.bytes)
      expect(read.bytes).toBeLessThan(count * 32)
    }),
    { numRuns: 5 },
  )
})
