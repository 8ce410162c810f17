import { describe, expect, expectTypeOf, test } from 'vitest'
import type { z } from 'zod'
import { modelledVersions } from '../releases/versions.ts'
import { type DecidedSettings, type WithDefault, decideAsGiven, defaultOf } from './as-given.ts'
import { DECLARED, MODELLED_KEYS } from './declared.ts'
import { type AsGiven, type ByRule, type ForChecks, always, asGiven, byRule, named } from './declared/declaration.ts'
import { whole } from './declared/saved-values.ts'
import { int } from './java-values.ts'
import { BROKER_KEYS, CONSUMER_KEYS, PRODUCER_KEYS, TOPIC_KEYS } from './known-keys.ts'
import { resolveSettings } from './resolve.ts'
import { savedSettings } from './saved.ts'
import { resolveShape } from './shape.ts'
import type { KafkaSettings, SettingName, ValuesOf } from './types.ts'

describe('what is declared of a setting cannot be forgotten elsewhere', () => {
  test('a declaration that lacks its keys, its default or how it is saved does not compile', () => {
    type Whole = AsGiven<number, 'topic' | 'broker'>
    expectTypeOf<Whole>().toExtend<Whole>()
    expectTypeOf<Omit<Whole, 'in'>>().not.toExtend<Whole>()
    expectTypeOf<Omit<Whole, 'defaults'>>().not.toExtend<Whole>()
    expectTypeOf<Omit<Whole, 'saved'>>().not.toExtend<Whole>()
    expectTypeOf<AsGiven<number, 'topic'>>().not.toExtend<Whole>()
    expectTypeOf<AsGiven<string, 'topic' | 'broker'>>().not.toExtend<Whole>()
    expectTypeOf<Omit<ByRule<number, 'topic'>, 'saved'>>().not.toExtend<ByRule<number, 'topic'>>()
    expectTypeOf<AsGiven<number, 'producer'>['in']>().not.toExtend<ForChecks<number, 'producer'>['in']>()
  })

  test('the type of the settings, and of what a saved file holds, follow the declarations', () => {
    const table = named({
      'read.by.us': asGiven({ in: { broker: { value: always(int(1)) } }, defaults: always(1), saved: whole(1) }),
      'ours': byRule({ in: {}, saved: whole(0) }),
    })
    expectTypeOf<ValuesOf<typeof table>>().toEqualTypeOf<{ readonly 'read.by.us': number; readonly 'ours': number }>()
    expectTypeOf<KafkaSettings['acks']>().toEqualTypeOf<'0' | '1' | 'all'>()
    expectTypeOf<KafkaSettings>().not.toHaveProperty('linger.ms')
    expectTypeOf<z.output<typeof savedSettings>>().toExtend<KafkaSettings>()
    expectTypeOf<Omit<KafkaSettings, 'retries'>>().not.toExtend<z.output<typeof savedSettings>>()
  })

  test('a setting that no rule and no table decides does not compile', () => {
    type All = DecidedSettings<SettingName>
    expectTypeOf<Omit<All, 'gates'>>().not.toExtend<All>()
    expectTypeOf<ReturnType<typeof resolveShape>['settings']>().not.toExtend<All>()
    type Cluster = ReturnType<typeof decideAsGiven<Pick<typeof DECLARED, 'partitions' | 'min.insync.replicas'>>>
    expectTypeOf<keyof Cluster>().toEqualTypeOf<'min.insync.replicas'>()
  })
})

test('every setting is resolved, in the order of the declarations, and saved', () => {
  const declared = Object.entries(DECLARED).flatMap(([name, { is }]) => (is === 'for checks' ? [] : [name]))
  expect(Object.keys(resolveSettings([]).settings)).toEqual(declared)
  expect(Object.keys(savedSettings.shape)).toEqual(declared)
})

test.each(modelledVersions)('%s: what counts where nothing was given may stand in a saved file', (version) => {
  const versions = { 'kafka.version': version, 'protocol.version': version }
  for (const one of Object.values(DECLARED)) {
    if (one.is !== 'as given') continue
    const { saved, ...declared }: WithDefault<unknown> & { readonly saved: z.ZodType } = one
    const value = defaultOf(declared, versions)
    expect([one.name, saved.safeParse(value === Infinity ? '9223372036854775807' : value).data]).toEqual([
      one.name,
      value,
    ])
  }
})

test('every key is one of Kafka in its section, but for arguments of topic creation and feature levels', () => {
  const known = { broker: BROKER_KEYS, topic: TOPIC_KEYS, producer: PRODUCER_KEYS, consumer: CONSUMER_KEYS }
  const others = MODELLED_KEYS.filter(({ section, key }) => !known[section].includes(key))
  expect(others.map(({ section, key }) => `${section} ${key}`)).toEqual([
    'topic replication.factor',
    'topic partitions',
    'broker eligible.leader.replicas.version',
    'broker transaction.version',
  ])
})
