/** Test material: what a worker explores of a queue, made from plain data. */
import type { Budget } from '../../../generators/budget.ts'
import { judging, type Judging } from '../../../harness/explore/judging.ts'
import { invariantById } from '../../../invariants/index.ts'
import type { QueueSize } from '../context.ts'
import type { QueueSettings } from '../settings.ts'
import type { QueueAction, QueueState } from '../state.ts'
import { queueSystem } from '../system.ts'

export function queueJudging(
  settings: QueueSettings,
  size: QueueSize,
  promises: readonly string[],
  budget: Budget,
  reduce: boolean,
): Judging<QueueState, QueueAction> {
  return judging(
    queueSystem(settings, size),
    promises.flatMap((id) => invariantById(id) ?? []),
    budget,
    reduce,
  )
}
