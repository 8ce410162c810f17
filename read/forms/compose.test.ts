import { describe, expect, test } from 'vitest'
import { COMPOSE } from './compose.ts'
import { KUBERNETES } from './kubernetes.ts'
import { SPRING } from './spring.ts'
import { asidesIn, reading, refusal, settingsIn, told } from './testing/reading.ts'

const read = (...lines: readonly string[]): ReturnType<typeof reading> =>
  reading(COMPOSE, 'docker-compose.yml', lines.join('\n'))
const settings = (...lines: readonly string[]): readonly string[] => settingsIn(read(...lines))
const refused = (...lines: readonly string[]): string => refusal(COMPOSE, 'docker-compose.yml', lines.join('\n'))

/** A service with an image and variables in a map. */
const service = (name: string, image: string, ...variables: readonly string[]): readonly string[] => [
  `  ${name}:`,
  `    image: ${image}`,
  '    environment:',
  ...variables.map((line) => `      ${line}`),
]

describe('a Compose file is told by its services', () => {
  test.each([
    ['services:\n  kafka:\n    image: apache/kafka\n', COMPOSE.name],
    ['x-a: 1\nservices:\n  k:\n    environment: [KAFKA_NODE_ID=1]\n', COMPOSE.name],
    ['services:\n  db:\n    image: postgres\n', undefined],
    ['services:\n  App\\Kafka:\n    class: x\n', undefined],
    ['broker:\n  min.insync.replicas: 2\n', undefined],
    ['apiVersion: v1\nkind: List\nservices: kafka\n', KUBERNETES.name],
    ['spring:\n  kafka:\n    producer: {acks: all}\n', SPRING.name],
  ])('%j: %s', (text, name) => {
    expect(told('a.yml', text)).toBe(name)
  })

  test('and not where its name is no YAML', () => {
    expect(told('a.txt', 'services:\n  kafka:\n    image: apache/kafka\n')).toBeUndefined()
  })
})

