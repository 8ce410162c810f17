import { expect, test } from 'vitest'
import { casesOf } from './combine.ts'
import type { Part } from './form.ts'

const topic = (name: string, file: string, settings: Readonly<Record<string, string>>): Part => ({
  kind: 'topic',
  name,
  given: Object.entries(settings).map(([key, value]) => ({ section: 'topic', key, value, origin: { file, line: 1 } })),
})

const named = (...parts: readonly Part[]): readonly string[] =>
  casesOf(parts, ['a', 'b']).map(
    ({ name, given }) => `${name}: ${given.map(({ key, value }) => `${key}=${value}`).join(' ')}`,
  )

test('what two files say of one topic is one topic', () => {
  expect(
    named(
      topic('topic a', 'topics.txt', { 'replication.factor': '3', 'min.insync.replicas': '2' }),
      topic('topic b', 'topics.txt', { 'replication.factor': '1' }),
      topic('topic a', 'configs.txt', { 'min.insync.replicas': '2', 'flush.messages': '1' }),
    ),
  ).toEqual([
    'topic a: replication.factor=3 min.insync.replicas=2 min.insync.replicas=2 flush.messages=1',
    'topic b: replication.factor=1',
  ])
})

test('where they contradict each other they are two', () => {
  expect(
    named(
      topic('topic a', 'dev.txt', { 'replication.factor': '1' }),
      topic('topic a', 'live.txt', { 'replication.factor': '3' }),
    ),
  ).toHaveLength(2)
})

test('more than three alike are counted', () => {
  const four = ['a', 'b', 'c', 'd'].map((name) => topic(name, 'f', { 'replication.factor': '3' }))
  expect(named(...four, topic('e', 'f', { 'replication.factor': '1' })).map((one) => one.split(':')[0])).toEqual([
    'a, b and 2 more',
    'e',
  ])
})
