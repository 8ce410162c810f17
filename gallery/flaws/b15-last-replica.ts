import type { Flaw } from '../flaw.ts'

export const lastReplicaStanding: Flaw = {
  id: 'B15',
  class: 'B',
  title: 'The last replica standing loses its log and leads',
  affected: 'all without eligible leader replicas',
  reference: 'KIP-966',
  story:
    'All but one replica leave the ISR, and then the last one loses power and the acknowledged record with it. '
    + 'The others have the record, but only the one in the ISR may lead, and it comes back without.',
  promise: 'no-acknowledged-loss',
  flawed: {
    settings: {
      'kafka.version': '4.0.2',
      'acks': 'all',
      'retries': '0',
      'enable.idempotence': 'false',
      'replication.factor': '2',
      'min.insync.replicas': '2',
      'eligible.leader.replicas.version': '0',
    },
  },
  fix: {
    says: 'eligible leader replicas (4.0, on for new clusters from 4.1)',
    settings: { 'eligible.leader.replicas.version': '1' },
  },
  scope: { records: 1, faults: { 'power-loss': 1 }, moves: 1 },
}
