import { describe, expect, it } from 'vitest'
import { compareVersions, modelledVersions } from '../releases/versions.ts'
import { resolveSettings } from './resolve.ts'
import { file, refusal, set } from './testing/given.ts'

const idempotent = modelledVersions.slice(modelledVersions.indexOf('0.11.0.0'))

/** The versions that take these settings. */
const takenBy = (...texts: readonly string[]): readonly string[] =>
  idempotent.filter((version) => refusal(set(...texts), { version }) === 'accepted')

describe('before 3.0.1, and in 3.1.0, a producer is idempotent only when asked to be', () => {
  it('and brings along what idempotence needs', () => {
    const { settings, notes } = resolveSettings(set('enable.idempotence=true'), { version: '1.1.1' })
    expect(settings).toMatchObject({
      'enable.idempotence': true,
      'acks': 'all',
      'retries': 2147483647,
      'max.in.flight.requests.per.connection': 5,
    })
    expect(notes).toEqual(['enable.idempotence=true brings acks=all, retries=2147483647'])
    expect(resolveSettings(set('enable.idempotence=true'), { version: '2.8.2' }).notes).toEqual([
      'enable.idempotence=true brings acks=all',
    ])
  })

  it('one request in flight in 0.11', () => {
    const { settings, notes } = resolveSettings(set('enable.idempotence=true', 'retries=3'), { version: '0.11' })
    expect(settings).toMatchObject({ 'retries': 3, 'max.in.flight.requests.per.connection': 1 })
    expect(notes).toContain('enable.idempotence=true brings acks=all, max.in.flight.requests.per.connection=1')
    expect(
      refusal(set('enable.idempotence=true', 'max.in.flight.requests.per.connection=5'), { version: '0.11' }),
    ).toContain('at most 1 request in flight, not 5.\n  Set it to 1, or')
    expect(refusal(set('enable.idempotence=true', 'max.in.flight.requests.per.connection=5'), { version: '1.0' })).toBe(
      'accepted',
    )
  })

  it('which a transactional.id does too', () => {
    const { settings, notes } = resolveSettings(set('transactional.id=tx'), { version: '2.4.1' })
    expect(settings).toMatchObject({ 'enable.idempotence': true, 'acks': 'all' })
    expect(notes).toEqual(['transactional.id brings enable.idempotence=true, acks=all'])
    expect(refusal(set('transactional.id=tx', 'acks=1'), { version: '2.4.1' })).toBe(
      '--set: acks: Kafka 2.4.1 refuses it: transactional.id does not allow acks=1.\n  Set acks=all, or leave '
        + 'transactional.id out.',
    )
  })

  it('and otherwise not, even where the default says true', () => {
    expect(resolveSettings([], { version: '3.1.0' }).notes).toEqual([
      'idempotence is off: Kafka 3.1.0 does not heed its default, true (KAFKA-13598)',
    ])
    expect(resolveSettings(set('acks=1'), { version: '3.0.0' }).settings).toMatchObject({
      'acks': '1',
      'enable.idempotence': false,
    })
    expect(resolveSettings(set('enable.idempotence=true'), { version: '3.1.0' }).settings['enable.idempotence']).toBe(
      true,
    )
    expect(resolveSettings([], { version: '3.1.1' }).settings['enable.idempotence']).toBe(true)
  })
})

