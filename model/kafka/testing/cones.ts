/** Test material: cones of states of clusters (`harness/explore/testing/cones.ts`). */
import seedrandom from 'seedrandom'
import { type Budget, budgetOf } from '../../../harness/budget.ts'
import { type Compared, coneCheck, metOnTheWay, wander } from '../../../harness/explore/testing/cones.ts'
import type { System } from '../../system.ts'
import { AT_ONCE } from '../reduction/at-once.ts'
import type { Rule } from '../reduction/rule.ts'
import type { KafkaSettings } from '../settings/types.ts'
import { type KafkaAction, type KafkaState, type Scope, kafkaSystem } from '../system.ts'
import { settingsOf } from './scenario.ts'

export type Given = Partial<KafkaSettings>

/** A cluster of so many brokers, each with all partitions, and transactions. */
export function transactional(brokers: number, given: Given = {}): Given {
  return {
    'transactional.id': 't',
    'isolation.level': 'read_committed',
    'enable.idempotence': true,
    brokers,
    'replication.factor': brokers,
    'transaction.state.log.replication.factor': brokers,
    'min.insync.replicas': 2,
    'transaction.state.log.min.isr': 2,
    ...given,
  }
}

export function systemWith(
  given: Given,
  scope: Partial<Scope> & Pick<Scope, 'records'>,
  rules: readonly Rule[] = AT_ONCE,
): System<KafkaState, KafkaAction> {
  return kafkaSystem(settingsOf(given), { producers: 1, ...scope }, rules)
}

export interface Samples {
  /** Random schedules. */
  readonly walks: number
  /** Of the whole graph: of so many states that are met first, one in so many. */
  readonly first: number
  readonly oneIn: number
  /** Vertices of a cone. */
  readonly most: number
}

const SAMPLES: Samples = { walks: 30, first: 900, oneIn: 60, most: 500 }

/** Compares the cones of states that random schedules come to, and of some of the whole graph. */
export function check(
  system: System<KafkaState, KafkaAction>,
  budget: Budget,
  given: Partial<Samples> = {},
): { readonly compared: readonly Compared[]; readonly tooLarge: number } {
  const { walks, first, oneIn, most } = { ...SAMPLES, ...given }
  const random = seedrandom('cones')
  const samples = [
    ...Array.from({ length: walks }, () => wander(system, budget, () => random()) ?? []).flat(),
    ...metOnTheWay(system, budgetOf(1), first, oneIn),
  ]
  const cone = coneCheck(system, budget, most)
  const compared = samples.map((from) => cone(from) ?? []).flat()
  return { compared, tooLarge: samples.length - compared.length }
}
