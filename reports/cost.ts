/** What it takes to break a promise, in words. */
import type { Counterexample } from '../harness/result.ts'

export type Cost = Pick<Counterexample<unknown>, 'faults' | 'faultKinds' | 'moves' | 'moveKinds'>

/** `2 faults (crash, power-loss) and 1 planned move (leader-move)`. */
export function costInWords(cost: Cost): string {
  const faults = count(cost.faults, 'fault') + kinds(cost.faultKinds)
  const moves = count(cost.moves, 'planned move') + kinds(cost.moveKinds)
  if (cost.faults > 0) return cost.moves > 0 ? `${faults} and ${moves}` : faults
  return cost.moves > 0 ? `${moves}, without any fault` : 'ordinary work alone, without any fault'
}

/** The short form for a table: `1 move`, `2: crash + power-loss`. */
export function costInBrief(cost: Cost): string {
  if (cost.faults === 0) return cost.moves === 0 ? 'no fault' : count(cost.moves, 'move')
  const parts = names(cost.faultKinds)
  const moves = cost.moves === 0 ? [] : [cost.moves === 1 ? 'move' : `${cost.moves} moves`]
  return `${cost.faults + cost.moves}: ${[...parts, ...moves].join(' + ')}`
}

/** The kinds of what goes wrong or is planned: `partition`, `2 crash`. */
export function partsOf({ faultKinds, moveKinds }: Cost): readonly string[] {
  return [...names(faultKinds), ...names(moveKinds)]
}

/** `1 fault`, `2 faults`, `1,000 schedules`. */
export function count(number: number, one: string, many = `${one}s`): string {
  return `${grouped(number)} ${number === 1 ? one : many}`
}

/** `48211` as `48,211`, the same in every locale. */
export function grouped(number: number): string {
  return String(number).replace(/\B(?=(\d{3})+$)/g, ',')
}

function kinds(counts: Readonly<Record<string, number | undefined>>): string {
  const list = names(counts)
  return list.length === 0 ? '' : ` (${list.join(', ')})`
}

function names(counts: Readonly<Record<string, number | undefined>>): readonly string[] {
  return Object.entries(counts).flatMap(([kind, times]) =>
    times === undefined || times === 0 ? [] : [times === 1 ? kind : `${times} ${kind}`],
  )
}
