import { array, assert, integer, oneof, property, record } from 'fast-check'
import { describe, expect, test } from 'vitest'
import { NOBODY, NONE, SeenSet } from './seen-set.ts'

interface Met {
  readonly low: number
  readonly high: number
  readonly parent: number
  readonly action: number
  readonly place: number
}

interface Known {
  readonly node: number
  readonly parent: number
  readonly action: number
  readonly place: number
}

/** Any word of 32 bits; often one of few, so that fingerprints meet again, in one word or in both. */
const word = oneof(integer({ min: -2, max: 1 }), integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }))
const small = integer({ min: 0, max: 0xffff })
const met = record<Met>({
  low: word,
  high: word,
  parent: integer({ min: 0, max: NOBODY }),
  action: small,
  place: small,
})

const nameOf = ({ low, high }: Pick<Met, 'low' | 'high'>): string => `${low} ${high}`

/** As an explorer does: what is new is added, what is known is reached from elsewhere when that is a better place. */
function meet(set: SeenSet, known: Map<string, Known>, all: readonly Met[]): void {
  for (const one of all) {
    const { low, high, parent, action, place } = one
    const before = known.get(nameOf(one))
    const node = set.find(low, high)
    expect(node).toBe(before?.node ?? NONE)
    if (before === undefined) {
      expect(set.add(low, high, parent, action, place)).toBe(known.size)
      known.set(nameOf(one), { node: known.size, parent, action, place })
    } else if (place < before.place) {
      set.reach(node, parent, action, place)
      known.set(nameOf(one), { node, parent, action, place })
    }
  }
}

/** The same without looking at every step. */
function meetQuickly(set: SeenSet, known: Map<string, Known>, all: readonly Met[]): void {
  for (const one of all) {
    if (set.find(one.low, one.high) !== NONE) continue
    const node = set.add(one.low, one.high, one.parent, one.action, one.place)
    known.set(nameOf(one), { node, parent: one.parent, action: one.action, place: one.place })
  }
}

function expectSame(set: SeenSet, known: ReadonlyMap<string, Known>): void {
  expect(set.size).toBe(known.size)
  const held = [...known.keys()].map((name) => {
    const [low, high] = name.split(' ').map(Number)
    const node = set.find(low as number, high as number)
    return { node, parent: set.parentOf(node), action: set.actionOf(node), place: set.placeOf(node) }
  })
  expect(held).toEqual([...known.values()])
}

/** Fingerprints as of a search: one node each, spread evenly. */
function filled(size: number, bits = 64): SeenSet {
  const set = new SeenSet()
  let word = 1
  const next = (): number => {
    word ^= word << 13
    word ^= word >>> 17
    word ^= word << 5
    return word | 0
  }
  while (set.size < size) {
    const low = bits === 64 ? next() : set.size
    const high = bits === 64 ? next() : 0
    if (set.find(low, high) === NONE) set.add(low, high, set.size, set.size & 0xffff, set.size >>> 16)
  }
  return set
}

describe('a seen set', () => {
  test('knows what a map would know', () => {
    assert(
      property(array(met, { maxLength: 300, size: 'max' }), (all) => {
        const set = new SeenSet()
        const known = new Map<string, Known>()
        meet(set, known, all)
        expectSame(set, known)
      }),
    )
  })

  test('still knows it after growing many times', () => {
    assert(
      property(
        array(met, { maxLength: 60, size: 'max' }),
        integer({ min: 3_000, max: 60_000 }),
        integer(),
        (all, others, salt) => {
          const set = new SeenSet()
          const known = new Map<string, Known>()
          const many = Array.from({ length: others }, (_, i): Met => ({
            low: Math.imul(i + salt, 0x9e3779b1),
            high: salt ^ i,
            parent: i,
            action: i & 0xffff,
            place: 1,
          }))
          meetQuickly(set, known, many.slice(0, others >> 1))
          meet(set, known, all)
          meetQuickly(set, known, many.slice(others >> 1))
          expectSame(set, known)
        },
      ),
      { numRuns: 10 },
    )
  })

  test('begins empty, and counts from 0', () => {
    const set = new SeenSet()
    expect([set.size, set.find(0, 0), set.find(-1, 5)]).toEqual([0, NONE, NONE])
    set.find(0, 7)
    expect(set.add(0, 7, NOBODY, 0, 0)).toBe(0)
    expect([set.size, set.find(0, 7), set.find(7, 0), set.find(0, -7)]).toEqual([1, 0, NONE, NONE])
    expect(set.parentOf(0)).toBe(NOBODY)
  })

  test('refuses numbers that it has no room for', () => {
    const set = filled(1)
    expect(() => set.reach(0, 0, 0x10000, 0)).toThrow(RangeError)
    expect(() => set.reach(0, 0, 0, 0x10000)).toThrow(RangeError)
    set.reach(0, NOBODY, 0xffff, 0xffff)
    expect([set.parentOf(0), set.actionOf(0), set.placeOf(0)]).toEqual([NOBODY, 0xffff, 0xffff])
  })

  test('keeps fingerprints apart that differ in few bits only', () => {
    const set = filled(100_000, 17)
    expect(Array.from({ length: 100_001 }, (_, low) => set.find(low, 0))).toEqual([
      ...Array.from({ length: 100_000 }, (_, node) => node),
      NONE,
    ])
  })

  test('a million nodes take 24 bytes each at the most, and so do fewer and more', () => {
    for (const size of [200_000, 500_000, 1_000_000, 1_300_000])
      expect(filled(size).bytes / size).toBeLessThanOrEqual(24)
  })
})
