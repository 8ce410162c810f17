/** Settings that say nothing, because there are no transactions. */
import { declaredOf } from './declared.ts'
import { isThere } from './client.ts'
import { existsIn } from './declared/declaration.ts'

/** Effective values by name, or those of them that are known. */
type Values = Readonly<Record<string, string | number | boolean>>

/**
 * Does this setting say anything about what is judged? Those of transactions do not where no transactional.id is, or
 * where the release does not have them, and neither does what transactions share with other clients while it is as
 * Kafka has it by default. What is not known may be anything.
 */
export function counts(name: string, settings: Values): boolean {
  const none = settings['transactional.id'] === ''
  const { needs, counts: when, defaults, usual } = declaredOf(name) ?? {}
  if (usual !== undefined) return settings[name] !== usual && !(none && needs === 'a transactional.id')
  if (when === 'where it is given') return settings[name] !== ''
  if (needs === 'a transactional.id') return !none && !isMissing(name, settings)
  if (when === undefined) return true
  return !none || defaults?.every(({ is }) => is !== settings[name]) === true
}

/** The settings without those that are as nearly everybody has them. */
export function withoutUsual<V extends Values>(settings: V): V {
  const kept = Object.entries(settings).filter(([name, value]) => declaredOf(name)?.usual !== value)
  return Object.fromEntries(kept) as V
}

/** A setting that the release, or the client, does not have: nobody can have given it. */
export function isAbsent(name: string, settings: Values): boolean {
  const declared = declaredOf(name)
  const { 'kafka.version': version, client, 'client.version': release } = settings
  if (declared === undefined || typeof version !== 'string') return false
  return !isThere(declared, {
    'kafka.version': version,
    ...(typeof client === 'string' && { client }),
    ...(typeof release === 'string' && { 'client.version': release }),
  })
}

function isMissing(name: string, { 'kafka.version': version }: Values): boolean {
  const declared = declaredOf(name)
  return declared !== undefined && typeof version === 'string' && !existsIn(declared, version)
}