describe('a producer that asks for idempotence is refused', () => {
  it.each([['acks=1'], ['acks=0'], ['retries=0'], ['max.in.flight.requests.per.connection=6']])(
    'with %s, by every version',
    (text) => {
      expect(takenBy('enable.idempotence=true', text)).toEqual([])
    },
  )

  it('without idempotence in a transaction, by every version', () => {
    expect(takenBy('enable.idempotence=false', 'transactional.id=tx')).toEqual([])
  })

  it.each(['acks=1', 'acks=0', 'retries=0', 'max.in.flight.requests.per.connection=6'])(
    'by its transactional.id, with %s, by every version',
    (text) => {
      expect(takenBy('transactional.id=tx', text)).toEqual([])
      expect(takenBy('transactional.id=tx', 'enable.idempotence=true', text)).toEqual([])
    },
  )

  it('with the line of the file that does not go with it', () => {
    const producer = (...lines: readonly string[]) => file('producer', 'bootstrap.servers=a:9092', ...lines)
    expect(refusal(producer('enable.idempotence=true', 'acks=1'), { version: '4.0.0' })).toBe(
      'producer.properties:3: acks: Kafka 4.0.0 refuses it: enable.idempotence=true does not allow acks=1.\n  '
        + 'Set acks=all, or enable.idempotence=false.',
    )
    expect(refusal(producer('enable.idempotence=false', 'transactional.id=tx'), { version: '0.11.0.3' })).toBe(
      'producer.properties:3: transactional.id: Kafka 0.11.0.3 refuses it: transactions need idempotence, and '
        + 'there is enable.idempotence=false.\n  Set enable.idempotence=true, or leave transactional.id out.',
    )
    expect(refusal(producer('max.in.flight.requests.per.connection=6'), { version: '4.0.0' })).toBe(
      'producer.properties:2: max.in.flight.requests.per.connection: Kafka 4.0.0 refuses it: '
        + 'an idempotent producer may have at most 5 requests in flight, not 6, and enable.idempotence is on by '
        + 'default.\n  Set it to 5 or less, or enable.idempotence=false.',
    )
  })
})

describe('idempotence by default', () => {
  it.each(idempotent)('of %s', (version) => {
    const on = compareVersions(version, '3.0.1') >= 0 && version !== '3.1.0'
    const switchedOff = (text: string): boolean =>
      !resolveSettings(set(text), { version }).settings['enable.idempotence']
    expect(resolveSettings([], { version }).settings['enable.idempotence']).toBe(on)
    expect(['acks=1', 'acks=0', 'retries=0'].map(switchedOff)).toEqual([true, true, true])
    expect(switchedOff('retries=1')).toBe(!on)
    const six = 'max.in.flight.requests.per.connection=6'
    if (compareVersions(version, '4.0.0') < 0) expect(switchedOff(six)).toBe(true)
    else
      expect(refusal(set(six), { version })).toContain(
        'at most 5 requests in flight, not 6, and enable.idempotence is on by default',
      )
  })

  it('gives way to six requests in flight before 4.0, and is an error since', () => {
    const six = set('max.in.flight.requests.per.connection=6')
    const { settings, notes } = resolveSettings(six, { version: '3.9.1' })
    expect(settings).toMatchObject({ 'enable.idempotence': false, 'max.in.flight.requests.per.connection': 6 })
    expect(notes).toEqual(['idempotence is off because max.in.flight.requests.per.connection=6'])
    expect(refusal(six, { version: '4.0' })).toContain('enable.idempotence is on by default')
  })

  it('that gives way takes transactions along', () => {
    expect(refusal(set('acks=1', 'transactional.id=tx'), { version: '3.5' })).toContain(
      'transactions need idempotence, and there is acks=1, which switches idempotence off.\n  Set acks=all, or leave',
    )
    expect(
      refusal(set('acks=0', 'retries=0', 'max.in.flight.requests.per.connection=6', 'transactional.id=tx'), {
        version: '3.9.2',
      }),
    ).toContain(
      'Set retries to 1 or more and set acks=all and set max.in.flight.requests.per.connection to 5 or less, or '
        + 'leave transactional.id out.',
    )
  })
})

describe('the delivery timeout', () => {
  it('must be above linger and request timeout, and linger is 5 ms since 4.0', () => {
    expect(refusal(set('delivery.timeout.ms=30000'), { version: '2.1' })).toBe('accepted')
    expect(refusal(set('delivery.timeout.ms=30000'), { version: '3.9' })).toBe('accepted')
    expect(refusal(set('delivery.timeout.ms=30000'), { version: '4.0' })).toContain(
      '30000 is less than linger.ms + request.timeout.ms = 5 + 30000',
    )
  })

  it('is not known before 2.1: a send ends with its retries', () => {
    const { settings, warnings } = resolveSettings(set('delivery.timeout.ms=30000', 'retries=3'), { version: '2.0' })
    expect(settings).toMatchObject({ 'delivery.timeout.ms': Infinity, 'retries': 3 })
    expect(warnings).toEqual(['--set: delivery.timeout.ms has no effect: Kafka 2.0.1 does not have it, 2.1.0 added it'])
  })
})
