import { expect, test } from 'vitest'
import { settingFromOption } from '../model/kafka/settings/testing/given.ts'
import { resolveSettings } from '../model/kafka/settings/resolve.ts'
import { seedFrom } from './seed.ts'

const seedOf = (version: string, ...given: readonly string[]): string =>
  seedFrom(undefined, 'kafka', {
    ...resolveSettings(
      given.map((text) => settingFromOption(text)),
      { version },
    ).settings,
  })

test('without transactions the seed is what it was before there were settings for them', () => {
  expect([
    seedOf('4.3.1'),
    seedOf('4.3.1', 'enable.idempotence=false'),
    seedOf('0.10.2.2', 'acks=1', 'retries=0'),
  ]).toEqual(['024ecb55', '28f90411', 'a2661fce'])
  expect(seedOf('4.3.1', 'transaction.timeout.ms=5', 'transaction.state.log.min.isr=1')).toBe(seedOf('4.3.1'))
})

test('what counts in transactions has a part in the seed where there are some', () => {
  const seeds = [
    [],
    ['transactional.id=tx'],
    ['transactional.id=tx', 'transaction.timeout.ms=5'],
    ['transactional.id=tx', 'transaction.version=0'],
    ['isolation.level=read_committed'],
  ]
  expect(new Set(seeds.map((given) => seedOf('4.3.1', ...given))).size).toBe(seeds.length)
})

test('a text that is given is the seed', () => {
  expect(seedFrom('mine', 'kafka', { acks: '1' })).toBe('mine')
})
