import { describe, expect, test } from 'vitest'
import type { KafkaSettings } from '../settings/types.ts'
import type { KafkaAction } from '../system.ts'
import { fetched, play, produced, systemOf } from '../testing/scenario.ts'

const learn = (...brokers: readonly number[]): readonly KafkaAction[] =>
  brokers.map((broker) => ({ kind: 'learn', broker }))
const moved = (to: number): KafkaAction => ({ kind: 'move-leader', partition: 0, to })
const fetches = (follower: number): KafkaAction => ({ kind: 'fetch', follower, partition: 0 })

/**
 * Broker 1 has a record that broker 0 loses under another leader; then broker 0 leads again and broker 1 has heard of
 * nothing.
 */
const UP_TO_THE_STALE_FETCH: readonly KafkaAction[] = [
  ...produced(0),
  ...fetched(1),
  moved(2),
  ...learn(0, 2),
  ...fetched(0),
  ...produced(1, 2),
  ...fetched(0),
  moved(0),
  ...learn(0, 2),
  ...fetched(2),
  fetches(2),
]

function systemWith(settings: Partial<KafkaSettings>) {
  return systemOf(
    { 'kafka.version': '2.0.1', 'gates': 'reads-below-high-watermark=on', 'acks': '1', 'retries': 0, ...settings },
    { records: 2, producers: 1 },
  )
}

/** The records that consumers were given at offset 0; broker 1, which may lead next, has the other one there. */
function readAtFirst(settings: Partial<KafkaSettings>): readonly number[] {
  const { state, ledger } = play(systemWith(settings), [...UP_TO_THE_STALE_FETCH, fetches(1), moved(1)])
  expect(state.partitions[0]?.replicas[1]?.log.map(({ record }) => record)).toEqual([0])
  return ledger.polled[0]?.[0] ?? []
}

describe('a follower of an older epoch fetches from a leader that leads again', () => {
  test('before fetches were fenced, its records count for those of the leader (KIP-320)', () => {
    expect(readAtFirst({})).toEqual([1])
  })

  test('it is refused where fetches are fenced', () => {
    expect(() => readAtFirst({ 'kafka.version': '2.5.1' })).toThrow('action 20 is not possible')
  })

  test('up to 2.4 a session of fetches went on unfenced (KAFKA-9338)', () => {
    expect(readAtFirst({ 'kafka.version': '2.4.1' })).toEqual([1])
  })
})
