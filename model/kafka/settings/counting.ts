/** Settings that say nothing, because there are no transactions. */
import { MODELLED_KEYS } from './schema.ts'

/**
 * Does this setting say anything about what is judged? Those of transactions do not where no transactional.id is, and neither does what
 * transactions share with other clients while it is as Kafka has it by default. Where the transactional.id is not known, each of them may count.
 */
export function counts(name: string, settings: Readonly<Record<string, string | number | boolean>>): boolean {
  if (settings['transactional.id'] !== '') return true
  const key = MODELLED_KEYS.find((modelled) => modelled.key === name)
  if (name === 'transactional.id' || key?.needs === 'a transactional.id') return false
  const shared = name === 'isolation.level' || name === 'producer.id.expiration.ms'
  return !shared || key?.defaults.every(({ is }) => is !== settings[name]) === true
}
