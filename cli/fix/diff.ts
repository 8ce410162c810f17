/** Changes of files as `patch` and `git apply` take them. */
import { normalize } from 'node:path/posix'
import { FILE_HEADERS_ONLY, createTwoFilesPatch, structuredPatch } from 'diff'
import type { Edit } from '../../reports/report.ts'

export interface Changed {
  readonly file: string
  readonly before: string
  readonly after: string
}

/** A unified diff without context: the lines around a change may hold what nobody is to see. */
export function diffOf(changed: readonly Changed[]): string {
  return changed
    .map(({ file, before, after }) =>
      createTwoFilesPatch(prefixed('a', file), prefixed('b', file), before, after, undefined, undefined, {
        context: 0,
        headerOptions: FILE_HEADERS_ONLY,
      }),
    )
    .join('')
}

/** The same, line by line. */
export function editsIn(changed: readonly Changed[]): readonly Edit[] {
  return changed.flatMap(({ file, before, after }) =>
    structuredPatch(file, file, before, after, undefined, undefined, { context: 0 }).hunks.map(
      ({ oldStart, oldLines, lines }) => ({
        file,
        line: oldStart,
        removed: oldLines,
        added: lines.filter((line) => line.startsWith('+')).map((line) => line.slice(1).replace(/\r$/, '')),
        end: before.includes('\r\n') ? '\r\n' : '\n',
      }),
    ),
  )
}

/** As `-p1` takes it away again, also from a path that begins at the root. */
function prefixed(prefix: string, file: string): string {
  const path = normalize(file)
  return `${prefix}${path.startsWith('/') ? '' : '/'}${path}`
}
