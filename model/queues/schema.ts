/** The shape of a queue file: every key with its range, its default and one line of what it means. */
import { z } from 'zod'

/** More messages than these have no name, and nothing would be complete. */
export const MOST_MESSAGES = 4
const MOST_TICKS = 60

const whole = (least: number, most: number) => z.int().min(least).max(most)

const producers = z.strictObject({
  'count': whole(1, 3).default(1).describe('producers; the messages are dealt out to them in turn'),
  'confirms': z
    .boolean()
    .default(true)
    .describe('a send succeeds when the broker answers; without, when the message has left (an asynchronous send)'),
  'in-flight': whole(1, 5).default(1).describe('sends of one producer that may be unanswered at a time'),
  'resends': whole(0, 5)
    .default(1)
    .describe('how often a message without an answer is sent again before the send fails'),
})

const broker = z.strictObject({
  persistent: z.boolean().default(true).describe('messages are stored, and survive a crash of the broker'),
  flush: z
    .enum(['always', 'messages', 'later'])
    .default('always')
    .describe(
      'what is forced to disk before it is answered: messages and acknowledgements, messages alone, or nothing',
    ),
  standby: z
    .enum(['none', 'synchronous', 'asynchronous'])
    .default('none')
    .describe('another broker takes over after a crash; it has everything, or what was copied by then'),
  deduplicate: z
    .enum(['off', 'in-memory', 'stored'])
    .default('off')
    .describe('a message that was sent again is recognised by its id; until the broker crashes, or for good'),
})

const consumers = z.strictObject({
  count: whole(1, 3).default(1).describe('consumers that compete for the messages'),
  prefetch: whole(0, 65_535)
    .default(1)
    .describe('unacknowledged messages that a consumer is given; 0: it asks for one when it is free'),
  acknowledge: z
    .enum(['on-delivery', 'before', 'after', 'with'])
    .default('after')
    .describe(
      'a message leaves the queue when it is handed over, before its work, after it, or in one transaction with it',
    ),
  remembers: z
    .enum(['nothing', 'in-memory', 'with-the-effect'])
    .default('nothing')
    .describe(
      'ids of finished messages, to skip copies; each consumer its own until it crashes, or all in one transaction with the effect',
    ),
  exclusive: z.boolean().default(false).describe('one consumer at a time is given messages, the others stand by'),
  fails: z
    .enum(['never', 'first-attempt', 'always'])
    .default('never')
    .describe('the work on the first message throws: never, the first time, every time (a poison message)'),
  work: whole(1, 100_000).default(10).describe('seconds that the work on one message may take'),
})

const redelivery = z.strictObject({
  'visibility-timeout': whole(0, 1_000_000)
    .default(0)
    .describe(
      'seconds after which an unacknowledged message is given to somebody else; 0: when the connection of its consumer is gone',
    ),
  'limit': whole(0, 20).default(0).describe('a message is given up after so many deliveries; 0: never'),
  'requeue': z
    .enum(['front', 'back'])
    .default('front')
    .describe('where a message that comes back stands: where it stood, or behind all others'),
  'dead-letters': z
    .enum(['none', 'atomic', 'copy-then-remove', 'remove-then-copy'])
    .default('none')
    .describe(
      'what becomes of a message that was given up: dropped, or moved to a dead-letter queue, in one step or in two',
    ),
})

const priority = z.strictObject({
  'of-messages': z
    .array(whole(0, 99))
    .max(MOST_MESSAGES)
    .default([0, 0, 1])
    .describe('the priority of each message, the highest is the most urgent; the last one stands for all that follow'),
  'order': z
    .enum(['strict', 'weighted', 'topics', 'off'])
    .default('strict')
    .describe(
      'who goes first: the most urgent, the most urgent with a share for the others, one topic a priority polled in turn, or the oldest',
    ),
  'levels': whole(1, 100)
    .default(10)
    .describe('priorities that the queue tells apart; a higher one counts as the highest'),
  'classes': z.enum(['exact', 'three']).default('exact').describe('every priority, or only above 4, 4 and below 4'),
  'weight': whole(1, 10).default(2).describe('with weighted: so many urgent messages in a row, then another one'),
  'ageing': whole(0, 10).default(0).describe('a message that was passed over so often goes first; 0: no ageing'),
  'judged-at': z
    .enum(['dispatch', 'processing'])
    .default('dispatch')
    .describe('whose turn it is counts when a message is dispatched, or when its processing begins'),
  'load': whole(0, 99)
    .nullable()
    .default(null)
    .describe('a sender that never stops: a message of this priority always waits'),
})

const delay = z.strictObject({
  'of-messages': z
    .array(whole(0, MOST_TICKS))
    .max(MOST_MESSAGES)
    .default([2, 1])
    .describe('ticks after its arrival at which each message is due; the last one stands for all that follow'),
  'clock': z
    .enum(['monotonic', 'wall'])
    .default('monotonic')
    .describe('the clock that the scheduler goes by; a wall clock can be set'),
  'set-back': z
    .enum(['waits', 'at-once'])
    .default('waits')
    .describe(
      'a due time further away than the delay itself, as after the clock was set back: wait, or deliver at once',
    ),
  'looks-at': z
    .enum(['all', 'head'])
    .default('all')
    .describe('which messages are looked at for being due: all, or only the first of the queue'),
  'queues': z.enum(['one', 'per-delay']).default('one').describe('one queue for all delays, or one for each'),
  'schedulers': whole(1, 2).default(1).describe('processes that move due messages; a second one takes over'),
  'fire': z
    .enum(['atomic', 'send-then-remove', 'remove-then-send'])
    .default('atomic')
    .describe('how a due message moves to the queue: in one step or in two'),
})

const order = z.strictObject({
  'close': z
    .enum(['read-then-write', 'conditional-update', 'delete-job'])
    .default('conditional-update')
    .describe(
      'the work on a message closes an unpaid order: read, then write; one conditional update; or just write, as payment deletes the message',
    ),
  'pay': z
    .enum(['read-then-write', 'conditional-update'])
    .default('conditional-update')
    .describe('how a payment is booked'),
  'payment': z
    .enum(['internal', 'external'])
    .default('internal')
    .describe('booked at once, or made elsewhere and heard of by a callback'),
  'gateway-query': z.boolean().default(false).describe('closing first asks the gateway, and closes the payment there'),
})

/**
 * The shape of a queue file; a section that is missing is what its keys are by default, and of priority, delay and
 * order: not there.
 */
export const queueFileSchema = z.strictObject({
  system: z.literal('queues'),
  messages: whole(1, MOST_MESSAGES)
    .optional()
    .describe('messages sent; by default what the sections need, 2 at least, 1 with an order'),
  producers: producers.prefault({}),
  broker: broker.prefault({}),
  consumers: consumers.prefault({}),
  redelivery: redelivery.prefault({}),
  priority: priority.optional(),
  delay: delay.optional(),
  order: order.optional(),
})

export type QueueFile = z.output<typeof queueFileSchema>

/** The sections of a file, in its order. */
export const SECTIONS = { producers, broker, consumers, redelivery, priority, delay, order } as const
