import { describe, expect, test } from 'vitest'
import { ENV_FILE } from './env-file.ts'
import { asidesIn, reading, refusal, settingsIn, told } from './testing/reading.ts'

const read = (text: string): ReturnType<typeof reading> => reading(ENV_FILE, 'kafka.env', text)

describe('a file of variables is told by its names', () => {
  test.each([
    ['.env', 'KAFKA_MIN_INSYNC_REPLICAS=2', ENV_FILE.name],
    ['a.txt', '# c\nexport KAFKA_CFG_NUM_PARTITIONS="2"\nPASSWORD=x', ENV_FILE.name],
    ['.env', 'KAFKA_ACKS=1', ENV_FILE.name],
    ['.env', 'KAFKA_UNCLEAN_LEADER_LECTION_ENABLE=false', ENV_FILE.name],
    ['.env', 'KAFKA_MIN_INSYNC_REPLICAS="2', ENV_FILE.name],
    ['.env', 'KAFKA_PORT=9092\nKAFKA_VERSION=3.9.0\nKAFKA_HEAP_OPTS=-Xmx1g', undefined],
    ['.env', 'KAFKA_BOOTSTRAP_SERVERS=a:9092', undefined],
    ['.env', 'KAFKA_SSL_KEYSTORE_LOCATION=/a\nKAFKA_SECURITY_PROTOCOL=SSL', undefined],
    ['a.properties', 'acks=all', undefined],
    ['a.properties', 'min.insync.replicas=2\nKAFKA_NUM_PARTITIONS=2', undefined],
    ['start', 'KAFKA_NUM_PARTITIONS=2\nexec /etc/confluent/docker/run', undefined],
  ])('%s %j: %s', (name, text, form) => {
    expect(told(name, text)).toBe(form)
  })
})

