/** Results as the JSON that scripts rely on. Keys and their order are part of the contract. */
import type { Availability } from '../harness/availability.ts'
import type { Counterexample, Evidence } from '../harness/result.ts'
import type { Origin } from '../model/given.ts'
import { knownSystem } from '../model/systems.ts'
import type { Before } from './before.ts'
import { worstOf } from './cases.ts'
import { type Regression, worstRegressions } from './regressions.ts'
import type { CheckReport, CompareReport, Configuration, Fix, Judged, MissingPart, SettingValue } from './report.ts'
import type { CheckJson, CompareJson, PlaceJson, VerdictJson } from './schema.ts'

/** What the JSON of `check` is made from. */
export type Checked = Pick<
  CheckReport,
  | 'version'
  | 'seed'
  | 'configuration'
  | 'judged'
  | 'seconds'
  | 'availability'
  | 'regressions'
  | 'isFromCache'
  | 'before'
  | 'fix'
>

/** The result of `check`. */
export function checkJson(report: Checked): CheckJson {
  return {
    tidemark: report.version,
    command: 'check',
    seed: report.seed,
    ...nameJson(report.configuration),
    ...configurationJson(report.configuration),
    ...regressionsJson(report.regressions),
    verdicts: report.judged.map(verdictJson),
    ...availabilityJson(report.availability),
    ...fixJson(report.fix),
    ...cacheJson(report),
    ...beforeJson(report),
    seconds: rounded(report.seconds),
  }
}

/** The same of several configurations of the same files: each, and the worst verdict of each promise. */
export function casesJson(reports: readonly CheckReport[]): CheckJson {
  const [first] = reports
  if (first === undefined) throw new RangeError('no configuration was judged')
  const { system } = first.configuration
  const all = reports.map(({ configuration }) => configuration)
  return {
    ...checkJson({
      ...withoutFix(first),
      isFromCache: reports.every(({ isFromCache }) => isFromCache === true),
      configuration: {
        ...first.configuration,
        of: '',
        settings: knownSystem(system).shared(all.map(({ settings }) => settings)),
      },
      regressions: worstRegressions(reports.map(({ regressions = [] }) => regressions)),
      judged: [],
      seconds: reports.at(-1)?.seconds ?? 0,
    }),
    verdicts: worstOf(reports).map(({ of, judged }) => ({ ...verdictJson(judged), of })),
    cases: reports.map(({ configuration, seed, judged, availability, regressions, isFromCache, before, fix }) => ({
      of: configuration.of ?? '',
      seed,
      ...configurationJson(configuration),
      ...regressionsJson(regressions),
      verdicts: judged.map(verdictJson),
      ...availabilityJson(availability),
      ...fixJson(fix),
      ...cacheJson({ isFromCache }),
      ...beforeJson({ before }),
    })),
  }
}

/** Each configuration has its own. */
function withoutFix({ fix: _fix, before: _before, ...report }: CheckReport): CheckReport {
  return report
}

/** The result of `compare`. */
export function compareJson(report: CompareReport): CompareJson {
  return {
    tidemark: report.version,
    command: 'compare',
    seed: report.seed,
    ...configurationJson(report.configuration),
    rows: report.rows.map((row) => ({
      varied: settingsJson(row.varied),
      ...(report.seed === null && row.refused === null ? { seed: row.seed } : {}),
      ...(row.refused === null ? {} : { refused: row.refused }),
      ...(row.settings === undefined ? {} : { settings: settingsJson(row.settings) }),
      verdicts: row.judged.map(verdictJson),
      ...availabilityJson(row.availability),
    })),
    ...missingJson(report.missing),
    seconds: rounded(report.seconds),
  }
}

/** Parts of a run of which there is no result. */
export function missingJson(missing: readonly MissingPart[] = []): Pick<CompareJson, 'missing'> {
  return missing.length === 0 ? {} : { missing: missing.map(({ part, of, command }) => ({ part, of, command })) }
}

