/** Brokers and clients in Deployments and StatefulSets, with the ConfigMaps that they take variables from. */
import { describe, expect, test } from 'vitest'
import { InputError } from '../../../model/input-error.ts'
import { KUBERNETES } from '../kubernetes.ts'
import { openSource } from '../source.ts'
import { asidesIn, reading, refusal, settingsIn } from '../testing/reading.ts'

const workload = (kind: string, name: string, image: string, fields: readonly string[], replicas = ''): string =>
  [
    'apiVersion: apps/v1',
    `kind: ${kind}`,
    `metadata: {name: ${name}}`,
    'spec:',
    `  ${replicas === '' ? 'x: 1' : `replicas: ${replicas}`}`,
    '  template:',
    '    spec:',
    '      containers:',
    `      - image: ${image}`,
    ...fields.map((line) => `        ${line}`),
    '',
  ].join('\n')
const env = (variables: Readonly<Record<string, string>>): readonly string[] => [
  'env:',
  ...Object.entries(variables).map(([name, value]) => `- {name: ${name}, value: "${value}"}`),
]
const map = (name: string, data: Readonly<Record<string, string>>): string =>
  [
    'apiVersion: v1',
    'kind: ConfigMap',
    `metadata: {name: ${name}}`,
    'data:',
    ...Object.entries(data).map(([key, value]) => `  ${key}: "${value}"`),
    '',
  ].join('\n')
const read = (...documents: readonly string[]) => reading(KUBERNETES, 'a.yaml', documents.join('---\n'))
const refused = (...documents: readonly string[]): string => refusal(KUBERNETES, 'a.yaml', documents.join('---\n'))

