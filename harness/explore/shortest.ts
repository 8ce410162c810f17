/**
 * From schedules that break promises to the shortest of them. A reduced search finds the fewest faults and moves, but
 * not the fewest actions, and a random one neither for sure; so once more, now every schedule that costs no more and is
 * no longer than the one found. Only states with the same future are one here.
 */
import type { Invariant } from '../../invariants/invariant.ts'
import { FAULT_KINDS, type FaultKind } from '../../model/machine.ts'
import type { System } from '../../model/system.ts'
import type { Budget } from '../budget.ts'
import { reduce } from '../reduce.ts'
import { runSchedule } from '../schedule.ts'
import type { ExploreProgress, Stopped } from './exploration.ts'
import { judging } from './judging.ts'

/** How far a schedule goes: what it costs, then how long it is. */
export interface Extent {
  readonly faults: number
  readonly moves: number
  readonly length: number
}

export interface ExhaustiveFound<Action> extends Extent {
  readonly invariant: Invariant
  readonly actions: readonly Action[]
  /** Nothing shorter breaks the promise at this cost. */
  readonly isShortest: boolean
}

export interface ShortestOptions {
  readonly budget: Budget
  /** Nothing that costs less breaks these promises: fewer faults with more moves need not be tried. */
  readonly isCheapest: boolean
  /** States that a whole search may store. */
  readonly maxStates: number
  /** By promise: what a search of another size has found. What is not better need not be made the shortest. */
  readonly known?: ReadonlyMap<string, Extent>
  readonly stop: () => Stopped | undefined
}

/**
 * The shortest schedule at the cost of each of these; what could not be shown to be the shortest is what it was, with
 * nothing that can be left out.
 */
export function* shortestOf<State, Action>(
  system: System<State, Action>,
  found: readonly ExhaustiveFound<Action>[],
  options: ShortestOptions,
): Generator<ExploreProgress, readonly ExhaustiveFound<Action>[]> {
  const result = new Map(found.map((one) => [one.invariant, one]))
  const outOfReach = new Set<Invariant>()
  for (const one of found) {
    if (one.isShortest) continue
    const { shortest, isComplete } = yield* shortestOfKinds(system, one, options)
    result.set(one.invariant, shortest)
    if (!isComplete) outOfReach.add(one.invariant)
  }
  const open = (): readonly ExhaustiveFound<Action>[] =>
    [...result.values()].filter((one) => !one.isShortest && isBetter(one, options.known?.get(one.invariant.id)))
  for (const { faults, moves } of costsOf(open())) {
    const alike = open().filter((one) => one.faults === faults && one.moves === moves)
    const { discoveries } = yield* searchNoLonger(system, alike, faults, {
      ...options,
      budget: limited(options.budget, faults, moves, options.isCheapest),
    })
    for (const discovery of discoveries) result.set(discovery.invariant, { ...discovery, isShortest: true })
  }
  // What was too much to look at all of: one kind of fault changed at a time.
  for (const one of open())
    if (!outOfReach.has(one.invariant)) result.set(one.invariant, yield* withOtherKinds(system, one, options))
  return found.map(({ invariant }) => result.get(invariant) as ExhaustiveFound<Action>)
}

/** Whether a schedule is better than another one, by what it costs and then by its length. */
export function isBetter(a: Extent, b: Extent | undefined): boolean {
  return b === undefined || (a.faults - b.faults || a.moves - b.moves || a.length - b.length) < 0
}

/** Whether a schedule has fewer faults, or as many and fewer moves, however long it is. */
export function isCheaper(a: Omit<Extent, 'length'>, b: Omit<Extent, 'length'>): boolean {
  return (a.faults - b.faults || a.moves - b.moves) < 0
}

/** What a schedule of another size costs, and how long it is. */
export interface KnownElsewhere extends Extent {
  readonly invariant: Invariant
  readonly faultKinds: Budget['faults']
}

/**
 * The shortest schedules of this system that break promises with faults and moves of the same kinds as schedules of
 * another size, and are no longer than those; of a promise nothing if there is none, or if it was too much to look at.
 * @param known what costs the same
 */
export function* shortestLike<State, Action>(
  system: System<State, Action>,
  known: readonly KnownElsewhere[],
  options: ShortestOptions,
): Generator<ExploreProgress, readonly ExhaustiveFound<Action>[]> {
  const [one] = known
  if (one === undefined) return []
  const { faults, moves, faultKinds } = one
  const alike = known.map((other) => ({ ...other, actions: [] }))
  const { discoveries } = yield* searchNoLonger(system, alike, faults, {
    ...options,
    budget: { ...options.budget, total: faults + moves, faults: faultKinds, moves },
  })
  const shortest: ExhaustiveFound<Action>[] = []
  for (const { invariant, length } of known) {
    const found = discoveries.find((discovery) => discovery.invariant === invariant && discovery.length <= length)
    if (found !== undefined) shortest.push(yield* withOtherKinds(system, { ...found, isShortest: false }, options))
  }
  return shortest
}

