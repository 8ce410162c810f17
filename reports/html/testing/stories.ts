/** Four stories that really happen, of different systems and lengths, as reports. */
import type { CheckReport } from '../../report.ts'
import { type Happening, reportOf } from '../../testing/real.ts'

const arrives = (record: number, broker: number): unknown => ({
  kind: 'arrive',
  producer: 0,
  record,
  broker,
  late: false,
})
const calls: readonly unknown[] = [{ kind: 'call', producer: 0 }, arrives(-1, 2)]

/** The leader dies before anyone else has what it acknowledged. */
export const ACKS_ONE: Happening = {
  system: 'kafka',
  set: { acks: '1' },
  records: 1,
  promise: 'no-acknowledged-loss',
  actions: [{ kind: 'send', producer: 0, record: 0 }, arrives(0, 0), { kind: 'crash', broker: 0 }],
}

/** A follower that starts again cuts its log off at its high watermark, and leads (KIP-101). */
export const TRUNCATION: Happening = {
  system: 'kafka',
  set: {
    'kafka.version': '0.10.2.2',
    'acks': 'all',
    'replication.factor': '2',
    'min.insync.replicas': '2',
    'unclean.leader.election.enable': 'false',
  },
  records: 1,
  promise: 'no-acknowledged-loss',
  actions: [
    { kind: 'send', producer: 0, record: 0 },
    arrives(0, 0),
    { kind: 'fetch', follower: 1, partition: 0 },
    { kind: 'fetched', follower: 1, partition: 0 },
    { kind: 'fetch', follower: 1, partition: 0 },
    { kind: 'crash', broker: 1 },
    { kind: 'bounce', broker: 1 },
    { kind: 'learn', broker: 1 },
    { kind: 'crash', broker: 0 },
  ],
}

/** A late end of one transaction decides a part of the next (KAFKA-17754). */
export const TORN: Happening = {
  system: 'kafka',
  set: {
    'transactional.id': 'orders',
    'isolation.level': 'read_committed',
    'num.partitions': '2',
    'replication.factor': '1',
    'transaction.state.log.replication.factor': '1',
    'transaction.state.log.min.isr': '1',
    'transaction.version': '1',
  },
  records: 3,
  promise: 'atomic-transactions',
  actions: [
    ...calls,
    { kind: 'send', producer: 0, record: 0 },
    arrives(0, 0),
    { kind: 'finish', producer: 0, commit: false },
    { kind: 'call', producer: 0 },
    { kind: 'pause', broker: 2 },
    { kind: 'request-timeout', producer: 0, broker: 2 },
    { kind: 'resume', broker: 2 },
    ...calls,
    { kind: 'mark', coordinator: 2, id: 0, partition: 0 },
    ...calls,
    { kind: 'send', producer: 0, record: 1 },
    arrives(1, 1),
  ],
}

/** Urgent messages without end: another one waits for ever. */
export const STARVATION: Happening = {
  system: 'queues',
  set: { 'messages': '2', 'priority.of-messages': '0', 'priority.load': '1' },
  records: 2,
  promise: 'progress',
  actions: [],
}

export const STORIES: readonly (readonly [string, Happening])[] = [
  ['acks=1', ACKS_ONE],
  ['truncation to the high watermark', TRUNCATION],
  ['a torn transaction', TORN],
  ['starvation', STARVATION],
]

export function reportsOf(): readonly (readonly [string, CheckReport])[] {
  return STORIES.map(([name, story]) => [name, reportOf(story)])
}