describe('its variables', () => {
  test("are a broker's by the rule on which the images of Apache and Confluent agree, and that is said", () => {
    const reading = read('# two\nKAFKA_MIN_INSYNC_REPLICAS=2 # of 3\nKAFKA_LOG_DIRS="${KAFKA_MIN_INSYNC_REPLICAS}/x"\n')
    expect(settingsIn(reading)).toEqual([
      'cluster: broker min.insync.replicas=2 @2 KAFKA_MIN_INSYNC_REPLICAS',
      'cluster: broker log.dirs=2/x @3 KAFKA_LOG_DIRS',
    ])
    expect(reading.notes).toEqual([
      'kafka.env: no image is named, so KAFKA_ variables are read as the images apache/kafka and confluentinc/cp-kafka both read them; for another image give the Compose file with it',
    ])
  })

  test("with CFG are bitnami's, where most names without it do nothing", () => {
    const reading = read('KAFKA_CFG_NUM_PARTITIONS=2\nKAFKA_MIN_INSYNC_REPLICAS=2\n')
    expect(settingsIn(reading)).toEqual(['cluster: broker num.partitions=2 @1 KAFKA_CFG_NUM_PARTITIONS'])
    expect(asidesIn(reading)).toEqual([
      'KAFKA_MIN_INSYNC_REPLICAS @2: does nothing in this image, which takes KAFKA_CFG_MIN_INSYNC_REPLICAS',
    ])
    expect(reading.notes[0]).toContain('as bitnami/kafka reads them')
  })

  test("are a client's where no broker has one of them", () => {
    expect(settingsIn(read('KAFKA_ACKS=1\nKAFKA_CLIENT_ID=x\n'))).toEqual([
      'client: producer acks=1 @1 KAFKA_ACKS',
      'client: producer client.id=x @2 KAFKA_CLIENT_ID',
    ])
    expect(settingsIn(read('SPRING_KAFKA_CONSUMER_GROUP_ID=g\n'))).toEqual([
      'client: consumer group.id=g @1 SPRING_KAFKA_CONSUMER_GROUP_ID',
    ])
  })

  test('of the same name: the last one counts', () => {
    expect(settingsIn(read('KAFKA_NUM_PARTITIONS=2\nKAFKA_NUM_PARTITIONS=3'))).toEqual([
      'cluster: broker num.partitions=3 @2 KAFKA_NUM_PARTITIONS',
    ])
  })

  test('that count and are not the same for both images are refused', () => {
    expect(refusal(ENV_FILE, 'kafka.env', 'KAFKA_NUM_PARTITIONS=1\nKAFKA_MIN_KAFKA_INSYNC_REPLICAS=1')).toBe(
      'kafka.env:2: KAFKA_MIN_KAFKA_INSYNC_REPLICAS: it is min.insync.replicas for the image apache/kafka and '
        + 'min.kafka.insync.replicas for those of confluentinc, and the image is not told.\n  '
        + 'Name the image in the Compose file, or give the file of variables together with it.',
    )
  })

  test("of Spring Boot are its application's, in the order in which they count there", () => {
    const reading = read(
      [
        'SPRING_KAFKA_PRODUCER_PROPERTIES_ENABLE_IDEMPOTENCE=false',
        'SPRING_KAFKA_PRODUCER_PROPERTIES_ACKS=1',
        'SPRING_KAFKA_PRODUCER_ACKS=all',
        'SPRING_KAFKA_PROPERTIES_RETRIES=3',
        'SPRING_KAFKA_PRODUCER_BATCHSIZE=16KB',
        'SPRING_KAFKA_CONSUMER_ENABLE_AUTO_COMMIT=off',
        'SPRING_KAFKA_BOOTSTRAP_SERVERS=a:1',
        'SPRING_KAFKA_SECURITY_PROTOCOL=SSL',
        'SPRING_KAFKA_SSL_KEY_STORE_PASSWORD=secret',
        'SPRING_KAFKA_PROPERTIES_SASL_JAAS_CONFIG=secret',
        '',
      ].join('\n'),
    )
    expect(settingsIn(reading).filter((line) => !/bootstrap|jaas/.test(line))).toEqual([
      'client: producer retries=3 @4 SPRING_KAFKA_PROPERTIES_RETRIES',
      'client: producer batch.size=16384 @5 SPRING_KAFKA_PRODUCER_BATCHSIZE',
      'client: producer enable.idempotence=false @1 SPRING_KAFKA_PRODUCER_PROPERTIES_ENABLE_IDEMPOTENCE',
      'client: producer acks=1 @2 SPRING_KAFKA_PRODUCER_PROPERTIES_ACKS',
      'client: consumer enable.auto.commit=false @6 SPRING_KAFKA_CONSUMER_ENABLE_AUTO_COMMIT',
    ])
    expect(reading.asides).toEqual([])
    expect(reading.notes[0]).toContain(
      'SPRING_KAFKA_PRODUCER_ACKS (line 3) is overridden by SPRING_KAFKA_PRODUCER_PROPERTIES_ACKS (line 2)',
    )
  })

  test.each([
    ['SPRING_KAFKA_PRODUCER_BATCHSIZE=big', '.env:2: SPRING_KAFKA_PRODUCER_BATCHSIZE: Spring Boot cannot read "big"'],
    [
      'SPRING_KAFKA_CONSUMER_ISOLATIONLEVEL=all',
      'SPRING_KAFKA_CONSUMER_ISOLATIONLEVEL: Spring Boot knows no isolation',
    ],
  ])('%s: what Spring Boot cannot convert is refused', (line, why) => {
    expect(refusal(ENV_FILE, '.env', `SPRING_KAFKA_PRODUCER_ACKS=1\n${line}\n`)).toContain(why)
  })

  test('a typo of one of Spring is told, with what would be right', () => {
    const lines = ['SPRING_KAFKA_PRODUCER_ACKS=1', 'SPRING_KAFKA_PRODUCER_RETRYS=1', 'SPRING_KAFKA_ACKS=1']
    expect(asidesIn(read(lines.join('\n')))).toEqual([
      'SPRING_KAFKA_PRODUCER_RETRYS @2: Spring Boot has no such key, so it does not reach the producer: did you mean '
        + 'the field for retries?',
      'SPRING_KAFKA_ACKS @3: Spring Boot has no such key, so it reaches no client: SPRING_KAFKA_PRODUCER_ACKS would',
    ])
  })
})
