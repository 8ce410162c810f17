import { describe, expect, test } from 'vitest'
import { resolveSettings } from '../../model/kafka/settings/resolve.ts'
import type { GivenSetting } from '../../model/kafka/settings/given.ts'
import { casesOf } from './combine.ts'
import { PRINTED } from './printed.ts'
import { reading } from './testing/reading.ts'

/** The effective settings of all that is printed, and what is said of them. */
function judged(...lines: readonly string[]): ReturnType<typeof resolveSettings> {
  const [first] = casesOf(reading(PRINTED, 'out.txt', lines.join('\n')).parts, ['out.txt'])
  return resolveSettings((first?.given ?? []) as readonly GivenSetting[])
}

const UNCLEAN = 'unclean.leader.election.enable=true sensitive=false synonyms={DYNAMIC_DEFAULT_BROKER_CONFIG:a=true}'

describe('what was set while brokers ran does not say that their files set nothing else', () => {
  test('so a topic of which no replicas are printed is taken to have three', () => {
    const { settings, notes } = judged(
      'Dynamic configs for topic orders are:',
      '  min.insync.replicas=2 sensitive=false synonyms={DYNAMIC_TOPIC_CONFIG:min.insync.replicas=2}',
      'Default configs for brokers in the cluster are:',
      `  ${UNCLEAN}`,
    )
    expect(settings).toMatchObject({ 'replication.factor': 3, 'min.insync.replicas': 2 })
    expect(settings['unclean.leader.election.enable']).toBe(true)
    expect(notes.join()).not.toContain('replication.factor')
  })

  test('through ZooKeeper, and of the topic of transactions, neither', () => {
    expect(judged("Configs for broker '0' are unclean.leader.election.enable=true").settings).toMatchObject({
      'replication.factor': 3,
    })
    const log = 'Topic: __transaction_state\tPartitionCount: 50\tReplicationFactor: 2\tConfigs: '
    const entry = 'Dynamic configs for topic orders are:'
    expect(judged(log, entry, '  a.b=1 sensitive=false synonyms={}').settings).toMatchObject({
      'replication.factor': 3,
    })
  })

  test('with --all it does, also after what was printed without', () => {
    for (const before of [[], ['Dynamic configs for broker 1 are:', `  ${UNCLEAN}`]])
      expect(judged(...before, 'All configs for broker 1 are:', `  ${UNCLEAN}`).settings).toMatchObject({
        'replication.factor': 1,
      })
  })
})
