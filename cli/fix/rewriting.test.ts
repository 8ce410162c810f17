import { describe, expect, test } from 'vitest'
import { withNeighbour, withValue } from './rewriting.ts'

describe('another value on a line', () => {
  test.each([
    ['acks=1', { key: 'acks', value: '1' }, 'acks=all'],
    ['  acks: "1"  # fast', { key: 'acks', value: '1' }, '  acks: "all"  # fast'],
    ['KAFKA_ACKS=1', { key: 'acks', value: '1' }, 'KAFKA_ACKS=all'],
    ['{"retries": 1, "acks": 1}', { key: 'acks', value: '1' }, '{"retries": 1, "acks": all}'],
    ['p1.acks = 1', { key: 'acks', value: '1' }, 'p1.acks = all'],
  ])('%s', (line, there, after) => {
    expect(withValue(line, there, 'all')[0]).toBe(after)
  })

  test('is none where the line does not hold the old one', () => {
    expect(withValue('acks=${ACKS}', { key: 'acks', value: '1' }, 'all')).toEqual([])
    expect(withValue('acks=10', { key: 'acks', value: '1' }, 'all')).toEqual([])
  })
})

describe('another setting beside one that is there', () => {
  const MIN = { key: 'min.insync.replicas', value: '2' }
  const among = (line: string, there: { key: string; value: string }, section?: string): readonly string[] =>
    withNeighbour(line, there, MIN, section).map((lines) => lines.join('\n'))

  test.each([
    ['broker.id=1', { key: 'broker.id', value: '1' }, 'broker.id=1\nmin.insync.replicas=2'],
    [
      '  broker.id: 1 # the first',
      { key: 'broker.id', value: '1' },
      '  broker.id: 1 # the first\n  min.insync.replicas: 2',
    ],
    ['- KAFKA_BROKER_ID=1', { key: 'broker.id', value: '1' }, '- KAFKA_BROKER_ID=1\n- KAFKA_MIN_INSYNC_REPLICAS=2'],
    ['"broker.id": 1', { key: 'broker.id', value: '1' }, '"min.insync.replicas": 2,\n"broker.id": 1'],
    ['broker: {broker.id: 1}', { key: 'broker.id', value: '1' }, 'broker: {broker.id: 1, min.insync.replicas: 2}'],
    ['log.dir=/a', { key: 'broker.id', value: '1' }, 'log.dir=/a\nmin.insync.replicas=2'],
  ])('%s', (line, there, after) => {
    expect(among(line, there)).toContain(after)
  })

  test('has what some put before its name', () => {
    expect(among('group.id=a', { key: 'acks', value: 'all' }, 'producer')).toContain(
      'group.id=a\nproducer.min.insync.replicas=2',
    )
  })

  test('never comes after a line that goes on', () => {
    expect(among('a=1,\\', { key: 'a', value: '1' })).toEqual([])
  })
})
