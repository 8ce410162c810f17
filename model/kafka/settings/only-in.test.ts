import { describe, expect, test } from 'vitest'
import type { OnlyIn } from '../../given.ts'
import { resolveSettings } from './resolve.ts'

const acks = (onlyIn: OnlyIn, version?: string) =>
  resolveSettings(
    [
      { section: 'producer', key: 'acks', value: '1', origin: { file: 'a', line: 1 } },
      { section: 'producer', key: 'acks', value: 'all', origin: { file: 'a', line: 2, key: 'x.acks' }, onlyIn },
    ],
    version === undefined ? {} : { version },
  ).settings.acks

describe('a setting that counts in some releases only', () => {
  test.each([
    [{ from: '3.0.0' }, '2.8.2', '1'],
    [{ from: '3.0.0' }, '3.0.2', 'all'],
    [{ before: '3.0.0' }, '2.8.2', 'all'],
    [{ before: '3.0.0' }, '3.0.0', '1'],
    [{ from: '2.0.0', before: '3.0.0' }, '2.8.2', 'all'],
  ])('%j with Kafka %s', (onlyIn, version, is) => {
    expect(acks(onlyIn, version)).toBe(is)
  })

  test('may be one that the others refuse: by its place, and with what would be right', () => {
    const onlyIn = { before: '3.0.0', otherwise: { problem: 'it was removed', remedy: 'give another' } }
    expect(() => acks(onlyIn, '3.9')).toThrow(
      /^a:2: x\.acks: Kafka 3\.9\.\d refuses it: it was removed\.\n {2}Give another\.$/,
    )
    expect(() => acks(onlyIn)).toThrow('Give another, or say which release runs with --kafka-version.')
    expect(acks(onlyIn, '2.8')).toBe('all')
  })
})
