/** The mechanisms of transactions: coordinators, markers, verification, and positions that are committed in them. */
import type { Gate } from './gate.ts'

export const TRANSACTION_GATES = {
  'timeout-fences': {
    says:
      'a coordinator that aborts a transaction whose time is over raises the producer epoch, and the markers carry '
      + 'it',
    reference: 'KAFKA-6119',
    since: ['0.11.0.2', '1.0.0'],
  },
  'fences-once': {
    says:
      'a coordinator that aborts a transaction by itself raises the producer epoch once, and not twice '
      + '(transaction version 2)',
    reference: 'KAFKA-19367',
    since: ['4.0.1', '4.1.0'],
  },
  'fenced-batch-is-abortable': {
    says: 'a producer whose batch is of an old epoch has to abort its transaction, and can go on after it',
    reference: 'KIP-588, KAFKA-9911',
    since: ['2.7.0'],
  },
  'transactions-verified': {
    says:
      "a partition's leader asks the coordinator whether the partition is in the transaction before it stores the "
      + 'first batch of it',
    reference: 'KIP-890, KAFKA-14402',
    since: ['3.6.0'],
  },
  'abortable-error-named': {
    says:
      'a batch of a transaction that the coordinator does not know is refused with an error that says to abort '
      + '(TRANSACTION_ABORTABLE)',
    reference: 'KIP-890, KAFKA-16314',
    since: ['3.8.0'],
  },
  'old-epochs-refused-unasked': {
    says: 'a leader refuses a batch of an old producer epoch without asking the coordinator first',
    reference: 'KIP-890, KAFKA-18042',
    since: ['4.1.0'],
  },
  'transactions-open-by-epoch': {
    says:
      'a leader asks the coordinator again for a batch of another producer epoch than the transaction that is open '
      + 'in the partition',
    reference: 'KIP-890, KAFKA-14562',
    since: ['4.0.0'],
  },
  'marker-needs-newer-epoch': {
    says: 'a marker is refused unless its epoch is newer than that of the data (transaction version 2)',
    reference: 'KIP-1228, KAFKA-19446',
    since: ['4.2.0'],
  },
  'marker-may-come-again': {
    says:
      'a marker of the present epoch is taken where no transaction is open: it is the same one again (transaction '
      + 'version 2)',
    reference: 'KAFKA-19999',
    since: ['4.2.0'],
  },
  'offset-commits-fenced-by-group': {
    says:
      'the offset that a process commits in a transaction is refused when the group has given its input to another '
      + 'one (ILLEGAL_GENERATION)',
    reference: 'KIP-447',
    since: ['2.5.0'],
  },
  'unstable-offsets-wait': {
    says:
      'a process that takes over waits for the end of a transaction in which an offset was committed '
      + '(UNSTABLE_OFFSET_COMMIT)',
    reference: 'KIP-447, KAFKA-8710',
    since: ['2.5.0'],
  },
  'offset-commits-verified': {
    says: 'the coordinator is asked before an offset is committed in a transaction, as it is before the first batch',
    reference: 'KAFKA-15449',
    since: ['3.7.0'],
  },
  'transactions-begin-at-zero': {
    says: 'a broker that knows nothing of a transactional producer takes no batch of it but the first of a transaction',
    reference: 'KAFKA-18202',
    since: ['4.1.0'],
  },
} as const satisfies Readonly<Record<string, Gate>>
