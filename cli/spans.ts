/** Where on their lines the settings of a configuration stand. */
import type { Origin } from '../model/given.ts'
import { spanIn } from '../read/span.ts'
import type { Configuration } from '../reports/report.ts'
import type { Engine } from './engine.ts'

/** The same, with the columns of each setting where the line of its file shows it. */
export function withSpans(configuration: Configuration, { textOf }: Pick<Engine, 'textOf'>): Configuration {
  const { from } = configuration
  if (from === undefined) return configuration
  const lines = new Map<string, readonly string[]>()
  const linesOf = (file: string): readonly string[] => {
    const known = lines.get(file) ?? (textBy(file, textOf) ?? '').split(/\r\n|\n|\r/)
    lines.set(file, known)
    return known
  }
  const placed = Object.entries(from).map(([setting, origin]): readonly [string, Origin] => {
    const { file, line = 1, key = setting } = origin
    const span = file === undefined ? undefined : spanIn(linesOf(file)[line - 1] ?? '', key)
    return [setting, span === undefined ? origin : { ...origin, span }]
  })
  return { ...configuration, from: Object.fromEntries(placed) }
}

/** A file that has gone by now has no columns, and that is all. */
function textBy(file: string, textOf: Engine['textOf']): string | undefined {
  try {
    return textOf(file)
  } catch {
    return undefined
  }
}
