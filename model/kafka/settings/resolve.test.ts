import { describe, expect, it } from 'vitest'
import { compareVersions, modelledVersions } from '../releases/versions.ts'
import type { GivenSetting } from './given.ts'
import { resolveSettings } from './resolve.ts'
import { file, refusal, set } from './testing/given.ts'

describe('defaults', () => {
  it('of the newest version are judged with three replicas, and all are assumed', () => {
    const { settings, assumed, notes, warnings } = resolveSettings([])
    expect(settings).toEqual({
      'kafka.version': '4.3.1',
      'protocol.version': '4.3.1',
      'controller': 'kraft',
      'gates': '',
      'brokers': 3,
      'client': 'java',
      'client.version': '',
      'transactional.ids': 'stable',
      'broker.rack': '',
      'replication.factor': 3,
      'partitions': 1,
      'min.insync.replicas': 1,
      'unclean.leader.election.enable': false,
      'log.flush.interval.messages': Infinity,
      'eligible.leader.replicas.version': 1,
      'acks': 'all',
      'retries': 2147483647,
      'max.in.flight.requests.per.connection': 5,
      'delivery.timeout.ms': 120000,
      'enable.idempotence': true,
      'transactional.id': '',
      'transaction.timeout.ms': 60000,
      'isolation.level': 'read_uncommitted',
      'transaction.version': 2,
      'transaction.state.log.replication.factor': 3,
      'transaction.state.log.min.isr': 2,
      'transaction.partition.verification.enable': true,
      'producer.id.expiration.ms': 86400000,
      'group.id': '',
    })
    expect(assumed).toEqual(Object.keys(settings).filter((name) => name !== 'gates' && name !== 'client.version'))
    expect([...notes, ...warnings]).toEqual([])
  })

  it('of 0.10 are its own, and what it does not have is not assumed', () => {
    const { settings, assumed, notes } = resolveSettings([], { version: '0.10' })
    expect(settings).toMatchObject({
      'kafka.version': '0.10.2.2',
      'acks': '1',
      'retries': 0,
      'unclean.leader.election.enable': true,
      'enable.idempotence': false,
      'eligible.leader.replicas.version': 0,
      'delivery.timeout.ms': Infinity,
    })
    expect(assumed).not.toContain('enable.idempotence')
    expect(notes).toContain('Kafka 0.10 is read as 0.10.2.2')
  })

  it.each(modelledVersions)('of %s are those of its ConfigDefs', (version) => {
    const since = (release: string): boolean => compareVersions(version, release) >= 0
    const { settings, warnings } = resolveSettings([], { version })
    expect(settings).toMatchObject({
      'protocol.version': version,
      'controller': since('3.3.0') ? 'kraft' : 'zookeeper',
      'acks': since('3.0.0') ? 'all' : '1',
      'retries': since('2.1.0') ? 2147483647 : 0,
      'max.in.flight.requests.per.connection': 5,
      'delivery.timeout.ms': since('2.1.0') ? 120000 : Infinity,
      'enable.idempotence': since('3.0.1') && version !== '3.1.0',
      'min.insync.replicas': 1,
      'unclean.leader.election.enable': !since('0.11.0.0'),
      'log.flush.interval.messages': Infinity,
      'eligible.leader.replicas.version': since('4.1.0') ? 1 : 0,
    })
    expect(warnings).toEqual([])
  })

  it("of a broker's file are one replica and one partition in every version", () => {
    for (const version of modelledVersions) {
      expect(resolveSettings(file('broker', 'broker.id=0'), { version }).settings).toMatchObject({
        'replication.factor': 1,
        'partitions': 1,
      })
    }
  })

  it('of 4.0 leave eligible leader replicas off', () => {
    expect(resolveSettings([], { version: '4.0.0' }).settings['eligible.leader.replicas.version']).toBe(0)
    expect(
      resolveSettings(set('eligible.leader.replicas.version=1'), { version: '4.0.0' }).settings[
        'eligible.leader.replicas.version'
      ],
    ).toBe(1)
  })
})

