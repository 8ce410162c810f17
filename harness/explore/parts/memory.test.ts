import { expect, test } from 'vitest'
import { Memory } from './memory.ts'

test('an answer is known wherever the parts are the same that were read for it', () => {
  const memory = new Memory<string>()
  expect(memory.find([0, 0, 0])).toBeUndefined()
  memory.keep([1, 2, 3], [2, 0], 'three, one')
  memory.keep([1, 2, 4], [2], 'four')
  expect(memory.find([1, 9, 3])).toBe('three, one')
  expect(memory.find([8, 9, 4])).toBe('four')
  expect(memory.find([2, 9, 3])).toBeUndefined()
  expect(memory.everRead).toEqual([2, 0])
})

test('many answers, each under its own numbers, negative ones too', () => {
  const memory = new Memory<number>()
  for (let a = -50; a < 50; a++) for (let b = 0; b < 50; b++) memory.keep([a, b], [0, 1], a * 1000 + b)
  for (let a = -50; a < 50; a++) for (let b = 0; b < 50; b++) expect(memory.find([a, b])).toBe(a * 1000 + b)
  expect(memory.find([50, 0])).toBeUndefined()
})

test('an answer for which nothing was read is always the same', () => {
  const memory = new Memory<boolean>()
  memory.keep([7], [], false)
  expect(memory.find([1, 2, 3])).toBe(false)
})

test('a question that reads other parts where it should read the same is refused', () => {
  const memory = new Memory<string>()
  memory.keep([1, 2], [0], 'one')
  expect(() => memory.keep([1, 2], [1], 'one')).toThrow('no pure function')
  expect(() => memory.keep([1, 2], [0, 1], 'one')).toThrow('no pure function')
})
