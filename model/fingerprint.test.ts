import {
  anything,
  array,
  assert,
  constantFrom,
  dictionary,
  integer,
  letrec,
  oneof,
  property,
  string,
  type Arbitrary,
} from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Fingerprinter } from './fingerprint.ts'

/** The fingerprint of a value, in hexadecimal digits. */
function print(value: unknown, by = new Fingerprinter()): string {
  by.of(value)
  return [by.high, by.low].map((word) => (word >>> 0).toString(16).padStart(8, '0')).join('')
}

const copyOf = <T>(value: T): T => structuredClone(value)

/** What states are made of, with many that differ little. */
const scalar = oneof(
  constantFrom<unknown>(
    0,
    1,
    -1,
    2,
    2 ** 28,
    -(2 ** 28),
    2 ** 31 - 1,
    -(2 ** 31),
    2 ** 31,
    2 ** 32,
    0.5,
    Number.NaN,
    Infinity,
    -Infinity,
    '',
    '0',
    '1',
    '-1',
    'null',
    'NaN',
    true,
    false,
    null,
    undefined,
  ),
  integer(),
  string({ maxLength: 3 }),
)
const { plain } = letrec<{ plain: unknown }>((tie) => ({
  plain: oneof(
    { maxDepth: 4, withCrossShrink: true },
    scalar,
    array(tie('plain'), { maxLength: 3 }),
    fields(tie('plain')),
  ),
}))

function fields(value: Arbitrary<unknown>): Arbitrary<unknown> {
  return dictionary(constantFrom('a', 'b', 'c', '1'), value, { maxKeys: 3, noNullPrototype: true })
}

