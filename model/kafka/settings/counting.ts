/** Settings that say nothing, because there are no transactions. */
import { MODELLED_KEYS, type ModelledKey, existsIn } from './schema.ts'

/** Effective values by name, or those of them that are known. */
type Values = Readonly<Record<string, string | number | boolean>>

/**
 * Does this setting say anything about what is judged? Those of transactions do not where no transactional.id is, or
 * where the release does not have them, and neither does what transactions share with other clients while it is as
 * Kafka has it by default. What is not known may be anything.
 */
export function counts(name: string, settings: Values): boolean {
  const key = MODELLED_KEYS.find((modelled) => modelled.key === name)
  const none = settings['transactional.id'] === ''
  if (name === 'transactional.id') return !none
  if (key?.needs === 'a transactional.id') return !none && !isMissing(key, settings)
  const shared = name === 'isolation.level' || name === 'producer.id.expiration.ms'
  return !none || !shared || key?.defaults.every(({ is }) => is !== settings[name]) === true
}

/** A setting of transactions that the release does not have: nobody can have given it. */
export function isAbsent(name: string, settings: Values): boolean {
  return MODELLED_KEYS.some((key) => key.key === name && key.needs === 'a transactional.id' && isMissing(key, settings))
}

function isMissing(key: ModelledKey, { 'kafka.version': version }: Values): boolean {
  return typeof version === 'string' && !existsIn(key, version)
}