describe('which setting counts', () => {
  it('the topic overrides the broker, and an option overrides files', () => {
    const broker = file(
      'broker',
      'min.insync.replicas=1',
      'log.flush.interval.messages=100',
      'default.replication.factor=2',
      'num.partitions=4',
    )
    const topic = file('topic', 'min.insync.replicas=2', 'flush.messages=1')
    expect(resolveSettings(broker).settings).toMatchObject({
      'min.insync.replicas': 1,
      'log.flush.interval.messages': 100,
      'replication.factor': 2,
      'partitions': 4,
    })
    const { settings, notes } = resolveSettings([...broker, ...topic])
    expect(settings).toMatchObject({ 'min.insync.replicas': 2, 'log.flush.interval.messages': 1 })
    expect(notes).toContain(
      "min.insync.replicas of broker.properties:1 is overridden by the topic's min.insync.replicas of "
        + 'topic.properties:1',
    )
    expect(
      resolveSettings([...set('min.insync.replicas=3'), ...broker, ...topic]).settings['min.insync.replicas'],
    ).toBe(3)
  })

  it.each(modelledVersions)('a topic of %s overrides its broker', (version) => {
    const broker = file(
      'broker',
      'min.insync.replicas=1',
      'log.flush.interval.messages=100',
      'unclean.leader.election.enable=true',
      'default.replication.factor=3',
    )
    const topic = file('topic', 'min.insync.replicas=2', 'flush.messages=1', 'unclean.leader.election.enable=false')
    expect(resolveSettings(broker, { version }).settings).toMatchObject({
      'min.insync.replicas': 1,
      'log.flush.interval.messages': 100,
      'unclean.leader.election.enable': true,
    })
    expect(resolveSettings([...broker, ...topic], { version }).settings).toMatchObject({
      'min.insync.replicas': 2,
      'log.flush.interval.messages': 1,
      'unclean.leader.election.enable': false,
    })
  })

  it('a prefix says which section an option means', () => {
    expect(
      resolveSettings(set('broker.min.insync.replicas=2', 'producer.acks=1', 'topic.replication.factor=5')).settings,
    ).toMatchObject({ 'min.insync.replicas': 2, 'acks': '1', 'replication.factor': 5, 'brokers': 5 })
  })

  it('a broker file without default.replication.factor means one replica, and says so', () => {
    const { settings, notes } = resolveSettings(file('broker', 'min.insync.replicas=2'))
    expect(settings).toMatchObject({ 'replication.factor': 1, 'min.insync.replicas': 2 })
    expect(notes.join()).toContain('replication.factor is 1')
    expect(resolveSettings(set('broker.min.insync.replicas=2')).settings['replication.factor']).toBe(3)
  })

  it('version and brokers of a file give way to options', () => {
    const outer: readonly GivenSetting[] = [
      { section: undefined, key: 'kafka.version', value: '4.0', origin: { file: 'tidemark.yaml', line: 1 } },
      { section: undefined, key: 'brokers', value: '5', origin: { file: 'tidemark.yaml', line: 2 } },
    ]
    expect(resolveSettings(outer).settings).toMatchObject({ 'kafka.version': '4.0.2', 'brokers': 5 })
    expect(resolveSettings(outer, { version: '4.1.0', brokers: 4 }).settings).toMatchObject({
      'kafka.version': '4.1.0',
      'brokers': 4,
    })
    expect(
      resolveSettings([...outer, ...set('kafka.version=4.2.0')], { version: '4.1.0' }).settings['kafka.version'],
    ).toBe('4.2.0')
  })

  it('values are read as Kafka reads them', () => {
    expect(
      resolveSettings(
        set('acks= -1 ', 'unclean.leader.election.enable=TRUE', 'retries=+3', 'flush.messages=9223372036854775807'),
      ).settings,
    ).toMatchObject({
      'acks': 'all',
      'unclean.leader.election.enable': true,
      'retries': 3,
      'log.flush.interval.messages': Infinity,
    })
  })
})

