import { describe, expect, it } from 'vitest'
import { resolveSettings } from './resolve.ts'
import { file, set } from './testing/given.ts'

describe('min.insync.replicas above the number of replicas', () => {
  const three = set('min.insync.replicas=3', 'replication.factor=2', 'acks=all')

  it('counts as that number from 3.7 on', () => {
    const { settings, notes, warnings } = resolveSettings(three, { version: '3.7' })
    expect(settings['min.insync.replicas']).toBe(3)
    expect(notes).toContain('min.insync.replicas=3 counts as 2: there are 2 replicas')
    expect(warnings).toEqual([])
    expect(resolveSettings(set('min.insync.replicas=2', 'replication.factor=1')).notes).toContain(
      'min.insync.replicas=2 counts as 1: there is 1 replica',
    )
  })

  it.each(['0.10.0', '0.11', '2.8', '3.6'])('lets no acks=all write succeed in %s', (version) => {
    const { notes, warnings } = resolveSettings(three, { version })
    expect(warnings).toEqual(['min.insync.replicas=3, and there are 2 replicas: with acks=all no write can succeed'])
    expect(notes.join()).not.toContain('counts as')
    expect(resolveSettings([...three, ...set('acks=1')], { version }).warnings).toEqual([])
  })

  it('is seen as the switched mechanism has it', () => {
    expect(resolveSettings(three, { version: '3.7', gates: { 'capped-min-isr': false } }).warnings.length).toBe(1)
    expect(resolveSettings(three, { version: '3.6', gates: { 'capped-min-isr': true } }).warnings).toEqual([])
  })
})

describe('a record format without leader epochs', () => {
  const old = file('broker', 'inter.broker.protocol.version=2.0', 'log.message.format.version=0.10.2-IV0')

  it('is warned of, since the model does not have it', () => {
    expect(resolveSettings(old, { version: '2.0.1' }).warnings).toEqual([
      'broker.properties:2: log.message.format.version=0.10.2-IV0 is not modelled: without leader epochs in the '
        + 'records followers truncate as before 0.11; '
        + '--set inter.broker.protocol.version=0.10.2 judges that',
    ])
    expect(
      resolveSettings([...old, ...file('topic', 'message.format.version=1.0')], { version: '2.0.1' }).warnings,
    ).toEqual([])
  })

  it('is what the protocol has anyway before 0.11, and is no more from 3.0 on', () => {
    expect(resolveSettings(file('broker', 'log.message.format.version=0.9.0'), { version: '0.10.2' }).warnings).toEqual(
      [],
    )
    expect(
      resolveSettings(file('broker', 'zookeeper.connect=a', 'log.message.format.version=0.9.0'), { version: '3.4' })
        .warnings,
    ).toEqual([])
  })
})

describe('keys of which one outranks the other', () => {
  const notes = (...lines: readonly string[]): readonly string[] =>
    resolveSettings(file('broker', 'default.replication.factor=3', ...lines), { version: '2.8.2' }).notes

  it('are told apart, whatever their order', () => {
    expect(notes('log.retention.hours=168', 'log.retention.ms=1000')).toEqual([
      'log.retention.ms of broker.properties:3 outranks log.retention.hours of broker.properties:2',
    ])
    expect(notes('log.retention.minutes=1', 'log.retention.hours=168', 'log.retention.ms=-1')).toEqual([
      'log.retention.ms of broker.properties:4 outranks log.retention.minutes of broker.properties:2 and '
        + 'log.retention.hours of broker.properties:3',
    ])
    expect(notes('log.roll.hours=1', 'log.roll.ms=5', 'log.dir=/a', 'log.dirs=/b,/c')).toEqual([
      'log.roll.ms of broker.properties:3 outranks log.roll.hours of broker.properties:2',
      'log.dirs of broker.properties:5 outranks log.dir of broker.properties:4',
    ])
    expect(notes('log.retention.hours=168', 'log.roll.ms=5')).toEqual([])
  })

  it('the interval of flushing and that of looking after it are two things', () => {
    expect(notes('log.flush.scheduler.interval.ms=2000')).toEqual([
      'log.flush.scheduler.interval.ms of broker.properties:2 counts as log.flush.interval.ms too, which is not given',
    ])
    expect(notes('log.flush.interval.ms=1000', 'log.flush.scheduler.interval.ms=2000')).toEqual([
      'log.flush.interval.ms of broker.properties:2 says when a log is flushed, log.flush.scheduler.interval.ms '
        + 'only how often that is looked at',
    ])
    expect(notes('log.flush.interval.ms=1000', 'log.flush.interval.messages=10')).toEqual([])
  })
})
