/** From files and options to the settings that are judged. */
import { type GivenSetting, SECTIONS } from '../model/kafka/settings/given.ts'
import type { Resolved } from '../model/kafka/settings/resolve.ts'
import { GATE_PREFIX } from '../reports/gates.ts'
import type { Configuration } from '../reports/report.ts'
import type { Engine, ReadConfiguration } from './engine.ts'
import { type Assignment, type SearchOptions, switchesIn } from './options.ts'

export function readFiles(
  engine: Engine,
  paths: readonly string[],
  options: SearchOptions,
): Promise<ReadConfiguration> {
  const outright = Object.fromEntries(
    SECTIONS.flatMap((section) => (options[section] === undefined ? [] : [[section, options[section]]])),
  )
  return engine.read(paths, outright)
}

/** Settings from files, then `--set`, then what is varied: the last one counts. */
export function resolveConfiguration(
  engine: Engine,
  read: ReadConfiguration,
  options: SearchOptions,
  varied: readonly Assignment[] = [],
): Resolved {
  const gates = { ...options.gate, ...switchesIn(varied) }
  const settings = varied.filter(({ key }) => !key.startsWith(GATE_PREFIX))
  const given = [
    ...read.given,
    ...options.set.map((assignment) => givenBy('--set', assignment)),
    ...settings.map((assignment) => givenBy('--vary', assignment)),
  ]
  const resolved = engine.resolve(given, {
    gates,
    ...(options.kafkaVersion === undefined ? {} : { version: options.kafkaVersion }),
    ...(options.brokers === undefined ? {} : { brokers: options.brokers }),
  })
  return { ...resolved, notes: [...read.notes, ...resolved.notes] }
}

function givenBy(option: string, { key, value }: Assignment): GivenSetting {
  return { section: undefined, key, value, origin: { option } }
}

/** The settings as reports show them. */
export function shownConfiguration({ settings, assumed, ignored, warnings, notes }: Resolved): Configuration {
  return { settings: { ...settings }, assumed, ignored, warnings, notes }
}
