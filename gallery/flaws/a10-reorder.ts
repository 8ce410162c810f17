import type { Flaw } from '../flaw.ts'

export const reorder: Flaw = {
  id: 'A10',
  class: 'A',
  title: 'A later record overtakes one that is sent again',
  affected: 'all, without idempotence and with more than one request in flight',
  reference: 'Kafka documentation, max.in.flight.requests.per.connection',
  story:
    'Two requests are in flight. The first fails in a way that can be tried again, the second succeeds, and the '
    + 'repetition of the first comes behind it.',
  promise: 'in-order',
  flawed: {
    settings: {
      'acks': 'all',
      'enable.idempotence': 'false',
      'retries': '2',
      'max.in.flight.requests.per.connection': '5',
      'min.insync.replicas': '2',
    },
  },
  fix: { says: 'max.in.flight.requests.per.connection=1', settings: { 'max.in.flight.requests.per.connection': '1' } },
  scope: { records: 2, faults: { timeout: 1 }, moves: 0 },
}
