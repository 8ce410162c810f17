import { describe, expect, it } from 'vitest'
import { resolveSettings } from './resolve.ts'
import { file, refusal, set } from './testing/given.ts'

/** Controller and protocol version of a broker's file. */
const told = (version: string, ...lines: readonly string[]): string => {
  const { settings } = resolveSettings(file('broker', 'broker.id=1', ...lines), { version })
  return `${settings.controller} ${settings['protocol.version']}`
}

describe('the controller', () => {
  it('is the usual one of the version where nothing tells, and then assumed', () => {
    expect(
      ['0.11', '2.8', '3.2', '3.3', '4.0'].map((version) => resolveSettings([], { version }).settings.controller),
    ).toEqual(['zookeeper', 'zookeeper', 'zookeeper', 'kraft', 'kraft'])
    expect(resolveSettings([], { version: '3.9' }).assumed).toContain('controller')
  })

  it("is told by a broker's file", () => {
    expect(told('3.9', 'zookeeper.connect=zk:2181')).toBe('zookeeper 3.9.2')
    expect(told('2.8', 'process.roles=broker', 'controller.quorum.voters=1@a:9093')).toBe('kraft 2.8.2')
    expect(told('3.9', 'controller.quorum.bootstrap.servers=a:9093')).toBe('kraft 3.9.2')
    const { notes, assumed } = resolveSettings(
      file('broker', 'zookeeper.connect=zk:2181', 'default.replication.factor=3'),
      { version: '3.9.2' },
    )
    expect(notes).toEqual(['broker.properties:1: zookeeper.connect: the controller is ZooKeeper'])
    expect(assumed).not.toContain('controller')
  })

  it('is what process.roles says in a migration, as Kafka has it', () => {
    const waiting = file(
      'broker',
      'zookeeper.connect=zk:2181',
      'controller.quorum.voters=3000@a:9093',
      'zookeeper.metadata.migration.enable=true',
      'default.replication.factor=3',
    )
    const first = resolveSettings(waiting, { version: '3.6.2' })
    expect(first.settings.controller).toBe('zookeeper')
    expect(first.notes).toContain(
      'broker.properties:2: controller.quorum.voters: this broker waits for a migration to KRaft, and without '
        + 'process.roles it is still judged with ZooKeeper',
    )
    const second = resolveSettings([...waiting, ...file('broker', 'process.roles=broker')], { version: '3.6.2' })
    expect(second.settings.controller).toBe('kraft')
    expect(second.notes).toContain(
      'broker.properties:1: zookeeper.connect: a broker with process.roles is in KRaft mode; the migration from '
        + 'ZooKeeper itself is not judged',
    )
    expect(told('3.6', 'process.roles=', 'zookeeper.connect=zk:2181')).toBe('zookeeper 3.6.2')
  })

  it('is what controller= says before all others', () => {
    expect(
      resolveSettings([...file('broker', 'process.roles=broker'), ...set('controller=zookeeper')], { version: '3.9' })
        .settings.controller,
    ).toBe('zookeeper')
    expect(resolveSettings(set('controller=KRaft'), { version: '2.8' }).settings.controller).toBe('kraft')
  })

  it.each([
    [
      '2.7',
      'controller=kraft',
      '--set: controller: Kafka 2.7.2 has no KRaft controller.\n  It came with 2.8.0; use controller=zookeeper.',
    ],
    [
      '4.0',
      'controller=zookeeper',
      '--set: controller: Kafka 4.0.2 has no ZooKeeper controller.\n  4.0.0 removed it; use controller=kraft, or '
        + 'a release up to 3.9.',
    ],
    ['3.9', 'controller=raft', '--set: controller: "raft" is no controller.\n  It is kraft or zookeeper.'],
  ])('of %s cannot be %s', (version, text, message) => {
    expect(refusal(set(text), { version })).toBe(message)
  })

  it('that the version does not have is not believed, and a warning says so', () => {
    const old = resolveSettings(file('broker', 'process.roles=broker', 'default.replication.factor=3'), {
      version: '2.7.2',
    })
    expect(old.settings.controller).toBe('zookeeper')
    expect(old.warnings).toEqual([
      'broker.properties:1: process.roles has no effect: Kafka 2.7.2 does not have it, 2.8.0 added it',
    ])
    const newer = resolveSettings(file('broker', 'zookeeper.connect=zk:2181', 'default.replication.factor=3'), {
      version: '4.0.2',
    })
    expect(newer.settings.controller).toBe('kraft')
    expect(newer.warnings).toEqual([
      'broker.properties:1: zookeeper.connect has no effect: Kafka 4.0.2 does not have it, 4.0.0 removed it',
    ])
    expect(resolveSettings(file('broker', 'zookeeper.connect=zk:2181'), { version: '3.9' }).warnings).toEqual([])
  })
})

