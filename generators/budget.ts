/** How much may go wrong, and be planned, in one schedule. */
import { type Cost, FAULT_KINDS, type FaultKind } from '../model/machine.ts'
import type { SystemFault } from '../model/system.ts'

export interface Budget {
  /** Faults and moves together. */
  readonly total: number
  /** At most this many of each kind, among the total. */
  readonly faults: Readonly<Record<FaultKind, number>>
  readonly moves: number
  /** Only these kinds of moves; without it all that there are. */
  readonly moveKinds?: readonly string[]
}

/** What a schedule has cost so far. */
export interface Spent {
  readonly faults: Readonly<Partial<Record<FaultKind, number>>>
  readonly faultCount: number
  readonly moves: number
}

export const nothingSpent: Spent = { faults: {}, faultCount: 0, moves: 0 }

/** The contract's default: kinds without a limit of their own are limited by `total` alone. */
export function budgetOf(total: number, limits: Partial<Record<FaultKind, number>> = {}, moves = 1): Budget {
  const faults = Object.fromEntries(
    FAULT_KINDS.map((kind) => [kind, Math.min(total, limits[kind] ?? defaultLimit(kind, total))]),
  )
  return { total, faults: faults as Record<FaultKind, number>, moves: Math.min(total, moves) }
}

/** Only what a system of this sort has, each kind as often as the system says where nobody says otherwise. */
export function budgetWithin(
  faults: readonly SystemFault[],
  total: number,
  limits: Partial<Record<FaultKind, number>> = {},
  moves = 1,
): Budget {
  const own = Object.fromEntries(FAULT_KINDS.map((kind) => [kind, 0])) as Record<FaultKind, number>
  for (const { kind, limit = total } of faults) own[kind] = limits[kind] ?? limit
  return budgetOf(total, own, moves)
}

function defaultLimit(kind: FaultKind, total: number): number {
  if (kind === 'power-loss') return 1
  if (kind === 'disk-loss' || kind === 'rack-power-loss') return 0
  return total
}

/** Whether an action of this cost still fits. */
export function affords(budget: Budget, spent: Spent, cost: Cost): boolean {
  if (cost === undefined) return true
  if (spent.faultCount + spent.moves >= budget.total) return false
  if (cost.is === 'fault') return (spent.faults[cost.kind] ?? 0) < budget.faults[cost.kind]
  return spent.moves < budget.moves && allowsMove(budget, cost.kind)
}

/** Whether a move of this kind may happen at all. */
export function allowsMove({ moveKinds }: Budget, kind: string): boolean {
  return moveKinds === undefined || moveKinds.includes(kind)
}

/** What has been spent after an action of this cost. */
export function spend(spent: Spent, cost: Cost): Spent {
  if (cost === undefined) return spent
  if (cost.is === 'move') return { ...spent, moves: spent.moves + 1 }
  return {
    faults: { ...spent.faults, [cost.kind]: (spent.faults[cost.kind] ?? 0) + 1 },
    faultCount: spent.faultCount + 1,
    moves: spent.moves,
  }
}
