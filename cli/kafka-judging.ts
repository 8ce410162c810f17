/** What a worker explores, made from plain data: the same as the command explores itself. */
import type { Budget } from '../harness/budget.ts'
import { type Judging, judging } from '../harness/explore/judging.ts'
import { invariantById } from '../invariants/index.ts'
import type { KafkaSettings } from '../model/kafka/settings/types.ts'
import { type KafkaAction, type KafkaState, type Scope, kafkaSystem } from '../model/kafka/system.ts'

export function kafkaJudging(
  settings: KafkaSettings,
  scope: Scope,
  promises: readonly string[],
  budget: Budget,
  reduce: boolean,
): Judging<KafkaState, KafkaAction> {
  return judging(
    kafkaSystem(settings, scope),
    promises.flatMap((id) => invariantById(id) ?? []),
    budget,
    reduce,
  )
}
