/**
 * `npx tsx conform/judge-log.ts FILE VERSION REQUEST`: the log of a real broker of this release against the model.
 * REQUEST is the version of its produce requests: 12 speaks transaction version 2, 11 has an error that says to abort.
 */
import { readFileSync } from 'node:fs'
import type { GivenSetting } from '../model/kafka/settings/given.ts'
import { resolveSettings } from '../model/kafka/settings/resolve.ts'
import type { KafkaSettings } from '../model/kafka/settings/types.ts'
import { compareSequence } from './against-model.ts'
import { sequencesIn } from './produce-log.ts'

const TRANSACTION_VERSION_2 = 12
const ABORTABLE_ERROR = 11

/**
 * The settings of a session in which requests have this version: what a broker answers goes by it, whatever the cluster
 * could do.
 */
export function settingsOfSession(version: string, request: number, isTransactional: boolean): KafkaSettings {
  const given = Object.entries(isTransactional ? { 'transactional.id': 'session' } : {}).map(
    ([key, value]): GivenSetting => ({ section: undefined, key, value, origin: { option: 'session' } }),
  )
  const { settings } = resolveSettings(given, {
    version,
    gates: { 'abortable-error-named': request >= ABORTABLE_ERROR },
  })
  return {
    ...settings,
    'enable.idempotence': true,
    'transaction.version': request >= TRANSACTION_VERSION_2 ? 2 : 0,
    'transaction.state.log.replication.factor': 1,
    'transaction.state.log.min.isr': 1,
  }
}

function judge(file: string, version: string, request: number): void {
  const sequences = sequencesIn(readFileSync(file, 'utf8'))
  const settings = settingsOfSession(
    version,
    request,
    sequences.some((lines) => lines.some(({ op }) => op === 'init')),
  )
  const compared = sequences.map((lines) => compareSequence(settings, lines))
  const sum = (of: 'produces' | 'agree' | 'stillCompleting'): number =>
    compared.reduce((total, one) => total + one[of], 0)
  console.log(
    `${sequences.length} sequences, ${sum('produces')} produces, ${sum('agree')} agree (${sum('stillCompleting')} while the coordinator was still completing)`,
  )
  for (const { model, broker, after } of compared.flatMap(({ differences }) => differences))
    console.log(`  model: ${model}; broker: ${broker}; after: ${after.join(', ')}`)
}

const [file, version, request] = process.argv.slice(2)
if (file !== undefined && version !== undefined && request !== undefined) judge(file, version, Number(request))
else if (process.argv[1]?.endsWith('judge-log.ts') === true)
  console.error('usage: npx tsx conform/judge-log.ts FILE VERSION REQUEST')
