import { describe, expect, it } from 'vitest'
import { counts, withoutUsual } from './counting.ts'
import { resolveSettings } from './resolve.ts'
import { set } from './testing/given.ts'

/** The settings that do not count. */
const silent = (version: string, ...texts: readonly string[]): readonly string[] => {
  const { settings } = resolveSettings(set(...texts), { version })
  return Object.keys(withoutUsual({ ...settings })).filter((name) => !counts(name, { ...settings }))
}

const OF_TRANSACTIONS = [
  'transactional.id',
  'transaction.timeout.ms',
  'transaction.version',
  'transaction.state.log.replication.factor',
  'transaction.state.log.min.isr',
  'transaction.partition.verification.enable',
]

describe('the settings that count', () => {
  it('are not those of transactions where there are none, in any release', () => {
    for (const version of ['0.10.0', '0.11', '3.3', '3.4', '3.9', '4.3']) {
      expect(new Set(silent(version))).toEqual(
        new Set([...OF_TRANSACTIONS, 'isolation.level', 'producer.id.expiration.ms', 'group.id']),
      )
    }
    expect(silent('4.3', 'transaction.timeout.ms=5', 'transaction.version=0', 'group.id=g')).toEqual(silent('4.3'))
  })

  it('are those that other clients share, where they are not as by default', () => {
    expect(silent('4.3', 'isolation.level=read_committed', 'producer.id.expiration.ms=5')).toEqual([
      ...OF_TRANSACTIONS,
      'group.id',
    ])
  })

  it('are the client where it is not the one in Java, which is left out', () => {
    const { settings } = resolveSettings(set('client=sarama'))
    expect([counts('client', { ...settings }), counts('client.version', { ...settings })]).toEqual([true, true])
    const java = { ...resolveSettings([]).settings }
    expect([counts('client', java), counts('client.version', java)]).toEqual([false, false])
    expect(Object.keys(withoutUsual(java))).toEqual(
      Object.keys(java).filter(
        (name) => !name.startsWith('client') && !['transactional.ids', 'broker.rack'].includes(name),
      ),
    )
  })

  it('are all that the release has where there are transactions, or where it is not known', () => {
    expect(silent('4.3', 'transactional.id=tx')).toEqual([])
    expect(silent('3.6', 'transactional.id=tx')).toEqual(['transaction.version'])
    expect(silent('3.3', 'transactional.id=tx')).toEqual([
      'transaction.version',
      'transaction.partition.verification.enable',
    ])
    expect(counts('transaction.timeout.ms', { 'transaction.timeout.ms': 60000 })).toBe(true)
  })
})
