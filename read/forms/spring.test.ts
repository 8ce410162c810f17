import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openSource } from './source.ts'
import { SPRING } from './spring.ts'
import { asidesIn, reading, refusal, settingsIn, told } from './testing/reading.ts'

const yml = (...lines: readonly string[]) => reading(SPRING, 'application.yml', `${lines.join('\n')}\n`)
const properties = (...lines: readonly string[]) => reading(SPRING, 'application.properties', `${lines.join('\n')}\n`)
const settings = (...lines: readonly string[]) => settingsIn(properties(...lines))
/** Without the part and the place. */
const values = (given: readonly string[]) => given.map((line) => line.replace(/^client: (.*) @.*$/, '$1'))
const p = (rest: string) => `spring.kafka.producer.${rest}`

describe('an application is told by its keys', () => {
  it.each([
    ['a.yml', 'spring:\n  kafka:\n    producer:\n      acks: all\n'],
    ['config.properties', 'spring.kafka.bootstrap-servers=a:1\n'],
    ['x.yaml', 'spring.cloud.stream.kafka.binder.brokers: a\n'],
    ['a.yml', 'a: 1\n---\nspring:\n  kafka:\n    client-id: x\n'],
  ])('%s %j', (name, text) => {
    expect(told(name, text)).toBe('a Spring Boot application')
  })

  it.each([
    ['producer.properties', 'acks=all\n'],
    ['tidemark.yaml', 'producer:\n  acks: all\n'],
    ['a.yml', 'spring:\n  jpa:\n    open-in-view: false\n'],
    ['a.yml', 'spring: [\n'],
    ['a.yml', 'spring.cloud.stream.bindings.a-out-0.destination: x\nspring.cloud.stream.rabbit.bindings.a.b: 1\n'],
    ['a.properties', 'kafka.producer.acks=1\n'],
  ])('%s %j is none', (name, text) => {
    expect(told(name, text)).toBeUndefined()
  })
})

describe('typed fields', () => {
  it('become Kafka settings, with their line and the key as it is written', () => {
    const text = ['server:', '  port: 1', 'spring:', '  kafka:', '    producer:', '      acks: all', '      retries: 3']
    expect(settingsIn(yml(...text))).toEqual([
      'client: producer acks=all @6 spring.kafka.producer.acks',
      'client: producer retries=3 @7 spring.kafka.producer.retries',
    ])
  })

  it('may be written in kebab case, in camel case and with underscores', () => {
    const keys = ['auto-offset-reset', 'autoOffsetReset', 'auto_offset_reset', 'AUTO_OFFSET_RESET']
    for (const key of keys)
      expect(values(settings(`spring.kafka.consumer.${key}=earliest`))).toEqual(['consumer auto.offset.reset=earliest'])
  })

  it('take durations and sizes with units, and switches and levels in several spellings', () => {
    expect(
      values(
        settings(
          p('batch-size=16KB'),
          p('buffer-memory=33554432'),
          'spring.kafka.consumer.auto-commit-interval=5s',
          'spring.kafka.consumer.max-poll-interval=PT2M30S',
          'spring.kafka.consumer.heartbeat-interval=3000',
          'spring.kafka.consumer.enable-auto-commit=off',
          'spring.kafka.consumer.isolation-level=READ_COMMITTED',
        ),
      ),
    ).toEqual([
      'producer batch.size=16384',
      'producer buffer.memory=33554432',
      'consumer auto.commit.interval.ms=5000',
      'consumer max.poll.interval.ms=150000',
      'consumer heartbeat.interval.ms=3000',
      'consumer enable.auto.commit=false',
      'consumer isolation.level=read_committed',
    ])
  })

  it.each([
    ['spring.kafka.consumer.isolation-level=committed', 'knows no isolation level "committed"'],
    ['spring.kafka.consumer.heartbeat-interval=3 weeks', 'cannot read "3 weeks"'],
    [p('batch-size=many'), 'cannot read "many"'],
    ['spring.kafka.consumer.enable-auto-commit=sometimes', 'cannot read "sometimes"'],
  ])('%s is refused with its place', (line, why) => {
    const message = refusal(SPRING, 'a.properties', `\n${line}\n`)
    expect(message).toContain(`a.properties:2: ${line.replace(/=.*/, '')}: `)
    expect(message).toContain(why)
  })

  it('without a value are not set', () => {
    expect(settingsIn(yml('spring:', '  kafka:', '    producer:', '      retries:', '      client-id: a'))).toEqual([
      'client: producer client.id=a @5 spring.kafka.producer.client-id',
    ])
  })
})

