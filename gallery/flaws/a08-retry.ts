import type { Flaw } from '../flaw.ts'

export const retryWithoutSequence: Flaw = {
  id: 'A8',
  class: 'A',
  title: 'A retry stores the record twice',
  affected: 'all, without idempotence; the default up to 2.8, 3.0.0 and 3.1.0',
  reference: 'KIP-98',
  story:
    'The record is stored and the response is lost. The producer cannot know and sends it again; without '
    + 'sequence numbers the broker takes it for another record.',
  promise: 'no-duplicates',
  flawed: { settings: { 'acks': 'all', 'enable.idempotence': 'false', 'min.insync.replicas': '2' } },
  fix: {
    says:
      'enable.idempotence=true: the broker knows the batch again by its sequence, and answers without storing it '
      + '(0.11)',
    settings: { 'enable.idempotence': 'true' },
  },
  scope: { records: 1, faults: { 'lost-response': 1 }, moves: 0 },
}
