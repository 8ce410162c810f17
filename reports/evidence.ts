/** What a verdict rests on, in words. */
import type { Bounds, Evidence, ExhaustiveEvidence } from '../harness/result.ts'
import { count, grouped } from './cost.ts'

/** So many kinds of faults and moves are told rather than all others. */
const FEW = 5

/** `1,000 schedules and 9,000 beginnings (8,120 to the point), 48,211 steps; 1 record: every schedule (98,112 states); 12 of 14 situations reached, never: …` */
export function evidenceInWords(evidence: Evidence): string {
  const parts = [randomInWords(evidence), ...(evidence.exhaustive ?? []).map((one) => exhaustiveInWords(one, evidence.bounds.faults)), situationsInWords(evidence.reached)]
  return parts.filter((part) => part !== '').join('; ')
}

/** Faults and moves together up to which all schedules of every size were judged; `null` without an exhaustive search. */
export function completeTo({ exhaustive }: Evidence): number | null {
  return exhaustive === null ? null : Math.min(...exhaustive.map((one) => one.completeTo))
}

/** How many faults do not break a promise, and how sure that is: `none up to 2 faults and moves, complete`. */
export function noneInWords(evidence: Evidence): string {
  const none = `none found with ${upTo(evidence.bounds.faults)}`
  const complete = completeTo(evidence)
  if (complete === null) return `${none}, sampled`
  if (complete >= evidence.bounds.faults) return `none with ${upTo(evidence.bounds.faults)}, complete`
  return complete < 0 ? `${none}, not complete` : `${none}, not complete: complete with ${upTo(complete)}`
}

/** The same for a cell of a table: `none up to 2`, `none up to 2, complete to 1`, `none up to 2, sampled`. */
export function noneInBrief(evidence: Evidence): string {
  const none = `none up to ${evidence.bounds.faults}`
  const complete = completeTo(evidence)
  if (complete === null) return `${none}, sampled`
  if (complete >= evidence.bounds.faults) return none
  return complete < 0 ? `${none}, not complete` : `${none}, complete to ${complete}`
}

function randomInWords({ random }: Evidence): string {
  if (random === null) return ''
  const beginnings = random.sideways === 0 ? '' : ` and ${count(random.sideways, 'beginning')}`
  return `${count(random.schedules, 'schedule')}${beginnings} (${grouped(random.relevant)} to the point), ${count(random.steps, 'step')}`
}

function exhaustiveInWords({ records, states, completeTo, depth, ends, missed, stopped }: ExhaustiveEvidence, faults: number): string {
  const all = completeTo >= faults ? 'every schedule' : completeTo < 0 ? 'not every schedule of any budget' : `every schedule with ${upTo(completeTo)}`
  const stop = stopped === null ? '' : `, then stopped (${stopped})`
  const work = `${count(states, 'state')}, healed and judged from each${stop}, ${count(ends, 'different end')}, up to ${count(depth, 'action')}; chance of a missed state ${probability(missed)}`
  return `${count(records, 'record')}: ${all} (${work})`
}

/** `1.1e-9`; the same on every machine. */
function probability(value: number): string {
  return value === 0 ? '0' : value.toExponential(1)
}

/** `up to 2 faults and moves, at most 1 move, 1 power-loss, no disk-loss`; `up to 2 faults and moves: crash, move` where few kinds are allowed. */
export function budgetInWords(bounds: Bounds): string {
  const allowed = Object.entries({ ...bounds.fault, move: bounds.moves }).filter(([, limit]) => limit > 0)
  if (bounds.faults > 0 && allowed.length <= FEW) return `${upTo(bounds.faults)}: ${allowed.map(([kind, limit]) => (limit === 1 ? kind : `${limit} ${kind}`)).join(', ')}`
  const tight = Object.entries({ move: bounds.moves, ...bounds.fault }).filter(([, limit]) => limit < bounds.faults)
  const some = tight.filter(([, limit]) => limit > 0).map(([kind, limit]) => (kind === 'move' ? limitInWords(limit, 'move', 'moves') : limitInWords(limit, kind, kind)))
  const none = tight.filter(([, limit]) => limit === 0).map(([kind]) => `no ${kind}`)
  return [upTo(bounds.faults), ...(some.length === 0 ? [] : [`at most ${some.join(', ')}`]), ...none].join(', ')
}

function upTo(faults: number): string {
  if (faults === 0) return 'no fault and no move'
  return faults === 1 ? '1 fault or move' : `up to ${faults} faults and moves`
}

function limitInWords(limit: number, one: string, many: string): string {
  return `${limit} ${limit === 1 ? one : many}`
}

function situationsInWords(reached: Evidence['reached']): string {
  const all = Object.entries(reached)
  const never = all.filter(([, times]) => times === 0).map(([name]) => name)
  const share = `${all.length - never.length} of ${count(all.length, 'situation')} reached`
  return never.length === 0 ? share : `${share}, never: ${never.join(', ')}`
}