describe('a service that runs a broker is a cluster', () => {
  test("with its release, its variables by Kafka's names, and the lines and names as they stand there", () => {
    expect(
      settings(
        'services:',
        ...service(
          'kafka-1',
          'confluentinc/cp-kafka:7.3.1',
          'KAFKA_MIN_INSYNC_REPLICAS: 2 # two',
          'KAFKA_OPTS: -Xmx1g',
        ),
        ...service('kafka-2', 'confluentinc/cp-kafka:7.3.1', 'KAFKA_MIN_INSYNC_REPLICAS: "1"', 'CLUSTER_ID: x'),
      ),
    ).toEqual([
      'cluster: - brokers=2 @2 services',
      'cluster service kafka-1: - kafka.version=3.3 @3 image',
      'cluster service kafka-1: broker min.insync.replicas=2 @5 KAFKA_MIN_INSYNC_REPLICAS',
      'cluster service kafka-2: - kafka.version=3.3 @8 image',
      'cluster service kafka-2: broker min.insync.replicas=1 @10 KAFKA_MIN_INSYNC_REPLICAS',
    ])
  })

  test('with the rack of each broker, where all say one', () => {
    const of = (name: string, ...variables: readonly string[]) =>
      service(name, 'confluentinc/cp-kafka:7.3.1', ...variables)
    const racks = settings('services:', ...of('k1', 'KAFKA_BROKER_RACK: a'), ...of('k2', 'KAFKA_BROKER_RACK: b'))
    expect(racks.slice(0, 2)).toEqual([
      'cluster: - brokers=2 @2 services',
      'cluster: broker broker.rack=a,b @5 KAFKA_BROKER_RACK',
    ])
    expect(racks.filter((one) => one.includes('broker.rack'))).toHaveLength(1)
    const one = settings('services:', ...of('k1', 'KAFKA_BROKER_RACK: a'), ...of('k2', 'KAFKA_NODE_ID: 2'))
    expect(one.filter((line) => line.includes('broker.rack'))).toEqual([
      'cluster service k1: broker broker.rack=a @5 KAFKA_BROKER_RACK',
    ])
  })

  test('also where the variables stand in a list, where YAML takes off the comment', () => {
    expect(
      settings(
        'services:',
        '  k:',
        '    image: apache/kafka:3.9.0',
        '    environment:',
        '      - KAFKA_NUM_PARTITIONS=3 # c',
      ),
    ).toContain('cluster service k: broker num.partitions=3 @5 KAFKA_NUM_PARTITIONS')
  })

  test("anchors, merges and extension fields are the service's own, at the line where they are written", () => {
    expect(
      settings(
        'x-env: &env',
        '  KAFKA_MIN_INSYNC_REPLICAS: 2',
        'services:',
        '  a: &a',
        '    image: apache/kafka:3.9.0',
        '    environment: { <<: *env, KAFKA_NODE_ID: 1 }',
        '  b:',
        '    <<: *a',
        '    environment: { <<: *env, KAFKA_MIN_INSYNC_REPLICAS: 3 }',
      ).filter((line) => line.includes('insync')),
    ).toEqual([
      'cluster service a: broker min.insync.replicas=2 @2 KAFKA_MIN_INSYNC_REPLICAS',
      'cluster service b: broker min.insync.replicas=3 @9 KAFKA_MIN_INSYNC_REPLICAS',
    ])
  })

  test('what it extends counts where it says nothing itself', () => {
    expect(
      settings(
        'services:',
        ...service('base', 'apache/kafka:3.9.0', 'KAFKA_MIN_INSYNC_REPLICAS: 2', 'KAFKA_NODE_ID: 1'),
        '  b:',
        '    extends: base',
        '    environment: [KAFKA_NODE_ID=2]',
      ).filter((line) => line.includes('service b:')),
    ).toEqual([
      'cluster service b: - kafka.version=3.9.0 @3 image',
      'cluster service b: broker min.insync.replicas=2 @5 KAFKA_MIN_INSYNC_REPLICAS',
      'cluster service b: broker node.id=2 @9 KAFKA_NODE_ID',
    ])
  })

  test('controllers, ZooKeeper, a registry, a user interface and one-off commands are none', () => {
    const { parts, notes } = read(
      'services:',
      ...service('c', 'apache/kafka:3.9.0', 'KAFKA_PROCESS_ROLES: controller', 'KAFKA_NODE_ID: 9'),
      ...service('both', 'apache/kafka:3.9.0', 'KAFKA_PROCESS_ROLES: broker,controller'),
      ...service('z', '${ZK_IMAGE}', 'ZOOKEEPER_CLIENT_PORT: 1', 'KAFKA_OPTS: -Dx'),
      ...service('ui', 'provectuslabs/kafka-ui', 'KAFKA_BROKER_ID: 1'),
      ...service('setup', 'confluentinc/cp-kafka:7.3.1', 'KAFKA_BROKER_ID: ignored'),
      '    command: "bash -c \'cub kafka-ready -b both:9092 1 40\'"',
    )
    expect(parts.map(({ kind, name }) => `${kind} ${name}`)).toEqual(['cluster ', 'cluster service both'])
    expect(parts[0]?.given[0]?.value).toBe('1')
    expect(notes).toEqual(['setup: not counted as brokers, as their commands start none'])
  })

  test('an image that is called kafka runs one, an application or a test does not', () => {
    const { parts } = read(
      'services:',
      '  k:',
      '    image: quay.io/debezium/kafka:${VERSION}',
      ...service('app', 'us/app', 'KAFKA_NUM_PARTITIONS: 3'),
      ...service('old', 'us/old', 'KAFKA_BOOTSTRAP_SERVERS: k:9092', 'KAFKA_ZOOKEEPER_CONNECT: z'),
      ...service('test', 'wurstmeister/kafka', 'KAFKA_ZOOKEEPER_CONNECT: z'),
      '    entrypoint: ./test.sh',
      '  part:',
      '    environment: [KAFKA_MIN_INSYNC_REPLICAS=2]',
    )
    expect(parts.map(({ name }) => name)).toEqual(['', 'service k', 'service part'])
  })

  test('what its command overrides counts most', () => {
    expect(
      settings(
        'services:',
        ...service('k', 'hyperledger/fabric-kafka:0.4.16', 'KAFKA_NUM_PARTITIONS: 3'),
        '    command: ["--override", "num.partitions=6"]',
      ).slice(-2),
    ).toEqual([
      'cluster service k: broker num.partitions=3 @5 KAFKA_NUM_PARTITIONS',
      'cluster service k: broker num.partitions=6 @6 --override num.partitions',
    ])
  })

  test("what its command overrides may be a variable of Compose's, or with $$ one of the container's", () => {
    const { parts, asides } = read(
      'services:',
      ...service('k', 'quay.io/strimzi/kafka:0.39.0-kafka-3.6.1', 'PARTS: 3', 'KAFKA_MIN_INSYNC_REPLICAS: 2'),
      '    command: [sh, -c, "bin/kafka-server-start.sh c.properties --override num.partitions=$${PARTS} \\',
      '      --override min.insync.replicas=${ISR:-1} --override broker.id=$$(hostname) --override a.b=$$NONE$NONE"]',
    )
    expect(settingsIn({ parts }).filter((line) => line.includes('--override'))).toEqual([
      'cluster service k: broker num.partitions=3 @7 --override num.partitions',
      'cluster service k: broker min.insync.replicas=1 @7 --override min.insync.replicas',
      'cluster service k: broker broker.id=$$(hostname) @7 --override broker.id',
      'cluster service k: broker a.b=$NONE$NONE @7 --override a.b',
    ])
    expect(asidesIn({ asides })).toEqual([
      'KAFKA_MIN_INSYNC_REPLICAS @6: does nothing in this image, which takes --override min.insync.replicas=… in its command',
    ])
  })

  test("Debezium's image names ZooKeeper, and creates topics", () => {
    expect(
      settings(
        'services:',
        ...service('k', 'quay.io/debezium/kafka:1.9', 'ZOOKEEPER_CONNECT: z:2181', 'CREATE_TOPICS: a:2:1:compact'),
      ),
    ).toEqual(
      expect.arrayContaining([
        'cluster service k: - kafka.version=3.2 @3 image',
        'cluster service k: broker zookeeper.connect=z:2181 @5 ZOOKEEPER_CONNECT',
        'topic topic a: topic partitions=2 @6 CREATE_TOPICS',
      ]),
    )
  })

  test('one that starts only with a profile is counted, and that is told', () => {
    const { notes } = read('services:', ...service('k', 'apache/kafka:3.9.0', 'KAFKA_NODE_ID: 1'), '    profiles: [zk]')
    expect(notes).toEqual(['k: counted as brokers, though they start only with their profiles'])
  })

  test('a service of which none runs is not judged', () => {
    expect(refused('services:', ...service('k', 'apache/kafka:3.9.0', 'KAFKA_NODE_ID: 1'), '    scale: 0')).toContain(
      'no service in it runs a broker',
    )
  })

  test('replicas of a service are counted', () => {
    expect(
      settings(
        'services:',
        ...service('k', 'apache/kafka:3.9.0', 'KAFKA_NODE_ID: 1'),
        '    deploy: { replicas: 3 }',
      )[0],
    ).toBe('cluster: - brokers=3 @2 services')
  })

  test('two clusters in one file are counted each, unless one ZooKeeper joins them', () => {
    const file = [
      'services:',
      ...service('eu', 'apache/kafka:3.9.0', 'KAFKA_ZOOKEEPER_CONNECT: zoo-eu:2181'),
      ...service('us', 'apache/kafka:3.9.0', 'KAFKA_ZOOKEEPER_CONNECT: zoo-us:2181/kafka'),
    ]
    const counts = (lines: readonly string[]): readonly string[] => lines.filter((line) => line.includes('brokers='))
    expect(counts(settings(...file))).toEqual([
      'cluster service eu: - brokers=1 @2 services',
      'cluster service us: - brokers=1 @6 services',
    ])
    expect(read(...file).notes[0]).toBe(
      'eu and us are different clusters: they name no ZooKeeper or controller in common',
    )
    const joined = [
      ...file,
      ...service('zoo-eu', 'zookeeper:3.8', 'ZOO_SERVERS: server.1=zoo-eu:1:2 server.2=zoo-us:1:2'),
    ]
    expect(counts(settings(...joined))).toEqual(['cluster: - brokers=2 @2 services'])
  })

  test('an image that is not known is told, with the rule that was taken and the release that was not', () => {
    expect(read('services:', ...service('k', '${IMAGE}', 'KAFKA_NODE_ID: 1')).notes).toEqual([
      'k: the image is not known, so KAFKA_ variables are read as the images apache/kafka and confluentinc/cp-kafka both read them',
      'k: the image names no release of Kafka that is known here; say it with --kafka-version',
    ])
    expect(read('services:', ...service('k', 'us/kafka', 'KAFKA_CFG_NODE_ID: 1')).notes[0]).toContain(
      'KAFKA_CFG_ variables are read as bitnami/kafka reads them',
    )
  })

  test('images that begin with the file that Kafka ships have one replica of the transaction log', () => {
    const shipped = (image: string, ...variables: readonly string[]): readonly string[] =>
      settings('services:', ...service('k', image, ...variables)).filter((line) => line.includes('transaction'))
    expect(shipped('bitnami/kafka:3.4', 'KAFKA_CFG_TRANSACTION_STATE_LOG_MIN_ISR: 2')).toEqual([
      'cluster service k: broker transaction.state.log.replication.factor=1 @3 image',
      'cluster service k: broker transaction.state.log.min.isr=2 @5 KAFKA_CFG_TRANSACTION_STATE_LOG_MIN_ISR',
    ])
    expect(shipped('apache/kafka:3.9.0', 'KAFKA_OPTS: -Dx')).toHaveLength(2)
    expect(shipped('apache/kafka:3.9.0', 'KAFKA_NODE_ID: 1')).toEqual([])
    expect(shipped('confluentinc/cp-kafka:7.3.1', 'KAFKA_NODE_ID: 1')).toEqual([])
  })

  test("bitnami's names without CFG overrule those with it, and most do nothing: that is told", () => {
    const reading = read(
      'services:',
      ...service(
        'k',
        'bitnamilegacy/kafka:4.0',
        'KAFKA_DEFAULT_REPLICATION_FACTOR: 3',
        'KAFKA_CFG_DEFAULT_REPLICATION_FACTOR: 2',
        'KAFKA_MIN_INSYNC_REPLICAS: 2',
        'KAFKA_ENABLE_KRAFT: "yes"',
      ),
    )
    expect(settingsIn(reading).at(-1)).toBe(
      'cluster service k: broker default.replication.factor=3 @5 KAFKA_DEFAULT_REPLICATION_FACTOR',
    )
    expect(asidesIn(reading)).toEqual([
      'KAFKA_MIN_INSYNC_REPLICAS @7: does nothing in this image, which takes KAFKA_CFG_MIN_INSYNC_REPLICAS',
    ])
  })

  test("a mounted file of settings is told; in bitnami's image nothing else counts then", () => {
    const mounted = (image: string, name: string): ReturnType<typeof read> =>
      read(
        'services:',
        ...service('k', image, `${name}: 2`),
        '    volumes:',
        '      - ./server.properties:/bitnami/kafka/config/server.properties',
        '      - data:/var/lib/kafka/data',
      )
    const apache = mounted('apache/kafka:3.9.0', 'KAFKA_MIN_INSYNC_REPLICAS')
    expect(asidesIn(apache)).toEqual(['volumes @7: this mounted file of settings is not read: give it with --broker'])
    expect(settingsIn(apache)).toContain('cluster service k: broker min.insync.replicas=2 @5 KAFKA_MIN_INSYNC_REPLICAS')
    const bitnami = mounted('bitnami/kafka:3.4', 'KAFKA_CFG_MIN_INSYNC_REPLICAS')
    expect(settingsIn(bitnami)).toEqual([
      'cluster: - brokers=1 @2 services',
      'cluster service k: - kafka.version=3.4 @3 image',
    ])
    expect(bitnami.notes).toContain(
      'service k: with a server.properties of its own, its image heeds no KAFKA_CFG_ variable',
    )
  })
})

