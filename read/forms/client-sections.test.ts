import { describe, expect, test } from 'vitest'
import { CLIENT_SECTIONS as FORM } from './client-sections.ts'
import { asidesIn, reading, refusal, settingsIn, told } from './testing/reading.ts'

test('a file is told by the client at its top', () => {
  expect(told('a.yaml', 'client: kafkajs\nproducer:\n  acks: 1\n')).toBe(FORM.name)
  for (const text of [
    'client: java\nproducer:\n  acks: 1\n',
    'client: me\n',
    'client: sarama\nservices: {}\n',
    '- a\n',
    'a: [',
  ])
    expect(told('a.yaml', text)).toBeUndefined()
})

describe("its sections hold the library's own options", () => {
  test.each([
    [
      'client: kafkajs\nclient.version: 2.2.4\nproducer:\n  idempotent: true\n  maxInFlightRequests: null\n  retry: {retries: 3}\nconsumer:\n  readUncommitted: true\n',
      [
        'client: - client=kafkajs @1 client',
        'client: - client.version=2.2.4 @2 client.version',
        'client: producer enable.idempotence=true @4 idempotent',
        'client: producer retries=3 @6 retry.retries',
        'client: consumer isolation.level=read_uncommitted @8 readUncommitted',
      ],
    ],
    [
      'client: sarama\nproducer:\n  RequiredAcks: WaitForAll\n  Net.MaxOpenRequests: 1\n  Transaction: {ID: t, Timeout: 10s}\n',
      [
        'client: - client=sarama @1 client',
        'client: producer acks=all @3 RequiredAcks',
        'client: producer max.in.flight.requests.per.connection=1 @4 Net.MaxOpenRequests',
        'client: producer transactional.id=t @5 Transaction.ID',
        'client: producer transaction.timeout.ms=10000 @5 Transaction.Timeout',
      ],
    ],
    [
      'client: franz-go\ntopic:\n  min.insync.replicas: 2\nproducer:\n  DisableIdempotentWrite: true\n  RequiredAcks: kgo.LeaderAck()\n',
      [
        'client: - client=franz-go @1 client',
        'topic: topic min.insync.replicas=2 @3 min.insync.replicas',
        'client: producer enable.idempotence=false @5 DisableIdempotentWrite',
        'client: producer acks=1 @6 RequiredAcks',
      ],
    ],
    [
      'client: kafka-python\nproducer:\n  retries: inf\n  enable_idempotence: True\n  acks: all\n',
      [
        'client: - client=kafka-python @1 client',
        'client: producer retries=2147483647 @3 retries',
        'client: producer enable.idempotence=True @4 enable_idempotence',
        'client: producer acks=all @5 acks',
      ],
    ],
    [
      'client: librdkafka\nproducer:\n  message.timeout.ms: 5\n',
      ['client: - client=librdkafka @1 client', 'client: producer delivery.timeout.ms=5 @3 message.timeout.ms'],
    ],
  ])('%j', (text, settings) => {
    expect(settingsIn(reading(FORM, 'a.yaml', text))).toEqual(settings)
  })

  test('beside the broker and the topic, and each document of a file has its own client', () => {
    const cluster = 'broker:\n  min.insync.replicas: 2\nbrokers: 3\n'
    const one = `name: one\nclient: kafkajs\n${cluster}producer:\n  idempotent: true\n`
    expect(settingsIn(reading(FORM, 'a.yaml', one))).toEqual([
      'client: - client=kafkajs @2 client',
      'cluster: broker min.insync.replicas=2 @4 min.insync.replicas',
      'client: - brokers=3 @5 brokers',
      'client: producer enable.idempotence=true @7 idempotent',
    ])
    const others =
      '---\nname: two\nclient: sarama\nproducer:\n  RequiredAcks: NoResponse\n---\nname: three\nproducer:\n  acks: 1\n'
    expect(settingsIn(reading(FORM, 'a.yaml', one + others)).slice(4)).toEqual([
      'cluster two: - client=sarama @10 client',
      'cluster two: producer acks=0 @12 RequiredAcks',
      'cluster three: producer acks=1 @16 acks',
    ])
    expect(refusal(FORM, 'a.yaml', `${one}${others}  idempotent: true\n`)).toContain(
      "a.yaml:17: idempotent: this is an option of kafkajs, and no setting of Kafka's",
    )
  })

  test('and what nobody knows is told, but a misspelt option refused', () => {
    const text = (option: string): string => `client: kafkajs\nproducer:\n  ${option}: 1\n`
    expect(asidesIn(reading(FORM, 'a.yaml', text('metadataMaxAge')))).toEqual(['metadataMaxAge @3: not modelled'])
    expect(refusal(FORM, 'a.yaml', text('idempotant'))).toContain('a.yaml:3: idempotant: kafkajs has no such option')
    expect(refusal(FORM, 'a.yaml', text('idempotant'))).toContain('Did you mean idempotent?')
    expect(refusal(FORM, 'a.yaml', text('readUncommited'))).toContain('Did you mean readUncommitted?')
    expect(refusal(FORM, 'a.yaml', 'client: kafkajs\nproducer: 5\n')).toContain('a section holds keys and values')
    expect(refusal(FORM, 'a.yaml', 'client: kafkajs\nbrokers: [a]\n')).toContain('it takes one value')
    expect(refusal(FORM, 'a.yaml', 'client: kafkajs\nconsumer:\n  readUncommitted: 2\n')).toContain(
      '"2" is neither true nor false',
    )
  })
})