function costsOf(found: readonly Extent[]): readonly Pick<Extent, 'faults' | 'moves'>[] {
  return [...new Map(found.map(({ faults, moves }) => [`${faults} ${moves}`, { faults, moves }])).values()]
}

/**
 * First with the same kinds of faults and moves only, which is little to look at and makes the bound tight. Where even
 * that is too much, other kinds are, too.
 */
function* shortestOfKinds<State, Action>(
  system: System<State, Action>,
  found: ExhaustiveFound<Action>,
  options: ShortestOptions,
): Generator<ExploreProgress, { readonly shortest: ExhaustiveFound<Action>; readonly isComplete: boolean }> {
  const { actions, spent } = reduce(system, found.invariant, found.actions, options.budget)
  const reduced = { ...found, actions, length: actions.length, faults: spent.faultCount, moves: spent.moves }
  const total = spent.faultCount + spent.moves
  const budget = { ...options.budget, total, faults: timesOfKinds(spent.faults), moves: spent.moves }
  const { discoveries, isComplete } = yield* searchNoLonger(system, [reduced], spent.faultCount, { ...options, budget })
  const [shortest] = discoveries
  return { shortest: shortest === undefined ? reduced : { ...shortest, isShortest: false }, isComplete }
}

/**
 * The shortest that is reached by changing the kind of one fault after the other; of the same length, the one whose
 * kinds come first.
 */
function* withOtherKinds<State, Action>(
  system: System<State, Action>,
  found: ExhaustiveFound<Action>,
  options: ShortestOptions,
): Generator<ExploreProgress, ExhaustiveFound<Action>> {
  const { spent } = runSchedule(system, found.actions, options.budget)
  for (const kind of FAULT_KINDS) {
    for (const other of FAULT_KINDS) {
      const before = spent.faults[kind] ?? 0
      const after = (spent.faults[other] ?? 0) + 1
      if (kind === other || before === 0 || after > options.budget.faults[other]) continue
      const faults = timesOfKinds({ ...spent.faults, [kind]: before - 1, [other]: after })
      const length = FAULT_KINDS.indexOf(other) < FAULT_KINDS.indexOf(kind) ? found.length : found.length - 1
      const budget = { ...options.budget, total: found.faults + found.moves, faults, moves: found.moves }
      const { discoveries } = yield* searchNoLonger(system, [{ ...found, length }], found.faults, {
        ...options,
        budget,
      })
      const [better] = discoveries
      if (better !== undefined) return yield* withOtherKinds(system, { ...better, isShortest: false }, options)
    }
  }
  return found
}

type Measured<Action> = Omit<ExhaustiveFound<Action>, 'isShortest'>

function* searchNoLonger<State, Action>(
  system: System<State, Action>,
  found: readonly Measured<Action>[],
  mostFaults: number,
  { budget, maxStates, stop }: ShortestOptions,
): Generator<ExploreProgress, { readonly discoveries: readonly Measured<Action>[]; readonly isComplete: boolean }> {
  const { explore } = judging(
    system,
    found.map(({ invariant }) => invariant),
    budget,
    'equivalent',
  )
  const exploration = yield* explore({
    mostFaults,
    maxStates,
    maxDepth: Math.max(...found.map(({ length }) => length)),
    wanted: 2 ** found.length - 1,
    stop,
  })
  const discoveries = exploration.found.map(({ bit, faults, moves, actions }) => {
    const { invariant } = found[Math.log2(bit)] as Measured<Action>
    return { invariant, faults, moves, length: actions.length, actions }
  })
  return { discoveries, isComplete: exploration.stopped === null }
}

/** Every kind with its number. */
export function timesOfKinds(times: Readonly<Partial<Record<FaultKind, number>>>): Budget['faults'] {
  return Object.fromEntries(FAULT_KINDS.map((kind) => [kind, times[kind] ?? 0])) as Budget['faults']
}

function limited(budget: Budget, faults: number, moves: number, isCheapest: boolean): Budget {
  const total = faults + moves
  const kinds = Object.fromEntries(
    FAULT_KINDS.map((kind) => [kind, Math.min(total, budget.faults[kind])]),
  ) as Budget['faults']
  return { ...budget, total, faults: kinds, moves: isCheapest ? moves : Math.min(budget.moves, total) }
}