/** What steers a terminal or turns the direction of writing; in text it is as good as what it stands for. */
const STEERING = /[\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]|(?<=#)#(?=\[)/g

/** As text, with a line end: the same data to whoever reads it, and inert where it is shown. */
export function jsonText(json: unknown): string {
  const escaped = (sign: string): string => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`
  return `${JSON.stringify(json, null, 2).replace(STEERING, escaped)}\n`
}

function nameJson({ of = '' }: Configuration): Pick<CheckJson, 'of'> {
  return of === '' ? {} : { of }
}

function configurationJson({
  system,
  settings,
  assumed,
  ignored,
  from = {},
}: Configuration): Pick<CheckJson, 'system' | 'settings' | 'assumed' | 'ignored' | 'from'> {
  return {
    system,
    settings: settingsJson(settings),
    assumed: [...assumed],
    ignored: ignored.map(({ key, why, from: place }) => ({
      key,
      why,
      ...(place === undefined ? {} : { from: placeJson(place, key) }),
    })),
    ...(Object.keys(from).length === 0
      ? {}
      : { from: Object.fromEntries(Object.entries(from).map(([name, place]) => [name, placeJson(place, name)])) }),
  }
}

function fixJson(fix: Fix | undefined): Pick<CheckJson, 'fix'> {
  if (fix === undefined) return {}
  const { change, mends, diff, byHand } = fix
  return { fix: { change: { ...change }, mends: [...mends], diff, byHand: byHand.map((one) => ({ ...one })) } }
}

function beforeJson({ before }: { readonly before?: Before | undefined }): Pick<CheckJson, 'base'> {
  if (before === undefined) return {}
  const { changed, breaks, brokenBefore, mends, ref, missing, removed } = before
  return {
    base: {
      ref,
      ...(missing === undefined ? {} : { missing }),
      changed: changed.map((one) => ({ ...one })),
      breaks: [...breaks],
      brokenBefore: [...brokenBefore],
      mends: [...mends],
      ...(removed.length === 0 ? {} : { removed: [...removed] }),
    },
  }
}

function cacheJson({
  isFromCache = false,
}: {
  readonly isFromCache?: boolean | undefined
}): Pick<CheckJson, 'fromCache'> {
  return isFromCache ? { fromCache: true } : {}
}

function regressionsJson(found: readonly Regression[] = []): Pick<CheckJson, 'regressions'> {
  return found.length === 0 ? {} : { regressions: found.map((one) => ({ ...one })) }
}

function availabilityJson(found: Availability | undefined): Pick<CheckJson, 'availability'> {
  if (found === undefined) return {}
  const { oneByOne, atOnce, brokers } = found
  return { availability: { ...oneByOne, atOnce: { ...atOnce }, brokers } }
}

function placeJson({ file = '', line = 1, key }: Origin, name: string): PlaceJson {
  return { file, line, key: key ?? name }
}

/** Values as JSON can hold them exactly: the largest long, "never", is text. */
export function settingsJson(settings: Readonly<Record<string, SettingValue>>): Record<string, SettingValue> {
  return Object.fromEntries(
    Object.entries(settings).map(([name, value]) => [name, value === Infinity ? '9223372036854775807' : value]),
  )
}

/** One verdict with its evidence and counterexample. */
export function verdictJson({ result, file, cure, otherwise }: Judged): VerdictJson {
  return {
    promise: result.promise,
    verdict: result.verdict,
    ...(result.why === null ? {} : { why: result.why }),
    evidence: evidenceJson(result.evidence),
    counterexample: result.counterexample === null ? null : counterexampleJson(result.counterexample, file),
    ...(cure === undefined
      ? {}
      : {
          cause: [...cure.cause],
          remedies: cure.remedies.map(({ change, price, completeTo, schedules }) => ({
            change: { ...change },
            price: [...price],
            verdict: 'held',
            completeTo,
            schedules,
          })),
          tried: { changes: cure.tried, all: !cure.isCut },
          ...(otherwise === undefined ? {} : { otherwise }),
        }),
  }
}

function evidenceJson({ bounds, random, exhaustive, reached }: Evidence): VerdictJson['evidence'] {
  return {
    bounds: { ...bounds },
    random: random === null ? null : { schedules: random.schedules, sideways: random.sideways, steps: random.steps },
    exhaustive:
      exhaustive === null
        ? null
        : exhaustive.map(({ records, states, depth, completeTo, ends, missed, stopped }) => ({
            records,
            states,
            depth,
            completeTo,
            ends,
            missed,
            stopped,
          })),
    reached: { ...reached },
  }
}

function counterexampleJson(found: Counterexample<unknown>, file: string | null): VerdictJson['counterexample'] {
  return {
    faults: found.faults,
    faultKinds: { ...found.faultKinds },
    moves: found.moves,
    length: found.length,
    decisive: found.decisive,
    minimal: found.minimal,
    actions: [...found.actions],
    story: [...found.story],
    why: found.why,
    file,
  }
}

/** Seconds as far as they say something. */
export function rounded(seconds: number): number {
  return Math.round(seconds * 10) / 10
}
