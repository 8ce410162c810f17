/** What follows from the rules of a queue, setting by setting, each kept by one value and broken by another. */
import { describe, expect, test } from 'vitest'
import { inBrief, judged, type Within } from './testing/judged.ts'

const ONCE = 'producers: { resends: 0 }\n'
const JOB = `${ONCE}delay: { of-messages: [1]`
const LOAD = 'messages: 1\npriority: { of-messages: [0], load: 1'
const WITH = 'consumers: { acknowledge: with }'

type Case = readonly [says: string, yaml: string, promise: string, within: Within, verdict: string]

const acknowledging: readonly Case[] = [
  [
    'acknowledged before the work, a message is skipped after a crash',
    `${ONCE}consumers: { acknowledge: before }`,
    'at-least-once',
    { faults: 1 },
    'violated: 1 crash',
  ],
  [
    'gone when it is handed over, it is skipped too',
    `${ONCE}consumers: { acknowledge: on-delivery }`,
    'at-least-once',
    { faults: 1 },
    'violated: 1 crash',
  ],
  [
    'also when it is lost with the connection on its way',
    `${ONCE}consumers: { acknowledge: on-delivery }`,
    'at-least-once',
    { faults: 1, only: ['lost-response'] },
    'violated: 1 lost-response',
  ],
  [
    'what is unacknowledged on a connection comes back with it',
    `${ONCE}consumers: { prefetch: 2 }`,
    'progress',
    { faults: 2, only: ['lost-request', 'partition'] },
    'held up to 2',
  ],
  [
    'an answer with a message that is lost is given again when its lease is over',
    `${ONCE}redelivery: { visibility-timeout: 30 }`,
    'progress',
    { faults: 2, only: ['lost-response'] },
    'held up to 2',
  ],
  [
    'acknowledged before work that fails, it is skipped without any fault',
    `${ONCE}consumers: { acknowledge: before, fails: first-attempt }`,
    'at-least-once',
    { faults: 0 },
    'violated: nothing',
  ],
  ['acknowledged after the work, no message is skipped', ONCE, 'at-least-once', { faults: 2 }, 'held up to 2'],
  [
    'acknowledged after the work, a message is processed twice after a crash',
    ONCE,
    'at-most-once',
    { faults: 1, only: ['crash'] },
    'violated: 1 crash',
  ],
  ['acknowledged with the work, it is not', `${ONCE}${WITH}`, 'at-most-once', { faults: 2 }, 'held up to 2'],
  ['nor is it skipped', `${ONCE}${WITH}`, 'at-least-once', { faults: 2 }, 'held up to 2'],
  [
    'a lost acknowledgement is a second delivery',
    ONCE,
    'at-most-once',
    { faults: 1, only: ['lost-request'] },
    'violated: 1 lost-request',
  ],
  [
    'so is a consumer that is cut off',
    ONCE,
    'at-most-once',
    { faults: 1, only: ['partition'] },
    'violated: 1 partition',
  ],
  [
    'a visibility timeout shorter than the work doubles it without any fault',
    `${ONCE}redelivery: { visibility-timeout: 5 }`,
    'at-most-once',
    { faults: 0 },
    'violated: nothing',
  ],
  [
    'one that is longer does not',
    `${ONCE}redelivery: { visibility-timeout: 30 }`,
    'at-most-once',
    { faults: 0 },
    'held up to 0',
  ],
  [
    'until a pause outlasts it',
    `${ONCE}redelivery: { visibility-timeout: 30 }`,
    'at-most-once',
    { faults: 1, only: ['pause'] },
    'violated: 1 pause',
  ],
  [
    'one that is shorter than the work on all that was prefetched doubles the last',
    `${ONCE}redelivery: { visibility-timeout: 15 }\nconsumers: { prefetch: 2 }`,
    'at-most-once',
    { faults: 0 },
    'violated: nothing',
  ],
  [
    'not without the prefetch',
    `${ONCE}redelivery: { visibility-timeout: 15 }`,
    'at-most-once',
    { faults: 0 },
    'held up to 0',
  ],
  [
    'ids kept in memory are gone with the process',
    `${ONCE}consumers: { remembers: in-memory }`,
    'at-most-once',
    { faults: 1, only: ['crash'] },
    'violated: 1 crash',
  ],
  [
    'and outlast a lost acknowledgement',
    `${ONCE}consumers: { remembers: in-memory }`,
    'at-most-once',
    { faults: 1, only: ['lost-request'] },
    'held up to 1',
  ],
  [
    'another consumer does not know them',
    `${ONCE}consumers: { remembers: in-memory, count: 2 }`,
    'at-most-once',
    { faults: 1, only: ['lost-request'] },
    'violated: 1 lost-request',
  ],
  [
    'ids stored with the effect make copies harmless',
    'consumers: { remembers: with-the-effect, count: 2 }',
    'at-most-once',
    { faults: 1 },
    'held up to 1',
  ],
]

