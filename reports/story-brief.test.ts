import { expect, test } from 'vitest'
import type { Counterexample, StoryStep } from '../harness/result.ts'
import { briefStoryLines } from './story-brief.ts'

const page = { width: 60, colour: false }
const step = (text: string, more: Partial<StoryStep> = {}): StoryStep => ({
  text,
  cost: null,
  participants: [],
  seen: [],
  ...more,
})
const told = (
  steps: readonly StoryStep[],
  decisive = 0,
  afterwards: Counterexample<unknown>['afterwards'] = step('everything heals'),
): readonly string[] => briefStoryLines({ steps, decisive, afterwards }, page)

test('ordinary steps of which nobody takes notice share a line with the next one', () => {
  expect(told([step('one'), step('two'), step('three')])).toEqual(['1-2 one; two', ' 3  three', '    everything heals'])
  expect(told([step('one', { seen: ['a is read'] }), step('two')]).slice(0, 2)).toEqual([
    ' 1  one » a is read',
    ' 2  two',
  ])
  expect(told([step('one', { cost: 'fault crash' }), step('two')]).slice(0, 2)).toEqual([
    ' 1  one [fault: crash]',
    ' 2  two',
  ])
})

test('not where they would not fit', () => {
  expect(told([step('one '.repeat(10).trim()), step('two '.repeat(10).trim())])).toHaveLength(3)
})

test('the step that decides is marked, in a line of its own where there is no room', () => {
  expect(told([step('one'), step('two')], 1).slice(0, 2)).toEqual([
    ' 1  one ← from here on nothing mends it',
    ' 2  two',
  ])
  expect(told([step('x'.repeat(40))], 1)[0]).toBe(` 1  ${'x'.repeat(40)} ← decisive`)
  expect(told([step('x'.repeat(55))], 1).slice(0, 2)).toEqual([
    ` 1  ${'x'.repeat(55)}`,
    '    ← from here on nothing mends it',
  ])
  expect(told([step('one')]).join('')).not.toContain('←')
})

test('what healing did to the logs comes before what a reader is given', () => {
  const end = {
    ...step('everything heals', { seen: ['a new reader is given a a'] }),
    through: ['a arrives', 'a is cut'],
  }
  expect(told([], 0, end)).toEqual(['    everything heals: a arrives; a is cut', '    » a new reader is given a a'])
})

test('steps under a line that announces them are not joined', () => {
  const end = step('everything heals', { seen: ['again and again:', 'one', 'two'] })
  expect(told([], 0, end)).toEqual(['    everything heals', '    » again and again:', '    » one', '    » two'])
})

test('numbers of many steps have a wider column', () => {
  const many = Array.from({ length: 12 }, (_, at) => step(`step ${at}`))
  expect(told(many).slice(4, 6)).toEqual([' 9-10'.trim().padEnd(6) + 'step 8; step 9', '11-12 step 10; step 11'])
})