/** Content as text: what is told apart and what is not, keys in their order. */
function content(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(content).join()}]`
  if (typeof value === 'object' && value !== null)
    return `{${Object.entries(value)
      .map(([key, field]) => `${JSON.stringify(key)}:${content(field)}`)
      .join()}}`
  return typeof value === 'string' ? JSON.stringify(value) : String(value)
}

describe('a fingerprint', () => {
  test('is one of the content', () => {
    assert(
      property(plain, plain, (a, b) => {
        expect(print(copyOf(a))).toBe(print(a))
        expect(print(a) === print(b)).toBe(content(a) === content(b))
      }),
      { numRuns: 2000 },
    )
  })

  test('is the same in every process', () => {
    expect(print({ name: 'broker', log: [1, 2, [3.5, null]], up: true })).toBe('1000fc4f0307e3ae')
  })

  test('differs for whatever looks alike', () => {
    const different: readonly unknown[] = [
      0,
      1,
      -1,
      2 ** 28,
      -(2 ** 28),
      2 ** 31 - 1,
      -(2 ** 31),
      2 ** 31,
      2 ** 32,
      2 ** 32 + 1,
      Number.MAX_SAFE_INTEGER,
      0.5,
      Infinity,
      -Infinity,
      Number.NaN,
      '',
      '0',
      '1',
      '-1',
      'true',
      'null',
      'undefined',
      'NaN',
      'number NaN',
      'a',
      'aa',
      true,
      false,
      null,
      undefined,
      [],
      [0],
      [0, 0],
      [[]],
      [[], []],
      [[0], 0],
      [0, [0]],
      [[0, 0]],
      [[0], [0]],
      [null],
      [undefined],
      [''],
      ['0'],
      [1, 2],
      [2, 1],
      [12],
      [97],
      {},
      { a: 0 },
      { a: 1 },
      { b: 0 },
      { a: undefined },
      { a: null },
      { a: {} },
      { a: [] },
      { a: 0, b: 0 },
      { b: 0, a: 0 },
      { a: { b: 0 } },
      { 0: 0 },
      { a: 'b' },
      { b: 'a' },
    ]
    // At the top, as an element and as a field.
    const all = different.flatMap((value) => [value, [value, 'and', value], { field: value, and: 1 }])
    expect(new Set(all.map((value) => print(value))).size).toBe(all.length)
  })

  test('takes keys in their order: those who make states have to agree on it', () => {
    expect(print({ a: 1, b: 2 })).not.toBe(print({ b: 2, a: 1 }))
  })

  test('takes -0 for 0, as JSON does', () => {
    expect(print([-0])).toBe(print([0]))
    expect(print(-0)).toBe(print(0))
  })

  test('is never 0 in both words, which stands for nothing', () => {
    for (let value = 0; value < 100; value++) expect(print([value], new Fingerprinter(1))).toBe('0000000000000001')
  })
})

describe('a fingerprinter', () => {
  test('remembers, and never tells what is out of date', () => {
    assert(
      property(
        array(plain, { maxLength: 8 }),
        array(integer({ min: 0, max: 7 }), { minLength: 10, maxLength: 40 }),
        (parts, picks) => {
          const one = new Fingerprinter()
          // The same parts at the same places and at others, alone and together.
          const values = picks.flatMap((pick, i) => {
            const [part, other] = [parts[pick % parts.length], parts[(pick + i) % parts.length]]
            return [part, { log: part, next: [other] }, { log: other, next: [part, pick] }, [other, part]]
          })
          for (const value of values) expect(print(value, one)).toBe(print(value))
        },
      ),
      { numRuns: 300 },
    )
  })

  test('refuses what is not plain data, wherever it stands', () => {
    class Log {
      readonly #records = ['a']
      get size(): number {
        return this.#records.length
      }
    }
    for (const value of [
      new Map([[1, 2]]),
      new Set([1]),
      new Date(0),
      /a/,
      new Log(),
      new Uint8Array(1),
      () => 1,
      Symbol('a'),
      1n,
      Object.create({ a: 1 }) as unknown,
    ]) {
      expect(() => print(value)).toThrow(TypeError)
      // Where something plain stood before, with the same keys: none.
      const used = new Fingerprinter()
      print([{}, { a: {} }], used)
      expect(() => print([value], used)).toThrow(TypeError)
      expect(() => print([0, { a: value }], used)).toThrow(TypeError)
      expect(print([{}, { a: {} }], used)).toBe(print([{}, { a: {} }]))
    }
    expect(print(Object.assign(Object.create(null) as object, { a: 1 }))).toBe(print({ a: 1 }))
  })

  test('says anything or throws a TypeError', () => {
    assert(
      property(
        anything({ withMap: true, withSet: true, withDate: true, withTypedArray: true, withBigInt: true }),
        (value) => {
          try {
            expect(print(value)).toMatch(/^[\da-f]{16}$/)
          } catch (error) {
            expect(error).toBeInstanceOf(TypeError)
          }
        },
      ),
    )
  })
})

describe('a birthday party of 200,000 small states', () => {
  const GUESTS = 200_000
  const makers: Readonly<Record<string, (digits: readonly number[]) => unknown>> = {
    'lists of numbers': (digits) => digits,
    'numbers beyond 32 bits': (digits) => digits.map((digit) => digit * 2 ** 40),
    'lists in lists': ([a, b, c, d, e, f]) => [a, [b, [c, [d, [e, [f]]]]]],
    'replicas': ([a, b, c, d, e, f]) => ({
      replicas: [
        { log: [a, b], end: c },
        { log: [d, e], end: f },
      ],
      leader: -1,
    }),
    'words': (digits) => ({ name: digits.join('.') }),
    'flags': (digits) => digits.map((digit) => [digit > 4, digit % 5 > 1 ? null : 'x', digit % 5]),
  }

  test.each(Object.entries(makers))(
    '%s: none share 64 bits, and no more of them share 32 than chance has it',
    (_, make) => {
      const by = new Fingerprinter()
      const sizes = { both: new Set<number>(), low: new Set<number>(), high: new Set<number>() }
      for (let guest = 0; guest < GUESTS; guest++) {
        by.of(make(Array.from({ length: 6 }, (_, place) => Math.floor(guest / 10 ** place) % 10)))
        // As many bits as a number has.
        sizes.both.add((by.high & 0xf_ffff) * 2 ** 32 + (by.low >>> 0))
        sizes.low.add(by.low)
        sizes.high.add(by.high)
      }
      expect(sizes.both.size).toBe(GUESTS)
      // 4.66 are to be expected, Poisson: more than 20 less than once in ten million parties.
      expect(GUESTS - sizes.low.size).toBeLessThanOrEqual(20)
      expect(GUESTS - sizes.high.size).toBeLessThanOrEqual(20)
    },
  )

  test('with 16 bits nearly all have company', () => {
    const by = new Fingerprinter(16)
    const prints = new Set<number>()
    for (let guest = 0; guest < GUESTS; guest++) {
      by.of([guest % 10, [Math.floor(guest / 10)]])
      prints.add((by.high >>> 0) * 2 ** 32 + by.low)
    }
    // 65,536 of them, less the twentieth that nobody has.
    expect(prints.size).toBeGreaterThan(60_000)
    expect(prints.size).toBeLessThanOrEqual(65_536)
  })

  test.each([24, 40])('%s bits are as many', (bits) => {
    const by = new Fingerprinter(bits)
    for (let guest = 0; guest < 1000; guest++) {
      by.of([guest])
      expect((by.high >>> 0) * 2 ** 32 + (by.low >>> 0)).toBeLessThan(2 ** bits)
    }
  })
})
