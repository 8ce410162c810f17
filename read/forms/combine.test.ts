import { describe, expect, test } from 'vitest'
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

describe('the racks of brokers', () => {
  const broker = (file: string, settings: Readonly<Record<string, string>>): Part => ({
    kind: 'cluster',
    name: file,
    given: Object.entries(settings).map(([key, value]) => ({
      section: 'broker',
      key,
      value,
      origin: { file, line: 1 },
    })),
  })

  test('stand together where their ids tell the brokers apart, which do not differ by them then', () => {
    expect(
      named(
        broker('s0', { 'broker.id': '0', 'broker.rack': 'a', 'min.insync.replicas': '2' }),
        broker('s1', { 'broker.id': '1', 'broker.rack': 'b', 'min.insync.replicas': '2' }),
      ),
    ).toEqual([': broker.rack=a,b broker.id=0 min.insync.replicas=2'])
  })

  test('stay apart where two say they are the same broker, or one names none', () => {
    expect(
      named(
        broker('dev', { 'broker.id': '0', 'broker.rack': 'a' }),
        broker('live', { 'broker.id': '0', 'broker.rack': 'b' }),
      ),
    ).toHaveLength(2)
    expect(
      named(
        broker('s0', { 'broker.id': '0', 'broker.rack': 'a', 'min.insync.replicas': '2' }),
        broker('s1', { 'broker.id': '1', 'min.insync.replicas': '1' }),
      ).map((one) => one.includes('a,')),
    ).toEqual([false, false])
  })
})
