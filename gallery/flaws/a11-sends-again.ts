import type { Flaw } from '../flaw.ts'

export const sendsAgain: Flaw = {
  id: 'A11',
  class: 'A',
  title: 'The application sends again after a timeout, or after a restart, and the record stands twice',
  affected: 'all, with idempotence too',
  reference: 'KIP-98',
  story:
    'delivery.timeout.ms is over while the request is on its way, or the process dies: the record may be stored, '
    + 'and the application cannot know. When it calls send once more, that is another record with another '
    + 'sequence: idempotence is for the retries within one call.',
  promise: 'no-duplicates',
  flawed: { settings: { 'acks': 'all', 'enable.idempotence': 'true', 'min.insync.replicas': '2' }, byRecord: true },
  fix: {
    says:
      'no setting: the application does not send again what may be stored, or those who read know it again by an '
      + 'id of its own',
    settings: {},
    byRecord: false,
  },
  scope: { records: 1, faults: { timeout: 1 }, moves: 0 },
}
