import { describe, expect, it } from 'vitest'
import { compareVersions, knownVersions } from '../releases/versions.ts'
import { ADDED, REMOVED } from './key-lifetimes.ts'
import { BROKER_KEYS, CONSUMER_KEYS, PRODUCER_KEYS, TOPIC_KEYS } from './known-keys.ts'
import { isWeighty, whyAbsent } from './lifetimes.ts'
import { resolveSettings } from './resolve.ts'
import { MODELLED_KEYS } from './declared.ts'
import { file } from './testing/given.ts'

const KNOWN = { broker: BROKER_KEYS, topic: TOPIC_KEYS, producer: PRODUCER_KEYS, consumer: CONSUMER_KEYS }

describe('the table of added and removed keys', () => {
  const rows = [...ADDED, ...REMOVED].flatMap(({ release, sections, keys }) =>
    sections.flatMap((section) => keys.map((key) => ({ release, section, key }))),
  )

  it('is of keys and releases that are known, each key added and removed once', () => {
    expect(rows.length).toBeGreaterThan(300)
    expect(rows.filter(({ section, key }) => !KNOWN[section].includes(key))).toEqual([])
    expect(rows.filter(({ release }) => !knownVersions.includes(release) && release !== '0.8.1')).toEqual([])
    for (const changes of [ADDED, REMOVED]) {
      const names = changes.flatMap(({ sections, keys }) =>
        sections.flatMap((section) => keys.map((key) => `${section} ${key}`)),
      )
      expect(new Set(names).size).toBe(names.length)
    }
  })

  it('has no key that was removed before it was added, and none that the model reads', () => {
    const added = new Map<string, string>(
      ADDED.flatMap(({ release, sections, keys }) =>
        sections.flatMap((section) => keys.map((key) => [`${section} ${key}`, release] as const)),
      ),
    )
    for (const { release, sections, keys } of REMOVED) {
      for (const name of sections.flatMap((section) => keys.map((key) => `${section} ${key}`))) {
        expect(compareVersions(release, added.get(name) ?? '0.8')).toBeGreaterThan(0)
      }
    }
    expect(
      rows.filter(({ section, key }) => MODELLED_KEYS.some((one) => one.section === section && one.key === key)),
    ).toEqual([])
  })
})

describe('a key that the version does not have', () => {
  it.each([
    ['broker', 'zookeeper.connect', '3.9.2', '4.0.0 removed'],
    ['broker', 'inter.broker.protocol.version', '3.9.2', '4.0.0 removed'],
    ['broker', 'log.message.format.version', '3.9.2', '4.0.0 removed'],
    ['broker', 'port', '2.8.2', '3.0.0 removed'],
    ['broker', 'log.message.timestamp.difference.max.ms', '3.9.2', '4.0.0 removed'],
    ['producer', 'block.on.buffer.full', '0.10.2.2', '0.11.0.0 removed'],
    ['broker', 'group.coordinator.new.enable', '4.0.2', '4.1.0 removed'],
    ['topic', 'message.format.version', '3.9.2', '4.0.0 removed'],
  ] as const)('%s: %s was there up to %s: %s it', (section, key, until, says) => {
    expect(whyAbsent(section, key, until)).toBeUndefined()
    const next = knownVersions[knownVersions.indexOf(until) + 1] ?? ''
    expect(whyAbsent(section, key, next)).toBe(`Kafka ${next} does not have it, ${says} it`)
  })

  it.each([
    ['broker', 'process.roles', '2.8.0'],
    ['broker', 'controller.quorum.voters', '2.8.0'],
    ['broker', 'controller.quorum.bootstrap.servers', '3.8.0'],
    ['broker', 'transaction.state.log.num.partitions', '0.11.0.0'],
    ['broker', 'eligible.leader.replicas.enable', '3.7.0'],
    ['broker', 'unclean.leader.election.interval.ms', '3.9.0'],
    ['consumer', 'group.protocol', '3.7.0'],
    ['consumer', 'max.poll.interval.ms', '0.10.1.0'],
    ['broker', 'replica.selector.class', '2.4.0'],
    ['broker', 'zookeeper.metadata.migration.enable', '3.4.0'],
  ] as const)('%s: %s came with %s', (section, key, release) => {
    const before = knownVersions[knownVersions.indexOf(release) - 1] ?? ''
    expect(whyAbsent(section, key, before)).toBe(`Kafka ${before} does not have it, ${release} added it`)
    expect(whyAbsent(section, key, release)).toBeUndefined()
  })

  it('is listed with the release, and warned of where it matters', () => {
    const { ignored, warnings } = resolveSettings(
      file(
        'broker',
        'replica.lag.max.messages=4000',
        'log.cleaner.enable=true',
        'port=9092',
        'log.cleanup.interval.mins=1',
      ),
      { version: '3.9.2' },
    )
    expect(ignored).toEqual([
      { key: 'replica.lag.max.messages', why: 'Kafka 3.9.2 does not have it, 0.9.0.0 removed it' },
      { key: 'log.cleaner.enable', why: 'not modelled' },
      { key: 'port', why: 'Kafka 3.9.2 does not have it, 3.0.0 removed it' },
      { key: 'log.cleanup.interval.mins', why: 'Kafka 3.9.2 does not have it, 0.8.1 removed it' },
    ])
    expect(warnings).toEqual([
      'broker.properties:1: replica.lag.max.messages has no effect: Kafka 3.9.2 does not have it, 0.9.0.0 removed it',
    ])
  })

  it('is not warned of where it says what is so without it', () => {
    expect(
      resolveSettings(file('broker', 'transaction.partition.verification.enable=false'), { version: '3.5' }).warnings,
    ).toEqual([])
    expect(
      resolveSettings(file('broker', 'transaction.partition.verification.enable=true'), { version: '3.5' }).warnings
        .length,
    ).toBe(1)
  })

  it('is one of the Scala clients, whose names the Java clients never had', () => {
    const { ignored, warnings } = resolveSettings(
      file('producer', 'request.required.acks=-1', 'serializer.class=x', 'acks=1'),
      { version: '0.10.2.2' },
    )
    expect(warnings).toEqual([
      'producer.properties:1: request.required.acks has no effect: it is of the producer in Scala, which 2.0.0 '
        + 'removed; the one in Java has acks',
    ])
    expect(ignored[1]).toEqual({ key: 'serializer.class', why: 'it is of the producer in Scala, which 2.0.0 removed' })
    expect(whyAbsent('consumer', 'zookeeper.connect', '3.9.2')).toContain('consumer in Scala')
  })

  it('of which nothing is known is said nothing of', () => {
    expect(whyAbsent('broker', 'our.own.thing', '3.9.2')).toBeUndefined()
    expect(isWeighty('log.retention.ms')).toBe(false)
  })
})
