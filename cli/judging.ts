/** What a worker explores, made from plain data: the same as the command explores itself. */
import type { Budget } from '../harness/budget.ts'
import { type Judging, judging } from '../harness/explore/judging.ts'
import { invariantById } from '../invariants/index.ts'
import type { Settings, Size } from '../model/system-entry.ts'
import { knownSystem } from '../model/systems.ts'

export function systemJudging(
  system: string,
  settings: Settings,
  size: Size,
  promises: readonly string[],
  budget: Budget,
  reduce: boolean,
): Judging<unknown, unknown> {
  return judging(
    knownSystem(system).make(settings, size),
    promises.flatMap((id) => invariantById(id) ?? []),
    budget,
    reduce,
  )
}
