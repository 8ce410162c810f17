import { describe, expect, test } from 'vitest'
import { LIBRDKAFKA_FORM as FORM } from './librdkafka.ts'
import { asidesIn, reading, refusal, settingsIn, told } from './testing/reading.ts'

const PROPERTIES = 'bootstrap.servers=a:1\nsocket.nagle.disable=true\n'

describe('librdkafka is told by its names', () => {
  test.each([
    ['a.properties', PROPERTIES],
    ['a.config', 'bootstrap.servers=a:1\nrequest.required.acks=1\n'],
    ['a.json', '{"kafka": {"bootstrap.servers": "a:1", "message.timeout.ms": 5}}'],
    ['a.yaml', 'bootstrap.servers: a:1\nqueue.buffering.max.ms: 5\n'],
    ['a.toml', '[kafka]\n"bootstrap.servers" = "a:1"\n"message.timeout.ms" = 5\n'],
    ['a.conf', '[kafka-global]\nmetadata.broker.list = a:1\n'],
    ['a.conf', '[OUTPUT]\n  Name kafka\n  rdkafka.request.required.acks 1\n'],
  ])('%s: %j', (name, text) => {
    expect(told(name, text)).toBe(FORM.name)
  })

  test.each([
    ['producer.properties', 'bootstrap.servers=a:1\nacks=all\nlinger.ms=5\n'],
    ['producer.properties', 'bootstrap.servers=a:1\nkey.serializer=a.B\nrequest.required.acks=1\n'],
    ['producer.properties', 'metadata.broker.list=a:1\nrequest.required.acks=1\n'],
    ['tidemark.yaml', 'producer:\n  acks: all\n  queue.buffering.max.kbytes: 5\n  bootstrap.servers: a\n'],
    ['application.yml', 'spring:\n  kafka:\n    bootstrap-servers: a:1\n    properties:\n      debug: all\n'],
    ['a.toml', '[kafka\n'],
    ['a.conf', '[OUTPUT]\n  Name es\n'],
  ])('and not in %s: %j', (name, text) => {
    expect(told(name, text)).not.toBe(FORM.name)
  })
})

describe('its properties come to settings of Kafka', () => {
  test('by their names and aliases, with the keys as they stand there', () => {
    const text = `${PROPERTIES}request.required.acks=-1\nretries=3\nmax.in.flight=2\nmessage.timeout.ms=0x10\nlinger.ms=0.5\n`
    expect(settingsIn(reading(FORM, 'a.properties', text))).toEqual([
      'client: - client=librdkafka @2 socket.nagle.disable',
      'client: producer acks=-1 @3 request.required.acks',
      'client: producer retries=3 @4 retries',
      'client: producer max.in.flight.requests.per.connection=2 @5 max.in.flight',
      'client: producer delivery.timeout.ms=16 @6 message.timeout.ms',
      'client: producer linger.ms=0 @7 linger.ms',
    ])
  })

  test('those of a consumer too, and what is judged later is said', () => {
    const text =
      'group.id=g\nauto.offset.reset=smallest\nenable.auto.offset.store=f\nenable.auto.commit=T\nsasl.password=x\n'
    const read = reading(FORM, 'a.properties', text)
    expect(settingsIn(read).slice(1)).toEqual([
      'client: consumer group.id=g @1 group.id',
      'client: consumer auto.offset.reset=earliest @2 auto.offset.reset',
      'client: consumer enable.auto.commit=true @4 enable.auto.commit',
    ])
    expect(asidesIn(read)).toEqual([
      'enable.auto.offset.store @3: not judged yet: which position a consumer commits',
      'sasl.password @5: not modelled',
    ])
  })

  test('in TOML on their lines, dotted or quoted, and a comment is none of the value', () => {
    const text =
      '# acks = 0\n[app]\nname = "x"\n[kafka]\nbootstrap.servers = "a" # b\n"message.timeout.ms" = 5_000\nacks = "all"\n'
    expect(settingsIn(reading(FORM, 'a.toml', text)).slice(1)).toEqual([
      'client: producer delivery.timeout.ms=5000 @6 kafka.message.timeout.ms',
      'client: producer acks=all @7 kafka.acks',
    ])
  })

  test('of several clients of one file each by its name', () => {
    const map = '{"bootstrap.servers": "a", "message.timeout.ms": 5}'
    const read = reading(FORM, 'a.json', `{"orders": ${map}, "audit": ${map}}`)
    expect(read.parts.map(({ name }) => name)).toEqual(['orders', 'audit'])
  })

  test('in an INI file of all sections that hold some', () => {
    const text =
      '[log]\nlevel = 1\n[kafka-global]\nmetadata.broker.list = a\n[kafka-topic]\n#acks = 0\nrequest.required.acks = 1\n'
    expect(settingsIn(reading(FORM, 'a.conf', text)).slice(1)).toEqual([
      'client: producer acks=1 @7 request.required.acks',
    ])
  })

  test('of Fluent Bit also where they stand in a ConfigMap', () => {
    const text =
      'kind: ConfigMap\ndata:\n  o.conf: |\n    [OUTPUT]\n        Name  kafka\n        Topics  logs\n        Retry_Limit  false\n        # rdkafka.acks 0\n        rdkafka.request.required.acks  1\n'
    const read = reading(FORM, 'a.yaml', text)
    expect(settingsIn(read)).toEqual([
      'client output to logs: - client=librdkafka @9 rdkafka.request.required.acks',
      'client output to logs: producer acks=1 @9 rdkafka.request.required.acks',
    ])
    expect(asidesIn(read)).toEqual([
      'Retry_Limit @7: not judged yet: how often Fluent Bit itself hands over again what failed',
    ])
  })
})

