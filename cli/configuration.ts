/** From files and options to the settings that are judged. */
import type { Given } from '../model/given.ts'
import type { Resolved, Settings } from '../model/system-entry.ts'
import { knownSystem, SYSTEMS, systemNamed } from '../model/systems.ts'
import { clipped } from '../model/input-error.ts'
import { GATE_PREFIX } from '../reports/gates.ts'
import type { Configuration } from '../reports/report.ts'
import type { Case, Engine, ReadConfiguration } from './engine.ts'
import { type Assignment, type SearchOptions, switchesIn } from './options.ts'
import { UsageError } from './usage-error.ts'

/** Options that name a file of a kind, as `--broker FILE`. */
const OUTRIGHT = ['broker', 'topic', 'producer', 'consumer'] as const

/**
 * What the files say (or the texts in their place), and which system they are about; `--set system=NAME` says it, too.
 */
export async function readFiles(
  engine: Engine,
  paths: readonly string[],
  options: SearchOptions,
  texts?: ReadonlyMap<string, string>,
): Promise<ReadConfiguration> {
  const outright = Object.fromEntries(OUTRIGHT.flatMap((kind) => (options[kind] ? [[kind, options[kind]]] : [])))
  const named = options.set.findLast(({ key }) => key === 'system')?.value
  if (named !== undefined && systemNamed(named) === undefined)
    throw new UsageError(
      `--set system=${clipped(named)}: there is no such system; there are ${SYSTEMS.map(({ name }) => name).join(', ')}`,
    )
  const read = await engine.read(paths, outright, texts)
  if (named === undefined || named === read.system) return checked(read, options)
  if (read.cases.some(({ given }) => given.length > 0))
    throw new UsageError(`--set system=${named}: the files are about ${read.system}; give files of one system`)
  return checked({ ...read, system: named }, options)
}

/** The options that the command was given and the system does not have are refused by name. */
function checked(read: ReadConfiguration, options: SearchOptions): ReadConfiguration {
  const { name, options: own } = knownSystem(read.system)
  for (const [option, flag] of Object.entries(OWN_FLAGS) as [keyof typeof OWN_FLAGS, string][]) {
    const value = options[option]
    if (value === undefined || value === false || own.includes(option)) continue
    const owners = SYSTEMS.filter((system) => system.options.includes(option)).map((system) => system.name)
    throw new UsageError(`${flag}: ${name} has no such option; it is for ${owners.join(', ')}. Leave it out`)
  }
  return read
}

const OWN_FLAGS = {
  broker: '--broker',
  topic: '--topic',
  producer: '--producer',
  consumer: '--consumer',
  kafkaVersion: '--kafka-version',
  brokers: '--brokers',
  client: '--client',
  gate: '--gate',
  producers: '--producers',
  loop: '--loop',
  byRecord: '--by-record',
  outbox: '--outbox',
} as const

/** Settings from files, then `--set`, then what is varied: the last one counts. */
export function resolveConfiguration(
  engine: Engine,
  read: ReadConfiguration,
  { given: inFiles }: Case,
  options: SearchOptions,
  varied: readonly Assignment[] = [],
): Resolved {
  const gate = { ...options.gate, ...switchesIn(varied) }
  const settings = varied.filter(({ key }) => !key.startsWith(GATE_PREFIX))
  const given = [
    ...inFiles,
    ...(options.client === undefined ? [] : [givenBy('--client', { key: 'client', value: options.client })]),
    ...options.set.filter(({ key }) => key !== 'system').map((assignment) => givenBy('--set', assignment)),
    ...settings.map((assignment) => givenBy('--vary', assignment)),
  ]
  const resolved = engine.resolve(read.system, given, {
    gate,
    ...(options.kafkaVersion === undefined ? {} : { kafkaVersion: options.kafkaVersion }),
    ...(options.brokers === undefined ? {} : { brokers: options.brokers }),
  })
  const asides = read.asides.map(({ key, why, origin }) => ({ key, why, from: origin }))
  return { ...resolved, ignored: [...resolved.ignored, ...asides], notes: [...read.notes, ...resolved.notes] }
}

/** The settings with these changes; `undefined` where they are refused then. */
export function settingsWith(
  engine: Engine,
  read: ReadConfiguration,
  one: Case,
  options: SearchOptions,
  changes: Readonly<Record<string, string>>,
): Settings | undefined {
  const varied = Object.entries(changes).map(([key, value]) => ({ key, value }))
  try {
    return resolveConfiguration(engine, read, one, options, varied).settings
  } catch (error) {
    if (engine.badInput(error) === undefined) throw error
    return undefined
  }
}

function givenBy(option: string, { key, value }: Assignment): Given {
  return { section: undefined, key, value, origin: { option } }
}

/** The settings as reports show them. */
export function shownConfiguration(
  system: string,
  { settings, assumed, ignored, from = {}, warnings, notes }: Resolved,
): Configuration {
  return { system, settings, assumed, ignored, from, warnings, notes }
}
