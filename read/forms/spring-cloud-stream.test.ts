import { describe, expect, it } from 'vitest'
import { SPRING } from './spring.ts'
import { asidesIn, reading, refusal, settingsIn } from './testing/reading.ts'

const read = (...lines: readonly string[]) => reading(SPRING, 'application.properties', `${lines.join('\n')}\n`)
const BINDER = 'spring.cloud.stream.kafka.binder'
const BINDINGS = 'spring.cloud.stream.kafka.bindings'
/** Without the place. */
const short = (...lines: readonly string[]) => settingsIn(read(...lines)).map((line) => line.replace(/ @.*/, ''))

describe('the binder of Spring Cloud Stream', () => {
  it('takes required-acks, then spring.kafka, then its configuration, then its producer-properties', () => {
    const lines = [
      `${BINDER}.required-acks=1`,
      'spring.kafka.producer.acks=0',
      `${BINDER}.configuration.acks=all`,
      `${BINDER}.producer-properties.acks=-1`,
    ]
    expect(lines.map((_, index) => short(...lines.slice(0, index + 1)).at(-1))).toEqual([
      'client: producer acks=1',
      'client: producer acks=0',
      'client: producer acks=all',
      'client: producer acks=-1',
    ])
  })

  it('says what it takes where nobody says it', () => {
    expect(read(`${BINDER}.configuration.retries=3`).notes).toEqual([expect.stringContaining('takes all since 5.0.2')])
    expect(read(`${BINDER}.required-acks=all`).notes).toEqual([])
  })

  it('gives its configuration to those clients that have it', () => {
    expect(short(`${BINDER}.configuration.isolation.level=read_committed`, `${BINDER}.configuration.acks=all`)).toEqual(
      ['client: producer acks=all', 'client: consumer isolation.level=read_committed'],
    )
  })

  it('makes one transactional producer of a transaction-id-prefix', () => {
    const made = read(
      `${BINDER}.transaction.transaction-id-prefix=p-`,
      `${BINDER}.transaction.producer.configuration.acks=all`,
      `${BINDINGS}.a-out-0.producer.configuration.retries=1`,
    )
    expect(settingsIn(made).map((line) => line.replace(/ @.*/, ''))).toEqual([
      'client: producer acks=all',
      'client: producer transactional.id=p-',
    ])
    expect(asidesIn(made)).toEqual([expect.stringContaining('all bindings share one')])
  })
})

describe('its bindings', () => {
  it('are clients of their own where they differ', () => {
    expect(
      short(
        `${BINDER}.required-acks=all`,
        'spring.cloud.stream.bindings.b-out-0.destination=orders',
        `${BINDINGS}.a-out-0.producer.configuration.acks=1`,
        'spring.cloud.stream.kafka.default.producer.configuration.retries=5',
      ),
    ).toEqual([
      'client binding b-out-0: producer acks=all',
      'client binding b-out-0: producer retries=5',
      'client binding a-out-0: producer retries=5',
      'client binding a-out-0: producer acks=1',
    ])
  })

  it('with the same settings are one client', () => {
    const lines = ['a', 'b', 'c'].map((name) => `${BINDINGS}.${name}-out-0.producer.configuration.retries=1`)
    expect(short(`${BINDER}.required-acks=all`, ...lines)).toEqual([
      'client bindings a-out-0, b-out-0 and c-out-0: producer acks=all',
      'client bindings a-out-0, b-out-0 and c-out-0: producer retries=1',
    ])
  })

  it('have topics, which the binder creates', () => {
    const lines = [
      `${BINDER}.replication-factor=3`,
      `${BINDER}.min-partition-count=2`,
      `${BINDER}.required-acks=all`,
      'spring.cloud.stream.bindings.a-out-0.destination=orders',
      'spring.cloud.stream.bindings.a-out-0.producer.partition-count=6',
      `${BINDINGS}.a-out-0.producer.topic.properties.min.insync.replicas=2`,
    ]
    expect(short(...lines).slice(1)).toEqual([
      'topic topic orders: topic replication.factor=3',
      'topic topic orders: topic partitions=6',
      'topic topic orders: topic min.insync.replicas=2',
    ])
    expect(short(...lines, `${BINDER}.auto-create-topics=false`)).toHaveLength(1)
    expect(short(`${BINDER}.replication-factor=-1`, `${BINDINGS}.a-out-0.producer.configuration.acks=1`)).toEqual([
      'client binding a-out-0: producer acks=1',
    ])
  })

  it('are not judged by the hundred', () => {
    const lines = Array.from({ length: 201 }, (_, index) => `${BINDINGS}.a${index}-out-0.producer.sync=true`)
    expect(refusal(SPRING, 'a.properties', lines.join('\n'))).toContain('a.properties: it has 201 bindings')
  })

  it('that differ are judged with their own topics', () => {
    expect(
      short(
        `${BINDINGS}.a-out-0.producer.configuration.acks=1`,
        `${BINDINGS}.a-out-0.producer.topic.replication-factor=1`,
        `${BINDINGS}.b-out-0.producer.configuration.acks=all`,
        `${BINDINGS}.b-out-0.producer.topic.replication-factor=3`,
      ),
    ).toEqual([
      'client binding a-out-0: producer acks=1',
      'client binding a-out-0: topic replication.factor=1',
      'client binding b-out-0: producer acks=all',
      'client binding b-out-0: topic replication.factor=3',
    ])
  })

  it('in the wrong tree do not reach the client, and what the binder keeps is said', () => {
    const made = read(
      'spring.cloud.stream.bindings.a-out-0.producer.configuration.acks=1',
      `${BINDINGS}.b-in-0.consumer.ack-mode=MANUAL`,
      'spring.cloud.stream.bindings.b-in-0.consumer.max-attempts=1',
      `${BINDER}.required-acks=all`,
    )
    expect(settingsIn(made).map((line) => line.replace(/ @.*/, ''))).toEqual([
      'client binding a-out-0, binding b-in-0: producer acks=all',
    ])
    expect(asidesIn(made)).toEqual([
      expect.stringContaining('spring.cloud.stream.kafka.bindings.a-out-0.producer.configuration would'),
      expect.stringContaining('how often a record that fails is tried again'),
      expect.stringContaining("when a consumer's offsets are committed"),
    ])
  })
})

it('several binders are several clients, each with its environment', () => {
  const environment = (name: string) => `spring.cloud.stream.binders.${name}.environment`
  expect(
    short(
      'spring.cloud.stream.binders.k1.type=kafka',
      `${environment('k1')}.${BINDER}.required-acks=1`,
      'spring.cloud.stream.binders.k2.type=kafka',
      `${environment('k2')}.spring.kafka.producer.properties[acks]=all`,
      'spring.cloud.stream.binders.r.type=rabbit',
    ),
  ).toEqual(['client binder k1: producer acks=1', 'client binder k2: producer acks=all'])
})
