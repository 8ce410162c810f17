import { expect, test } from 'vitest'
import { Silence } from './silence.ts'

test('a step ends the silence of those that have ever read what it changes, and of nobody else', () => {
  const silence = new Silence()
  silence.hasRead(0, [4, 5])
  silence.hasRead(3, [5])
  const { sources } = silence.endedBy([4, 99], undefined)
  expect(sources).toBe(Silence.bitOf(0))
  expect(silence.endedBy([5, 0, 7, 0], undefined).sources).toBe(Silence.bitOf(0) | Silence.bitOf(3))
  expect(silence.endedBy([7, 1], undefined).sources).toBe(0)
})

test('what is known of a step is looked at again when a source has read more', () => {
  const silence = new Silence()
  silence.hasRead(1, [2])
  const known = silence.endedBy([6, 1], undefined)
  expect(known.sources).toBe(0)
  expect(silence.endedBy([6, 1], known)).toBe(known)
  silence.hasRead(1, [2, 6])
  expect(silence.endedBy([6, 1], known).sources).toBe(Silence.bitOf(1))
})

test('sources beyond the bits of a number are never taken for silent', () => {
  expect(Silence.bitOf(30)).not.toBe(0)
  expect(Silence.bitOf(31)).toBe(0)
})
