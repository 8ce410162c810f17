/** What a verdict rests on, in words. */
import type { Bounds, Evidence } from '../harness/result.ts'
import { count, grouped } from './cost.ts'

/** `1,000 schedules and 9,000 beginnings (8,120 to the point), 48,211 steps, up to 2 faults and moves; 12 of 14 situations reached, never: …` */
export function evidenceInWords(evidence: Evidence): string {
  const parts = [randomInWords(evidence), exhaustiveInWords(evidence), totalInWords(evidence.bounds)].filter((part) => part !== '')
  return `${parts.join(', ')}; ${situationsInWords(evidence.reached)}`
}

function randomInWords({ random }: Evidence): string {
  if (random === null) return ''
  const beginnings = random.sideways === 0 ? '' : ` and ${count(random.sideways, 'beginning')}`
  return `${count(random.schedules, 'schedule')}${beginnings} (${grouped(random.relevant)} to the point), ${count(random.steps, 'step')}`
}

function exhaustiveInWords({ exhaustive }: Evidence): string {
  return (exhaustive ?? [])
    .map(({ records, states, completeTo }) => `all schedules of ${count(records, 'record')} with up to ${completeTo} faults and moves (${count(states, 'state')})`)
    .join(', ')
}

/** `up to 2 faults and moves, at most 1 move, 1 power-loss, no disk-loss`. */
export function budgetInWords(bounds: Bounds): string {
  const tight = Object.entries(bounds.fault).filter(([, limit]) => limit < bounds.faults)
  const limits = [
    ...(bounds.moves < bounds.faults ? [limitInWords(bounds.moves, 'move', 'moves')] : []),
    ...tight.map(([kind, limit]) => limitInWords(limit, kind, kind)),
  ]
  return `${totalInWords(bounds)}${limits.length === 0 ? '' : `, at most ${limits.join(', ')}`}`
}

function totalInWords({ faults }: Bounds): string {
  if (faults === 0) return 'no fault and no move'
  return faults === 1 ? '1 fault or move' : `up to ${faults} faults and moves`
}

function limitInWords(limit: number, one: string, many: string): string {
  if (limit === 0) return `no ${one}`
  return `${limit} ${limit === 1 ? one : many}`
}

function situationsInWords(reached: Evidence['reached']): string {
  const all = Object.entries(reached)
  const never = all.filter(([, times]) => times === 0).map(([name]) => name)
  const share = `${all.length - never.length} of ${count(all.length, 'situation')} reached`
  return never.length === 0 ? share : `${share}, never: ${never.join(', ')}`
}