describe('what Kafka accepts is judged', () => {
  it('min.insync.replicas above the replication factor', () => {
    expect(resolveSettings(set('min.insync.replicas=4', 'replication.factor=3')).settings['min.insync.replicas']).toBe(
      4,
    )
  })

  it.each([
    ['acks=1', 'acks=1'],
    ['acks=0', 'acks=0'],
    ['retries=0', 'retries=0'],
  ])('%s switches off idempotence that is on by default', (text, why) => {
    const { settings, notes } = resolveSettings(set(text))
    expect(settings['enable.idempotence']).toBe(false)
    expect(notes).toContain(`idempotence is off because ${why}`)
  })

  it('a delivery timeout that nobody set is raised to linger and request timeout', () => {
    const { settings, notes, ignored } = resolveSettings(set('linger.ms=100000', 'request.timeout.ms=40000'))
    expect(settings['delivery.timeout.ms']).toBe(140000)
    expect(notes).toContain('delivery.timeout.ms is raised to 140000: linger.ms + request.timeout.ms')
    expect(ignored.map(({ key }) => key)).toEqual(['linger.ms', 'request.timeout.ms'])
  })

  it('a setting that the version does not have has no effect', () => {
    const { settings, warnings, ignored } = resolveSettings(set('enable.idempotence=true'), { version: '0.10' })
    expect(settings['enable.idempotence']).toBe(false)
    expect(warnings).toEqual([
      '--set: enable.idempotence has no effect: Kafka 0.10.2.2 does not have it, 0.11.0.0 added it',
    ])
    expect(ignored).toEqual([{ key: 'enable.idempotence', why: 'Kafka 0.10.2.2 does not have it, 0.11.0.0 added it' }])
    expect(resolveSettings(set('enable.idempotence=false'), { version: '0.10' }).warnings).toEqual([])
  })

  it('flush.messages=0 by the versions that took it', () => {
    expect(resolveSettings(set('flush.messages=0'), { version: '3.2' }).settings['log.flush.interval.messages']).toBe(0)
    expect(refusal(set('flush.messages=0'), { version: '3.3' })).toContain('"0" is below 1')
    expect(resolveSettings(set('flush.messages=0'), { version: '0.10' }).settings['log.flush.interval.messages']).toBe(
      0,
    )
    expect(refusal(set('flush.messages=0'))).toContain('"0" is below 1')
  })
})

describe('what Kafka refuses is refused with its reason', () => {
  it.each([
    ['acks=2', '--set: acks: "2" is not one of the values that Kafka accepts.\n  Give 0, 1, all or -1.'],
    ['acks=ALL', 'lower case'],
    ['min.insync.replicas=two', `"two" is not a whole number (Kafka's type INT).\n  Give a whole number, 1 or more.`],
    ['min.insync.replicas=0', 'is below 1'],
    ['retries=2147483648', 'does not fit'],
    ['max.in.flight.requests.per.connection=0', 'is below 1'],
    ['enable.idempotence=yes', 'neither true nor false'],
    ['transactional.id=', 'is empty'],
    ['replication.factor=0', 'not a number that Kafka accepts'],
    ['acks=all   # comment', 'a comment needs a line of its own'],
    ['acks="all"', 'without quotes'],
    ['acks=${ACKS}', 'the placeholder ${ACKS} is not filled in'],
    ['min.insync.replicas={{ isr }}', 'the placeholder {{ isr }} is not filled in'],
    ['brokers=none', 'not a whole number'],
    ['max.in.flight.requests.per.connection=6', 'at most 5 requests in flight'],
  ])('%s', (text, message) => {
    expect(refusal(set(text))).toContain(message)
  })

  it.each([
    [['enable.idempotence=true', 'acks=1'], 'enable.idempotence=true does not allow acks=1'],
    [['enable.idempotence=true', 'retries=0'], 'enable.idempotence=true does not allow retries=0'],
    [['acks=1', 'max.in.flight.requests.per.connection=6'], 'at most 5 requests in flight'],
    [['enable.idempotence=false', 'transactional.id=tx'], 'transactions need idempotence'],
    [['acks=1', 'transactional.id=tx'], 'transactions need idempotence'],
    [['delivery.timeout.ms=30000'], '30000 is less than linger.ms + request.timeout.ms = 5 + 30000'],
  ])('%s', (texts, message) => {
    expect(refusal(set(...texts))).toContain(message)
  })

  it('six requests in flight are fine without idempotence', () => {
    expect(refusal(set('enable.idempotence=false', 'max.in.flight.requests.per.connection=6'))).toBe('accepted')
  })

  it('a replication factor that is left to the broker, before 2.4', () => {
    expect(refusal(set('replication.factor=-1'), { version: '2.3' })).toContain('"-1" is below 1')
    expect(resolveSettings(set('replication.factor=-1'), { version: '2.4' }).settings['replication.factor']).toBe(3)
  })

  it('a linger beyond an int, in the two releases that kept one', () => {
    const versions = ['2.0', '2.1', '2.2', '2.3']
    expect(versions.map((version) => refusal(set('linger.ms=3000000000'), { version }) === 'accepted')).toEqual([
      true,
      false,
      false,
      true,
    ])
  })

  it('more replicas than brokers', () => {
    expect(refusal(set('replication.factor=4'), { brokers: 3 })).toContain('4 replicas do not fit on 3 brokers')
    expect(resolveSettings(set('replication.factor=4')).settings.brokers).toBe(4)
    expect(resolveSettings([], { brokers: 2 }).settings['replication.factor']).toBe(2)
    expect(refusal([], { brokers: 0 })).toContain('--brokers: brokers: "0" is below 1')
  })
})