const sending: readonly Case[] = [
  [
    'a lost answer and a resend store a message twice',
    '',
    'no-duplicates',
    { faults: 1, only: ['lost-response'] },
    'violated: 1 lost-response',
  ],
  ['and it is processed twice', WITH, 'at-most-once', { faults: 1 }, 'violated: 1 lost-response'],
  [
    'nobody is told of a failure where nobody waits for an answer',
    'producers: { confirms: false }',
    'honest-outcome',
    { faults: 1 },
    'not-applicable: no send is ever reported as failed here: it needs producers.confirms',
  ],
  ['not where ids are stored', 'broker: { deduplicate: stored }', 'no-duplicates', { faults: 2 }, 'held up to 2'],
  [
    'ids in memory are gone after a crash of the broker',
    'broker: { deduplicate: in-memory }',
    'no-duplicates',
    { faults: 1 },
    'violated: 1 crash',
  ],
  [
    'and are enough for a lost answer',
    'broker: { deduplicate: in-memory }',
    'no-duplicates',
    { faults: 1, only: ['lost-response'] },
    'held up to 1',
  ],
  [
    'without resends a lost answer is a wrong failure',
    ONCE,
    'honest-outcome',
    { faults: 1, only: ['lost-response'] },
    'violated: 1 lost-response',
  ],
  [
    'an asynchronous send is told as done before it arrived',
    'producers: { confirms: false }',
    'no-acknowledged-loss',
    { faults: 1 },
    'violated: 1 crash',
  ],
  [
    'also when it is only lost on its way',
    'producers: { confirms: false }',
    'no-acknowledged-loss',
    { faults: 1, only: ['lost-request'] },
    'violated: 1 lost-request',
  ],
]

const storing: readonly Case[] = [
  [
    'what is not persistent is lost in a crash',
    `${ONCE}broker: { persistent: false }`,
    'no-acknowledged-loss',
    { faults: 1 },
    'violated: 1 crash',
  ],
  [
    'and in a planned shutdown',
    `${ONCE}broker: { persistent: false }`,
    'no-acknowledged-loss',
    { faults: 1, moves: 1 },
    'violated: 1 controlled-shutdown',
  ],
  ['what is persistent is kept', ONCE, 'no-acknowledged-loss', { faults: 2, moves: 1 }, 'held up to 2'],
  [
    'flushed later, it is lost with the power',
    `${ONCE}broker: { flush: later }`,
    'no-acknowledged-loss',
    { faults: 1 },
    'violated: 1 power-loss',
  ],
  [
    'where messages alone are flushed, they are kept',
    `${ONCE}broker: { flush: messages }`,
    'no-acknowledged-loss',
    { faults: 2 },
    'held up to 2',
  ],
  [
    'and come again when the acknowledgement was not',
    `${ONCE}broker: { flush: messages }\n${WITH}`,
    'at-most-once',
    { faults: 1 },
    'violated: 1 power-loss',
  ],
  [
    'a standby that copies later loses what it had not',
    `${ONCE}broker: { standby: asynchronous }`,
    'no-acknowledged-loss',
    { faults: 1 },
    'violated: 1 crash',
  ],
  [
    'one that has everything does not',
    `${ONCE}broker: { standby: synchronous, flush: later }`,
    'no-acknowledged-loss',
    { faults: 2 },
    'held up to 2',
  ],
]

