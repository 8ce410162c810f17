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
import { ahead } from './workers/ahead.ts'
import { inThreads } from './workers/in-threads.ts'

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
  const threads = inThreads(engine, options.workers, own.length)
  const judgements = ahead(own, threads.size, async ({ row }, number) => {
    if (row.resolved === undefined) return undefined
    const request = {
      ...requestFor(read.system, row.resolved, asked, options, row.scenario),
      onProgress: progress.report(`combination ${number + 1} of ${own.length}: `),
      interrupted: interrupt.pressed,
    }
    return judge(threads.engine, request, asked)
  })
  const rows: JudgedRow[] = []
  let problem: string | null = null
  try {
    for (const [number, { at, row }] of own.entries()) {
      const judgement = await judgements[number]
      if (row.resolved === undefined || judgement === undefined) {
        const varied = { ...row.of, ...asGiven(row.varied) }
        const refused = { varied, seed: '', refused: row.refused, judged: [] }
        const configuration = nothing(read.system, varied)
        rows.push({ at, row: refused, configuration, interrupted: false, seconds: since() })
        continue
      }
      const configuration = shownConfiguration(read.system, row.resolved)
      const saved = await save(judgement, configuration, options.out)
      problem ??= saved.problem
      const done = {
        varied: { ...row.of, ...effective(row.varied, row.resolved) },
        seed: judgement.request.seed,
        refused: null,
        settings: row.resolved.settings,
        judged: saved.judged,
        ...withAvailability(engine.availability(judgement.request)),
      }
      rows.push({ at, row: done, configuration, interrupted: judgement.interrupted, seconds: since() })
    }
  } finally {
    await threads.end()
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