describe('properties that are passed on', () => {
  it('may be nested, dotted, and in brackets', () => {
    const read = yml(
      'spring.kafka.producer:',
      '  properties:',
      '    enable:',
      '      idempotence: true',
      '    linger.ms: 5',
      '    "[max.block.ms]": 10',
    )
    expect(settingsIn(read)).toEqual([
      'client: producer enable.idempotence=true @4 spring.kafka.producer.properties.enable.idempotence',
      'client: producer linger.ms=5 @5 spring.kafka.producer.properties.linger.ms',
      'client: producer max.block.ms=10 @6 spring.kafka.producer.properties[max.block.ms]',
    ])
    expect(values(settings(p('properties[max.block.ms]=10')))).toEqual(['producer max.block.ms=10'])
  })

  it('a plain yes is true in YAML 1.1, and a text in quotes', () => {
    const idempotence = (value: string) =>
      values(settingsIn(yml('spring.kafka.producer.properties:', `  enable.idempotence: ${value}`)))
    expect(idempotence('yes')).toEqual(['producer enable.idempotence=true'])
    expect(idempotence('"yes"')).toEqual(['producer enable.idempotence=yes'])
  })

  it('count over typed fields, and these over common properties, which is told', () => {
    const read = properties(
      p('properties.acks=1'),
      p('acks=all'),
      'spring.kafka.properties.acks=0',
      'spring.kafka.properties.retries=0',
    )
    expect(values(settingsIn(read))).toEqual(['producer retries=0', 'producer acks=1'])
    expect(read.notes).toEqual([
      'spring.kafka.properties.acks (line 3) is overridden by spring.kafka.producer.properties.acks (line 1)',
      'spring.kafka.producer.acks (line 2) is overridden by spring.kafka.producer.properties.acks (line 1)',
    ])
  })

  it('an isolation level among the common ones does not reach the consumer', () => {
    const read = properties('spring.kafka.properties.isolation.level=read_committed', p('acks=all'))
    expect(values(settingsIn(read))).toEqual(['producer acks=all'])
    expect(asidesIn(read)).toEqual([expect.stringContaining('Spring Boot writes its own isolation-level over it')])
  })

  it('common ones go to the clients that have them, unknown ones to one of them', () => {
    const common = (key: string) => values(settings(`spring.kafka.properties.${key}=1`))
    expect(common('request.timeout.ms')).toEqual(['producer request.timeout.ms=1', 'consumer request.timeout.ms=1'])
    expect(common('fetch.max.bytes')).toEqual(['consumer fetch.max.bytes=1'])
    expect(common('ack')).toEqual(['producer ack=1'])
  })
})

describe('a transaction-id-prefix', () => {
  it('makes the producer transactional, and it is told what Spring appends', () => {
    const read = properties(p('transaction-id-prefix=tx-'))
    expect(values(settingsIn(read))).toEqual(['producer transactional.id=tx-'])
    expect(read.notes).toEqual([expect.stringContaining('(tx-0, tx-1, …)')])
  })

  it('also where it is empty, and where transactional.id is given instead', () => {
    expect(values(settings(p('transaction-id-prefix=')))).toEqual(['producer transactional.id=0'])
    const read = properties(p('properties.transactional.id=x'))
    expect(values(settingsIn(read))).toEqual(['producer transactional.id=x'])
    expect(read.notes).toHaveLength(1)
  })

  it('that is random is said to fence nobody', () => {
    const read = properties(p('transaction-id-prefix=tx-${random.uuid}-'))
    expect(values(settingsIn(read))).toEqual(['producer transactional.id=tx-<random>-'])
    expect(asidesIn(read)).toEqual([])
    expect(read.notes.join()).toContain('with which no process fences the one before it')
  })
})