const ordering: readonly Case[] = [
  ['one consumer keeps the order', ONCE, 'in-order', { faults: 1 }, 'held up to 1'],
  ['two consumers do not', `${ONCE}consumers: { count: 2 }`, 'in-order', { faults: 0 }, 'violated: nothing'],
  [
    'two of which one is given messages do',
    `${ONCE}consumers: { count: 2, exclusive: true }`,
    'in-order',
    { faults: 1 },
    'held up to 1',
  ],
  [
    'a prefetched message overtakes one that is handed back',
    `${ONCE}consumers: { prefetch: 2, fails: first-attempt }`,
    'in-order',
    { faults: 0 },
    'violated: nothing',
  ],
  [
    'without prefetch it comes back first',
    `${ONCE}consumers: { fails: first-attempt }`,
    'in-order',
    { faults: 0 },
    'held up to 0',
  ],
  [
    'unless it is put at the back',
    `${ONCE}consumers: { fails: first-attempt }\nredelivery: { requeue: back }`,
    'in-order',
    { faults: 0 },
    'violated: nothing',
  ],
  [
    'two producers keep each its own order',
    `${ONCE.replace('}', ', count: 2 }')}messages: 3`,
    'in-order',
    { faults: 0 },
    'held up to 0',
  ],
  [
    'a more urgent message overtakes another one, as it should',
    `${ONCE}priority: { of-messages: [0, 1] }`,
    'in-order',
    { faults: 0 },
    'violated: nothing',
  ],
  [
    'a shorter delay overtakes a longer one, as it should',
    `${ONCE}delay: { of-messages: [2, 1] }`,
    'in-order',
    { faults: 0 },
    'violated: nothing',
  ],
  [
    'two requests on their way overtake each other',
    'producers: { in-flight: 2, resends: 0 }\nredelivery: { visibility-timeout: 30 }',
    'in-order',
    { faults: 0 },
    'violated: nothing',
  ],
  [
    'two sends on a connection do not',
    'producers: { in-flight: 2, resends: 0 }',
    'in-order',
    { faults: 1 },
    'held up to 1',
  ],
  ['nor do sends that nobody waits for', 'producers: { confirms: false }', 'in-order', { faults: 1 }, 'held up to 1'],
  [
    'unless the first is lost and sent again',
    'producers: { in-flight: 2 }',
    'in-order',
    { faults: 1, only: ['lost-request'] },
    'violated: 1 lost-request',
  ],
  ['one after the other they keep their order even then', '', 'in-order', { faults: 1 }, 'held up to 1'],
]

const givingUp: readonly Case[] = [
  [
    'a limit of one drops a message after one crash',
    `${ONCE}redelivery: { limit: 1 }`,
    'dead-letters-kept',
    { faults: 1, only: ['crash'] },
    'violated: 1 crash',
  ],
  [
    'a limit of two takes two',
    `${ONCE}redelivery: { limit: 2 }`,
    'dead-letters-kept',
    { faults: 2, only: ['crash'] },
    'violated: 2 crash',
  ],
  [
    'a limit of one drops it after one attempt that fails',
    `${ONCE}redelivery: { limit: 1 }\nconsumers: { fails: first-attempt }`,
    'dead-letters-kept',
    { faults: 0 },
    'violated: nothing',
  ],
  [
    'and what is dropped was never processed',
    `${ONCE}redelivery: { limit: 1 }\nconsumers: { fails: first-attempt }`,
    'at-least-once',
    { faults: 0 },
    'violated: nothing',
  ],
  [
    'a lease shorter than the work is one delivery, too',
    `${ONCE}redelivery: { limit: 1, visibility-timeout: 5 }`,
    'dead-letters-kept',
    { faults: 0 },
    'violated: nothing',
  ],
  [
    'a dead letter that is not flushed is lost with the power',
    `${ONCE}redelivery: { limit: 1, dead-letters: atomic }\nconsumers: { fails: always }\nbroker: { flush: later }`,
    'dead-letters-kept',
    { faults: 1 },
    'violated: 1 power-loss',
  ],
  [
    'and one that the standby has not copied with any crash',
    `${ONCE}redelivery: { limit: 1, dead-letters: atomic }\nconsumers: { fails: always }\nbroker: { standby: asynchronous }`,
    'dead-letters-kept',
    { faults: 1 },
    'violated: 1 crash',
  ],
  [
    'a dead-letter queue keeps it',
    `${ONCE}redelivery: { limit: 1, dead-letters: atomic }`,
    'dead-letters-kept',
    { faults: 2 },
    'held up to 2',
  ],
  [
    'also in two steps, copy first',
    `${ONCE}redelivery: { limit: 1, dead-letters: copy-then-remove }`,
    'dead-letters-kept',
    { faults: 2 },
    'held up to 2',
  ],
  [
    'removed first, it is lost in between',
    `${ONCE}redelivery: { limit: 1, dead-letters: remove-then-copy }\nconsumers: { fails: always }`,
    'dead-letters-kept',
    { faults: 1 },
    'violated: 1 crash',
  ],
  [
    'a poison message without a limit comes for ever',
    `${ONCE}consumers: { fails: always }`,
    'progress',
    { faults: 0 },
    'violated: nothing',
  ],
  [
    'with a limit it is given up',
    `${ONCE}consumers: { fails: always }\nredelivery: { limit: 2, dead-letters: atomic }`,
    'progress',
    { faults: 1 },
    'held up to 1',
  ],
]