describe('names', () => {
  it.each([
    ['broker', 'min.insync.replica', 'min.insync.replicas'],
    ['topic', 'min-insync-replicas', 'min.insync.replicas'],
    ['producer', 'max.in.flight', 'max.in.flight.requests.per.connection'],
    ['producer', 'ack', 'acks'],
    ['producer', 'enableIdempotence', 'enable.idempotence'],
    ['topic', 'replication_factor', 'replication.factor'],
    ['producer', 'producer.acks', 'acks'],
  ] as const)('%s: %s is taken for a misspelt %s', (section, key, meant) => {
    expect(refusal(file(section, `${key}=1`))).toBe(
      `${section}.properties:1: ${key}: Kafka has no such setting.\n  Did you mean ${meant}?`,
    )
  })

  it('an unknown name is ignored with a warning in a file and refused in an option', () => {
    const { warnings, ignored } = resolveSettings(file('producer', 'our.own.thing=1'))
    expect(warnings).toEqual(['producer.properties:1: our.own.thing is unknown to Kafka and was ignored'])
    expect(ignored).toEqual([{ key: 'our.own.thing', why: 'unknown to Kafka' }])
    expect(refusal(set('our.own.thing=1'))).toContain('Kafka has no such setting')
    expect(refusal(set('topic.acks=1'))).toContain('It is a producer setting: producer.acks')
  })

  it('a name that Kafka knows and the model does not is listed', () => {
    const { warnings, ignored } = resolveSettings([
      ...file('broker', 'broker.id=1', 'zookeeper.connect=x'),
      ...set('compression.type=lz4', 'auto.offset.reset=earliest'),
    ])
    expect(warnings).toEqual([
      'broker.properties:2: zookeeper.connect is of Kafka up to 3.9, and 4.3.1 is judged: say which one runs '
        + 'with --kafka-version',
    ])
    expect(ignored.map(({ key, why }) => `${key}: ${why}`)).toEqual([
      'broker.id: not modelled',
      'zookeeper.connect: Kafka 4.3.1 does not have it, 4.0.0 removed it',
      'compression.type: not modelled',
      'auto.offset.reset: not modelled',
    ])
  })

  it('a modelled setting in the wrong file has no effect, and a warning says so', () => {
    const { settings, warnings } = resolveSettings(file('broker', 'acks=1'))
    expect(settings.acks).toBe('all')
    expect(warnings).toEqual(['broker.properties:1: acks is a producer setting and has no effect on a broker'])
  })

  it('a message names a key as it is written where it was given', () => {
    const written = (key: string, name: string, value: string): GivenSetting => ({
      section: 'broker',
      key,
      value,
      origin: { file: 'compose.yml', line: 7, key: name },
    })
    const misspelt = written('unclean.leader.lection.enable', 'KAFKA_UNCLEAN_LEADER_LECTION_ENABLE', 'false')
    expect(refusal([misspelt])).toBe(
      'compose.yml:7: KAFKA_UNCLEAN_LEADER_LECTION_ENABLE: Kafka has no setting unclean.leader.lection.enable.\n'
        + '  Did you mean unclean.leader.election.enable?',
    )
    expect(refusal([written('min.insync.replicas', 'KAFKA_MIN_INSYNC_REPLICAS', 'two')])).toContain(
      'compose.yml:7: KAFKA_MIN_INSYNC_REPLICAS: "two" is not a whole number',
    )
    const brokers: GivenSetting = { section: undefined, key: 'brokers', value: '1', origin: { file: 'compose.yml' } }
    expect(
      refusal([brokers, written('default.replication.factor', 'KAFKA_DEFAULT_REPLICATION_FACTOR', '3')]),
    ).toContain('compose.yml:7: KAFKA_DEFAULT_REPLICATION_FACTOR: 3 replicas do not fit on 1 broker')
  })
})
