/** What a verdict rests on, in words. */
import type { Bounds, Evidence, ExhaustiveEvidence, RandomEvidence } from '../harness/result.ts'
import { count, grouped } from './cost.ts'

/** So many kinds of faults and moves are told rather than all others. */
const FEW = 5

/**
 * `1,000 schedules and 9,000 beginnings (8,120 to the point), 48,211 steps; 1 record: every schedule (98,112 states);
 * 12 of 14 situations reached, never: …`
 */
export function evidenceInWords(evidence: Evidence): string {
  const { random } = evidence
  const toThePoint = random === null ? '' : ` (${grouped(random.relevant)} to the point)`
  return [...searchesInWords(evidence, toThePoint), situationsInWords(evidence.reached)].join('; ')
}

/** What each search did, without what was reached. */
export function searchesInWords({ random, exhaustive, bounds }: Evidence, toThePoint = ''): readonly string[] {
  return [
    ...(random === null ? [] : [randomInWords(random, toThePoint)]),
    ...(exhaustive ?? []).map((one) => exhaustiveInWords(one, bounds.faults)),
  ]
}

/**
 * Faults and moves together up to which all schedules of every size were judged; `null` without an exhaustive search.
 */
export function completeTo({ exhaustive }: Evidence): number | null {
  return exhaustive === null ? null : Math.min(...exhaustive.map((one) => one.completeTo))
}

/**
 * How many faults do not break a promise, and how sure that is: `none with up to 2 faults and moves, complete`; or
 * `none with 1 fault or move, complete; with 2 only sampled (1,000 schedules)`.
 */
export function noneInWords(evidence: Evidence): string {
  const { faults } = evidence.bounds
  const sampled = `sampled (${count(evidence.random?.schedules ?? 0, 'schedule')})`
  const complete = completeTo(evidence)
  if (complete === null || complete < 0) return `none found with ${upTo(faults)}, only ${sampled}`
  const whole = `none with ${upTo(Math.min(complete, faults))}, complete${isAtOnce(evidence) ? ' where the cluster works at once' : ''}`
  return complete >= faults ? whole : `${whole}; with ${beyond(complete, faults)} only ${sampled}`
}

/** The same for a cell of a table: `none up to 2`; `none up to 1, 2 sampled`; `none up to 2, sampled`. */
export function noneInBrief(evidence: Evidence): string {
  const { faults } = evidence.bounds
  const complete = completeTo(evidence)
  if (complete === null || complete < 0) return `none up to ${faults}, sampled`
  return complete >= faults ? `none up to ${faults}` : `none up to ${complete}, ${beyond(complete, faults)} sampled`
}

/** The same for a line of verdicts: `up to 2, complete`; `up to 1 complete, 2 sampled`; `up to 2, only sampled`. */
export function heldInBrief(evidence: Evidence): string {
  const { faults } = evidence.bounds
  const complete = completeTo(evidence)
  if (complete === null || complete < 0) return `up to ${faults}, only sampled`
  const atOnce = isAtOnce(evidence) ? ' at once' : ''
  return complete >= faults
    ? `up to ${faults}, complete${atOnce}`
    : `up to ${complete} complete${atOnce}, ${beyond(complete, faults)} sampled`
}

/** Whether not every schedule that was asked for was looked at. */
export function isPartlySampled(evidence: Evidence): boolean {
  return (completeTo(evidence) ?? -1) < evidence.bounds.faults
}

/** Whether the sizes that were explored completely are those in which the cluster does its own work at once. */
function isAtOnce({ exhaustive }: Evidence): boolean {
  return exhaustive?.some(({ atOnce }) => atOnce === true) === true
}

/**
 * What was tried for these verdicts and what was reached, from the least to the most: `complete to 1 (5,605 to 6,931
 * states), 500 to 1,000 schedules at random; 16 of 17 situations, never unclean election`.
 */
