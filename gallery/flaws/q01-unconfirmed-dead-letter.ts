import type { Flaw } from '../flaw.ts'

export const unconfirmedDeadLetter: Flaw = {
  id: 'Q1',
  system: 'queues',
  class: 'Q',
  title: 'RabbitMQ: a dead letter leaves its queue before another queue has it',
  affected: 'RabbitMQ up to 3.9; later all but quorum queues with dead-letter-strategy=at-least-once',
  reference: 'RabbitMQ documentation, dead letter exchanges (safety); rabbitmq-server#3100',
  story:
    'A message that was delivered too often is published to the dead-letter exchange, and no confirmation is waited '
    + 'for: it is removed from its queue at once. When the broker dies before the dead-letter queue has stored it, it '
    + 'is in neither queue.',
  promise: 'dead-letters-kept',
  flawed: {
    settings: {
      'consumers.fails': 'always',
      'redelivery.limit': '1',
      'redelivery.dead-letters': 'remove-then-copy',
    },
  },
  fix: {
    says: 'a dead letter is removed when its copy is confirmed (3.10.0, dead-letter-strategy=at-least-once)',
    settings: { 'redelivery.dead-letters': 'copy-then-remove' },
  },
  scope: { records: 1, faults: { crash: 1 }, moves: 0 },
}
