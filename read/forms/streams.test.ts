import { describe, expect, it } from 'vitest'
import { InputError } from '../../model/input-error.ts'
import { resolveSettings } from '../../model/kafka/settings/resolve.ts'
import { STREAMS } from './streams.ts'
import { asidesIn, reading, refusal, settingsIn, told } from './testing/reading.ts'

const read = (...lines: readonly string[]) =>
  reading(STREAMS, 'streams.properties', ['application.id=shop', ...lines, ''].join('\n'))
const refused = (...lines: readonly string[]) =>
  refusal(STREAMS, 'streams.properties', ['application.id=shop', ...lines, ''].join('\n'))
const GUARANTEE = 'processing.guarantee=exactly_once_v2'

/** What Kafka of that release makes of the lines, or why it refuses them. */
function resolved(version: string | undefined, ...lines: readonly string[]) {
  const given = read(...lines).parts.flatMap((part) => part.given)
  try {
    return resolveSettings(given, version === undefined ? {} : { version }).settings
  } catch (error) {
    if (error instanceof InputError) return error.message
    throw error
  }
}

describe('an application with Kafka Streams', () => {
  it.each([
    'application.id=a\nacks=1\n',
    'processing.guarantee=at_least_once\n',
    'default.key.serde=x.Y\nbootstrap.servers=a:1\n',
  ])('is told by %j', (text) => {
    expect(told('x.properties', text)).toBe('a Kafka Streams application')
  })

  it.each([
    'acks=1\nbootstrap.servers=a:1\n',
    'key.converter=x\nconnector.class=a\n',
    'spring.kafka.streams.application-id=x\n',
    '# application.id=x\nacks=1\n',
  ])('is not told by %j', (text) => {
    expect(told('x.properties', text)).not.toBe('a Kafka Streams application')
  })

  it('gives its clients what is theirs by name, and what stands below their prefixes over it', () => {
    const { parts } = read(
      'acks=1',
      'producer.acks=all',
      'consumer.isolation.level=read_uncommitted',
      'main.consumer.isolation.level=read_committed',
      'max.poll.records=5',
    )
    expect(settingsIn({ parts }).filter((line) => !line.includes('retries'))).toEqual([
      'client application shop: producer acks=all @3 producer.acks',
      'client application shop: consumer group.id=shop @1 application.id',
      'client application shop: consumer max.poll.records=5 @6 max.poll.records',
      'client application shop: consumer isolation.level=read_committed @5 main.consumer.isolation.level',
    ])
  })

  it('passes on what nobody knows, so that a mistake in a name is found', () => {
    expect(resolved(undefined, 'producer.ackss=1')).toContain(
      'streams.properties:2: producer.ackss: Kafka has no setting ackss.\n  Did you mean acks?',
    )
    expect(refused('procesing.guarantee=exactly_once_v2')).toContain(
      'streams.properties:2: procesing.guarantee: Streams has no such setting.\n  Did you mean processing.guarantee?',
    )
  })

  it('has topics of its own', () => {
    const { parts, notes } = read('replication.factor=3', 'topic.min.insync.replicas=2')
    expect(settingsIn({ parts: parts.slice(1) })).toEqual([
      'topic internal topics of Streams: topic replication.factor=3 @2 replication.factor',
      'topic internal topics of Streams: topic min.insync.replicas=2 @3 topic.min.insync.replicas',
    ])
    expect(notes).toEqual([expect.stringContaining('of the topics that Streams makes for itself')])
    expect(read('replication.factor=-1').parts).toHaveLength(1)
  })

  it('keeps some settings for itself', () => {
    expect(asidesIn(read('commit.interval.ms=100', 'state.dir=x', 'restore.consumer.fetch.max.bytes=1'))).toEqual([
      expect.stringMatching(/^commit.interval.ms @2: not judged yet: /),
      'restore.consumer.fetch.max.bytes @4: not judged yet: how state is read back',
    ])
  })
})

