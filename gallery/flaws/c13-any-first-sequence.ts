import type { Flaw } from '../flaw.ts'

export const anyFirstSequence: Flaw = {
  id: 'C13',
  class: 'C',
  title: 'A leader that knows nothing of a producer takes its second batch first',
  affected: '2.5 to 4.3, all that we have read',
  reference: 'KAFKA-15591',
  story:
    'The leader moves while the first batch is on its way to the old one, and the second goes to the new one. '
    + 'That has never heard of the producer and takes any sequence, so it stores the second, and refuses the first '
    + 'when it comes. If the answer to the second is lost, the producer believes that nothing was stored, goes on '
    + 'in a new epoch, and the second is stored again.',
  promise: 'no-duplicates',
  flawed: { settings: { 'acks': 'all', 'replication.factor': '2' } },
  fix: {
    says:
      "a log that never held a record takes a producer's first sequence only (in no release up to 4.3). Shown for "
      + 'a lost answer and a move: where a batch expires whose connection was closed, a later one can still be '
      + 'stored twice',
    settings: {},
    gates: { 'first-sequence-checked': true },
  },
  scope: { records: 2, faults: { 'lost-response': 1 }, moves: 1 },
}
