/**
 * Test material: producers with a transactional id. Each partition has one replica, so that what is appended counts at
 * once; the brokers lead partition 0, 1 … and the transaction log, in this order.
 */
import { NO_RECORD } from '../../observation.ts'
import type { System } from '../../system.ts'
import type { KafkaSettings } from '../settings/types.ts'
import { batchOf, replicaOf } from '../state/cluster-state.ts'
import type { KafkaAction, KafkaState, Scope } from '../system.ts'
import { systemOf } from './scenario.ts'

export function transactional(
  given: Partial<KafkaSettings> = {},
  scope: Scope = { records: 1, producers: 1 },
): System<KafkaState, KafkaAction> {
  return systemOf(
    {
      'enable.idempotence': true,
      'transactional.id': 'tx',
      'isolation.level': 'read_committed',
      'brokers': 3,
      'replication.factor': 1,
      'transaction.state.log.replication.factor': 1,
      'transaction.state.log.min.isr': 1,
      ...given,
    },
    scope,
  )
}

export const sent = (record: number, producer = 0): KafkaAction => ({ kind: 'send', producer, record })

export const arrives = (record: number, broker = 0, producer = 0): KafkaAction => ({
  kind: 'arrive',
  producer,
  record,
  broker,
  late: false,
})

/** A request arrives on a connection that its producer has closed. */
export const arrivesLate = (record: number, broker = 0, producer = 0): KafkaAction => ({
  kind: 'arrive',
  producer,
  record,
  broker,
  late: true,
})

/**
 * The first batch of a transaction in a partition, where the leader has the partition added (transaction version 2): it
 * asks, and appends.
 */
export const added = (record: number, broker = 0, producer = 0): readonly KafkaAction[] => [
  sent(record, producer),
  arrives(record, broker, producer),
  arrives(record, broker, producer),
]

/** The batch is sent, and stored without any question. */
export const stored = (record: number, broker = 0, producer = 0): readonly KafkaAction[] => [
  sent(record, producer),
  arrives(record, broker, producer),
]

/** The producer asks its coordinator. */
export const asks = (producer = 0): KafkaAction => ({ kind: 'call', producer })

/** The coordinator hears what the producer has asked. */
export const hears = (coordinator = 1, producer = 0): KafkaAction => arrives(NO_RECORD, coordinator, producer)

export const called = (coordinator = 1, producer = 0): readonly KafkaAction[] => [
  asks(producer),
  hears(coordinator, producer),
]

/** The application commits or aborts, and the coordinator hears it. */
export const finished = (commit: boolean, coordinator = 1, producer = 0): readonly KafkaAction[] => [
  { kind: 'finish', producer, commit },
  ...called(coordinator, producer),
]

/** The coordinator's marker is written in the partition. */
export const marked = (partition = 0, coordinator = 1, id = 0): KafkaAction => ({
  kind: 'mark',
  coordinator,
  id,
  partition,
})

/** The coordinator aborts the transaction because its time is over. */
export const timedOut = (coordinator = 1, id = 0): KafkaAction => ({ kind: 'transaction-timeout', coordinator, id })

/** Producers give up waiting for a broker and close the connection; what is on it arrives late. */
export const givesUpOn = (broker: number, producer = 0): KafkaAction => ({ kind: 'request-timeout', producer, broker })

/** What stands in a log: `0 e1 s2` is record 0 in producer epoch 1 with sequence 2, `commit e1` a marker. */
export function written(state: KafkaState, partition = 0, broker = partition): readonly string[] {
  return replicaOf(state, partition, broker).log.map((entry) => {
    const batch = batchOf(entry)
    if (batch === null) return String(entry.record)
    switch (batch.kind) {
      case 'records':
        return `${entry.record} e${batch.producerEpoch} s${batch.sequence}`
      case 'position':
        return `position ${batch.position} e${batch.producerEpoch}`
      case 'marker':
        return `${batch.decision} e${batch.producerEpoch}`
    }
  })
}
