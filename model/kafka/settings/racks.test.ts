import { describe, expect, test } from 'vitest'
import { racksOf } from '../state/racks.ts'
import { resolveSettings } from './resolve.ts'
import { set } from './testing/given.ts'

const resolved = (...texts: readonly string[]) => resolveSettings(set(...texts))

describe('broker.rack', () => {
  test('names the rack of each broker, and so how many there are', () => {
    const { settings } = resolved('broker.rack= a, b,a ,b')
    expect([settings['broker.rack'], settings.brokers]).toEqual(['a,b,a,b', 4])
    expect(racksOf(settings)).toEqual([
      { name: 'a', brokers: [0, 2] },
      { name: 'b', brokers: [1, 3] },
    ])
  })

  test('of one broker tells none apart, and says what would', () => {
    const { settings, ignored } = resolved('broker.rack=eu-1a')
    expect(racksOf(settings)).toEqual([{ name: '', brokers: [0, 1, 2] }])
    expect(ignored).toEqual([{ key: 'broker.rack', why: expect.stringContaining('broker.rack=a,b,c') }])
  })

  test.each([
    ['a,b', '2 racks are named, and there are 3 brokers'],
    ['a,,b', 'leaves the rack of a broker out'],
  ])('%j is refused', (racks, problem) => {
    expect(() => resolved(`broker.rack=${racks}`)).toThrow(problem)
  })
})
