import { describe, expect, it } from 'vitest'
import { compareVersions, modelledVersions } from '../releases/versions.ts'
import { type Resolved, resolveSettings } from './resolve.ts'
import { file, refusal, set } from './testing/given.ts'

const tx = (...texts: readonly string[]) => set('transactional.id=tx', ...texts)
const resolved = (version: string, ...texts: readonly string[]): Resolved => resolveSettings(tx(...texts), { version })
const transactional = modelledVersions.slice(modelledVersions.indexOf('0.11.0.0'))

/** The releases that these settings of a transactional producer are refused by. */
const refusedBy = (...texts: readonly string[]): readonly string[] =>
  transactional.filter((version) => refusal(tx(...texts), { version }) !== 'accepted')

describe('the settings of transactions', () => {
  it.each(modelledVersions)('of %s are those of its ConfigDefs', (version) => {
    const since = (release: string): boolean => compareVersions(version, release) >= 0
    expect(resolveSettings([], { version }).settings).toMatchObject({
      'transactional.id': '',
      'transaction.timeout.ms': 60000,
      'isolation.level': 'read_uncommitted',
      'transaction.version': since('4.0.0') ? 2 : 0,
      'transaction.state.log.replication.factor': 3,
      'transaction.state.log.min.isr': 2,
      'transaction.partition.verification.enable': since('3.6.0'),
      'producer.id.expiration.ms': since('3.4.0') ? 86400000 : 604800000,
      'group.id': '',
    })
  })

  it('have ids that are random where they say so, or where the id is another one each time', () => {
    const idsOf = (...texts: readonly string[]): string => resolveSettings(set(...texts)).settings['transactional.ids']
    expect(idsOf('transactional.id=t')).toBe('stable')
    expect(idsOf('transactional.id=t', 'transactional.ids=random')).toBe('random')
    expect(idsOf('transactional.id=t-<random>-')).toBe('random')
    expect(idsOf('transactional.id=t-<random>-', 'transactional.ids=stable')).toBe('stable')
    expect(idsOf('transactional.id=shop-<partition>')).toBe('per-partition')
    expect(idsOf('transactional.id=t', 'transactional.ids=per-partition')).toBe('per-partition')
    expect(() => idsOf('transactional.ids=always')).toThrow('stable, random or per-partition')
  })

  it('are read from the files that they stand in', () => {
    const { settings, assumed, ignored } = resolveSettings([
      ...file(
        'broker',
        'default.replication.factor=3',
        'transaction.state.log.replication.factor=2',
        'transaction.state.log.min.isr=1',
        'transaction.partition.verification.enable=false',
        'producer.id.expiration.ms=1000',
      ),
      ...file('producer', 'transactional.id= tx-1 ', 'transaction.timeout.ms=1000'),
      ...file('consumer', 'isolation.level=read_committed', 'group.id=g'),
    ])
    expect(settings).toMatchObject({
      'transactional.id': 'tx-1',
      'transaction.timeout.ms': 1000,
      'isolation.level': 'read_committed',
      'transaction.version': 2,
      'transaction.state.log.replication.factor': 2,
      'transaction.state.log.min.isr': 1,
      'transaction.partition.verification.enable': false,
      'producer.id.expiration.ms': 1000,
      'group.id': 'g',
    })
    expect(assumed.filter((name) => /^(transaction\.|isolation|producer|group)/.test(name))).toEqual([
      'transaction.version',
    ])
    expect(ignored).toEqual([])
  })

  it('may have their section in front', () => {
    expect(
      resolveSettings(
        set('producer.transactional.id=a', 'consumer.group.id=b', 'broker.transaction.state.log.min.isr=1'),
      ).settings,
    ).toMatchObject({ 'transactional.id': 'a', 'group.id': 'b', 'transaction.state.log.min.isr': 1 })
  })

  it('are listed as of no effect where there are no transactions', () => {
    const without = resolveSettings(
      set(
        'transaction.timeout.ms=1',
        'transaction.version=1',
        'transaction.state.log.min.isr=1',
        'group.id=g',
        'isolation.level=read_committed',
      ),
    )
    expect(without.ignored).toEqual(
      ['transaction.timeout.ms', 'transaction.version', 'transaction.state.log.min.isr', 'group.id'].map((key) => ({
        key,
        why: 'of no effect here without a transactional.id',
      })),
    )
    expect(without.settings).toMatchObject({ 'transaction.version': 1, 'isolation.level': 'read_committed' })
    expect([...without.warnings, ...without.notes]).toEqual([])
    expect(resolveSettings(set('producer.id.expiration.ms=1', 'enable.idempotence=false')).ignored).toEqual([
      { key: 'producer.id.expiration.ms', why: 'of no effect here without an idempotent producer' },
    ])
    expect(resolveSettings(set('producer.id.expiration.ms=1')).ignored).toEqual([])
  })

  it('that a release does not have change nothing, and a warning says so where it matters', () => {
    const old = resolveSettings(
      tx('isolation.level=read_committed', 'transaction.timeout.ms=5', 'transaction.state.log.min.isr=1'),
      { version: '0.10.2.2' },
    )
    expect(old.settings).toMatchObject({
      'transactional.id': '',
      'isolation.level': 'read_uncommitted',
      'transaction.timeout.ms': 60000,
    })
    expect(old.warnings).toEqual(
      ['transactional.id', 'isolation.level'].map(
        (key) => `--set: ${key} has no effect: Kafka 0.10.2.2 does not have it, 0.11.0.0 added it`,
      ),
    )
    expect(old.ignored.map(({ key }) => key)).toEqual([
      'transactional.id',
      'isolation.level',
      'transaction.timeout.ms',
      'transaction.state.log.min.isr',
    ])
    expect(old.assumed).not.toContain('isolation.level')
    expect(resolved('3.5.2', 'transaction.partition.verification.enable=true').warnings).toEqual([
      '--set: transaction.partition.verification.enable has no effect: Kafka 3.5.2 does not have it, 3.6.0 added it',
    ])
  })

  it.each([
    ['isolation.level=READ_COMMITTED', 'Kafka wants it in lower case.\n  Give read_uncommitted or read_committed.'],
    ['isolation.level=committed', 'not one of the values'],
    ['transaction.timeout.ms=1m', `"1m" is not a whole number (Kafka's type INT).\n  Give a whole number.`],
    ['transaction.timeout.ms=2147483648', 'does not fit'],
    ['transaction.version=3', '"3" is above 2, the most that Kafka accepts.\n  Give a whole number from 0 to 2.'],
    ['transaction.state.log.replication.factor=0', 'is below 1'],
    ['transaction.state.log.replication.factor=40000', 'is above 32767'],
    ['transaction.state.log.min.isr=0', 'is below 1'],
    ['producer.id.expiration.ms=0', 'is below 1'],
    ['transaction.partition.verification.enable=yes', 'neither true nor false'],
    ['transactional.id=', 'is empty, which Kafka refuses'],
  ])('%s is refused', (text, message) => {
    expect(refusal(set(text))).toContain(message)
  })

  it('an empty group is as good as none before 4.0, and refused since', () => {
    expect(resolveSettings(set('group.id='), { version: '3.9' }).settings['group.id']).toBe('')
    expect(refusal(set('group.id='), { version: '4.0' })).toContain('is empty, which Kafka refuses')
  })
})

