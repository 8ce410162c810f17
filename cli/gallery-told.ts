/** How a gallery is told, whether it was examined here or put together of parts. */
import { galleryJson } from '../reports/gallery/json.ts'
import { type FlawRow, type GalleryReport, outcomeOf } from '../reports/gallery/report.ts'
import { galleryStories } from '../reports/gallery/story.ts'
import { galleryBrief, galleryText } from '../reports/gallery/table.ts'
import { jsonText } from '../reports/json.ts'
import type { ShardJson } from '../reports/schema.ts'
import { tellProblem } from './deliver.ts'
import { EXIT, type ExitCode, galleryExit } from './exit-codes.ts'
import { type Io, pageOf } from './io.ts'

/** A flaw with its place among all that are asked for. */
export interface ExaminedRow {
  readonly at: number
  readonly row: FlawRow
}

/** Plain data. */
export interface ExaminedFlaws {
  readonly report: Omit<GalleryReport, 'rows'>
  readonly rows: readonly ExaminedRow[]
  /** One flaw was asked for: its story is told. */
  readonly isAsked: boolean
}

export interface ToldFlaws {
  readonly options: { readonly json: boolean; readonly quiet: boolean; readonly color: boolean }
  readonly io: Io
  /** Where this is a part itself. */
  readonly shard?: ShardJson
  readonly writeShard?: (text: string) => Promise<string | null>
}

/** Tells all of it; the exit code. */
export async function tellExamined(examined: ExaminedFlaws, told: ToldFlaws): Promise<ExitCode> {
  const { options, io, shard, writeShard } = told
  const rows = examined.rows.map(({ row }) => row)
  const report: GalleryReport = { ...examined.report, rows, ...(shard && { part: shard }) }
  const json = jsonText({ ...galleryJson(report), ...(shard && { shard }) })
  io.out(options.json ? json : reportText(report, examined.isAsked, options, io))
  const problem = (await writeShard?.(json)) ?? null
  if (problem !== null) {
    tellProblem(io, problem)
    return EXIT.badInput
  }
  return galleryExit(rows.map(outcomeOf), report.interrupted)
}

function reportText(report: GalleryReport, isAsked: boolean, options: ToldFlaws['options'], io: Io): string {
  const page = pageOf(io, options.color)
  if (options.quiet) return galleryBrief(report, page)
  return isAsked ? galleryStories(report, page) : galleryText(report, page)
}
