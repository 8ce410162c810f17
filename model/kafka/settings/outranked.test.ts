import { describe, expect, test } from 'vitest'
import type { GivenSetting } from './given.ts'
import { resolveSettings } from './resolve.ts'

const ofBroker = (key: string, value: string): GivenSetting => ({
  section: 'broker',
  key,
  value,
  origin: { file: 'server.properties', line: 3 },
})
const bySet = (key: string, value: string): GivenSetting => ({
  section: undefined,
  key,
  value,
  origin: { option: '--set' },
})

describe('a placeholder that a file leaves open', () => {
  test.each([
    ['min.insync.replicas', 'min.insync.replicas', '2'],
    ['broker.min.insync.replicas', 'min.insync.replicas', '2'],
    ['replication.factor', 'default.replication.factor', '3'],
    ['default.replication.factor', 'default.replication.factor', '3'],
    ['partitions', 'num.partitions', '2'],
  ])('--set %s stands for it', (key, inFile, value) => {
    const { settings } = resolveSettings([ofBroker(inFile, '${X}'), bySet(key, value)])
    expect(Object.values(settings).map(String)).toContain(value)
  })

  test.each([
    [[ofBroker('min.insync.replicas', '${X}')]],
    [[ofBroker('min.insync.replicas', '${X}'), bySet('replication.factor', '3')]],
    [[ofBroker('default.replication.factor', '${X}'), bySet('replication.factor', '-1')]],
  ])('is refused where nothing does: %j', (given) => {
    expect(() => resolveSettings(given)).toThrow(/server\.properties:3: \S+: the placeholder \$\{X\} is not filled in/)
  })

  test('what Kafka refuses stays refused', () => {
    const given = [ofBroker('min.insync.replicas', 'two'), bySet('min.insync.replicas', '2')]
    expect(() => resolveSettings(given)).toThrow(
      'server.properties:3: min.insync.replicas: "two" is not a whole number',
    )
  })
})
