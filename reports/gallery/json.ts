/** The result of `gallery` as the JSON that scripts rely on. */
import { missingJson, rounded, settingsJson, verdictJson } from '../json.ts'
import type { GalleryJson } from '../schema.ts'
import type { FlawRow, GalleryReport } from './report.ts'

export function galleryJson({ version, seed, rows, leftOut, missing, seconds }: GalleryReport): GalleryJson {
  return {
    tidemark: version,
    command: 'gallery',
    seed,
    rows: rows.map(rowJson),
    leftOut: leftOut.map(({ id, class: of, title, reference, why }) => ({ id, class: of, title, reference, why })),
    ...missingJson(missing),
    seconds: rounded(seconds),
  }
}

function rowJson(row: FlawRow): GalleryJson['rows'][number] {
  return {
    id: row.id,
    class: row.class,
    title: row.title,
    affected: row.affected,
    reference: row.reference,
    promise: row.promise,
    found: verdictJson({ result: row.found, file: null }),
    fixed: row.fixed === null ? null : verdictJson({ result: row.fixed, file: null }),
    system: row.system,
    settings: settingsJson(row.settings),
    fixedSettings: settingsJson(row.fixedSettings),
    suspected: row.suspected,
    seconds: rounded(row.seconds),
  }
}