describe('placeholders', () => {
  const acks = (value: string, ...more: readonly string[]) => values(settings(p(`acks=${value}`), ...more))

  it('are filled in from their defaults, and from keys of the file', () => {
    expect(acks('${ACKS:all}')).toEqual(['producer acks=all'])
    expect(acks('${A:${B:1}}')).toEqual(['producer acks=1'])
    expect(acks('${app.my-acks:1}', 'app.myAcks=${X:0}')).toEqual(['producer acks=0'])
  })

  it('that nobody fills stay as they are written, whatever the environment has', () => {
    expect(acks('${PATH}')).toEqual(['producer acks=${PATH}'])
    expect(acks('${PATH')).toEqual(['producer acks=${PATH'])
  })

  it('that lead back to themselves are refused', () => {
    expect(refusal(SPRING, 'a.properties', `${p('acks=${a}')}\na=\${b}\nb=\${a}\n`)).toContain('leads back to itself')
    const doubled = Array.from({ length: 25 }, (_, index) => `a${index}=\${a${index + 1}}\${a${index + 1}}`)
    expect(refusal(SPRING, 'a.properties', [p('acks=${a0}'), ...doubled, ''].join('\n'))).toContain('to too many')
    expect(acks('${A:x}'.repeat(5_000))).toEqual([`producer acks=${'x'.repeat(5_000)}`])
  })
})

describe('what does not reach a client, and what Spring keeps', () => {
  it.each([
    [p('enable-idempotence=true'), 'spring.kafka.producer.properties.enable.idempotence would'],
    [p('enable.idempotence=true'), 'spring.kafka.producer.properties.enable.idempotence would'],
    [p('maxInFlightRequestsPerConnection=1'), 'properties.max.in.flight.requests.per.connection would'],
    [p('transactional-id=x'), 'spring.kafka.producer.transaction-id-prefix would'],
    ['spring.kafka.acks=1', 'spring.kafka.producer.acks would'],
    ['spring.kafka.linger-ms=1', 'spring.kafka.producer.properties.linger.ms would'],
    ['spring.kafka.consumer.session-timeout-ms=1', 'spring.kafka.consumer.properties.session.timeout.ms would'],
    [p('constructor=1'), 'Spring Boot has no such key, so it does not reach the producer'],
    [p('retrys=1'), 'did you mean the field for retries?'],
    ['spring.kafka.listener.ack-mode=manual', "not judged yet: when a consumer's offsets are committed"],
    ['spring.kafka.listener.ackMode=manual', 'not judged yet'],
    ['spring.kafka.retry.topic.enabled=true', 'not judged yet'],
  ])('%s', (line, why) => {
    const read = properties(p('acks=all'), line)
    expect(values(settingsIn(read))).toEqual(['producer acks=all'])
    expect(asidesIn(read)).toEqual([expect.stringContaining(why)])
    expect(asidesIn(read)[0]).toContain(`${line.replace(/=.*/, '')} @2: `)
  })

  it('passwords and other trees are not mentioned', () => {
    const read = properties(p('acks=all'), p('ssl.key-password=secret'), 'spring.datasource.password=secret')
    expect(JSON.stringify(read)).not.toContain('secret')
  })
})

