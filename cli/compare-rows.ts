/** The rows of a comparison: every combination of what is varied, resolved, or with the reason why it is refused. */
import type { Scenario } from '../model/scenario.ts'
import type { Resolved } from '../model/system-entry.ts'
import { knownSystem } from '../model/systems.ts'
import type { CompareRow, Configuration, SettingValue } from '../reports/report.ts'
import { resolveConfiguration, shownConfiguration } from './configuration.ts'
import type { Engine, ReadConfiguration } from './engine.ts'
import type { Assignment, SearchOptions, Variation } from './options.ts'
import { scenariosAsked } from './survive.ts'
import { UsageError } from './usage-error.ts'

const MOST_COMBINATIONS = 1000

/** The column of the configuration, where the files hold several. */
const OF = 'configuration'

/** A combination with its settings, or with the reason why it has none. */
interface Combination {
  readonly varied: readonly Assignment[]
  readonly resolved: Resolved | undefined
  readonly refused: string | null
}

/** A row of the table before it is judged: of which configuration, and what it is to survive. */
export interface RowToJudge extends Combination {
  readonly of: CompareRow['varied']
  readonly scenario: Scenario | undefined
}

/** All rows of the run, in their order. */
export function rowsToJudge(
  engine: Engine,
  read: ReadConfiguration,
  vary: readonly Variation[],
  options: SearchOptions,
): readonly RowToJudge[] {
  const several = read.cases.length > 1
  return read.cases.flatMap((one) =>
    combinations(vary).flatMap((varied): readonly RowToJudge[] => {
      const of: CompareRow['varied'] = several ? { [OF]: one.name } : {}
      const row = resolvedOrRefused(engine, varied, () => resolveConfiguration(engine, read, one, options, varied))
      if (row.resolved === undefined) return [{ ...row, of, scenario: undefined }]
      return scenariosAsked(knownSystem(read.system), row.resolved.settings, options).map((scenario) => ({
        ...row,
        of: scenario === undefined ? of : { ...of, survive: scenario.name },
        scenario,
      }))
    }),
  )
}

/** The configuration of a combination that is refused. */
export function nothing(system: string, varied: CompareRow['varied']): Configuration {
  return { system, settings: varied, assumed: [], ignored: [], warnings: [], notes: [] }
}

/** Every combination, the last key changing fastest. */
function combinations(vary: readonly Variation[]): readonly (readonly Assignment[])[] {
  const size = vary.reduce((product, { values }) => product * values.length, 1)
  if (size > MOST_COMBINATIONS)
    throw new UsageError(`--vary: ${size} combinations are more than ${MOST_COMBINATIONS}; vary less at once`)
  return vary.reduce<readonly (readonly Assignment[])[]>(
    (rows, { key, values }) => rows.flatMap((row) => values.map((value) => [...row, { key, value }])),
    [[]],
  )
}

function resolvedOrRefused(engine: Engine, varied: readonly Assignment[], resolve: () => Resolved): Combination {
  try {
    return { varied, resolved: resolve(), refused: null }
  } catch (error) {
    const refused = error instanceof UsageError ? error.message : engine.badInput(error)
    if (refused === undefined) throw error
    return { varied, resolved: undefined, refused: refused.replace(/\s+/g, ' ') }
  }
}

/** What is varied, where there is nothing that counts. */
export function asGiven(varied: readonly Assignment[]): CompareRow['varied'] {
  return Object.fromEntries(varied.map(({ key, value }) => [key, value]))
}

/** The value that counts, where the varied key is one of the settings judged. */
export function effective(varied: readonly Assignment[], { settings }: Resolved): CompareRow['varied'] {
  const values: Readonly<Record<string, SettingValue>> = { ...settings }
  return Object.fromEntries(
    varied.map(({ key, value }) => [
      key,
      values[key] ?? values[key.replace(/^(broker|topic|producer|consumer)\./, '')] ?? value,
    ]),
  )
}

/** What all rows have in common; what differs stands in the rows. */
export function shared(system: string, rows: readonly Resolved[]): Configuration {
  const shown = rows.map((row) => shownConfiguration(system, row))
  const same = <T>(of: (configuration: Configuration) => readonly T[], key: (item: T) => string): readonly T[] => [
    ...new Map(shown.flatMap((row) => of(row).map((item) => [key(item), item] as const))).values(),
  ]
  const first = shown[0]?.settings ?? {}
  return {
    system,
    settings: knownSystem(system).shared(shown.map(({ settings }) => settings)),
    assumed: (shown[0]?.assumed ?? []).filter((name) =>
      shown.every((row) => row.assumed.includes(name) && row.settings[name] === first[name]),
    ),
    ignored: same(
      (row) => row.ignored,
      ({ key }) => key,
    ),
    warnings: same(
      (row) => row.warnings,
      (text) => text,
    ),
    notes: same(
      (row) => row.notes,
      (text) => text,
    ),
  }
}