describe('a StatefulSet of brokers', () => {
  const settings = { KAFKA_MIN_INSYNC_REPLICAS: '2', KAFKA_HEAP_OPTS: '-Xmx1g' }
  const kafka = (image: string, variables: Readonly<Record<string, string>> = settings, replicas = '3'): string =>
    workload('StatefulSet', 'kafka', image, env(variables), replicas)

  test('is one cluster of all its replicas, by the rule of its image', () => {
    const came = read(kafka('confluentinc/cp-kafka:7.5.0'))
    expect(settingsIn(came)).toEqual([
      'cluster: - brokers=3 @5 spec.replicas',
      'cluster StatefulSet kafka: - kafka.version=3.5 @9 image',
      'cluster StatefulSet kafka: broker min.insync.replicas=2 @11 KAFKA_MIN_INSYNC_REPLICAS',
    ])
    expect(came.notes).toEqual([])
  })

  test.each([
    ['apache/kafka:3.9.0', 'KAFKA_A___B', 'a-b'],
    ['confluentinc/cp-kafka:7.5.0', 'KAFKA_A__B_C', 'a_b.c'],
    ['docker.io/bitnami/kafka:3.7', 'KAFKA_CFG_MIN_INSYNC_REPLICAS', 'min.insync.replicas'],
  ])('%s: %s is %s', (image, name, key) => {
    const came = settingsIn(read(kafka(image, { [name]: '2' })))
    expect(came).toContain(`cluster StatefulSet kafka: broker ${key}=2 @11 ${name}`)
  })

  test('a variable that does nothing in its image is told, with the one that would', () => {
    expect(asidesIn(read(kafka('bitnami/kafka:3.7')))).toEqual([
      'KAFKA_MIN_INSYNC_REPLICAS @11: does nothing in this image, which takes KAFKA_CFG_MIN_INSYNC_REPLICAS',
    ])
  })

  test('several that name one ZooKeeper are one cluster, others are judged each', () => {
    const of = (name: string, zookeeper: string): string =>
      workload('Deployment', name, 'confluentinc/cp-kafka:7.5.0', env({ KAFKA_ZOOKEEPER_CONNECT: zookeeper }))
    const brokers = (...all: readonly string[]): readonly string[] =>
      settingsIn(read(...all)).filter((line) => line.includes(' brokers='))
    expect(brokers(of('k1', 'zk:2181'), of('k2', 'zk:2181'))).toEqual(['cluster: - brokers=2 @1 Deployment'])
    expect(brokers(of('k1', 'zk:2181'), of('k2', 'other:2181'))).toEqual([
      'cluster Deployment k1: - brokers=1 @1 Deployment',
      'cluster Deployment k2: - brokers=1 @13 Deployment',
    ])
  })

  test('commands count: one that starts no broker, and what it overrides', () => {
    const topics = ['command: [kafka-topics, --create]', ...env({ KAFKA_ZOOKEEPER_CONNECT: 'z' })]
    const other = workload('Deployment', 'x', 'a/b', env({ KAFKA_ACKS: '1' }))
    expect(settingsIn(read(workload('Job', 'topics', 'confluentinc/cp-kafka:7.5.0', topics), other))).toEqual([
      'client Deployment x: producer acks=1 @24 KAFKA_ACKS',
    ])
    const command = ['command: [sh, -c, "exec kafka-server-start.sh x --override min.insync.replicas=1"]']
    expect(settingsIn(read(workload('StatefulSet', 'k', 'apache/kafka:3.9.0', command)))).toContain(
      'cluster StatefulSet k: broker min.insync.replicas=1 @10 --override min.insync.replicas',
    )
  })

  test('a mounted server.properties is told, and bitnami heeds no variable then', () => {
    const mounts = ['volumeMounts:', '- {name: c, mountPath: /bitnami/kafka/config/server.properties}']
    const fields = [...env({ KAFKA_CFG_MIN_INSYNC_REPLICAS: '2' }), ...mounts]
    const came = read(workload('StatefulSet', 'k', 'bitnami/kafka:3.7', fields))
    expect(asidesIn(came)).toEqual([
      'volumeMounts @13: this mounted file of settings is not read: give it with --broker',
    ])
    expect(settingsIn(came).join()).not.toContain('min.insync')
  })

  test('a variable that Confluent refuses, and a ConfigMap that is not given, are refused', () => {
    expect(refused(kafka('confluentinc/cp-kafka:7.5.0', { KAFKA_PORT: '9092' }))).toContain(
      'a.yaml:11: KAFKA_PORT: with this variable the image of Confluent ends at once',
    )
    const fields = ['envFrom:', '- configMapRef: {name: settings}']
    expect(refused(workload('StatefulSet', 'kafka', 'apache/kafka:3.9.0', fields))).toBe(
      'a.yaml:11: envFrom: there is no ConfigMap settings in this file or one given with it, so what it says of '
        + 'StatefulSet kafka is not known.\n  Give the file with ConfigMap settings together with this one.',
    )
  })

  test('replicas that are no number are refused, and told where they are to be filled in', () => {
    expect(refused(kafka('apache/kafka:3.9.0', settings, 'three'))).toContain(
      'a.yaml:5: spec.replicas: "three" is no number of pods, so Kubernetes refuses it',
    )
    const came = read(kafka('apache/kafka:3.9.0', settings, '"${N}"'))
    expect(came.notes.join()).toContain('StatefulSet kafka: how many run is not told, and one is counted')
  })

  test('a value that is taken from where nobody sees it stays open', () => {
    const fields = ['env:', '- name: KAFKA_MIN_INSYNC_REPLICAS', '  valueFrom: {secretKeyRef: {name: s, key: k}}']
    const came = read(workload('StatefulSet', 'kafka', 'apache/kafka:3.9.0', fields))
    expect(settingsIn(came)).toContain(
      'cluster StatefulSet kafka: broker min.insync.replicas=${KAFKA_MIN_INSYNC_REPLICAS} @11 KAFKA_MIN_INSYNC_REPLICAS',
    )
  })
})