describe('the feature level of transactions', () => {
  const level = (version: string, ...texts: readonly string[]): number =>
    resolveSettings(set(...texts), { version }).settings['transaction.version']

  it('is 2 where the cluster was formatted with a metadata.version of 4.0 or newer', () => {
    expect([
      level('4.3'),
      level('4.3', 'metadata.version=4.0'),
      level('4.0.0'),
      level('4.3', 'metadata.version=3.9'),
      level('4.0', 'metadata.version=3.3'),
    ]).toEqual([2, 2, 2, 0, 0])
  })

  it('may be another one, under whatever metadata.version', () => {
    expect([
      level('4.3', 'transaction.version=0'),
      level('4.0', 'transaction.version=1'),
      level('4.3', 'metadata.version=3.9', 'transaction.version=2'),
    ]).toEqual([0, 1, 2])
  })

  it('is 0 before 4.0: 3.9 knows its name, and has no other level for production', () => {
    expect(level('3.9', 'transaction.version=2')).toBe(0)
    expect(resolveSettings(set('transaction.version=2'), { version: '3.9.2' }).warnings).toEqual([
      '--set: transaction.version has no effect: Kafka 3.9.2 does not have it, 4.0.0 added it',
    ])
  })
})

describe('the time after which a partition forgets a producer', () => {
  const time = (version: string, ...texts: readonly string[]): number =>
    resolveSettings(set(...texts), { version }).settings['producer.id.expiration.ms']

  it('is that of transactional ids before 3.4, with a note', () => {
    expect([
      time('3.3', 'transactional.id.expiration.ms=5'),
      time('3.4', 'transactional.id.expiration.ms=5'),
      time('3.3', 'producer.id.expiration.ms=6'),
    ]).toEqual([5, 86400000, 604800000])
    const { notes, ignored, assumed } = resolved('3.3.2', 'transactional.id.expiration.ms=5')
    expect(notes).toContain(
      'transactional.id.expiration.ms of --set counts as producer.id.expiration.ms too, which came with 3.4.0',
    )
    expect(ignored).toEqual([])
    expect(assumed).not.toContain('producer.id.expiration.ms')
  })

  it('is one of its own from 3.4 on, and that of transactional ids is not modelled', () => {
    expect(time('3.4', 'producer.id.expiration.ms=6')).toBe(6)
    expect(resolved('3.4.0', 'transactional.id.expiration.ms=5').ignored).toEqual([
      { key: 'transactional.id.expiration.ms', why: 'not modelled, a transactional.id is not forgotten' },
    ])
  })
})

