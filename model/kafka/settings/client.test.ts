import { describe, expect, it } from 'vitest'
import { LIBRARIES } from '../../clients/libraries.ts'
import { resolveSettings } from './resolve.ts'
import { file, refusal, set } from './testing/given.ts'

/** `acks retries in-flight delivery idempotence`, of the producer that these settings make. */
function made(...texts: readonly string[]): string {
  const { settings } = resolveSettings(set(...texts))
  return [
    settings.acks,
    settings.retries,
    settings['max.in.flight.requests.per.connection'],
    settings['delivery.timeout.ms'],
    settings['enable.idempotence'],
  ].join(' ')
}

describe('a client has its own defaults', () => {
  it.each([
    ['client=librdkafka', 'all 2147483647 1000000 300000 false'],
    ['client=librdkafka client.version=1.5.0', 'all 2 1000000 300000 false'],
    ['client=librdkafka client.version=0.11.6', '1 2 1000000 300000 false'],
    ['client=kafkajs', 'all 5 2147483647 Infinity false'],
    ['client=sarama client.version=1.45.0', '1 3 5 Infinity false'],
    ['client=sarama', '1 3 1 Infinity false'],
    ['client=sarama client.version=1.20', '1 3 1 Infinity false'],
    ['client=franz-go', 'all 2147483647 4 Infinity true'],
    ['client=franz-go enable.idempotence=false', 'all 2147483647 1 Infinity false'],
    ['client=kafka-python', 'all 2147483647 5 120000 true'],
    ['client=kafka-python client.version=2.2.15', '1 2147483647 5 120000 false'],
    ['client=kafka-python client.version=2.0.2', '1 0 5 Infinity false'],
  ])('%s: %s', (texts, producer) => {
    expect(made(...texts.split(' '))).toBe(producer)
  })

  it('and of the consumer: librdkafka and kafkajs read what is committed', () => {
    const level = (...texts: readonly string[]): string => resolveSettings(set(...texts)).settings['isolation.level']
    expect(
      ['librdkafka', 'kafkajs', 'sarama', 'franz-go', 'kafka-python'].map((name) => level(`client=${name}`)),
    ).toEqual(['read_committed', 'read_committed', 'read_uncommitted', 'read_uncommitted', 'read_uncommitted'])
    expect(level('client=librdkafka', 'client.version=1.1.0')).toBe('read_uncommitted')
  })

  it('whatever the release of the brokers is, and its own timeout is heard there, too', () => {
    const { settings } = resolveSettings(set('client=librdkafka', 'delivery.timeout.ms=400000', 'acks=1'), {
      version: '1.0',
    })
    expect(settings).toMatchObject({
      'delivery.timeout.ms': 400000,
      'retries': 2147483647,
      'enable.idempotence': false,
    })
  })

  it('but with brokers before 0.11 nothing is idempotent', () => {
    expect(resolveSettings(set('client=franz-go'), { version: '0.10.2' }).settings['enable.idempotence']).toBe(false)
  })

  it('which are assumed; the newest release is, where none is said', () => {
    const { assumed, settings } = resolveSettings(set('client=kafkajs'))
    expect(settings['client.version']).toBe('2.2.4')
    expect(assumed).toEqual(expect.arrayContaining(['client.version', 'delivery.timeout.ms', 'retries']))
    expect(assumed).not.toContain('client')
  })
})

