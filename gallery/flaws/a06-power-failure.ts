import type { Flaw } from '../flaw.ts'

export const powerFailure: Flaw = {
  id: 'A6',
  class: 'A',
  title: 'All machines lose power at once',
  affected: 'all; with eligible leader replicas it takes three instead of two',
  reference: 'Kafka documentation, log.flush.interval.messages; KIP-966',
  story:
    'Kafka does not flush what it acknowledges: it relies on replication. When the machines of all replicas lose '
    + 'power, each may lose what was not flushed, and the acknowledged record was nowhere else.',
  promise: 'no-acknowledged-loss',
  flawed: { settings: { 'acks': 'all', 'enable.idempotence': 'false', 'min.insync.replicas': '2' } },
  fix: { says: 'every record is flushed before it is acknowledged', settings: { 'log.flush.interval.messages': '1' } },
  scope: { records: 1, faults: { 'power-loss': 3 }, moves: 0 },
}