describe('profiles', () => {
  const base = ['spring.kafka.producer.acks: all']

  it('that change Kafka settings are configurations beside the one without', () => {
    const read = yml(
      ...base,
      '---',
      'spring.config.activate.on-profile: prod',
      'spring.kafka.producer.acks: 1',
      '---',
      'spring.config.activate.on-profile: dev',
      'server.port: 1',
    )
    expect(settingsIn(read)).toEqual([
      'client no profile: producer acks=all @1 spring.kafka.producer.acks',
      'client profile prod: producer acks=1 @4 spring.kafka.producer.acks',
    ])
  })

  it.each([
    ['spring.profiles: prod', 'profile prod'],
    ['spring.config.activate.on-profile: [prod, eu]', 'profile eu'],
    ['spring.config.activate.on-profile: "prod | eu"', 'profile eu'],
    ['spring.config.activate.on-profile: "prod & !eu"', 'profile prod'],
    ['spring.config.activate.on-cloud-platform: kubernetes', 'profile cloud-platform=kubernetes'],
    ['spring.config.activate.on-profile: "(prod | eu) & !test"', 'profile eu'],
  ])('by %s', (condition, name) => {
    const read = yml(...base, '---', condition, 'spring.kafka.producer.acks: 1')
    expect(settingsIn(read)).toContain(`client ${name}: producer acks=1 @4 spring.kafka.producer.acks`)
  })

  it('that the file activates together are judged together, which is told', () => {
    const document = (name: string, line: string) => ['---', `spring.profiles: ${name}`, line]
    const read = yml(
      ...base,
      'spring.profiles.active: "${PROFILES:prod,eu}"',
      'spring.config.import: "optional:file:more.yml"',
      ...document('prod', 'spring.kafka.producer.acks: 1'),
      ...document('eu', 'spring.kafka.producer.retries: 7'),
    )
    expect(settingsIn(read).map((line) => line.replace(/ @.*/, ''))).toEqual([
      'client no profile: producer acks=all',
      'client profile prod: producer acks=1',
      'client profile eu: producer acks=all',
      'client profile eu: producer retries=7',
      'client profiles prod and eu: producer acks=1',
      'client profiles prod and eu: producer retries=7',
    ])
    expect(read.notes).toEqual([expect.stringContaining('spring.profiles.active is prod, eu')])
    expect(asidesIn(read)).toEqual([
      'spring.config.import @3: not read: there is no more.yml beside application.yml, and none was given with it; '
        + 'what it sets for Kafka is not known here',
    ])
  })

  it('are not judged by the hundred', () => {
    const documents = Array.from({ length: 40 }, (_, index) => ['---', `spring.profiles: p${index}`]).flat()
    const text = [...base, ...documents, ''].join('\n')
    expect(refusal(SPRING, 'application.yml', text)).toContain('it has 40 profiles')
    expect(yml(...base, '---', `spring.profiles: "${'('.repeat(20_000)}prod"`).parts).toHaveLength(1)
  })

  it('have their own topics', () => {
    const factor = 'spring.cloud.stream.kafka.bindings.a-out-0.producer.topic.replication-factor'
    const read = yml(...base, `${factor}: 3`, '---', 'spring.profiles: dev', `${factor}: 1`)
    expect(settingsIn(read).map((line) => line.replace(/ @.*/, ''))).toEqual([
      'client no profile, binding a-out-0: producer acks=all',
      'client no profile, binding a-out-0: topic replication.factor=3',
      'client profile dev, binding a-out-0: producer acks=all',
      'client profile dev, binding a-out-0: topic replication.factor=1',
    ])
  })

  it('a negated one changes what counts without', () => {
    const read = yml(...base, '---', 'spring.config.activate.on-profile: "!dev"', 'spring.kafka.producer.acks: 1')
    expect(settingsIn(read)).toEqual([
      'client no profile: producer acks=1 @4 spring.kafka.producer.acks',
      'client profile dev: producer acks=all @1 spring.kafka.producer.acks',
    ])
  })

  it('of a .properties file begin after #---, but not below a comment', () => {
    const text = (line: string) =>
      properties(p('acks=all'), line, '#---', 'spring.config.activate.on-profile=prod', p('acks=1'))
    expect(settingsIn(text('# a comment'))).toEqual([
      'client profile prod: producer acks=1 @5 spring.kafka.producer.acks',
    ])
    expect(settingsIn(text(''))).toHaveLength(2)
  })

  describe('in files of their own', () => {
    let folder = ''
    beforeEach(() => {
      folder = mkdtempSync(join(tmpdir(), 'tidemark-'))
      writeFileSync(join(folder, 'application.yml'), 'spring.kafka.producer.acks: all\n')
      writeFileSync(join(folder, 'application-prod.yml'), 'spring.kafka.producer.acks: 1\n')
    })
    afterEach(() => rmSync(folder, { recursive: true }))
    const read = (name: string, ...given: readonly string[]) =>
      SPRING.read(
        openSource(
          join(folder, name),
          given.map((one) => join(folder, one)),
        ),
      )

    it('are read with the file that they belong to', () => {
      const both = ['application.yml', 'application-prod.yml'] as const
      expect(settingsIn(read('application.yml', ...both))).toEqual([
        'client no profile: producer acks=all @1 spring.kafka.producer.acks',
        'client profile prod: producer acks=1 @1 spring.kafka.producer.acks',
      ])
      expect(read('application-prod.yml', ...both).parts).toEqual([])
    })

    it('belong to the application also where only one of them is about Kafka', () => {
      writeFileSync(join(folder, 'application-dev.properties'), 'server.port=1\n')
      const given = ['application.yml', 'application-dev.properties'].map((name) => join(folder, name))
      expect(given.map((file) => SPRING.tells(openSource(file, given)))).toEqual([true, true])
      expect(read('application.yml', 'application.yml', 'application-dev.properties').parts).toHaveLength(1)
      expect(read('application-dev.properties', 'application.yml', 'application-dev.properties').parts).toEqual([])
    })

    it('alone they are said to be', () => {
      const alone = read('application-prod.yml', 'application-prod.yml')
      expect(settingsIn(alone)).toEqual(['client profile prod: producer acks=1 @1 spring.kafka.producer.acks'])
      expect(alone.notes).toEqual(['application-prod.yml is read without application.yml or application.properties'])
    })
  })
})