describe('a client makes its own of idempotence', () => {
  it.each([
    ['client=librdkafka enable.idempotence=true', 'all 2147483647 5 300000 true'],
    ['client=librdkafka enable.idempotence=true retries=3', 'all 3 5 300000 true'],
    [
      'client=librdkafka enable.idempotence=true max.in.flight.requests.per.connection=2',
      'all 2147483647 2 300000 true',
    ],
    ['client=librdkafka transactional.id=t', 'all 2147483647 5 60000 true'],
    ['client=librdkafka client.version=1.4.0 enable.idempotence=true', 'all 2147483647 5 300000 true'],
    ['client=kafkajs enable.idempotence=true', 'all 5 1 Infinity true'],
    ['client=kafkajs client.version=1.16.0 enable.idempotence=true', 'all 5 2147483647 Infinity true'],
    ['client=kafkajs transactional.id=t enable.idempotence=false', 'all 5 1 Infinity true'],
    ['client=sarama enable.idempotence=true acks=all max.in.flight.requests.per.connection=1', 'all 3 1 Infinity true'],
    ['client=kafka-python acks=1', '1 2147483647 5 120000 false'],
    ['client=kafka-python client.version=2.2.15 enable.idempotence=true', 'all 2147483647 1 120000 true'],
  ])('%s: %s', (texts, producer) => {
    expect(made(...texts.split(' '))).toBe(producer)
  })

  it.each([
    [
      'client=librdkafka enable.idempotence=true acks=1',
      'librdkafka 2.15.0 refuses it: enable.idempotence does not allow acks=1',
    ],
    ['client=librdkafka enable.idempotence=true retries=0', 'does not allow retries=0'],
    [
      'client=librdkafka enable.idempotence=true max.in.flight.requests.per.connection=6',
      'does not allow max.in.flight.requests.per.connection=6',
    ],
    [
      'client=librdkafka transactional.id=t enable.idempotence=false',
      'transactions need idempotence, which is switched off',
    ],
    ['client=librdkafka transactional.id=t acks=1', 'transactional.id does not allow acks=1'],
    ['client=librdkafka transactional.id=t delivery.timeout.ms=60001', '60001 is above transaction.timeout.ms=60000'],
    ['client=librdkafka delivery.timeout.ms=5 linger.ms=5', '5 is not above linger.ms=5'],
    [
      'client=kafkajs enable.idempotence=true retries=0',
      'kafkajs 2.2.4 refuses it: idempotent does not allow retries=0',
    ],
    ['client=kafkajs enable.idempotence=true acks=1', 'does not allow acks=1'],
    ['client=sarama enable.idempotence=true', 'does not allow acks=1, which is the default'],
    [
      'client=sarama enable.idempotence=true acks=all',
      'does not allow max.in.flight.requests.per.connection=5, which is the default',
    ],
    ['client=sarama transactional.id=t', 'transactions need idempotence, which Producer.Idempotent asks for'],
    ['client=franz-go acks=1', 'franz-go 1.21.5 refuses it: idempotence by default does not allow acks=1'],
    [
      'client=franz-go max.in.flight.requests.per.connection=2',
      'does not allow max.in.flight.requests.per.connection=2',
    ],
    ['client=franz-go transactional.id=t enable.idempotence=false', 'which is switched off'],
    ['client=kafka-python enable.idempotence=true acks=1', 'enable_idempotence does not allow acks=1'],
    ['client=kafka-python delivery.timeout.ms=100', 'is less than linger.ms + request.timeout.ms = 0 + 30000'],
    [
      'client=kafka-python client.version=2.2.15 enable.idempotence=true max.in.flight.requests.per.connection=2',
      'does not allow max.in.flight.requests.per.connection=2',
    ],
  ])('%s is refused: %s', (texts, message) => {
    expect(refusal(set(...texts.split(' ')))).toContain(message)
  })

  it('and says in its own words what it changed, and what is not modelled of it', () => {
    const { notes } = resolveSettings(set('client=librdkafka', 'transactional.id=t'))
    expect(notes.join('\n')).toContain('transactional.id brings enable.idempotence=true')
    expect(notes.join('\n')).toContain('not modelled of the idempotent producer of librdkafka: it ends for good')
    expect(resolveSettings(set('client=kafka-python', 'acks=1')).notes).toEqual([
      'kafka-python 3.0.11: idempotence is off because acks=1',
    ])
    expect(resolveSettings(set('client=librdkafka')).notes).toEqual([])
  })

  it('0 is no limit to how long librdkafka tries', () => {
    expect(made('client=librdkafka', 'delivery.timeout.ms=0')).toBe('all 2147483647 1000000 Infinity false')
  })
})

describe('what is wrong with a client is told', () => {
  it.each([
    [['client=kafkjs'], 'client: there is no client "kafkjs" here', 'Did you mean kafkajs?'],
    [['client=rust'], '"rust" is not one of the values', 'java, librdkafka'],
    [['client=sarama', 'client.version=new'], 'client.version: "new" is no release of sarama', 'Write it like 1.60.1'],
    [['client=kafkajs', 'client.version=1.0'], 'older than what is known here', 'Give 1.5.0 or a newer one'],
    [['client.version=1.0'], 'it does not say of which client', 'librdkafka'],
    [['client=java', 'client.version=1.0'], 'taken in the release of the brokers', 'kafka.version'],
  ])('%j', (texts, ...messages) => {
    for (const message of messages) expect(refusal(set(...texts))).toContain(message)
  })

  it('a setting that it does not have is ignored, and that is said', () => {
    const { settings, ignored } = resolveSettings(set('client=sarama', 'delivery.timeout.ms=5'))
    expect(settings['delivery.timeout.ms']).toBe(Infinity)
    expect(ignored).toContainEqual({ key: 'delivery.timeout.ms', why: 'sarama has none' })
    expect(
      resolveSettings(
        set('client=librdkafka', 'client.version=1.1', 'enable.idempotence=true', 'isolation.level=read_committed'),
      ).ignored,
    ).toContainEqual({ key: 'isolation.level', why: 'librdkafka 1.1 does not have it, 1.2.0 added it' })
  })

  it('with the key as it stands in the file', () => {
    const given = file('producer', 'acks=1').map((one) => ({
      ...one,
      origin: { ...one.origin, key: 'request.required.acks' },
    }))
    expect(refusal([...given, ...set('client=librdkafka', 'enable.idempotence=true')])).toContain(
      'producer.properties:1: request.required.acks: librdkafka',
    )
  })
})

it('every library has all defaults from its oldest release on, in order', () => {
  for (const { name, oldest, defaults, idempotence } of LIBRARIES)
    for (const [key, table] of Object.entries({ ...defaults, idempotence }))
      expect([name, key, table[0]?.from]).toEqual([name, key, oldest])
})