describe('what librdkafka refuses is refused', () => {
  test.each([
    [
      'message.timeuot.ms=5',
      'message.timeuot.ms: librdkafka refuses it: there is no such property',
      'message.timeout.ms?',
    ],
    ['buffer.memory=5', 'it is one of the client in Java', 'Take it out'],
    ['max.in.flight=2000000', 'max.in.flight: librdkafka refuses it: 2000000 is outside of 1 to 1000000', 'from 1 to'],
    ['acks=most', '"most" is no number', 'or all'],
    ['acks=2', 'brokers refuse every message that is sent with 2', 'Give 0, 1 or all'],
    ['enable.idempotence=yes', '"yes" is neither true nor false', 'Give true or false'],
    ['isolation.level=none', '"none" is none of its values', 'read_committed'],
  ])('%s', (line, ...messages) => {
    const message = refusal(FORM, 'a.properties', `${PROPERTIES}${line}\n`)
    expect(message).toContain('a.properties:3: ')
    for (const part of messages) expect(message).toContain(part)
  })

  test('a mistake of TOML is told where it stands', () => {
    expect(refusal(FORM, 'a.toml', '[kafka]\n"bootstrap.servers = "a"\n')).toMatch(
      /^a\.toml:2:\d+: this is no valid TOML: .*\n {2}Correct line 2, column/,
    )
  })

  test('a word without a dot may be of the application, and a template is not filled in', () => {
    const read = reading(FORM, 'a.properties', `${PROPERTIES}workers=5\nacks={{ acks }}\n`)
    expect(asidesIn(read)).toContain('workers @3: not understood: it is no property of librdkafka')
    expect(settingsIn(read)).toContain('client: producer acks={{ acks }} @4 acks')
  })
})

describe('names that the client in Java has, too', () => {
  const KAFKA = '[kafka]\n"bootstrap.servers" = "a:1"\nacks = 1\n"enable.idempotence" = false\n'

  test('are taken for its in a TOML table kafka', () => {
    expect(settingsIn(reading(FORM, 'a.toml', `[log]\nlevel = "x"\n${KAFKA}`))).toEqual([
      'client: - client=librdkafka @4 kafka.bootstrap.servers',
      'client: producer acks=1 @5 kafka.acks',
      'client: producer enable.idempotence=false @6 kafka.enable.idempotence',
    ])
  })

  test('one with dots and another one are enough there', () => {
    const text = '[kafka]\n"bootstrap.servers" = "a:1"\nacks = 1\n'
    expect(settingsIn(reading(FORM, 'a.toml', text))).toContain('client: producer acks=1 @3 kafka.acks')
  })

  test.each([
    ['a.toml', `client = "librdkafka"\n${KAFKA.replace('kafka', 'events')}`, 'events.'],
    ['a.json', '{"client": "librdkafka",\n\n"bootstrap.servers": "a",\n"acks": 1, "enable.idempotence": false}', ''],
    ['a.yaml', 'client: librdkafka\n\nkafka:\n  acks: 1\n  enable.idempotence: false\n', 'kafka.'],
  ])('are its where the file says so: %s', (name, text, prefix) => {
    const given = settingsIn(reading(FORM, name, text))
    expect(given).toEqual([
      'client: - client=librdkafka @1 client',
      `client: producer acks=1 @4 ${prefix}acks`,
      expect.stringMatching(/^client: producer enable\.idempotence=false @[45]/),
    ])
  })

  test('may have keys of the check and the topic beside them', () => {
    const text = 'client: librdkafka\nclient.version: 1.5.0\nbrokers: 3\nacks: all\ntopic:\n  min.insync.replicas: 2\n'
    expect(settingsIn(reading(FORM, 'a.yaml', text))).toEqual([
      'client: - client=librdkafka @1 client',
      'client: - client.version=1.5.0 @2 client.version',
      'client: - brokers=3 @3 brokers',
      'client: topic min.insync.replicas=2 @6 min.insync.replicas',
      'client: producer acks=all @4 acks',
    ])
  })

  test.each([
    [
      KAFKA.replace('kafka', 'events'),
      'a.toml:2: events.bootstrap.servers: librdkafka has this name and the client in Java has it, too',
      'Put client = "librdkafka" at the top',
    ],
    [
      `client = "librdkafak"\n${KAFKA}`,
      'a.toml:1: client: there is no client "librdkafak" here',
      'Did you mean librdkafka?',
    ],
    [
      `client = "kafkajs"\n${KAFKA}`,
      'a.toml:1: client: of a TOML file only settings of librdkafka are read',
      'as YAML',
    ],
    [
      `${KAFKA}"enable.idempotance" = true\n`,
      'a.toml:5: kafka.enable.idempotance: librdkafka refuses it',
      'Did you mean',
    ],
    [KAFKA.replace('false', '"sometimes"'), 'a.toml:4: kafka.enable.idempotence: librdkafka refuses it', 'true'],
    [`client = "librdkafka\n${KAFKA}`, 'a.toml:1:', 'this is no valid TOML'],
  ])('are refused with what is to be added: %j', (text, why, remedy) => {
    expect(refusal(FORM, 'a.toml', text)).toContain(why)
    expect(refusal(FORM, 'a.toml', text)).toContain(remedy)
  })

  test('and a file of another kind is none of it', () => {
    expect(told('Cargo.toml', '[package]\nname = "a"\n[dependencies.kafka]\nversion = "1"\n')).toBeUndefined()
    expect(told('a.yaml', 'client: librdkafka\nproducer:\n  acks: 1\n')).not.toBe(FORM.name)
  })
})