it('the name of the host stays open in a transactional.id, as a default does not count in a container', () => {
  const read = properties(
    p('transaction-id-prefix=tx-${HOSTNAME:local}-'),
    'spring.kafka.consumer.group-id=${HOSTNAME:a}',
  )
  expect(values(settingsIn(read))).toEqual(['producer transactional.id=tx-${HOSTNAME}-', 'consumer group.id=a'])
})

describe('Kafka Streams in the application', () => {
  it('is a client of its own', () => {
    const read = properties(
      'spring.application.name=shop',
      p('acks=1'),
      'spring.kafka.streams.properties.processing.guarantee=exactly_once_v2',
      'spring.kafka.streams.replication-factor=3',
    )
    const given = settingsIn(read)
    expect(given[0]).toBe('client producer and consumer: producer acks=1 @2 spring.kafka.producer.acks')
    expect(given).toContain(
      'client application shop: producer transactional.id=shop-<process>-<thread> @3 '
        + 'spring.kafka.streams.properties.processing.guarantee',
    )
    expect(given).toContain(
      'client application shop: topic replication.factor=3 @4 spring.kafka.streams.replication-factor',
    )
  })
})

it.each([
  ['spring:\n  kafka:\n    producer:\n      acks: 1\n      acks: all\n', 'a.yml:5: acks: this key stands here twice'],
  ['spring:\n  kafka:\n    producer:\n      acks: {{ .Values.acks }}\n', 'a.yml:4: this is a line of a template'],
  ['spring:\n  kafka:\n   producer: "\n', 'a.yml:4:1: this is no valid YAML'],
])('a mistake in its syntax is told: %j', (text, why) => {
  expect(refusal(SPRING, 'a.yml', text)).toContain(why)
})

it('an application whose settings for Kafka are its own is refused by name', () => {
  const text = 'spring.jpa.x: 1\nqueue:\n  kafka:\n    acks: "${TB_ACKS:all}"\n'
  expect(refusal(SPRING, 'thing.yml', text)).toContain(
    'thing.yml:4: queue.kafka.acks: this is a Spring application whose settings for Kafka are its own',
  )
})
