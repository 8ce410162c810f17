import { expect, test } from 'vitest'
import { resolveSettings } from './resolve.ts'
import { file, refusal, set } from './testing/given.ts'

test('what nobody set is as the service has it, and it is said from where that is known', () => {
  const { settings, from, notes } = resolveSettings(set('managed=msk'))
  expect(settings).toMatchObject({
    'replication.factor': 3,
    'min.insync.replicas': 2,
    'unclean.leader.election.enable': true,
  })
  expect(from['min.insync.replicas']).toMatchObject({ file: 'the defaults of Amazon MSK in three availability zones' })
  expect(notes[0]).toContain('docs.aws.amazon.com/msk/latest/developerguide/msk-default-configuration.html')
})

test('whatever the user gave outranks it, in a file, on the topic, with an option', () => {
  const given = [
    ...file('broker', 'unclean.leader.election.enable=false'),
    ...file('topic', 'replication.factor=2'),
    ...set('managed=confluent-cloud', 'broker.min.insync.replicas=1'),
  ]
  expect(resolveSettings(given).settings).toMatchObject({
    'replication.factor': 2,
    'partitions': 6,
    'min.insync.replicas': 1,
    'unclean.leader.election.enable': false,
  })
})

test.each([
  ['msk-two-zones', 2, 1, true],
  ['msk-tiered', 3, 2, false],
  ['msk-express', 3, 2, false],
])('%s', (service, replicas, minimum, unclean) => {
  expect(resolveSettings(set(`managed=${service}`)).settings).toMatchObject({
    'replication.factor': replicas,
    'min.insync.replicas': minimum,
    'unclean.leader.election.enable': unclean,
  })
})

test('a service that is not known is refused, with what was meant', () => {
  expect(refusal(set('managed=confluent_cloud'))).toContain(
    'managed: there is no service confluent_cloud here.\n  Did you mean',
  )
  expect(refusal(set('managed=aiven'))).toContain('Give one of msk, ')
})
