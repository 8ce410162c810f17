import { describe, expect, it, test } from 'vitest'
import { resolveSettings } from './resolve.ts'
import { file, refusal, set } from './testing/given.ts'

describe('names of the software around Kafka', () => {
  it.each([
    ['broker', 'confluent.license.topic.replication.factor', 'of Confluent Server'],
    ['broker', 'kafka.rest.client.security.protocol', 'of the REST proxy'],
    ['broker', 'super.users', 'of the authorizer'],
    ['broker', 'strimzi.authorization.client.id', 'of Strimzi'],
    ['broker', 'cruise.control.metrics.topic.num.partitions', 'of Cruise Control'],
    ['broker', 'ssl.key.credentials', "of Confluent's image"],
    ['producer', 'schema.registry.url', 'of a serializer'],
    ['consumer', 'specific.avro.reader', 'of a serializer'],
    ['consumer', 'spring.json.trusted.packages', 'of a serializer'],
    ['topic', 'confluent.placement.constraints', 'not judged yet'],
  ] as const)('%s: %s is told by whose it is, without a warning', (section, key, why) => {
    const { ignored, warnings } = resolveSettings(file(section, `${key}=s3cret`))
    expect(ignored).toEqual([{ key, why: expect.stringContaining(why) }])
    expect(warnings).toEqual([])
  })

  it('are refused in an option all the same', () => {
    expect(refusal(set('super.users=User:a'))).toContain('Kafka has no such setting')
  })
})

describe('keys that nobody knows', () => {
  const keys = (count: number): readonly string[] => Array.from({ length: count }, (_, at) => `our.thing-${at}=s3cret`)
  const warnings = (...lines: readonly string[]): readonly string[] =>
    resolveSettings(file('broker', ...lines)).warnings

  test('are warned of one by one up to three', () => {
    expect(warnings(...keys(3))).toHaveLength(3)
  })

  test('are more of them in one warning, with their lines', () => {
    expect(warnings(...keys(4), 'our.thing-0=again')).toEqual([
      'broker.properties: 4 keys are unknown to Kafka and were ignored: our.thing-0 (line 1), our.thing-1 (line 2), our.thing-2 (line 3), our.thing-3 (line 4)',
    ])
    const [many] = warnings(...keys(300))
    expect(many).toMatch(/: 300 keys .* \(line 20\) and 280 more$/)
  })

  test('are told by the file in which they stand', () => {
    const both = [...file('broker', ...keys(4)), ...file('topic', 'own.one=1')]
    expect(resolveSettings(both).warnings).toEqual([
      expect.stringMatching(/^broker\.properties: 4 keys/),
      'topic.properties:1: own.one is unknown to Kafka and was ignored',
    ])
  })
})
