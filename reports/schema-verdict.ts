/** A verdict in `--json`: what it rests on, and the story of how a promise is broken. */
import { z } from 'zod'

export const amount = z.int().nonnegative()
export const value = z.union([z.string(), z.number(), z.boolean()])
export const settings = z
  .record(z.string(), value)
  .describe(
    'effective values by the names that the system gives them; 9223372036854775807 is text, because JSON readers '
      + 'round it, and a list is text with commas',
  )

export const evidence = z.strictObject({
  bounds: z
    .object({
      faults: amount.describe('faults and moves together'),
      fault: z.record(z.string(), amount).describe('at most so many of a kind'),
      moves: amount,
    })
    .catchall(z.union([amount, z.record(z.string(), amount)]))
    .describe('every bound of the search'),
  random: z
    .strictObject({
      schedules: amount,
      sideways: amount.describe('beginnings of schedules, with one more step, that were judged beside them'),
      steps: amount,
    })
    .nullable(),
  exhaustive: z
    .array(
      z.strictObject({
        records: amount,
        states: amount.describe('states stored; the system was healed and judged from each that was expanded'),
        depth: amount.describe('actions of the longest schedule'),
        completeTo: z
          .int()
          .describe('every schedule with up to so many faults and moves was explored; -1: not even those without any'),
        ends: amount.describe('different states in which healing ended, each read back'),
        missed: z
          .number()
          .nonnegative()
          .describe('probability that a state was missed because its fingerprint is that of another one'),
        stopped: z
          .enum(['max-states', 'memory', 'interrupted', 'too-large'])
          .nullable()
          .describe('why the search ended early; too-large: it counts no further'),
      }),
    )
    .nullable(),
  reached: z.record(z.string(), amount).describe('how often each situation was reached; 0 for those that never were'),
})

export const counterexample = z.strictObject({
  faults: amount,
  faultKinds: z.record(z.string(), amount.optional()),
  moves: amount,
  length: amount.describe('scheduled actions, without healing'),
  decisive: amount
    .optional()
    .describe('the step, counted from 1, from which on nothing mends it; 0: from the beginning. Not in saved files'),
  minimal: z.enum(['proven', 'local']),
  actions: z.array(z.unknown()),
  story: z.array(z.string()).describe('one line a step'),
  why: z.string(),
  file: z.string().nullable().describe('where it was saved; null when it could not be'),
})

export const verdict = z.strictObject({
  promise: z.string(),
  verdict: z.enum(['held', 'violated', 'not-applicable', 'undecided']),
  why: z.string().optional().describe('only where there is no verdict: the reason'),
  evidence,
  counterexample: counterexample.nullable(),
  cause: z.array(z.string()).optional().describe('settings whose change mends it, found by trying'),
  remedies: z
    .array(
      z.strictObject({
        change: z.record(z.string(), z.string()),
        price: z.array(z.string()),
        verdict: z.literal('held'),
        completeTo: z.int(),
        schedules: amount,
      }),
    )
    .optional()
    .describe('the smallest changes with which it holds, as does everything that held; none where none was found'),
  tried: z
    .strictObject({ changes: amount, all: z.boolean().describe('false: it would have taken too long to try all') })
    .optional(),
  otherwise: z.string().optional().describe('only where no remedy was found: what else helps'),
  of: z.string().optional().describe('only where several configurations were judged: which of them this is of'),
})
