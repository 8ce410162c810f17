/** Where in the user's files it stands what breaks a promise. */
import { isAbsolute, relative, resolve, sep } from 'node:path'
import type { Origin, Span } from '../../model/given.ts'
import type { CheckReport, Configuration, Judged } from '../report.ts'
import type { Found } from './found.ts'

export interface Place {
  /** The setting, by the name that reports give it. */
  readonly setting: string
  readonly file: string
  readonly line: number
  /** The key as it is written there. */
  readonly key: string
  /** Where on the line it stands; none where that is not known. */
  readonly span?: Span
}

/** The settings that are to blame, where they are written; what counts most first. */
export function causesIn({ cure }: Judged, { from = {} }: Configuration): readonly Place[] {
  return (cure?.cause ?? []).flatMap((setting) => placeOf(setting, from[setting]))
}

/**
 * Where a broken promise is shown: at a setting that is to blame, else where what mends it would be written, else at
 * the first line of the files that says anything; nowhere if no file does.
 */
export function placeOfBroken(
  judged: Judged,
  { configuration, fix }: Pick<CheckReport, 'configuration' | 'fix'>,
): Place | undefined {
  const [cause] = causesIn(judged, configuration)
  if (cause !== undefined) return cause
  const keys = judged.cure?.cause ?? []
  const edit = fix?.edits.find(({ added }) => added.some((line) => keys.some((key) => line.includes(key))))
  const [first] = Object.entries(configuration.from ?? {}).flatMap(([setting, origin]) => placeOf(setting, origin))
  const [setting = first?.setting ?? '', key = first?.key ?? ''] = [keys[0], keys[0]]
  // What comes before a line stands with the one above it, which is there.
  if (edit !== undefined)
    return { setting, key, file: edit.file, line: Math.max(1, edit.line - (edit.removed === 0 ? 1 : 0)) }
  return first && { setting, key, file: first.file, line: first.line }
}

function placeOf(setting: string, origin: Origin | undefined): readonly Place[] {
  const { file, line = 1, key = setting, span } = origin ?? {}
  return file === undefined ? [] : [{ setting, file, line, key, ...(span && { span }) }]
}

/** The path from the root with slashes; from the root of all files where it leads out of it. */
export function pathFrom({ cwd, root }: Pick<Found, 'cwd' | 'root'>, file: string): string {
  const whole = resolve(cwd, file)
  const below = relative(root, whole)
  const path = below === '' || below === '..' || below.startsWith(`..${sep}`) || isAbsolute(below) ? whole : below
  return path.split(sep).join('/')
}
