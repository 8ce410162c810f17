/** The last line of a report. */
import type { Verdict } from '../harness/result.ts'
import { isUnchanged } from './base.ts'
import { completeTo, isPartlySampled } from './evidence.ts'
import type { CheckReport } from './report.ts'

const WORDS: readonly (readonly [Verdict, string])[] = [
  ['violated', 'violated'],
  ['held', 'held'],
  ['undecided', 'undecided'],
  ['not-applicable', 'not applicable'],
]

/** `8 promises: 3 violated (2 of them required), 4 held, 1 undecided`. */
export function summaryLine({ judged, required, interrupted, before }: CheckReport): string {
  if (before !== undefined && isUnchanged(before)) return 'Nothing was searched.'
  const parts = WORDS.flatMap(([verdict, words]) => {
    const ids = judged.filter(({ result }) => result.verdict === verdict).map(({ result }) => result.promise)
    if (ids.length === 0) return []
    const demanded = ids.filter((id) => required.includes(id)).length
    const important = verdict === 'violated' || verdict === 'undecided'
    const sampled = verdict === 'held' ? sampledInWords(judged.filter(({ result }) => result.verdict === 'held')) : ''
    return [`${ids.length} ${words}${important ? requiredInWords(demanded, ids.length) : sampled}`]
  })
  const total = `${judged.length} ${judged.length === 1 ? 'promise' : 'promises'}`
  return `${interrupted ? 'Interrupted. ' : ''}${total}: ${parts.join(', ')}`
}

/** A tick means what it says: how many of them rest on samples, at least for the most faults that were asked for. */
function sampledInWords(held: CheckReport['judged']): string {
  const sampled = held.filter(({ result }) => isPartlySampled(result.evidence)).length
  if (sampled === 0) return ''
  const how = held.some(({ result }) => (completeTo(result.evidence) ?? -1) >= 0) ? 'partly sampled' : 'only sampled'
  return sampled === held.length ? ` (${how})` : ` (${sampled} ${how})`
}

function requiredInWords(demanded: number, all: number): string {
  if (demanded === all) return ''
  return demanded === 0 ? ' (not required)' : ` (${demanded} required)`
}
