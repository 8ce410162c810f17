import { expect, test } from 'vitest'
import { heal } from '../harness/heal.ts'
import { noAcknowledgedLoss } from '../invariants/no-acknowledged-loss.ts'
import type { KafkaAction } from '../model/kafka/system.ts'
import { fetched, play } from '../model/kafka/testing/scenario.ts'
import { arrives, marked, sent, timedOut, transactional } from '../model/kafka/testing/transactional.ts'

const LOG = 1
const moved = (to: number): readonly KafkaAction[] => [
  { kind: 'move-leader', partition: LOG, to },
  { kind: 'learn', broker: to },
]

/** Broker 2 has the abort of the transaction, broker 0 has not. */
const TIMED_OUT: readonly KafkaAction[] = [
  sent(0),
  arrives(0),
  ...fetched(2, LOG),
  ...fetched(2, LOG),
  ...fetched(0, LOG),
  ...fetched(0, LOG),
  arrives(0),
  timedOut(),
  ...fetched(2, LOG),
]

test.each([
  ['and its log is lost: a transaction that is committed afterwards was aborted before', [marked(0, 2)], true],
  ['and nothing is lost where it had not', [], false],
])('D16: a coordinator acts on what it has read above the high watermark, %s', (_, acted, isLost) => {
  const system = transactional({ 'transaction.state.log.replication.factor': 3, 'transaction.state.log.min.isr': 2 })
  const { state, ledger } = play(system, [...TIMED_OUT, ...moved(2), ...acted, ...moved(0)])
  const { ledger: healed } = heal(system, state, ledger)
  expect(healed.transactions.map((transaction) => transaction.state)).toEqual(['committed'])
  expect(noAcknowledgedLoss.violation(healed) !== undefined).toBe(isLost)
})