describe('the protocol version of a cluster with ZooKeeper', () => {
  it.each([
    ['2.8', '2.7-IV1', '2.7.2'],
    ['2.8', '2.7', '2.7.2'],
    ['2.8.1', '2.8', '2.8.1'],
    ['2.8.1', '2.8.2', '2.8.1'],
    ['1.1', '0.10.2', '0.10.2.2'],
    ['1.1', '0.11.0-IV2', '0.11.0.3'],
    ['0.10.2', '0.9.0.X', '0.9.0.1'],
    ['0.10.0', '0.8.1', '0.8.2.2'],
    ['3.2', ' 3.0 ', '3.0.2'],
  ])('of %s with inter.broker.protocol.version=%s is that of %s', (version, text, release) => {
    expect(told(version, `inter.broker.protocol.version=${text}`)).toBe(`zookeeper ${release}`)
  })

  it('says what an older one means, and that it was not assumed', () => {
    const { notes, assumed, ignored } = resolveSettings(set('inter.broker.protocol.version=2.7-IV1'), {
      version: '2.8.2',
    })
    expect(notes).toEqual(['inter.broker.protocol.version=2.7-IV1: what came with a later protocol version is off'])
    expect(assumed).not.toContain('protocol.version')
    expect(ignored).toEqual([])
  })

  it.each([
    [
      '2.8.2',
      'inter.broker.protocol.version=3.0',
      '3.0 is newer than the software, Kafka 2.8.2.\n  Give 2.8 or an older one.',
    ],
    [
      '2.8.2',
      'inter.broker.protocol.version=newest',
      '"newest" is no protocol version.\n  Write it like 3.6 or 3.6-IV2, before 1.0 like 0.11.0 or 0.11.0-IV2.',
    ],
    ['2.8.2', 'inter.broker.protocol.version=0.10', '"0.10" is no protocol version'],
    ['2.8.2', 'inter.broker.protocol.version=2.9', '"2.9" is no protocol version'],
    ['2.8.2', 'inter.broker.protocol.version=2.6-IV1', 'there is no 2.6-IV1.\n  The only step of 2.6 is 2.6-IV0.'],
    ['2.8.2', 'inter.broker.protocol.version=2.7-IV3', 'there is no 2.7-IV3.\n  The last step of 2.7 is 2.7-IV2.'],
    [
      '2.8.2',
      'metadata.version=2.8',
      'a cluster with ZooKeeper has no metadata.version.\n  Use inter.broker.protocol.version.',
    ],
  ])('of %s refuses %s', (version, text, message) => {
    expect(refusal(set(text), { version })).toContain(message)
  })

  it('shows the controller where KRaft would not heed it', () => {
    const { settings, notes } = resolveSettings(
      file('broker', 'inter.broker.protocol.version=3.4', 'default.replication.factor=3'),
      { version: '3.6' },
    )
    expect(settings).toMatchObject({ 'controller': 'zookeeper', 'protocol.version': '3.4.1' })
    expect(notes).toContain('broker.properties:1: inter.broker.protocol.version: the controller is ZooKeeper')
  })
})

