/** `tidemark gallery`: known flaws found again, and their fixes shown to hold. */
import { fixedVariant, systemOf } from '../gallery/examine.ts'
import type { Flaw } from '../gallery/flaw.ts'
import { ALWAYS_TOLD, switchesAmong } from './gallery-switches.ts'
import type { FlawRow } from '../reports/gallery/report.ts'
import { asSettings } from '../reports/gates.ts'
import type { Engine } from './engine.ts'
import type { ExitCode } from './exit-codes.ts'
import { chosenFlaws } from './gallery-choice.ts'
import { type ExaminedRow, tellExamined } from './gallery-told.ts'
import { watchForInterrupt } from './interrupt.ts'
import type { Io } from './io.ts'
import type { EffortOptions } from './options.ts'
import { type Progress, progressOn } from './progress.ts'
import { seedFrom } from '../reports/seed.ts'
import { VERSION } from '../reports/version.ts'
import { ahead } from './workers/ahead.ts'
import { inThreads } from './workers/in-threads.ts'
import { sharedWords } from './shard/command.ts'
import { shardJson } from './shard/json.ts'
import { shardOutput } from './shard/output.ts'
import { ownRows } from './shard/part.ts'

export async function gallery(
  id: string | undefined,
  options: EffortOptions,
  io: Io,
  engine: Engine,
  args: readonly string[] = [],
): Promise<ExitCode> {
  const started = io.now()
  const { flaws, leftOut } = chosenFlaws(engine.gallery, id)
  const { shard } = options
  const own = ownRows(flaws, shard)
  const writeShard = await shardOutput(options)
  const interrupt = watchForInterrupt(io, options.quiet)
  const progress = progressOn(io, options.quiet)
  const threads = inThreads(engine, options.workers, own.length)
  const rows: ExaminedRow[] = []
  let interrupted = false
  const examinations = ahead(own, threads.size, async ({ row: flaw }, number) => {
    if (interrupted) return undefined
    const examined = await examine(flaw, options, {
      io,
      engine: threads.engine,
      watched: `flaw ${number + 1} of ${own.length}, ${flaw.id}`,
      progress,
      interrupted: interrupt.pressed,
    })
    interrupted ||= examined.interrupted
    return examined.row
  })
  try {
    for (const [number, { at }] of own.entries()) {
      const row = await examinations[number]
      if (row !== undefined) rows.push({ at, row })
    }
  } finally {
    await threads.end()
  }
  progress.end()

  const { search, runs, steps, maxStates } = options
  const report = {
    version: VERSION,
    seed: options.seed ?? null,
    asked: own.length,
    leftOut,
    interrupted,
    seconds: (io.now() - started) / 1000,
  }
  const examined = { report, rows, isAsked: id !== undefined }
  const code = await tellExamined(examined, {
    options,
    io,
    writeShard,
    ...(shard && {
      shard: shardJson({
        shard,
        rows: flaws.length,
        settings: flaws.map((flaw) => [flaw.id, engine.gallery.settingsOf(flaw, flaw.flawed)]),
        search: [search, runs, steps, maxStates, id !== undefined],
        command: sharedWords(args, []),
        interrupted,
        held: examined,
      }),
    }),
  })
  interrupt.end()
  return code
}

interface Examination {
  readonly io: Io
  readonly engine: Engine
  /** What progress is told of. */
  readonly watched: string
  readonly progress: Progress
  readonly interrupted: () => boolean
}

/** The same search, from the same seed, where the flaw is and where its fix is. */
async function examine(
  flaw: Flaw,
  options: EffortOptions,
  { io, engine, watched, progress, interrupted }: Examination,
): Promise<{ readonly row: FlawRow; readonly interrupted: boolean }> {
  const { settingsOf, judge } = engine.gallery
  const fixed = fixedVariant(flaw)
  const system = systemOf(flaw).name
  const settings = settingsOf(flaw, flaw.flawed)
  const { search, runs, steps, maxStates } = options
  const seed = seedFrom(options.seed, system, { flaw: flaw.id, ...settings })
  const effort = { search, runs, steps, maxStates, seed, interrupted }

  const started = io.now()
  const found = await judge(flaw, flaw.flawed, { ...effort, onProgress: progress.report(`${watched}: `) })
  const seconds = (io.now() - started) / 1000
  const gone = found.interrupted
    ? null
    : await judge(flaw, fixed, { ...effort, onProgress: progress.report(`${watched}, fixed: `) })

  const { flawed, fix, ...told } = flaw
  const given = { ...flawed.settings, ...asSettings(flawed.gates ?? {}) }
  const different = { ...fix.settings, ...asSettings(fix.gates ?? {}) }
  const row: FlawRow = {
    ...told,
    system,
    suspected: flaw.suspected ?? null,
    fix: fix.says,
    switches: switchesAmong({ ...given, ...different }),
    alwaysTold: ALWAYS_TOLD,
    seed,
    seconds,
    given,
    different,
    settings,
    fixedSettings: settingsOf(flaw, fixed),
    found: found.result,
    fixed: gone?.result ?? null,
  }
  return { row, interrupted: found.interrupted || gone?.interrupted === true }
}
