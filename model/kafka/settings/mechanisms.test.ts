import { expect, test } from 'vitest'
import { settingsOf } from '../testing/scenario.ts'
import { mechanismsOf } from './mechanisms.ts'

test.each([
  ['0.10.2.2', '0.10.2.2', 'to-high-watermark'],
  ['0.11.0.3', '0.10.2.2', 'to-high-watermark'],
  ['2.7.2', '2.7.2', 'by-leader-epoch'],
  ['2.8.2', '2.6.3', 'by-leader-epoch'],
  ['2.8.2', '2.7.2', 'on-fetch'],
] as const)('%s with the protocol of %s truncates %s', (software, protocol, truncation) => {
  expect(mechanismsOf(settingsOf({ 'kafka.version': software, 'protocol.version': protocol })).truncation).toBe(
    truncation,
  )
})

test('a fix that was brought to an older line is there from its patch on, and not in the lines between', () => {
  const has = (version: string): boolean =>
    mechanismsOf(settingsOf({ 'kafka.version': version, 'protocol.version': version }))['late-answers-refused']
  expect(['3.9.0', '3.9.1', '4.0.0', '4.0.1', '4.1.0'].map(has)).toEqual([false, true, false, true, true])
})