describe('a transaction timeout', () => {
  it('above what the brokers allow lets no transaction begin', () => {
    expect(refusal(tx('transaction.timeout.ms=900001'), { version: '2.8.2' })).toBe(
      '--set: transaction.timeout.ms: Kafka 2.8.2 refuses it: transaction.timeout.ms=900001 is above '
        + 'transaction.max.timeout.ms=900000, and no transaction can begin (INVALID_TRANSACTION_TIMEOUT).\n  Set '
        + 'transaction.timeout.ms to 900000 or less, or raise transaction.max.timeout.ms.',
    )
    expect(refusedBy('transaction.timeout.ms=900001')).toEqual(transactional)
    expect(refusedBy('transaction.timeout.ms=900000')).toEqual([])
    expect(refusedBy('transaction.timeout.ms=900001', 'transaction.max.timeout.ms=900001')).toEqual([])
  })

  it("is measured by what the broker's file says", () => {
    const broker = file('broker', 'default.replication.factor=3', 'transaction.max.timeout.ms=50000')
    expect(refusal([...broker, ...file('producer', 'transactional.id=tx')])).toContain(
      'broker.properties:2: transaction.max.timeout.ms: Kafka 4.3.1 refuses it: transaction.timeout.ms=60000 is above',
    )
    expect(refusal([...broker, ...file('producer', 'transactional.id=tx', 'transaction.timeout.ms=70000')])).toContain(
      'producer.properties:2: transaction.timeout.ms: Kafka',
    )
    expect(
      resolveSettings([...broker, ...file('producer', 'transactional.id=tx', 'transaction.timeout.ms=50000')]).ignored,
    ).toEqual([{ key: 'transaction.max.timeout.ms', why: 'not modelled, checked against transaction.timeout.ms' }])
  })

  it.each(['0', '-1'])('of %s lets none begin either', (timeout) => {
    expect(refusal(tx(`transaction.timeout.ms=${timeout}`))).toContain(
      'is not above 0, and no transaction can begin (INVALID_TRANSACTION_TIMEOUT).\n  Give a number from 1 to 900000.',
    )
  })

  it("of a producer without transactions is nobody's business", () => {
    expect(refusal(set('transaction.timeout.ms=-1'))).toBe('accepted')
    expect(refusal(set('transaction.timeout.ms=900001'))).toBe('accepted')
  })
})