describe('the processing guarantee', () => {
  it('makes the producer transactional and idempotent, and the consumers read committed records', () => {
    expect(resolved('4.0', GUARANTEE)).toMatchObject({
      'transactional.id': 'shop-<process>-<thread>',
      'enable.idempotence': true,
      'isolation.level': 'read_committed',
      'delivery.timeout.ms': 2_147_483_647,
      'transaction.timeout.ms': 10_000,
    })
    expect(read(GUARANTEE).notes).toEqual([expect.stringContaining('with ids that begin with shop-')])
    expect(resolved('4.0', 'processing.guarantee=at_least_once')).toMatchObject({
      'transactional.id': '',
      'isolation.level': 'read_uncommitted',
    })
  })

  it('takes out what would be against it', () => {
    const made = read(
      GUARANTEE,
      'producer.enable.idempotence=false',
      'transactional.id=x',
      'consumer.isolation.level=read_uncommitted',
      'enable.auto.commit=true',
      'group.id=g',
    )
    expect(asidesIn(made).map((line) => line.replace(/ @.*?: /, ' '))).toEqual([
      'transactional.id it does not reach the client: Streams sets transactional.id itself with processing.guarantee=exactly_once_v2',
      'producer.enable.idempotence it does not reach the client: Streams sets enable.idempotence itself with processing.guarantee=exactly_once_v2',
      'enable.auto.commit it does not reach the consumer: Streams commits by itself',
      'group.id it does not reach the consumer: Streams takes application.id for the group',
      'consumer.isolation.level it does not reach the client: Streams sets isolation.level itself with processing.guarantee=exactly_once_v2',
    ])
  })

  it.each([
    ['exactly_once', '4.0', 'only Streams from 0.11 to 3.9 has exactly_once'],
    ['exactly_once_beta', '4.0', 'only Streams from 2.6 to 3.9 has exactly_once_beta'],
    ['exactly_once_beta', '2.5', 'only Streams from 2.6 to 3.9 has exactly_once_beta'],
    ['exactly_once_v2', '2.8', 'Streams has exactly_once_v2 since 3.0'],
  ])('%s is refused for Kafka %s', (value, version, why) => {
    const message = resolved(version, `processing.guarantee=${value}`)
    expect(message).toContain('streams.properties:2: processing.guarantee: Kafka ')
    expect(message).toContain(why)
    expect(message).not.toContain('--kafka-version')
  })

  it('where nobody said which release runs, the message says how to', () => {
    expect(resolved(undefined, 'processing.guarantee=exactly_once')).toContain(
      'say which release runs with --kafka-version',
    )
  })

  it.each([
    [
      'exactly_once',
      '3.9',
      { 'transactional.id': 'shop-<subtopology>_<partition>', 'max.in.flight.requests.per.connection': 5 },
    ],
    ['exactly_once', '1.0', { 'max.in.flight.requests.per.connection': 1, 'retries': 2_147_483_647 }],
    ['exactly_once_beta', '2.8', { 'transactional.id': 'shop-<process>-<thread>' }],
    ['at_least_once', '2.0', { retries: 10 }],
    ['at_least_once', '2.1', { retries: 2_147_483_647 }],
  ])('%s is read for Kafka %s', (value, version, settings) => {
    expect(resolved(version, `processing.guarantee=${value}`)).toMatchObject(settings)
  })

  it.each([
    [['processing.guarantee=exactly_oncee'], 'did you mean exactly_once?'],
    [['processing.guarantee=always'], 'Streams knows no guarantee "always"'],
    [['processing.guarantee=${EOS}'], 'the placeholder in it is not filled in'],
    [[GUARANTEE, 'producer.max.in.flight.requests.per.connection=6'], 'refuses more than 5'],
  ])('%j is refused', (lines, why) => {
    expect(refused(...lines).toLowerCase()).toContain(why.toLowerCase())
  })

  it('a commit interval above the timeout of transactions is refused since 3.0', () => {
    const lines = [GUARANTEE, 'commit.interval.ms=20000'] as const
    expect(resolved('3.0', ...lines)).toContain('streams.properties:3: commit.interval.ms: Kafka 3.0')
    expect(resolved('3.0', ...lines, 'producer.transaction.timeout.ms=30000')).toMatchObject({
      'transaction.timeout.ms': 30_000,
    })
    expect(resolved('2.8', 'processing.guarantee=exactly_once', 'commit.interval.ms=20000')).toMatchObject({
      'transaction.timeout.ms': 10_000,
    })
  })
})