export function evidenceInBrief(all: readonly Evidence[]): string {
  const explored = all.flatMap(({ exhaustive }) =>
    exhaustive === null ? [] : [exhaustive.reduce((sum, { states }) => sum + states, 0)],
  )
  const to = Math.min(...all.map((one) => completeTo(one) ?? -1))
  const complete = to < 0 ? 'nothing complete' : `complete to ${to}`
  const schedules = all.map(({ random }) => random?.schedules ?? 0)
  const never = new Set(all.flatMap(({ reached }) => neverIn(reached)))
  const possible = new Set(all.flatMap(({ reached }) => Object.keys(reached)))
  const situations = `${possible.size - never.size} of ${count(possible.size, 'situation')}`
  return [
    [
      ...(explored.length === 0 ? [] : [`${complete} (${range(explored)} states)`]),
      ...(Math.max(...schedules) === 0 ? [] : [`${range(schedules)} schedules at random`]),
    ].join(', '),
    `${situations}${never.size === 0 ? '' : `, never ${fewOf([...never])}`}`,
  ].join('; ')
}

/** So many situations that were never reached are named in brief. */
const NAMED = 3

function fewOf(names: readonly string[]): string {
  return names.length <= NAMED + 1
    ? names.join(', ')
    : `${names.slice(0, NAMED).join(', ')} and ${names.length - NAMED} more`
}

function range(numbers: readonly number[]): string {
  const [least, most] = [Math.min(...numbers), Math.max(...numbers)]
  return least === most ? grouped(most) : `${grouped(least)} to ${grouped(most)}`
}

function neverIn(reached: Evidence['reached']): readonly string[] {
  return Object.entries(reached).flatMap(([name, times]) => (times === 0 ? [name] : []))
}

/** `2`, `2 to 4`. */
function beyond(complete: number, faults: number): string {
  return complete + 1 === faults ? String(faults) : `${complete + 1} to ${faults}`
}

function randomInWords({ schedules, sideways, steps }: RandomEvidence, toThePoint: string): string {
  const beginnings = sideways === 0 ? '' : ` and ${count(sideways, 'beginning')}`
  return `${count(schedules, 'schedule')}${beginnings}${toThePoint}, ${count(steps, 'step')}`
}

function exhaustiveInWords(
  { records, states, completeTo, depth, ends, missed, stopped }: ExhaustiveEvidence,
  faults: number,
): string {
  const all =
    completeTo >= faults
      ? 'every schedule'
      : completeTo < 0
        ? 'not even every schedule without a fault or move'
        : `every schedule with ${upTo(completeTo)}`
  const stop = stopped === null ? '' : `, then stopped (${stopped})`
  const work = `${count(states, 'state')}, healed and judged from each${stop}, ${count(ends, 'different end')}, up to ${count(depth, 'action')}; chance of a missed state ${probability(missed)}`
  // Not every system has records.
  return `${records === 0 ? '' : `${count(records, 'record')}: `}${all} (${work})`
}

/** `1.1e-9`; the same on every machine. */
function probability(value: number): string {
  return value === 0 ? '0' : value.toExponential(1)
}

/**
 * `up to 2 faults and moves, at most 1 move, 1 power-loss, no disk-loss`; `up to 2 faults and moves: crash, move` where
 * few kinds are allowed.
 */
export function budgetInWords(bounds: Bounds): string {
  const allowed = Object.entries({ ...bounds.fault, move: bounds.moves }).filter(([, limit]) => limit > 0)
  if (bounds.faults > 0 && allowed.length <= FEW)
    return `${upTo(bounds.faults)}: ${allowed.map(([kind, limit]) => (limit === 1 ? kind : `${limit} ${kind}`)).join(', ')}`
  const tight = Object.entries({ move: bounds.moves, ...bounds.fault }).filter(([, limit]) => limit < bounds.faults)
  const some = tight
    .filter(([, limit]) => limit > 0)
    .map(([kind, limit]) => (kind === 'move' ? limitInWords(limit, 'move', 'moves') : limitInWords(limit, kind, kind)))
  const none = tight.filter(([, limit]) => limit === 0).map(([kind]) => kind)
  return [
    upTo(bounds.faults),
    ...(some.length === 0 ? [] : [`at most ${some.join(', ')}`]),
    ...(none.length === 0 ? [] : [`no ${none.join(' or ')}`]),
  ].join(', ')
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
