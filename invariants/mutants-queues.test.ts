/** Every promise that a queue is judged by can fail, and one rule of the model is what keeps it. */
import { describe, expect, test } from 'vitest'
import { QUEUE_PROMISES, type queueSystem } from '../model/queues/system.ts'
import { inBrief, judged, type Within } from '../model/queues/testing/judged.ts'
import { withMutatedModel, type Mutation } from './testing/mutants.ts'

interface Mutant extends Mutation {
  /** What is different, as the end of the sentence "… is broken when …". */
  readonly when: string
  readonly promise: string
  readonly yaml: string
  readonly within: Within
  /** How the mutant breaks it. */
  readonly broken: string
  /** It is told as a loop. */
  readonly starves?: true
}

const ONCE = 'producers: { resends: 0 }\n'

const mutants: readonly Mutant[] = [
  {
    when: 'the oldest message is dispatched, whatever its priority',
    promise: 'no-inversion',
    from: 'const urgent = among.find((entry) => rankOf(context, entry) === most)',
    to: 'const urgent = among[0]',
    yaml: 'priority: {}',
    within: { faults: 1 },
    broken: 'violated: nothing',
  },
  {
    when: 'a consumer begins with what was prefetched while more is dispatched to it',
    promise: 'no-inversion',
    from: 'filter(({ acknowledged }) => !acknowledged).length < prefetch',
    to: 'filter(({ acknowledged }) => !acknowledged).length <= prefetch',
    yaml: 'priority: { judged-at: processing }',
    within: { faults: 1 },
    broken: 'violated: nothing',
  },
  {
    when: 'a scheduler does not look at the due time',
    promise: 'never-early',
    from: "if (clock === 'right') return remaining === 0",
    to: "if (clock === 'right') return true",
    yaml: `${ONCE}delay: {}`,
    within: { faults: 1 },
    broken: 'violated: nothing',
  },
  {
    when: 'an update does not ask whether the order is unpaid',
    promise: 'no-effect-after-cancel',
    from: "if (asked.orders[record]?.status !== 'unpaid') return",
    to: "if (asked.orders[record]?.status === 'closed') return",
    yaml: 'order: {}',
    within: { faults: 1 },
    broken: 'violated: nothing',
  },
  {
    when: 'the gateway is asked, and takes a payment after that',
    promise: 'no-effect-after-cancel',
    from: ": { gateway: 'closed' }",
    to: ': {}',
    yaml: 'order: { payment: external, close: read-then-write, gateway-query: true }',
    within: { faults: 1 },
    broken: 'violated: nothing',
  },
  {
    when: 'a message that is given up is not copied',
    promise: 'dead-letters-kept',
    from: "status: 'parking' }), deadLetters: withDeadLetter(context, state.broker, record)",
    to: "status: 'parking' })",
    yaml: `${ONCE}redelivery: { limit: 1, dead-letters: copy-then-remove }`,
    within: { faults: 1 },
    broken: 'violated: 1 crash',
  },
  {
    when: 'a crash of the broker removes what it was giving up',
    promise: 'dead-letters-kept',
    from: 'deadLetters: broker.deadLetters.filter((letter) => isKept(context, letter, end))',
    to: 'deadLetters: []',
    yaml: `${ONCE}redelivery: { limit: 1, dead-letters: atomic }\nconsumers: { fails: always }`,
    within: { faults: 1 },
    broken: 'violated: 1 crash',
  },
  {
    when: 'nobody counts how often a message was passed over',
    promise: 'progress',
    from: 'Math.min(priority.ageing, entry.passed + 1)',
    to: 'entry.passed',
    yaml: 'messages: 1\npriority: { of-messages: [0], load: 1, ageing: 2 }',
    within: { faults: 0 },
    broken: 'violated: nothing',
    starves: true,
  },
  {
    when: 'the lease of a dead consumer never ends',
    promise: 'progress',
    from: 'if (holder === undefined || !holder.up || holder.paused || holder.cut) return true',
    to: 'if (holder === undefined || holder.paused || holder.cut) return true\n  if (!holder.up) return false',
    yaml: `${ONCE}consumers: { count: 2 }`,
    within: { faults: 1 },
    broken: 'violated: 1 crash',
  },
  {
    when: 'only the first of all delayed messages is looked at',
    promise: 'progress',
    from: "if (settings.delay?.['looks-at'] !== 'head') return undefined",
    to: '',
    yaml: `${ONCE}delay: { of-messages: [3, 1] }`,
    within: { faults: 0 },
    broken: 'violated: nothing',
  },
  {
    when: 'a message is acknowledged before its work is done',
    promise: 'at-least-once',
    from: "(when === 'after' && phase === 'applied')",
    to: "(when === 'after' && phase !== 'waiting')",
    yaml: ONCE,
    within: { faults: 1 },
    broken: 'violated: 1 crash',
  },
  {
    when: 'ids are stored with the effect, and nobody looks',
    promise: 'at-most-once',
    from: 'effects.includes(record)\n',
    to: 'effects.includes(-1)\n',
    yaml: 'consumers: { remembers: with-the-effect }',
    within: { faults: 1 },
    broken: 'violated: 1 crash',
  },
  {
    when: 'the youngest message goes first',
    promise: 'in-order',
    from: 'const urgent = among.find((entry)',
    to: 'const urgent = among.findLast((entry)',
    yaml: ONCE,
    within: { faults: 0 },
    broken: 'violated: nothing',
  },
  {
    when: 'a crash takes what is stored',
    promise: 'no-acknowledged-loss',
    from: "if (!persistent) return entry.status === 'done' ? [entry] : []",
    to: "if (end === 'crash') return entry.status === 'done' ? [entry] : []",
    yaml: ONCE,
    within: { faults: 1 },
    broken: 'violated: 1 crash',
  },
  {
    when: 'the broker does not look at the ids that it stores',
    promise: 'no-duplicates',
    from: "deduplicate === 'stored' && broker.entries.some((entry) => entry.record === record)",
    to: "deduplicate === 'stored' && record < 0",
    yaml: 'broker: { deduplicate: stored }',
    within: { faults: 1 },
    broken: 'violated: 1 crash',
  },
  {
    when: 'a producer reports a failure while the answer is on its way',
    promise: 'honest-outcome',
    from: "isOnItsWay(context, state, record, 'lost') && (pendingOf(context, state, record)?.resends ?? 0) >=",
    to: "isOnItsWay(context, state, record, 'lost', 'response') && (pendingOf(context, state, record)?.resends ?? 0) >=",
    yaml: ONCE,
    within: { faults: 1, only: ['lost-request'] },
    broken: 'violated: nothing',
  },
]

describe('a promise of queues is kept by a rule:', () => {
  test('every one of them', () => {
    expect(new Set(mutants.map(({ promise }) => promise))).toEqual(new Set(QUEUE_PROMISES))
  })

  test.each(mutants.map((mutant) => [`${mutant.promise} is broken when ${mutant.when}`, mutant] as const))(
    '%s',
    async (_, mutant) => {
      const { promise, yaml, within, broken } = mutant
      expect(inBrief(await judged(yaml, promise, within))).toBe(`held up to ${within.faults}`)
      const verdict = await withMutatedModel(mutant, 'queues/system.ts', async (loaded) =>
        judged(yaml, promise, within, (loaded as { readonly queueSystem: typeof queueSystem }).queueSystem),
      )
      expect(inBrief(verdict)).toBe(broken)
      const { loop } = verdict.counterexample ?? {}
      expect(loop === undefined ? null : loop.story[0]).toEqual(
        mutant.starves === true ? expect.stringMatching(/^from step \d+ on, again and again:$/) : null,
      )
    },
  )
})