describe('variables that a container takes from a ConfigMap', () => {
  test('all of them, with its own over them, each at its place', () => {
    const fields = ['envFrom:', '- {prefix: KAFKA_, configMapRef: {name: m}}', ...env({ KAFKA_RETRIES: '5' })]
    const came = read(workload('Deployment', 'shop', 'a/shop', fields), map('m', { ACKS: '1', RETRIES: '3' }))
    expect(settingsIn(came)).toEqual([
      'client Deployment shop: producer acks=1 @19 KAFKA_ACKS',
      'client Deployment shop: producer retries=5 @13 KAFKA_RETRIES',
    ])
  })

  test('one of them, and a variable of another one', () => {
    const fields = [
      'env:',
      '- {name: KAFKA_ACKS, valueFrom: {configMapKeyRef: {name: m, key: how}}}',
      '- {name: KAFKA_RETRIES, value: "$(KAFKA_ACKS)$$(X)"}',
    ]
    expect(settingsIn(read(workload('Deployment', 'shop', 'a/shop', fields), map('m', { how: 'all' })))).toEqual([
      'client Deployment shop: producer acks=all @18 how',
      'client Deployment shop: producer retries=all$(X) @12 KAFKA_RETRIES',
    ])
  })

  test('Spring Boot binds its own, as in a Compose file', () => {
    const data = { SPRING_KAFKA_PRODUCER_ACKS: '1', SPRING_KAFKA_CONSUMER_ISOLATIONLEVEL: 'READ_COMMITTED' }
    const fields = ['envFrom:', '- configMapRef: {name: m}', ...env({ SPRING_KAFKA_PRODUCER_PROPERTIES_ACKS: 'all' })]
    const came = read(workload('Deployment', 'shop', 'a/shop', fields), map('m', data))
    expect(settingsIn(came)).toEqual([
      'client Deployment shop: producer acks=all @13 SPRING_KAFKA_PRODUCER_PROPERTIES_ACKS',
      'client Deployment shop: consumer isolation.level=read_committed @20 SPRING_KAFKA_CONSUMER_ISOLATIONLEVEL',
    ])
    expect(came.asides).toEqual([])
  })

  test('one that is not given is told', () => {
    const fields = ['envFrom:', '- configMapRef: {name: m}', '- secretRef: {name: s, optional: true}']
    const came = read(workload('Deployment', 'shop', 'a/shop', [...fields, ...env({ KAFKA_ACKS: '1' })]))
    expect(asidesIn(came)).toEqual(['envFrom @11: ConfigMap m is not given, so the variables in it are not known'])
  })

  test('in a file of its own it is read where it is given with the other one', () => {
    const fields = ['envFrom:', '- configMapRef: {name: m}']
    const texts: Readonly<Record<string, string>> = {
      'shop.yaml': workload('Deployment', 'shop', 'a/shop', fields),
      'map.yaml': map('m', { KAFKA_ACKS: '1' }),
    }
    const textOf = (path: string): string => {
      const text = texts[path]
      if (text === undefined) throw new InputError({ where: path, problem: 'there is no such file', remedy: '' })
      return text
    }
    const came = Object.keys(texts).map((path) => KUBERNETES.read(openSource(path, Object.keys(texts), textOf)))
    expect(came.map(settingsIn)).toEqual([['client Deployment shop: producer acks=1 @5 KAFKA_ACKS'], []])
    expect(came[0]?.parts[0]?.given[0]?.origin.file).toBe('map.yaml')
    expect(came[1]?.notes).toEqual(['map.yaml: the variables of ConfigMap m are read with shop.yaml'])
    expect(came[1]?.asides).toEqual([])
  })

  test('a password of a Secret is nowhere', () => {
    const secret = map('s', { KAFKA_SASL_JAAS_CONFIG: 'hunter2', KAFKA_ACKS: '1' })
      .replace('ConfigMap', 'Secret')
      .replace('\ndata:', '\nstringData:')
    const came = read(workload('Deployment', 'shop', 'a/shop', ['envFrom:', '- secretRef: {name: s}']), secret)
    expect(JSON.stringify([came.asides, came.notes])).not.toContain('hunter2')
    expect(settingsIn(came).join()).toContain('producer acks=1')
  })
})

describe('the name of the host in a transactional.id', () => {
  const id = (kind: string, ...fields: readonly string[]): string | undefined =>
    read(workload(kind, 'shop', 'a/shop', fields)).parts[0]?.given.find(({ key }) => key === 'transactional.id')?.value

  test.each([
    ['Deployment', 'tx-<random>-'],
    ['StatefulSet', 'tx-<host>-'],
  ])('of a %s: %s', (kind, value) => {
    expect(id(kind, ...env({ SPRING_KAFKA_PRODUCER_TRANSACTIONIDPREFIX: 'tx-${HOSTNAME}-' }))).toBe(value)
    const field = '- {name: POD, valueFrom: {fieldRef: {fieldPath: metadata.name}}}'
    expect(id(kind, 'env:', field, '- {name: KAFKA_TRANSACTIONAL_ID, value: "tx-$(POD)-"}')).toBe(value)
  })

  test.each([
    [['Deployment'], 'tx-<random>-'],
    [['StatefulSet'], 'tx-<host>-'],
    [['StatefulSet', 'Deployment'], 'tx-${HOSTNAME}-'],
    [[], 'tx-${HOSTNAME}-'],
  ])('of a file in a ConfigMap that %j mounts: %s', (kinds, value) => {
    const texts = [
      map('m', { 'application.properties': 'spring.kafka.producer.transaction-id-prefix=tx-${HOSTNAME:local}-' }),
      ...kinds.map((kind) =>
        workload(kind, 'shop', 'a/shop', []).replace(/ {6}containers/, '      volumes: [{configMap: {name: m}}]\n$&'),
      ),
    ]
    expect(read(...texts).parts[0]?.given[0]?.value).toBe(value)
  })
})