describe('the transaction log', () => {
  it('needs as many brokers as it has replicas', () => {
    expect(refusal(tx('transaction.state.log.replication.factor=3'), { brokers: 2 })).toBe(
      '--set: transaction.state.log.replication.factor: 3 replicas do not fit on 2 brokers, Kafka cannot create '
        + 'the transaction log.\n  Give 2 or less, or set brokers to 3 or more.',
    )
    expect(refusal(set('transaction.state.log.replication.factor=3'), { brokers: 2 })).toBe('accepted')
    expect(resolveSettings(tx('transaction.state.log.replication.factor=5')).settings).toMatchObject({
      'brokers': 5,
      'replication.factor': 3,
    })
    expect(resolveSettings(set('transaction.state.log.replication.factor=5')).settings.brokers).toBe(3)
  })

  it('has three by default, which a smaller cluster cannot create', () => {
    expect(refusal(tx(), { brokers: 1 })).toBe(
      '--set: transactional.id: transactions need a transaction log, and the 3 replicas that '
        + 'transaction.state.log.replication.factor is by default '
        + 'do not fit on 1 broker.\n  Set transaction.state.log.replication.factor to 1 or less and '
        + 'transaction.state.log.min.isr to no more than that, or set brokers to 3 or more.',
    )
    expect(
      refusal(tx('transaction.state.log.replication.factor=1', 'transaction.state.log.min.isr=1'), { brokers: 1 }),
    ).toBe('accepted')
    expect(refusal([], { brokers: 1 })).toBe('accepted')
  })

  it('with fewer replicas than must be in sync counts them all from 3.7 on, and lets no transaction begin before', () => {
    const one = 'transaction.state.log.replication.factor=1'
    expect(resolved('3.7', one).notes).toContain(
      'transaction.state.log.min.isr=2 counts as 1: the transaction log has 1 replica',
    )
    expect(resolved('3.7', one).warnings).toEqual([])
    expect(resolved('3.6', one).warnings).toEqual([
      'transaction.state.log.min.isr=2, and the transaction log has 1 replica: no transaction can begin',
    ])
    expect(resolved('3.6', 'transaction.state.log.min.isr=4').warnings).toEqual([
      'transaction.state.log.min.isr=4, and the transaction log has 3 replicas: no transaction can begin',
    ])
    expect(resolveSettings(set(one), { version: '3.6' }).warnings).toEqual([])
  })
})

describe('two-phase commit', () => {
  const on = 'producer.transaction.two.phase.commit.enable=true'
  const allowed = 'broker.transaction.two.phase.commit.enable=true'

  it('takes no transaction timeout', () => {
    expect(refusal(set(on, 'transaction.timeout.ms=60000'))).toContain(
      'transaction.timeout.ms: Kafka 4.3.1 refuses it: with transaction.two.phase.commit.enable=true '
        + 'transactions do not expire.\n  Leave it out, or',
    )
    const since = transactional.indexOf('4.1.0')
    expect(refusedBy(on, allowed, 'transaction.timeout.ms=60000')).toEqual(transactional.slice(since))
  })

  it('must be allowed by the brokers', () => {
    expect(refusal(tx(on))).toContain(
      '--set: transaction.two.phase.commit.enable: Kafka 4.3.1 refuses it: the brokers do not allow two-phase '
        + 'commit (TRANSACTIONAL_ID_AUTHORIZATION_FAILED)',
    )
    expect(refusal(set(on))).toBe('accepted')
    const { settings, warnings } = resolveSettings(tx(on, allowed, 'transaction.max.timeout.ms=5'))
    expect(settings['transaction.timeout.ms']).toBe(2147483647)
    expect(warnings).toEqual(['transaction.two.phase.commit.enable is not modelled: a transaction may time out here'])
  })
})

describe('a protocol version before 0.11', () => {
  it('has no transactions', () => {
    expect(refusal(tx('inter.broker.protocol.version=0.10.2'), { version: '1.1.1' })).toBe(
      '--set: transactional.id: Kafka 1.1.1 refuses it: brokers that speak the protocol of 0.10.2.2 '
        + 'have no transactions.\n  Set inter.broker.protocol.version to 0.11.0 or newer, or leave '
        + 'transactional.id out.',
    )
    expect(refusal(tx('inter.broker.protocol.version=0.11.0'), { version: '1.1.1' })).toBe('accepted')
  })

  it('has no idempotent producers, and a warning says so', () => {
    const old = set('inter.broker.protocol.version=0.10.2', 'enable.idempotence=true')
    expect(resolveSettings(old, { version: '1.1.1' }).warnings).toEqual([
      'brokers that speak the protocol of 0.10.2.2 take no record of an idempotent producer, and every send fails: '
        + 'set enable.idempotence=false, or inter.broker.protocol.version to 0.11.0 or newer',
    ])
    expect(resolveSettings(set('inter.broker.protocol.version=0.10.2'), { version: '1.1.1' }).warnings).toEqual([])
  })
})
