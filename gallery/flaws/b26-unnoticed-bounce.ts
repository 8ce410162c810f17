import type { Flaw } from '../flaw.ts'

export const unnoticedBounce: Flaw = {
  id: 'B26',
  class: 'B',
  title: 'A broker comes back without its data and nobody noticed that it was gone',
  affected: 'up to 2.1, with ZooKeeper',
  reference: 'KIP-380, KAFKA-7235',
  story:
    'The broker that is the controller loses its power, and comes back before its successor looks who is there. '
    + 'The successor sees the same brokers as before and elects nobody: the broker leads on, in the same epoch, '
    + 'with a log that has lost what was not flushed.',
  promise: 'no-acknowledged-loss',
  flawed: {
    settings: {
      'kafka.version': '2.1.1',
      'acks': 'all',
      'retries': '0',
      'replication.factor': '2',
      'min.insync.replicas': '2',
    },
  },
  fix: {
    says: 'the controller tells a broker from its earlier process (2.2.0)',
    settings: {},
    gates: { 'bounce-noticed': true },
  },
  scope: { records: 1, faults: { 'power-loss': 1 }, moves: 0 },
}
