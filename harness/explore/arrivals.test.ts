import { expect, test } from 'vitest'
import { Fingerprinter } from '../../model/fingerprint.ts'
import { Arrivals } from './arrivals.ts'

test('what many vertices come to is known, and of others nothing', () => {
  const arrivals = new Arrivals()
  const print = new Fingerprinter()
  const words = (value: number): readonly [number, number] => {
    print.of(value)
    return [print.low, print.high]
  }
  for (let i = 0; i < 5_000; i++) {
    const [low, high] = words(i)
    words(-i)
    arrivals.keep(low, high, print)
  }
  for (let i = 0; i < 5_000; i++) {
    const expected = words(-i)
    const [low, high] = words(i)
    expect(arrivals.find(low, high, print)).toBe(true)
    expect([print.low, print.high]).toEqual(expected)
  }
  const [low, high] = words(5_000)
  expect(arrivals.find(low, high, print)).toBe(false)
})
