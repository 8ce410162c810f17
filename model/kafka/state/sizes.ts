/**
 * The sizes in which a configuration is searched, smallest first: a small one shows most flaws with the least around
 * them.
 */
import type { KafkaSettings } from '../settings/types.ts'
import type { Scope } from './deployment.ts'

/**
 * Records that are sent when nobody says otherwise: two show flaws that one cannot, and a transaction may be torn only
 * with a third.
 */
export function usualRecords(settings: Pick<KafkaSettings, 'transactional.id'>, loop = false): number {
  return settings['transactional.id'] === '' || loop ? 2 : 3
}

/**
 * One record, then all. With transactions the cluster does its own work at once in these, so that a search gets through
 * the transactions; and then, with two records at the most and a third one of a producer without transactions, each
 * message of the replication is one of its own.
 */
export function sizesOf(settings: Pick<KafkaSettings, 'transactional.id'>, scope: Scope): readonly Scope[] {
  const small: Scope = { ...scope, records: 1, producers: scope.loop === true ? scope.producers : 1 }
  const sizes = scope.records === 1 ? [scope] : [small, scope]
  if (settings['transactional.id'] === '') return sizes
  const few = Math.min(scope.records, 2)
  const step: Scope = { ...scope, records: few, producers: Math.min(scope.producers, 2) }
  return [
    ...sizes.map((size) => ({ ...size, prompt: true })),
    scope.loop === true ? step : { ...step, records: few + 1, bystander: true },
  ]
}
