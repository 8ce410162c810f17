/**
 * What a priority queue, a delay queue and the order of 30 minutes promise, row by row: the verdict, and the fewest
 * faults.
 */
import { describe, expect, test } from 'vitest'
import { inBrief, judged, type Within } from './testing/judged.ts'

interface Row {
  readonly says: string
  readonly yaml: string
  readonly promise: string
  readonly within: Within
  readonly verdict: string
}

const ONCE = 'producers: { resends: 0 }'
const JOB = `${ONCE}\ndelay: { of-messages: [1] }`
const LOAD = 'messages: 2\npriority: { of-messages: [0], load: 1'

const rows: readonly Row[] = [
  {
    says: 'queues Q1: asking for one message at a time, nothing less urgent is dispatched first',
    yaml: 'consumers: { prefetch: 0 }\npriority: {}',
    promise: 'no-inversion',
    within: { faults: 1 },
    verdict: 'held up to 1',
  },
  {
    says: 'queues Q1: nor processed first',
    yaml: 'consumers: { prefetch: 0 }\npriority: { judged-at: processing }',
    promise: 'no-inversion',
    within: { faults: 1 },
    verdict: 'held up to 1',
  },
  {
    says: 'queues Q2: what was prefetched is processed before what is more urgent',
    yaml: 'consumers: { prefetch: 2 }\npriority: { judged-at: processing }',
    promise: 'no-inversion',
    within: { faults: 1 },
    verdict: 'violated: nothing',
  },
  {
    says: 'queues Q2: also with one prefetched beside one in work, that is acknowledged before',
    yaml: 'consumers: { prefetch: 1, acknowledge: before }\npriority: { judged-at: processing }',
    promise: 'no-inversion',
    within: { faults: 1 },
    verdict: 'violated: nothing',
  },
  {
    says: 'queues Q2: with one unacknowledged message, which is the one in work, it is not',
    yaml: 'consumers: { prefetch: 1 }\npriority: { judged-at: processing }',
    promise: 'no-inversion',
    within: { faults: 1 },
    verdict: 'held up to 1',
  },
  {
    says: 'queues Q2: the dispatch itself keeps the order with any prefetch',
    yaml: 'consumers: { prefetch: 2 }\npriority: {}',
    promise: 'no-inversion',
    within: { faults: 1 },
    verdict: 'held up to 1',
  },
  {
    says: 'queues Q3: without priorities in the broker the oldest goes first',
    yaml: 'priority: { order: "off" }',
    promise: 'no-inversion',
    within: { faults: 1 },
    verdict: 'violated: nothing',
  },
  {
    says: 'queues Q5: endless urgent messages starve another one',
    yaml: `${LOAD} }`,
    promise: 'progress',
    within: { faults: 1 },
    verdict: 'violated: nothing',
  },
  {
    says: 'queues Q5: not where a message that was passed over goes first',
    yaml: `${LOAD}, ageing: 2 }`,
    promise: 'progress',
    within: { faults: 1 },
    verdict: 'held up to 1',
  },
  {
    says: 'queues Q5: not where the others have a share',
    yaml: `${LOAD}, order: weighted }`,
    promise: 'progress',
    within: { faults: 1 },
    verdict: 'held up to 1',
  },
  {
    says: 'queues Q5: not where each priority is a topic polled in turn',
    yaml: `${LOAD}, order: topics }`,
    promise: 'progress',
    within: { faults: 1 },
    verdict: 'held up to 1',
  },
  {
    says: 'queues Q6: with a topic for each priority, an urgent one comes after its topic was polled',
    yaml: 'priority: { order: topics }',
    promise: 'no-inversion',
    within: { faults: 1 },
    verdict: 'violated: nothing',
  },
  {
    says: 'queues Q6: nor does it help to look at the processing',
    yaml: 'priority: { order: topics, judged-at: processing }',
    promise: 'no-inversion',
    within: { faults: 1 },
    verdict: 'violated: nothing',
  },
  {
    says: 'queues D1: by a monotonic clock nothing is early, whoever moves what is due',
    yaml: 'delay: { schedulers: 2, fire: send-then-remove }',
    promise: 'never-early',
    within: { faults: 1 },
    verdict: 'held up to 1',
  },
  {
    says: 'queues D1: by a monotonic clock nothing is early',
    yaml: 'delay: {}',
    promise: 'never-early',
    within: { faults: 2 },
    verdict: 'held up to 2',
  },
  {
    says: 'queues D1: a scheduler on a fast clock is early',
    yaml: 'delay: { clock: wall }',
    promise: 'never-early',
    within: { faults: 2 },
    verdict: 'violated: 1 clock-step',
  },
  {
    says: 'queues D1: a clock that was set back is early where such a message is delivered at once',
    yaml: 'delay: { clock: wall, set-back: at-once }',
    promise: 'never-early',
    within: { faults: 1 },
    verdict: 'violated: 1 clock-step',
  },
  {
    says: 'queues D2: popped, then worked on, a job is gone with its consumer',
    yaml: `${JOB}\nconsumers: { acknowledge: on-delivery }`,
    promise: 'progress',
    within: { faults: 1 },
    verdict: 'violated: 1 crash',
  },
  {
    says: 'queues D2: popped by the scheduler, it is gone with the scheduler',
    yaml: `${ONCE}\ndelay: { of-messages: [1], fire: remove-then-send }`,
    promise: 'progress',
    within: { faults: 1 },
    verdict: 'violated: 1 crash',
  },
  {
    says: 'queues D3: read, worked on, then removed, every job is done',
    yaml: JOB,
    promise: 'progress',
    within: { faults: 2 },
    verdict: 'held up to 2',
  },
  {
    says: 'queues D3: with a lease and an acknowledgement every job is done',
    yaml: `${JOB}\nredelivery: { visibility-timeout: 30 }`,
    promise: 'progress',
    within: { faults: 2 },
    verdict: 'held up to 2',
  },
  {
    says: 'queues D3: and done twice after a crash',
    yaml: `${JOB}\nredelivery: { visibility-timeout: 30 }`,
    promise: 'at-most-once',
    within: { faults: 1, only: ['crash'] },
    verdict: 'violated: 1 crash',
  },
  {
    says: 'queues D3: and done twice after a pause beyond the lease',
    yaml: `${JOB}\nredelivery: { visibility-timeout: 30 }`,
    promise: 'at-most-once',
    within: { faults: 1, only: ['pause'] },
    verdict: 'violated: 1 pause',
  },
  {
    says: 'queues D5: a long delay at the head holds up a short one',
    yaml: 'delay: { of-messages: [3, 1], looks-at: head }',
    promise: 'progress',
    within: { faults: 1 },
    verdict: 'violated: nothing',
  },
  {
    says: 'queues D5: with one queue a delay nobody is held up',
    yaml: 'delay: { of-messages: [3, 1], looks-at: head, queues: per-delay }',
    promise: 'progress',
    within: { faults: 1 },
    verdict: 'held up to 1',
  },
  {
    says: 'queues D5: nor where all messages are looked at',
    yaml: 'delay: { of-messages: [3, 1] }',
    promise: 'progress',
    within: { faults: 1 },
    verdict: 'held up to 1',
  },
  {
    says: 'queues D6: closed as it was read, an order is closed after it was paid',
    yaml: 'order: { close: read-then-write }',
    promise: 'no-effect-after-cancel',
    within: { faults: 2 },
    verdict: 'violated: nothing',
  },
  {
    says: 'queues D7: a conditional update closes no paid order',
    yaml: 'order: {}',
    promise: 'no-effect-after-cancel',
    within: { faults: 2 },
    verdict: 'held up to 2',
  },
  {
    says: 'queues D7: also when the message comes twice',
    yaml: 'order: {}\nproducers: { resends: 2 }',
    promise: 'no-effect-after-cancel',
    within: { faults: 2, only: ['lost-response', 'crash'] },
    verdict: 'held up to 2',
  },
  {
    says: 'queues D7: merely deleting the job races with one that was fired',
    yaml: 'order: { close: delete-job }',
    promise: 'no-effect-after-cancel',
    within: { faults: 2 },
    verdict: 'violated: nothing',
  },
  {
    says: 'queues D8: an order paid elsewhere is closed when the callback is late',
    yaml: 'order: { payment: external }',
    promise: 'no-effect-after-cancel',
    within: { faults: 2 },
    verdict: 'violated: 1 timeout',
  },
  {
    says: 'queues D8: not where closing asks the gateway first',
    yaml: 'order: { payment: external, gateway-query: true }',
    promise: 'no-effect-after-cancel',
    within: { faults: 2 },
    verdict: 'held up to 2',
  },
]

describe('a queue of messages', () => {
  test.each(rows)('$says', async ({ yaml, promise, within, verdict }) => {
    expect(inBrief(await judged(yaml, promise, within))).toBe(verdict)
  })
})
