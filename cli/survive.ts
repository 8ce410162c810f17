/** `--survive` and `--only`: what may go wrong, said by name. */
import { type Budget, budgetOf } from '../harness/budget.ts'
import { FAULT_KINDS, type FaultKind } from '../model/machine.ts'
import type { Scenario } from '../model/scenario.ts'
import type { Settings, SystemEntry } from '../model/system-entry.ts'
import { didYouMean } from './did-you-mean.ts'
import type { SearchOptions } from './options.ts'
import { UsageError } from './usage-error.ts'

/** Any planned move, among the names of `--only`. */
const MOVE = 'move'
/** Kinds that are left out unless somebody asks for them are allowed once by `--only`. */
const ONCE = 1

/** The scenarios that are asked for, each judged alone; `undefined` where nobody asked by name. */
export function scenariosAsked(
  system: SystemEntry,
  settings: Settings,
  options: Pick<SearchOptions, 'survive' | 'only' | 'fault' | 'moves' | 'faults' | 'loop'>,
): readonly (Scenario | undefined)[] {
  const { survive } = options
  if (survive === undefined) return [undefined]
  const beside =
    options.only !== undefined
      ? '--only'
      : Object.keys(options.fault).length > 0
        ? '--fault'
        : options.moves !== undefined
          ? '--moves'
          : undefined
  if (beside !== undefined)
    throw new UsageError(`--survive and ${beside}: --survive says what may go wrong; leave one of them out`)
  const known = system.scenarios(settings, options)
  const waysOf = (name: string): readonly Scenario[] => {
    const ways = Object.hasOwn(known, name) ? known[name] : undefined
    if (ways === undefined)
      throw new UsageError(
        `--survive ${name}: ${system.name} has no such name${didYouMean(name, Object.keys(known))}; there are ${Object.keys(known).join(', ')}`,
      )
    if ('problem' in ways) throw new UsageError(`--survive ${name}: ${ways.problem}; ${ways.remedy}`)
    return ways
  }
  return survive.flatMap((together) =>
    together
      .map(waysOf)
      .reduce<readonly Scenario[]>(
        (all, ways) => all.flatMap((one) => ways.map((way) => bothOf(one, way, options.faults))),
        [EMPTY],
      ),
  )
}

const EMPTY: Scenario = { name: '', title: '', total: 0, faults: {}, moves: 0 }

/** Both together: as much of everything as each allows. */
function bothOf(a: Scenario, b: Scenario, faults: number): Scenario {
  const kinds = FAULT_KINDS.flatMap((kind) => {
    const limits = [a, b].flatMap((one) => (kind in one.faults ? [one.faults[kind] ?? faults] : []))
    return limits.length === 0 ? [] : [[kind, limits.reduce((sum, limit) => sum + limit, 0)] as const]
  })
  return {
    name: [a.name, b.name].filter((name) => name !== '').join(' + '),
    title: [a.title, b.title].filter((title) => title !== '').join('; and '),
    total: totalOf(a, faults) + totalOf(b, faults),
    faults: Object.fromEntries(kinds),
    moves: a.moves + b.moves,
    moveKinds: [...new Set([...(a.moveKinds ?? []), ...(b.moveKinds ?? [])])],
    size: { ...a.size, ...b.size },
  }
}

function totalOf({ total, faults: kinds, moves }: Scenario, faults: number): number {
  if (total !== undefined) return total
  const limits = Object.values(kinds)
  return limits.some((limit) => limit === undefined)
    ? faults
    : limits.reduce<number>((sum, limit) => sum + (limit ?? 0), moves)
}

/** What a scenario allows, and nothing else. */
export function budgetOfScenario({ total = 0, faults, moves, moveKinds = [] }: Scenario): Budget {
  const limits = Object.fromEntries(FAULT_KINDS.map((kind) => [kind, faults[kind] ?? 0]))
  return { ...budgetOf(total, limits, moves), moveKinds }
}

/** Only these kinds of faults and moves, each as often as it would be without `--only`, or once. */
export function onlyThese(
  system: SystemEntry,
  settings: Settings,
  budget: Budget,
  { only = [], fault, moves: limit }: Pick<SearchOptions, 'only' | 'fault' | 'moves'>,
): Budget {
  const own = system.faults(settings).map(({ kind }) => kind)
  const moves = Object.keys(system.moves)
  for (const name of only) {
    if (name !== MOVE && !own.some((kind) => kind === name) && !moves.includes(name)) {
      const all = [...own, MOVE, ...moves]
      throw new UsageError(
        `--only ${name}: ${system.name} has no such fault or move here${didYouMean(name, all)}; there are ${all.join(', ')}`,
      )
    }
  }
  for (const kind of Object.keys(fault))
    if (!only.includes(kind)) throw new UsageError(`--fault ${kind}: --only leaves it out; name it in both`)
  const isMoved = only.some((name) => name === MOVE || moves.includes(name))
  if (!isMoved && limit !== undefined && limit > 0)
    throw new UsageError(`--moves ${limit}: --only leaves moves out; add ${MOVE}, or leave --moves out`)
  const faults = Object.fromEntries(
    FAULT_KINDS.map((kind) => [kind, only.includes(kind) ? (fault[kind] ?? Math.max(budget.faults[kind], ONCE)) : 0]),
  ) as Record<FaultKind, number>
  const named = moves.filter((kind) => only.includes(kind))
  const allowed = only.includes(MOVE) ? moves : named
  return {
    ...budgetOf(budget.total, faults, allowed.length === 0 ? 0 : budget.moves),
    ...(only.includes(MOVE) ? {} : { moveKinds: allowed }),
  }
}

/** `a,b+c`: each alone, and those with a plus together. */
export function surviveList(text: string, before: readonly (readonly string[])[] = []): readonly (readonly string[])[] {
  const lists = text.split(',').map((together) => together.split('+').map((name) => name.trim()))
  if (lists.flat().includes('')) throw new UsageError(`--survive ${text}: a name between the commas is empty`)
  return [...before, ...lists]
}
