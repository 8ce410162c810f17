import { describe, expect, test } from 'vitest'
import { COMPOSE } from './compose.ts'
import { asidesIn, reading, settingsIn } from './testing/reading.ts'

const read = (...lines: readonly string[]): ReturnType<typeof reading> =>
  reading(COMPOSE, 'compose.yaml', ['services:', ...lines].join('\n'))
const INIT = ['  init:', '    image: apache/kafka:3.9.0', '    entrypoint: ["/bin/sh", "-c"]', '    command:']

describe('topics that a container creates', () => {
  test('are read from a script over several lines, each option at its line', () => {
    const reading = read(
      ...INIT,
      '      - |',
      '        kafka-topics.sh --bootstrap-server kafka:9092 --create --topic orders \\',
      '          --replication-factor 3 --config min.insync.replicas=2',
      '        kafka-topics.sh --create --topic=audit --partitions "6" && echo --topic x',
      '        kafka-topics.sh --list --topic y',
    )
    expect(settingsIn(reading)).toEqual([
      'topic topic orders: topic replication.factor=3 @8 --replication-factor',
      'topic topic orders: topic min.insync.replicas=2 @8 --config min.insync.replicas',
      'topic topic audit: topic partitions=6 @9 --partitions',
    ])
    expect(asidesIn(reading)).toEqual([])
  })

  test('also as words of a list, and within the quotes of bash -c', () => {
    const created = (command: string): readonly string[] =>
      settingsIn(read('  init:', '    image: apache/kafka:3.9.0', `    command: ${command}`))
    const expected = ['topic topic a: topic replication.factor=2 @4 --replication-factor']
    expect(created('[kafka-topics, --create, --topic, a, --replication-factor, "2"]')).toEqual(expected)
    expect(created('bash -c "kafka-topics --create --topic a --replication-factor 2; exit 0"')).toEqual(expected)
  })

  test('are told and not read where the shell fills them in, or replicas are placed by hand', () => {
    const reading = read(
      ...INIT,
      '      - |',
      '        for t in a b; do kafka-topics --create --topic $$t --partitions 1; done',
      '        kafka-topics --create --topic c --replica-assignment 0:1',
      '        kafka-topics --create --topic d --replication-factor 1',
    )
    expect(asidesIn(reading)).toEqual([
      'kafka-topics --create @7: the shell fills in what this topic is, so it is not read',
      'kafka-topics --create @8: its replicas are placed one by one, which is not read',
    ])
    expect(settingsIn(reading)).toHaveLength(1)
  })

  test('of KAFKA_CREATE_TOPICS in the image that takes it', () => {
    const of = (image: string): readonly string[] =>
      settingsIn(
        read(
          '  k:',
          `    image: ${image}`,
          '    environment:',
          '      KAFKA_NODE_ID: 1',
          '      KAFKA_CREATE_TOPICS: "a:3:2,b:1:1:compact"',
        ),
      ).filter((line) => line.startsWith('topic'))
    expect(of('wurstmeister/kafka:2.13-2.8.1')).toEqual([
      'topic topic a: topic partitions=3 @6 KAFKA_CREATE_TOPICS',
      'topic topic a: topic replication.factor=2 @6 KAFKA_CREATE_TOPICS',
      'topic topic b: topic partitions=1 @6 KAFKA_CREATE_TOPICS',
      'topic topic b: topic replication.factor=1 @6 KAFKA_CREATE_TOPICS',
      'topic topic b: topic cleanup.policy=compact @6 KAFKA_CREATE_TOPICS',
    ])
    expect(of('apache/kafka:3.9.0')).toEqual([])
    const unclear = read(
      '  k:',
      '    image: wurstmeister/kafka:2.13-2.8.1',
      '    environment: {KAFKA_ZOOKEEPER_CONNECT: z, KAFKA_CREATE_TOPICS: "a,b:1:1"}',
    )
    expect(asidesIn(unclear)).toEqual(['KAFKA_CREATE_TOPICS @4: one of its topics is not name:partitions:replicas'])
    expect(settingsIn(unclear).filter((line) => line.startsWith('topic topic a'))).toEqual([])
  })
})

