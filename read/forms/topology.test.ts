import { describe, expect, test } from 'vitest'
import { JULIE } from './julie.ts'
import { OPENMESSAGING } from './openmessaging.ts'
import { reading, refusal, settingsIn, told } from './testing/reading.ts'
import { TOPICS_SCRIPT } from './topics-script.ts'

describe('an OpenMessaging benchmark driver', () => {
  const driver = (name: string): string =>
    `driverClass: io.openmessaging.benchmark.driver.${name}\nreplicationFactor: 3\ntopicConfig: |\n  # two\n`
    + '  min.insync.replicas=2\ncommonConfig: |\n  acks=all\nproducerConfig: "acks=1\\nlinger.ms=1"\nconsumerConfig: ""\n'

  test('its blocks have the lines of the file, and what is common comes before what is its own', () => {
    expect(settingsIn(reading(OPENMESSAGING, 'a.yaml', driver('kafka.KafkaBenchmarkDriver')))).toEqual([
      'topic: topic replication.factor=3 @2 replicationFactor',
      'topic: topic min.insync.replicas=2 @5 min.insync.replicas',
      'client: producer acks=all @7 acks',
      'client: producer acks=1 @8 acks',
      'client: producer linger.ms=1 @8 linger.ms',
      'client: consumer acks=all @7 acks',
    ])
  })

  test('one of another system is refused, and a file without driverClass is none', () => {
    expect(refusal(OPENMESSAGING, 'a.yaml', driver('pulsar.PulsarBenchmarkDriver'))).toContain(
      'a.yaml:1: driverClass: io.openmessaging.benchmark.driver.pulsar.PulsarBenchmarkDriver is a driver of another system',
    )
    expect(told('a.yaml', 'topicConfig: a\n')).toBeUndefined()
  })
})

describe('a topology of JulieOps', () => {
  const topology = (config: string): string =>
    `context: c\nprojects:\n- name: p\n  topics:\n  - name: t\n    config:\n${config}- name: q\n`

  test('has a topic of each', () => {
    const text = topology('      replication.factor: "3"\n      num.partitions: "6"\n      min.insync.replicas: "2"\n')
    expect(settingsIn(reading(JULIE, 'a.yaml', text))).toEqual([
      'topic topic p.t: topic replication.factor=3 @7 replication.factor',
      'topic topic p.t: topic partitions=6 @8 num.partitions',
      'topic topic p.t: topic min.insync.replicas=2 @9 min.insync.replicas',
    ])
  })

  test('a map in a config is refused, and a file without projects is none', () => {
    expect(refusal(JULIE, 'a.yaml', topology('      min: {insync: 2}\n'))).toContain(
      'a.yaml:7: min: the config of a topic holds keys and texts',
    )
    expect(told('a.yaml', 'context: c\nprojects: []\n')).toBeUndefined()
  })
})

describe('a shell script that creates topics', () => {
  test('is refused with the section that stands for its first topic', () => {
    const text =
      '#!/bin/sh\n# kafka-topics --create --topic no\nkafka-topics.sh --create \\\n  --topic orders --replication-factor 3 \\\n'
      + '  --partitions=6 --config "min.insync.replicas=2" --command-config /secret\nkafka-topics --create --topic b\n'
    expect(refusal(TOPICS_SCRIPT, 'create.sh', text)).toBe(
      'create.sh:3: this is a shell script, which is not run here; it creates orders, b.\n'
        + '  Write what counts into a file of its own, such as topic.yaml, one for each topic:\n  topic:\n'
        + '    replication.factor: 3\n    partitions: 6\n    min.insync.replicas: 2\n  # of orders.',
    )
  })

  test('the value of a name that is no setting of a topic is not shown', () => {
    const told = refusal(TOPICS_SCRIPT, 'a.sh', 'kafka-topics --create --topic a --config my.token=s3cret\n')
    expect(told).toContain('# my.token: no setting of a topic')
    expect(told).not.toContain('s3cret')
  })

  test('what it does not plainly say is left to the reader', () => {
    const message = refusal(
      TOPICS_SCRIPT,
      'a.sh',
      'kafka-topics --create --topic a --partitions $N --replica-placement p.json\n',
    )
    expect(message).toContain('# replication.factor: the file of --replica-placement has it')
    expect(message).toContain("# partitions: the broker's default")
    const five = 'kafka-topics --create --topic a\n'.repeat(5)
    expect(refusal(TOPICS_SCRIPT, 'a', five)).toContain('it creates a, a, a and 2 more')
  })

  test.each([
    ['a.sh', 'kafka-topics --list\n'],
    ['a.sh', 'echo hello\n'],
    ['a.properties', '# kafka-topics --create\nacks=all\n'],
  ])('%s: %j is none', (name, text) => {
    expect(told(name, text)).toBeUndefined()
  })
})
