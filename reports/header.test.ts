import { describe, expect, test } from 'vitest'
import { settingFromOption } from '../model/kafka/settings/testing/given.ts'
import { resolveSettings } from '../model/kafka/settings/resolve.ts'
import { configurationLines } from './header.ts'

/** The settings in the header of a configuration that is given by options. */
function shown(...given: readonly string[]): {
  readonly configured: string
  readonly assumed: string
  readonly ignored: string
} {
  const { settings, ...remarks } = resolveSettings(given.map((text) => settingFromOption(text)))
  const lines = configurationLines(
    { system: 'kafka', settings: { ...settings }, ...remarks },
    { width: 2000, colour: false },
  )
  const line = (label: string): string =>
    lines
      .find((one) => one.startsWith(label))
      ?.slice(label.length)
      .trim() ?? ''
  return { configured: line('configured'), assumed: line('assumed'), ignored: line('ignored') }
}

describe('settings of transactions in the header', () => {
  test('are not there without transactions', () => {
    const { configured, assumed, ignored } = shown('enable.idempotence=false')
    expect(configured).toBe('enable.idempotence=false')
    expect(assumed).toBe(
      'replication.factor=3  partitions=1  min.insync.replicas=1  '
        + 'unclean.leader.election.enable=false  log.flush.interval.messages=never  '
        + 'eligible.leader.replicas.version=1  acks=all  retries=2147483647  '
        + 'max.in.flight.requests.per.connection=5  delivery.timeout.ms=120000',
    )
    expect(ignored).toBe('')
  })

  test('are all there with a transactional.id', () => {
    const { configured, assumed } = shown('transactional.id=tx', 'transaction.timeout.ms=5', 'group.id=g')
    expect(configured).toBe('transactional.id=tx  transaction.timeout.ms=5  group.id=g')
    expect(assumed).toContain(
      'isolation.level=read_uncommitted  transaction.version=2  transaction.state.log.replication.factor=3  '
        + 'transaction.state.log.min.isr=2  '
        + 'transaction.partition.verification.enable=true  producer.id.expiration.ms=86400000',
    )
    expect(shown('transactional.id=tx').assumed).not.toContain('group.id')
  })

  test('are not there where the release does not have them', () => {
    const { configured, assumed } = shown('kafka.version=3.5.2', 'transactional.id=tx', 'transaction.version=2')
    expect(`${configured} ${assumed}`).not.toMatch(/transaction\.version|verification/)
    expect(assumed).toContain('transaction.state.log.min.isr=2  producer.id.expiration.ms=86400000')
  })

  test('that were given and change nothing are told as ignored', () => {
    const { configured, ignored } = shown(
      'transaction.state.log.replication.factor=1',
      'transaction.state.log.min.isr=1',
      'group.id=g',
      'acks=1',
    )
    expect(configured).toBe('acks=1')
    expect(ignored).toBe(
      'transaction.state.log.replication.factor, transaction.state.log.min.isr, group.id (of no effect here '
        + 'without a transactional.id)',
    )
  })

  test('that are about other clients too are there when given', () => {
    expect(shown('isolation.level=read_uncommitted').configured).toBe('isolation.level=read_uncommitted')
    expect(shown('isolation.level=read_committed', 'producer.id.expiration.ms=86400000').configured).toBe(
      'isolation.level=read_committed  producer.id.expiration.ms=86400000',
    )
  })
})
