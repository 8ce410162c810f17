/** Where in the user's files it stands what breaks a promise. */
import { isAbsolute, relative, sep } from 'node:path'
import type { Origin } from '../../model/given.ts'
import type { Configuration, Judged } from '../report.ts'

export interface Place {
  /** The setting, by the name that reports give it. */
  readonly setting: string
  readonly file: string
  readonly line: number
  /** The key as it is written there. */
  readonly key: string
}

/** The settings that are to blame, where they are written; what counts most first. */
export function causesIn({ cure }: Judged, { from = {} }: Configuration): readonly Place[] {
  return (cure?.cause ?? []).flatMap((setting) => placeOf(setting, from[setting]))
}

/**
 * Where a broken promise is shown: at a setting that is to blame, else at the first line of the files that says
 * anything; nowhere if no file does.
 */
export function placeOfBroken(judged: Judged, configuration: Configuration): Place | undefined {
  const { from = {} } = configuration
  const [cause] = causesIn(judged, configuration)
  return cause ?? Object.entries(from).flatMap(([setting, origin]) => placeOf(setting, origin))[0]
}

function placeOf(setting: string, origin: Origin | undefined): readonly Place[] {
  const { file, line = 1, key = setting } = origin ?? {}
  return file === undefined ? [] : [{ setting, file, line, key }]
}

/** The path from the root with slashes, as it is where it leads out of it. */
export function pathFrom(root: string, file: string): string {
  const below = isAbsolute(file) ? relative(root, file) : file
  const path = below === '' || below.startsWith('..') || isAbsolute(below) ? file : below
  return path.split(sep).join('/').replace(/^\.\//, '')
}
