import type { Flaw } from '../flaw.ts'

export const lateMarker: Flaw = {
  id: 'D13',
  class: 'D',
  title: 'A marker that comes late ends the next transaction',
  affected: '0.11 to 4.1; later with transaction version 0 or 1',
  reference: 'KIP-1228, KAFKA-19446',
  story:
    'The coordinator gives up waiting for a partition to answer its marker and sends it again; both are on their '
    + 'way. The second arrives, the transaction is complete, and the next one begins. Then the first arrives, and '
    + 'since its epoch is not older than that of the data it commits what is open.',
  promise: 'read-committed',
  flawed: {
    settings: {
      'kafka.version': '4.1.1',
      'transactional.id': 'orders',
      'isolation.level': 'read_committed',
      'min.insync.replicas': '2',
    },
  },
  fix: {
    says: 'with transaction version 2 a marker must be of a newer epoch than what it ends (4.2.0)',
    settings: { 'kafka.version': '4.2.0' },
  },
  scope: { records: 2, faults: { timeout: 1 }, moves: 0 },
}
