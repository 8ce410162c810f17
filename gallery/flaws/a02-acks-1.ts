import type { Flaw } from '../flaw.ts'

export const acksOne: Flaw = {
  id: 'A2',
  class: 'A',
  title: 'acks=1: the leader dies before anyone has the record',
  affected: 'all, with acks=1',
  reference: 'Kafka documentation, acks',
  story:
    'The leader acknowledges a record as soon as it has appended it. When it dies before a follower has fetched, '
    + 'a follower without the record is elected, because being in sync is a matter of time and not of offsets. The '
    + 'old leader cuts the record off when it comes back.',
  promise: 'no-acknowledged-loss',
  flawed: { settings: { 'acks': '1', 'enable.idempotence': 'false', 'min.insync.replicas': '2' } },
  fix: { says: 'acks=all', settings: { acks: 'all' } },
  scope: { records: 1, faults: { crash: 1 }, moves: 0 },
}
