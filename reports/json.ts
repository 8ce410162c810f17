/** Results as the JSON that scripts rely on. Keys and their order are part of the contract. */
import type { Counterexample, Evidence } from '../harness/result.ts'
import type { CheckReport, CompareReport, Configuration, Judged, SettingValue } from './report.ts'
import type { CheckJson, CompareJson, VerdictJson } from './schema.ts'

/** What the JSON of `check` is made from. */
export type Checked = Pick<CheckReport, 'version' | 'seed' | 'configuration' | 'judged' | 'seconds'>

/** The result of `check`. */
export function checkJson(report: Checked): CheckJson {
  return {
    tidemark: report.version,
    command: 'check',
    seed: report.seed,
    ...configurationJson(report.configuration),
    verdicts: report.judged.map(verdictJson),
    seconds: rounded(report.seconds),
  }
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
      verdicts: row.judged.map(verdictJson),
    })),
    seconds: rounded(report.seconds),
  }
}

/** As text, with a line end. */
export function jsonText(json: unknown): string {
  return `${JSON.stringify(json, null, 2)}\n`
}

function configurationJson({
  system,
  settings,
  assumed,
  ignored,
}: Configuration): Pick<CheckJson, 'system' | 'settings' | 'assumed' | 'ignored'> {
  return {
    system,
    settings: settingsJson(settings),
    assumed: [...assumed],
    ignored: ignored.map(({ key, why }) => ({ key, why })),
  }
}

/** Values as JSON can hold them exactly: Kafka's largest long, "never", is text. */
export function settingsJson(settings: Readonly<Record<string, SettingValue>>): Record<string, SettingValue> {
  return Object.fromEntries(
    Object.entries(settings).map(([name, value]) => [name, value === Infinity ? '9223372036854775807' : value]),
  )
}

/** One verdict with its evidence and counterexample. */
export function verdictJson({ result, file }: Judged): VerdictJson {
  return {
    promise: result.promise,
    verdict: result.verdict,
    ...(result.why === null ? {} : { why: result.why }),
    evidence: evidenceJson(result.evidence),
    counterexample: result.counterexample === null ? null : counterexampleJson(result.counterexample, file),
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
