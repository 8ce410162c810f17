import type { Flaw } from '../flaw.ts'

export const acksZero: Flaw = {
  id: 'A1',
  class: 'A',
  title: 'acks=0: a record is gone and nobody hears of it',
  affected: 'all, with acks=0',
  reference: 'Kafka documentation, acks',
  story:
    'With acks=0 a record counts as sent when it is on its way. When the connection breaks before the request '
    + 'arrives, the record is lost and the application is told that all is well.',
  promise: 'no-acknowledged-loss',
  flawed: { settings: { 'acks': '0', 'enable.idempotence': 'false' } },
  fix: { says: 'acks=all', settings: { acks: 'all' } },
  scope: { records: 1, faults: { 'lost-request': 1 }, moves: 0 },
}
