/** `tidemark gallery`: known flaws found again, and their fixes shown to hold. */
import { fixedVariant, systemOf } from '../gallery/examine.ts'
import type { Flaw } from '../gallery/flaw.ts'
import { galleryJson } from '../reports/gallery/json.ts'
import { type FlawRow, type GalleryReport, outcomeOf } from '../reports/gallery/report.ts'
import { galleryStories } from '../reports/gallery/story.ts'
import { galleryBrief, galleryText } from '../reports/gallery/table.ts'
import { asSettings } from '../reports/gates.ts'
import { jsonText } from '../reports/json.ts'
import type { Engine } from './engine.ts'
import { type ExitCode, galleryExit } from './exit-codes.ts'
import { chosenFlaws } from './gallery-choice.ts'
import { watchForInterrupt } from './interrupt.ts'
import { type Io, pageOf } from './io.ts'
import type { EffortOptions } from './options.ts'
import { type Progress, progressOn } from './progress.ts'
import { seedFrom } from '../reports/seed.ts'
import { VERSION } from '../reports/version.ts'

export async function gallery(
  id: string | undefined,
  options: EffortOptions,
  io: Io,
  engine: Engine,
): Promise<ExitCode> {
  const started = io.now()
  const { flaws, leftOut } = chosenFlaws(engine.gallery, id)
  const interrupt = watchForInterrupt(io, options.quiet)
  const progress = progressOn(io, options.quiet)
  const rows: FlawRow[] = []
  let interrupted = false
  for (const [at, flaw] of flaws.entries()) {
    const examined = await examine(flaw, options, {
      io,
      engine,
      watched: `flaw ${at + 1} of ${flaws.length}, ${flaw.id}`,
      progress,
      interrupted: interrupt.pressed,
    })
    rows.push(examined.row)
    interrupted = examined.interrupted
    if (interrupted) break
  }
  progress.end()

  const report: GalleryReport = {
    version: VERSION,
    seed: options.seed ?? null,
    rows,
    asked: flaws.length,
    leftOut,
    interrupted,
    seconds: (io.now() - started) / 1000,
  }
  io.out(reportText(report, id !== undefined, options, io))
  interrupt.end()
  return galleryExit(rows.map(outcomeOf), interrupted)
}

function reportText(report: GalleryReport, isAsked: boolean, options: EffortOptions, io: Io): string {
  if (options.json) return jsonText(galleryJson(report))
  const page = pageOf(io, options.color)
  if (options.quiet) return galleryBrief(report, page)
  return isAsked ? galleryStories(report, page) : galleryText(report, page)
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
  const row: FlawRow = {
    ...told,
    system,
    suspected: flaw.suspected ?? null,
    fix: fix.says,
    seed,
    seconds,
    given: { ...flawed.settings, ...asSettings(flawed.gates ?? {}) },
    different: { ...fix.settings, ...asSettings(fix.gates ?? {}) },
    settings,
    fixedSettings: settingsOf(flaw, fixed),
    found: found.result,
    fixed: gone?.result ?? null,
  }
  return { row, interrupted: found.interrupted || gone?.interrupted === true }
}
