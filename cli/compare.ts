/** `tidemark compare`: every combination of the varied settings, as a table. */
import { withAvailability } from './availability.ts'
import { type JudgedRow, tellCompared } from './compare-told.ts'
import { asGiven, effective, nothing, rowsToJudge, shared } from './compare-rows.ts'
import { readFiles, shownConfiguration } from './configuration.ts'
import type { Engine } from './engine.ts'
import type { ExitCode } from './exit-codes.ts'
import { watchForInterrupt } from './interrupt.ts'
import type { Io } from './io.ts'
import { judge, requestFor, save } from './judge.ts'
import { withoutCommands } from './on-github.ts'
import type { SearchOptions, Variation } from './options.ts'
import { progressOn } from './progress.ts'
import { askedPromises, checkPromises } from './promises.ts'
import { reportFiles } from './report-files.ts'
import { sharedWords } from './shard/command.ts'
import { shardJson } from './shard/json.ts'
import { shardOutput } from './shard/output.ts'
import { ownRows } from './shard/part.ts'
import { UsageError } from './usage-error.ts'
import { VERSION } from '../reports/version.ts'

export async function compare(
  paths: readonly string[],
  vary: readonly Variation[],
  options: SearchOptions,
  outside: Io,
  engine: Engine,
  args: readonly string[] = [],
): Promise<ExitCode> {
  const io = options.json ? outside : withoutCommands(outside)
  const started = io.now()
  const since = (): number => (io.now() - started) / 1000
  checkPromises(options.promise, options.require)
  const read = await readFiles(engine, paths, options)
  const asked = askedPromises(read.system, options.promise, options.require)
  const all = rowsToJudge(engine, read, vary, options)
  const resolved = all.flatMap((row) => row.resolved ?? [])
  if (resolved.length === 0) throw new UsageError(all[0]?.refused ?? 'there is nothing to compare')

  const files = await reportFiles('compare', options, paths, read, io.env)
  const writeShard = await shardOutput(options)
  const interrupt = watchForInterrupt(io, options.quiet)
  const progress = progressOn(io, options.quiet)
  const own = ownRows(all, options.shard)
  const rows: JudgedRow[] = []
  let problem: string | null = null
  for (const [number, { at, row }] of own.entries()) {
    if (row.resolved === undefined) {
      const varied = { ...row.of, ...asGiven(row.varied) }
      const refused = { varied, seed: '', refused: row.refused, judged: [] }
      rows.push({
        at,
        row: refused,
        configuration: nothing(read.system, varied),
        interrupted: false,
        seconds: since(),
      })
      continue
    }
    const request = {
      ...requestFor(read.system, row.resolved, asked, options, row.scenario),
      onProgress: progress.report(`combination ${number + 1} of ${own.length}: `),
      interrupted: interrupt.pressed,
    }
    const judgement = await judge(engine, request, asked)
    const configuration = shownConfiguration(read.system, row.resolved)
    const saved = await save(judgement, configuration, options.out)
    problem ??= saved.problem
    const done = {
      varied: { ...row.of, ...effective(row.varied, row.resolved) },
      seed: request.seed,
      refused: null,
      settings: row.resolved.settings,
      judged: saved.judged,
      ...withAvailability(engine.availability(request)),
    }
    rows.push({ at, row: done, configuration, interrupted: judgement.interrupted, seconds: since() })
  }
  progress.end()

  const interrupted = rows.some((row) => row.interrupted)
  const report = {
    version: VERSION,
    seed: options.seed ?? null,
    configuration: shared(read.system, resolved),
    promises: [...asked.judged, ...asked.notModelled],
    interrupted,
    seconds: since(),
  }
  const compared = { report, rows, required: options.require ?? null }
  const code = await tellCompared(compared, {
    options,
    io,
    outside,
    files,
    problem,
    writeShard,
    ...(options.shard && {
      shard: shardJson({
        shard: options.shard,
        rows: all.length,
        settings: all.map(({ of, varied, resolved, refused }) => [of, varied, resolved?.settings, refused]),
        search: [
          options.require,
          report.promises,
          all.map(
            (row) => row.resolved && searchOf(requestFor(read.system, row.resolved, asked, options, row.scenario)),
          ),
        ],
        command: sharedWords(
          args,
          resolved.map((one) => shownConfiguration(read.system, one)),
        ),
        interrupted,
        held: compared,
      }),
    }),
  })
  interrupt.end()
  return code
}

/** Everything but what is searched. */
function searchOf({ settings: _settings, seed: _seed, ...how }: ReturnType<typeof requestFor>): unknown {
  return how
}
