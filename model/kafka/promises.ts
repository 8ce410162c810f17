/** The ids of the promises that apply to a cluster and its clients, in the order of reports. */
export const CLUSTER_PROMISES = [
  'no-acknowledged-loss',
  'no-committed-loss',
  'stable-offsets',
  'replicas-agree',
  'no-duplicates',
  'in-order',
  'honest-outcome',
  'read-committed',
  'atomic-transactions',
  'no-zombie-writes',
  'transactions-finish',
  'writes-resume',
  'at-least-once',
  'at-most-once',
] as const