const moving: readonly Case[] = [
  [
    'sent, then removed, a due message is sent twice after a crash',
    `${JOB}, fire: send-then-remove }\n${WITH}`,
    'at-most-once',
    { faults: 1 },
    'violated: 1 crash',
  ],
  [
    'and by two schedulers after a pause',
    `${JOB}, fire: send-then-remove, schedulers: 2 }\n${WITH}`,
    'at-most-once',
    { faults: 1, only: ['pause'] },
    'violated: 1 pause',
  ],
  [
    'in one step it is not',
    `${JOB}, schedulers: 2 }\n${WITH}`,
    'at-most-once',
    { faults: 2, only: ['pause', 'crash'] },
    'held up to 2',
  ],
  ['a clock that cannot be set is right', `${JOB}, set-back: at-once }`, 'never-early', { faults: 1 }, 'held up to 1'],
  [
    'equal delays do not hold each other up',
    `${ONCE}delay: { of-messages: [2], looks-at: head }`,
    'progress',
    { faults: 1 },
    'held up to 1',
  ],
]

const choosing: readonly Case[] = [
  [
    'three classes do not tell 9 from 5',
    'messages: 2\npriority: { of-messages: [5, 9], classes: three }',
    'no-inversion',
    { faults: 0 },
    'violated: nothing',
  ],
  [
    'but 5 from 4',
    'messages: 2\npriority: { of-messages: [4, 5], classes: three }',
    'no-inversion',
    { faults: 1 },
    'held up to 1',
  ],
  [
    'a priority beyond the levels counts as the highest',
    'messages: 2\npriority: { of-messages: [1, 9], levels: 2 }',
    'no-inversion',
    { faults: 0 },
    'not-applicable: all messages have one priority here: it needs different ones in priority.of-messages, and as many messages',
  ],
  ...[1, 2, 3].map((ageing): Case => [
    `passed over ${ageing} times, a message goes before all others`,
    `${LOAD}, ageing: ${ageing} }`,
    'progress',
    { faults: 1 },
    'held up to 1',
  ]),
  [
    'a sender of the same priority starves nobody',
    `${LOAD.replace('[0]', '[1]')} }`,
    'progress',
    { faults: 1 },
    'held up to 1',
  ],
  ['nor one of a lower priority', `${LOAD.replace('[0]', '[2]')} }`, 'progress', { faults: 1 }, 'held up to 1'],
  [
    'a second consumer and a prefetch do not help',
    `${LOAD} }\nconsumers: { count: 2, prefetch: 2 }`,
    'progress',
    { faults: 0 },
    'violated: nothing',
  ],
  [
    'three classes end the starvation of 5 by 9',
    `${LOAD.replace('[0]', '[5]').replace('load: 1', 'load: 9')}, classes: three }`,
    'progress',
    { faults: 0 },
    'held up to 0',
  ],
  [
    'several consumers with a prefetch are dispatched the most urgent first',
    'consumers: { count: 2, prefetch: 2 }\npriority: {}',
    'no-inversion',
    { faults: 0 },
    'held up to 0',
  ],
  [
    'and process another one first',
    'consumers: { count: 2, prefetch: 2 }\npriority: { judged-at: processing }',
    'no-inversion',
    { faults: 0 },
    'violated: nothing',
  ],
  [
    'ageing is an inversion',
    'messages: 3\npriority: { of-messages: [0, 1, 1], ageing: 1 }',
    'no-inversion',
    { faults: 0 },
    'violated: nothing',
  ],
  [
    'so is the share of the others',
    'messages: 4\nproducers: { in-flight: 3 }\npriority: { of-messages: [0, 1, 1, 1], order: weighted, weight: 1 }',
    'no-inversion',
    { faults: 0 },
    'violated: nothing',
  ],
]

const paying: readonly Case[] = [
  [
    'a payment that was read as possible is no effect of closing',
    'order: { pay: read-then-write }',
    'no-effect-after-cancel',
    { faults: 1 },
    'held up to 1',
  ],
  [
    'asking the gateway also helps who reads, then writes',
    'order: { payment: external, close: read-then-write, gateway-query: true }',
    'no-effect-after-cancel',
    { faults: 2 },
    'held up to 2',
  ],
  ['to find an order paid is work that was done', 'order: {}', 'at-least-once', { faults: 1 }, 'held up to 1'],
  [
    'who reads, then writes closes what was paid at the gateway without any fault',
    'order: { payment: external, close: read-then-write }',
    'no-effect-after-cancel',
    { faults: 0 },
    'violated: nothing',
  ],
  [
    'nothing is cancelled without an order',
    '',
    'no-effect-after-cancel',
    { faults: 1 },
    'not-applicable: nothing is ever cancelled here: it needs an order',
  ],
]

describe.each([
  ['acknowledging', acknowledging],
  ['sending', sending],
  ['storing', storing],
  ['ordering', ordering],
  ['giving up', givingUp],
  ['moving what is due', moving],
  ['choosing', choosing],
  ['paying', paying],
] as const)('queues, %s:', (_, cases) => {
  test.each(cases)('%s', async (_says, yaml, promise, within, verdict) => {
    expect(inBrief(await judged(yaml, promise, within))).toBe(verdict)
  })
})