describe('the protocol version of a KRaft cluster', () => {
  it.each([
    ['3.9', '3.6-IV2', '3.6.2'],
    ['3.6.1', '3.6', '3.6.1'],
    ['4.3', '4.0-IV3', '4.0.2'],
    ['4.0', '3.3', '3.3.2'],
  ])('of %s with metadata.version=%s is that of %s', (version, text, release) => {
    expect(resolveSettings(set(`metadata.version=${text}`), { version }).settings).toMatchObject({
      'controller': 'kraft',
      'protocol.version': release,
    })
  })

  it.each([
    ['3.9.1', '20', '20 is a feature level, not a version.\n  Level 20 is 3.8-IV0: write metadata.version=3.8-IV0.'],
    ['3.9.1', '99', 'Write the version: levels go from 1, which is 3.0-IV1, to 31, which is 4.4-IV0'],
    ['3.9.1', '4.0', '4.0 is newer than the software, Kafka 3.9.1'],
    ['3.9.1', '2.8', '2.8 is older than KRaft of Kafka 3.9.1 can speak.\n  Give 3.0 or a newer one.'],
    ['4.0.0', '3.2', '3.2 is older than KRaft of Kafka 4.0.0 can speak.\n  Give 3.3 or a newer one.'],
  ])('of %s refuses metadata.version=%s', (version, text, message) => {
    expect(refusal(set(`metadata.version=${text}`), { version })).toContain(message)
  })

  it('is inter.broker.protocol.version before 3.3, which has no metadata.version', () => {
    expect(told('3.2', 'process.roles=broker', 'inter.broker.protocol.version=3.1')).toBe('kraft 3.1.2')
    expect(refusal(set('controller=kraft', 'metadata.version=3.1'), { version: '3.2.3' })).toContain(
      'KRaft of Kafka 3.2.3 has no metadata.version, 3.3.0 added it',
    )
    expect(refusal(set('controller=zookeeper', 'metadata.version=3.4'), { version: '3.5.2' })).toContain(
      'Use inter.broker.protocol.version, or controller=kraft',
    )
  })

  it('does not heed inter.broker.protocol.version from 3.3 on, and a warning says so', () => {
    const { settings, warnings, ignored } = resolveSettings(
      file('broker', 'process.roles=broker', 'inter.broker.protocol.version=3.4'),
      { version: '3.6.2' },
    )
    expect(settings['protocol.version']).toBe('3.6.2')
    expect(warnings).toEqual([
      'broker.properties:2: inter.broker.protocol.version has no effect: a KRaft cluster has metadata.version '
        + 'instead, from 3.3.0 on',
    ])
    expect(ignored).toContainEqual({
      key: 'inter.broker.protocol.version',
      why: 'a KRaft cluster has metadata.version instead, from 3.3.0 on',
    })
    expect(
      refusal(file('broker', 'process.roles=broker', 'inter.broker.protocol.version=2.8'), { version: '3.6.2' }),
    ).toContain('2.8 is older than KRaft of Kafka 3.6.2 can speak')
  })

  it('has lost inter.broker.protocol.version in 4.0', () => {
    const { settings, warnings } = resolveSettings(set('inter.broker.protocol.version=3.9'), { version: '4.1.1' })
    expect(settings).toMatchObject({ 'controller': 'kraft', 'protocol.version': '4.1.1' })
    expect(warnings).toEqual([
      '--set: inter.broker.protocol.version has no effect: Kafka 4.1.1 does not have it, 4.0.0 removed it',
    ])
  })

  it('decides on eligible leader replicas: on from 4.1, refused below 4.0', () => {
    const level = (...texts: readonly string[]): number =>
      resolveSettings(set(...texts), { version: '4.3' }).settings['eligible.leader.replicas.version']
    expect([
      level(),
      level('metadata.version=4.1'),
      level('metadata.version=4.0'),
      level('metadata.version=3.9'),
      level('metadata.version=4.0', 'eligible.leader.replicas.version=1'),
    ]).toEqual([1, 1, 0, 0, 1])
    expect(refusal(set('metadata.version=3.9', 'eligible.leader.replicas.version=1'))).toContain(
      'Kafka refuses 1 under metadata.version 3.9.2.\n  Give 0, or a metadata.version of 4.0 or newer.',
    )
  })
})
