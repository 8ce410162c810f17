/** Keys that nobody knows: few are warned of one by one, many of one file in one warning. */
import type { Origin } from '../../given.ts'
import { whereOf } from './given.ts'
import type { Placed } from './place.ts'

const FEW = 3

/** So many are named. */
const MOST = 20

interface Unknown {
  readonly key: string
  readonly origin: Origin
}

export function warnOfUnknown(placed: readonly Placed[]): readonly string[] {
  // Written alike for several brokers or clients, a key is told where it stands first in a file.
  const byFile = new Map<string, Map<string, Unknown>>()
  for (const one of placed) {
    if (one.kind !== 'ignored' || one.unknownAt === undefined) continue
    const file = one.unknownAt.file ?? whereOf(one.unknownAt)
    const known = byFile.get(file) ?? new Map<string, Unknown>()
    byFile.set(file, known)
    if (!known.has(one.key)) known.set(one.key, { key: one.key, origin: one.unknownAt })
  }
  return [...byFile].flatMap(([file, known]) => ofFile(file, [...known.values()]))
}

function ofFile(file: string, unknown: readonly Unknown[]): readonly string[] {
  if (unknown.length <= FEW)
    return unknown.map(({ key, origin }) => `${whereOf(origin)}: ${key} is unknown to Kafka and was ignored`)
  const named = unknown
    .slice(0, MOST)
    .map(({ key, origin: { line } }) => (line === undefined ? key : `${key} (line ${line})`))
  const more = unknown.length > MOST ? ` and ${unknown.length - MOST} more` : ''
  return [`${file}: ${unknown.length} keys are unknown to Kafka and were ignored: ${named.join(', ')}${more}`]
}
