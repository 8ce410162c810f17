import { expect, test } from 'vitest'
import { spanIn } from './span.ts'

/** The part of the line that is underlined. */
function underlined(line: string, key: string): string | undefined {
  const span = spanIn(line, key)
  return span && line.slice(span.start - 1, span.end - 1)
}

test.each([
  ['acks=1', 'acks', 'acks=1'],
  ['  acks = 1 ', 'acks', 'acks = 1'],
  ['acks 1', 'acks', 'acks 1'],
  ['acks=', 'acks', 'acks'],
  ['      acks: 1  # fast', 'spring.kafka.producer.acks', 'acks: 1'],
  ['spring.kafka.producer.acks=1', 'spring.kafka.producer.acks', 'spring.kafka.producer.acks=1'],
  ['  "min.insync.replicas": "2",', 'min.insync.replicas', '"min.insync.replicas": "2"'],
  ["  { 'acks': 'a ll' }", 'acks', "'acks': 'a ll'"],
  ['- KAFKA_MIN_INSYNC_REPLICAS=2', 'KAFKA_MIN_INSYNC_REPLICAS', 'KAFKA_MIN_INSYNC_REPLICAS=2'],
  ['Configs: a=1,min.insync.replicas=2,b=3', 'min.insync.replicas', 'min.insync.replicas=2'],
  ['x.acks=0 acks=1', 'acks', 'acks=1'],
  ['אב acks=1', 'acks', 'acks=1'],
  ['😀 acks=1', 'acks', 'acks=1'],
  ['a(b=[x', 'a(b', 'a(b=[x'],
])('%j underlines %s', (line, key, expected) => {
  expect(underlined(line, key)).toBe(expected)
})

test('a line that does not show the key has no columns', () => {
  expect(spanIn('server.acks2=1', 'acks')).toBeUndefined()
  expect(spanIn('', 'acks')).toBeUndefined()
  expect(spanIn('a=1', '')).toBeUndefined()
  expect(spanIn(`${' '.repeat(20_000)}acks=1`, 'acks')).toBeUndefined()
})