describe('what Compose or the image refuses is refused', () => {
  test.each([
    [
      service('k', 'confluentinc/cp-kafka:7.3.1', 'KAFKA_ADVERTISED_PORT: 9092'),
      'docker-compose.yml:5: KAFKA_ADVERTISED_PORT: with this variable the image of Confluent ends at once',
    ],
    [
      service('k', 'apache/kafka:3.9.0', 'KAFKA_NODE_ID: 1', 'KAFKA_NODE_ID: 2'),
      'docker-compose.yml:6: KAFKA_NODE_ID: this key stands here twice',
    ],
    [
      service('k', 'apache/kafka:3.9.0', 'KAFKA_NODE_ID: $5'),
      'docker-compose.yml:5: KAFKA_NODE_ID: a $ in its value names no variable, so Docker Compose refuses it',
    ],
    [
      service('k', 'apache/kafka:3.9.0', 'KAFKA_NODE_ID: {a: 1}'),
      'docker-compose.yml:5: KAFKA_NODE_ID: Docker Compose takes a plain value here',
    ],
    [
      ['  k:', '    image: apache/kafka:3.9.0', '    environment:', '      - KAFKA_NODE_ID: 1'],
      'docker-compose.yml:5: environment: Docker Compose takes a plain value here',
    ],
    [
      ['  k:', '    extends: k', '    environment: [KAFKA_NODE_ID=1]'],
      'docker-compose.yml:3: extends: k extends itself, so Docker Compose refuses it',
    ],
    [['  k:', '    extends: z', '    image: apache/kafka'], 'docker-compose.yml:3: extends: there is no service z'],
    [
      ['  k:', '    extends: {file: x.yml}', '    image: apache/kafka'],
      'docker-compose.yml:3: extends: it names no service',
    ],
    [
      ['  k:', '    image: apache/kafka', '    env_file: no-such.env'],
      'docker-compose.yml:4: env_file: there is no no-such.env beside this file, so what it says of k is not known',
    ],
    [
      ['  k:', '    extends: {file: no-such.yml, service: k}', '    environment: [KAFKA_NODE_ID=1]'],
      'docker-compose.yml:3: extends: there is no no-such.yml beside this file',
    ],
    [
      service('k', '${IMAGE}', 'KAFKA_MIN_INSYNC_KAFKA_REPLICAS: 1', 'KAFKA_A_KAFKA_B: 1'),
      'docker-compose.yml:5: KAFKA_MIN_INSYNC_KAFKA_REPLICAS: it is min.insync.replicas for the image apache/kafka',
    ],
    [['  k:', '    image: redpandadata/redpanda:v24 # not kafka'], 'docker-compose.yml:3: image: Redpanda speaks'],
    [service('ui', 'provectuslabs/kafka-ui', 'A: 1'), 'docker-compose.yml: no service in it runs a broker of Kafka'],
  ])('%j: %s', (lines, message) => {
    expect(refused('services:', ...lines)).toContain(message)
  })

  test('what is not there and not needed for a broker is told once, and refuses nothing', () => {
    const reading = read(
      'services:',
      ...service('k', 'apache/kafka:3.9.0', 'KAFKA_NODE_ID: 1'),
      ...['a', 'b'].flatMap((name) => [`  ${name}:`, '    env_file: [no-such.env, {path: none.env, required: false}]']),
    )
    expect(asidesIn(reading)).toEqual([
      'env_file @9: no-such.env is not there, so what it says of services that are no brokers is not known',
    ])
  })

  test('a variable that no file sets stays a placeholder, whatever the environment of the command has', () => {
    process.env['TIDEMARK_TEST_ISR'] = '2'
    expect(
      settings(
        'services:',
        ...service('k', 'apache/kafka:3.9.0', 'KAFKA_MIN_INSYNC_REPLICAS: ${TIDEMARK_TEST_ISR}', 'TIDEMARK_TEST_ISR:'),
      ),
    ).toContain('cluster service k: broker min.insync.replicas=${TIDEMARK_TEST_ISR} @5 KAFKA_MIN_INSYNC_REPLICAS')
    delete process.env['TIDEMARK_TEST_ISR']
  })
})
