import type { Flaw } from '../flaw.ts'

export const defaultNotApplied: Flaw = {
  id: 'C6',
  class: 'C',
  title: 'Idempotence is on by default, and off where nobody asked for it',
  affected: '3.0.0 and 3.1.0',
  reference: 'KAFKA-13598',
  story:
    'The documentation says that enable.idempotence is true by default. The producer of these two releases has '
    + 'it on only where it is set, so a retry stores the record twice as before.',
  promise: 'no-duplicates',
  flawed: { settings: { 'kafka.version': '3.0.0', 'min.insync.replicas': '2' } },
  fix: { says: 'the default counts (3.0.1, 3.1.1, 3.2.0)', settings: { 'kafka.version': '3.0.1' } },
  scope: { records: 1, faults: { 'lost-response': 1 }, moves: 0 },
}