describe('a service that is a client', () => {
  const app = (...variables: readonly string[]): ReturnType<typeof read> =>
    read('  app:', '    build: .', '    environment:', ...variables.map((line) => `      ${line}`))

  test('has the settings of the kind of client that its variables show', () => {
    const reading = app('KAFKA_BOOTSTRAP_SERVERS: k:9092', 'KAFKA_ACKS: all', 'KAFKA_CLIENT_ID: x', 'COMMIT: y')
    expect(settingsIn(reading)).toEqual([
      'client service app: producer bootstrap.servers=k:9092 @5 KAFKA_BOOTSTRAP_SERVERS',
      'client service app: producer acks=all @6 KAFKA_ACKS',
      'client service app: producer client.id=x @7 KAFKA_CLIENT_ID',
    ])
    expect(reading.notes).toEqual([
      'service app: its KAFKA_ variables are read as settings of a client, as it runs no broker',
    ])
  })

  test('a name that no client has is told where it counts', () => {
    expect(
      asidesIn(app('KAFKA_ACKS: 1', 'KAFKA_ISOLATION_LEVEL_CONFIG: x', 'KAFKA_PRODUCER_RETRIES: 1', 'KAFKA_URL: x')),
    ).toEqual([
      'KAFKA_ISOLATION_LEVEL_CONFIG @6: no client of Kafka has isolation.level.config; perhaps isolation.level is meant',
      'KAFKA_PRODUCER_RETRIES @7: whether the application hands it on as retries is not told here',
    ])
  })

  test("Spring Boot's names are bound as Spring binds them; what it has no property for is told", () => {
    const reading = app(
      'SPRING_KAFKA_PRODUCER_ACKS: all',
      'SPRING_KAFKA_PRODUCER_PROPERTIES_ENABLE_IDEMPOTENCE: "true"',
      'SPRING_KAFKA_PRODUCER_ENABLE_IDEMPOTENCE: "true"',
      'SPRING_KAFKA_PRODUCER_TRANSACTIONIDPREFIX: tx-',
      'SPRING_KAFKA_CONSUMER_ISOLATION_LEVEL: READ_COMMITTED',
      'SPRING_KAFKA_PROPERTIES_ISOLATION_LEVEL: read_committed',
      'SPRING_KAFKA_LISTENER_ACKMODE: MANUAL',
    )
    expect(settingsIn(reading)).toEqual([
      'client service app: producer acks=all @5 SPRING_KAFKA_PRODUCER_ACKS',
      'client service app: producer enable.idempotence=true @6 SPRING_KAFKA_PRODUCER_PROPERTIES_ENABLE_IDEMPOTENCE',
      'client service app: producer transactional.id=tx- @8 SPRING_KAFKA_PRODUCER_TRANSACTIONIDPREFIX',
      'client service app: consumer isolation.level=read_committed @9 SPRING_KAFKA_CONSUMER_ISOLATION_LEVEL',
    ])
    expect(asidesIn(reading)).toEqual([
      'SPRING_KAFKA_PRODUCER_ENABLE_IDEMPOTENCE @7: Spring Boot has no such key, so it does not reach the producer: '
        + 'SPRING_KAFKA_PRODUCER_PROPERTIES_ENABLE_IDEMPOTENCE would',
      "SPRING_KAFKA_LISTENER_ACKMODE @11: not judged yet: when a consumer's offsets are committed",
      'SPRING_KAFKA_PROPERTIES_ISOLATION_LEVEL @10: it does not reach the consumer: Spring Boot writes its own '
        + 'isolation-level over it; SPRING_KAFKA_CONSUMER_ISOLATIONLEVEL would',
    ])
  })

  test('Kafka Connect counts with what it gives its producers itself', () => {
    const reading = read(
      '  connect:',
      '    image: confluentinc/cp-kafka-connect:7.3.1',
      '    environment:',
      '      CONNECT_PRODUCER_ENABLE_IDEMPOTENCE: "true"',
      '      CONNECT_EXACTLY_ONCE_SOURCE_SUPPORT: enabled',
    )
    expect(settingsIn(reading).map((line) => line.replace(/ @.*/, ''))).toEqual([
      'client service connect: producer acks=all',
      'client service connect: producer max.in.flight.requests.per.connection=1',
      'client service connect: producer delivery.timeout.ms=2147483647',
      'client service connect: producer enable.idempotence=true',
    ])
    expect(asidesIn(reading)).toEqual([
      'CONNECT_EXACTLY_ONCE_SOURCE_SUPPORT @6: not judged yet: exactly-once of Kafka Connect',
    ])
    expect(reading.notes).toEqual([
      'service connect: Kafka Connect gives its producers settings of its own, and they count',
    ])
  })

  test('several workers are told in one note', () => {
    const worker = (name: string): readonly string[] => [
      `  ${name}:`,
      '    image: confluentinc/cp-kafka-connect:7.3.1',
      '    environment: [CONNECT_PRODUCER_ACKS=1]',
    ]
    expect(read(...worker('c1'), ...worker('c2')).notes).toEqual([
      'services c1, c2: Kafka Connect gives its producers settings of its own, and they count',
    ])
  })

  test('producers and consumers of different services are judged each with each', () => {
    const client = (name: string, variable: string): readonly string[] => [
      `  ${name}:`,
      `    build: ${name}`,
      `    environment: [${variable}]`,
    ]
    const { parts } = read(
      ...client('p', 'KAFKA_ACKS=1'),
      ...client('q', 'KAFKA_ACKS=all'),
      ...client('c', 'KAFKA_ISOLATION_LEVEL=read_committed'),
    )
    expect(parts.map(({ name }) => name)).toEqual(['service p and service c', 'service q and service c'])
  })

  test('in the image of something else KAFKA_ means what that likes', () => {
    expect(
      read(
        '  k:',
        '    image: apache/kafka:3.9.0',
        '  ui:',
        '    image: provectuslabs/kafka-ui',
        '    environment: [KAFKA_ACKS=1]',
      ).parts.map(({ kind }) => kind),
    ).toEqual(['cluster', 'cluster'])
  })
})
