/** Random schedules of any system: a walk through the machine that chooses among what is enabled. */
import { Arbitrary, Stream, Value, type Random } from 'fast-check'
import { fold, foldAll } from '../invariants/fold.ts'
import { emptyLedger } from '../invariants/ledger.ts'
import type { Cost } from '../model/machine.ts'
import type { System } from '../model/system.ts'
import { type Budget, type Spent, affords, nothingSpent, spend } from './budget.ts'
import { Guidance, STARVED, fraction } from './guidance.ts'
import { Memory, type NextStep, type Place, longer } from './memory.ts'

/** What bounds a walk: the budget of the user, and within it the level that is searched now. */
export interface Scope {
  readonly budget: Budget
  readonly faults: number
  readonly moves: number
  readonly steps: number
}

/** A schedule together with what came of it, so that nobody has to run it again. */
export interface Walk<State, Action> extends Place<State, Action> {
  /** So many of the first actions were taken over from an earlier run. */
  readonly takenOver: number
  /** How often each situation was reached, after what was taken over. */
  readonly situations: Readonly<Record<string, number>>
  /** Places where no run was before: on the way, and one step beside it. */
  readonly discovered: readonly Place<State, Action>[]
}

/** Out of 16 runs, so many go on from a place where an earlier run was. */
const GO_ON = 9

/**
 * Schedules of this system within this scope. They do not shrink: an action means something only after the ones before
 * it, and the reducer of the harness knows how to remove them.
 */
export class ScheduleArbitrary<State, Action> extends Arbitrary<Walk<State, Action>> {
  readonly #system: System<State, Action>
  readonly #scope: Scope
  readonly #memory: Memory<State, Action>

  /** @param memory shared by the levels of one search, so that a level goes on where a smaller one has been */
  constructor(system: System<State, Action>, scope: Scope, memory: Memory<State, Action> = new Memory()) {
    super()
    this.#system = system
    this.#scope = scope
    this.#memory = memory
  }

  override generate(random: Random): Value<Walk<State, Action>> {
    return new Value(walk(this.#system, this.#scope, random, this.#memory), undefined)
  }

  override canShrinkWithoutContext(_value: unknown): _value is Walk<State, Action> {
    return false
  }

  override shrink(): Stream<Value<Walk<State, Action>>> {
    return Stream.nil()
  }
}

/** One run, guided by chance. It ends after `steps` steps, or when nothing is enabled and nothing more may go wrong. */
export function walk<State, Action>(
  system: System<State, Action>,
  scope: Scope,
  random: Random,
  memory: Memory<State, Action>,
): Walk<State, Action> {
  const { machine } = system
  const from = startOf(system, scope, random, memory)
  const takenOver = from.trail?.length ?? 0
  const guidance = new Guidance(
    random,
    scope.faults - from.spent.faultCount,
    scope.moves - from.spent.moves,
    scope.steps,
  )
  const choice = new OrdinaryChoice(system, guidance, random)
  const situations: Record<string, number> = {}
  const discovered: Place<State, Action>[] = []
  let { trail, state, ledger, spent } = from
  if (ledger.sent.length > 0) guidance.sawWork(takenOver)

  for (let at = takenOver; at < scope.steps; at++) {
    let action: Action | undefined
    if (guidance.isDue(at)) {
      action = somethingWrong(system, guidance, scope.budget, spent, state, random, false)
      if (action === undefined) guidance.postpone(at)
    }
    if (action === undefined) {
      action = choice.among(state)
      // Left alone with an actor that should be slow, a run lets things go wrong rather than wait for it.
      const insteadOfWaiting =
        guidance.hasMore && (action === undefined || (choice.onlyStarved && random.nextInt(0, 1) === 0))
      if (insteadOfWaiting)
        action = somethingWrong(system, guidance, scope.budget, spent, state, random, action === undefined) ?? action
    }
    if (action === undefined) break

    const cost = machine.cost(action, state)
    const { state: after, seen } = machine.step(state, action)
    if (after === state) continue
    const reached = system.situations(action, state, after)
    for (const situation of reached) situations[situation] = (situations[situation] ?? 0) + 1
    for (const observation of seen) {
      ledger = fold(ledger, observation)
      if (observation.kind === 'acknowledged') guidance.sawWork(at)
    }
    if (cost !== undefined) {
      spent = spend(spent, cost)
      guidance.took(action, cost, at)
    } else if (guidance.listens) guidance.did(system.luckKey(action))
    trail = longer(trail, action)
    state = after
    if (cost !== undefined || reached.length > 0 || seen.length > 0) {
      const place: Place<State, Action> = { trail, state, ledger, spent }
      if (memory.visit(viewOf(system, place), place)) discovered.push(place)
    }
  }
  for (let i = triedWith(scope.budget); i > 0; i--) {
    const untried = memory.takeUntried(
      random,
      scope.faults,
      scope.moves,
      scope.faults + scope.moves >= scope.budget.total,
    )
    if (untried === undefined) break
    discovered.push(...beside(system, scope.budget, memory, untried.place, untried.next))
  }
  return { trail, state, ledger, spent, takenOver, situations, discovered }
}

/**
 * With each run, at so many places of the memory a next step is tried in every way. With more than two faults and moves
 * there are many more places.
 */
function triedWith(budget: Budget): number {
  return budget.total <= 2 ? 12 : 60
}

/**
 * The places one step of this sort away from another one, where no run was before: every one is tried, as chance would
 * miss most.
 */
function beside<State, Action>(
  system: System<State, Action>,
  budget: Budget,
  memory: Memory<State, Action>,
  from: Place<State, Action>,
  next: NextStep,
): readonly Place<State, Action>[] {
  const { machine } = system
  const discovered: Place<State, Action>[] = []
  for (const action of machine.actions(from.state)) {
    const cost = machine.cost(action, from.state)
    if (cost !== undefined && next === 'ordinary') break
    if ((cost?.is ?? 'ordinary') !== next || !affords(budget, from.spent, cost)) continue
    const { state, seen } = machine.step(from.state, action)
    if (state === from.state) continue
    const place = {
      trail: longer(from.trail, action),
      state,
      ledger: foldAll(from.ledger, seen),
      spent: spend(from.spent, cost),
    }
    if (memory.visit(viewOf(system, place), place)) discovered.push(place)
  }
  return discovered
}

/** The start of the machine, or a place where an earlier run was. */
function startOf<State, Action>(
  { machine }: System<State, Action>,
  scope: Scope,
  random: Random,
  memory: Memory<State, Action>,
): Place<State, Action> {
  const goOn = random.nextInt(0, 15) < GO_ON ? memory.pick(random, scope.faults, scope.moves) : undefined
  if (goOn !== undefined && (goOn.trail?.length ?? 0) < scope.steps) return goOn
  return { trail: null, state: machine.initial, ledger: emptyLedger, spent: nothingSpent }
}

function viewOf<State, Action>(system: System<State, Action>, { state, ledger, spent }: Place<State, Action>): string {
  let known = ''
  for (const { outcome } of ledger.sent) known += outcome.charAt(0)
  return `${spent.faultCount} ${spent.moves} ${known} ${system.view(state)}`
}

/** A weighted choice among the ordinary actions. Its buffers live as long as one walk. */
class OrdinaryChoice<State, Action> {
  /** The last choice was among actions that this run hardly ever lets win. */
  onlyStarved = false
  readonly #system: System<State, Action>
  readonly #guidance: Guidance
  readonly #random: Random
  readonly #actions: Action[] = []
  readonly #weights: number[] = []

  constructor(system: System<State, Action>, guidance: Guidance, random: Random) {
    this.#system = system
    this.#guidance = guidance
    this.#random = random
  }

  /** One of the ordinary actions enabled now; `undefined` if there is none. */
  among(state: State): Action | undefined {
    const { machine } = this.#system
    let count = 0
    let total = 0
    let heaviest = 0
    for (const action of machine.actions(state)) {
      if (machine.cost(action, state) !== undefined) break
      const weight = this.#guidance.weight(this.#system.luckKey(action))
      this.#actions[count] = action
      this.#weights[count] = weight
      total += weight
      if (weight > heaviest) heaviest = weight
      count++
    }
    this.onlyStarved = count > 0 && heaviest <= STARVED
    if (count <= 1) return count === 0 ? undefined : this.#actions[0]
    let left = fraction(this.#random) * total
    for (let index = 0; index < count - 1; index++) {
      left -= this.#weights[index] ?? 0
      if (left < 0) return this.#actions[index]
    }
    return this.#actions[count - 1]
  }
}

/**
 * A fault or move that fits the budget and what the run set out to do: a kind first, as some kinds come in many
 * variants, then one of that kind. Kinds outside the swarm are taken only with `anyKind`.
 */
function somethingWrong<State, Action>(
  { machine }: System<State, Action>,
  guidance: Guidance,
  budget: Budget,
  spent: Spent,
  state: State,
  random: Random,
  anyKind: boolean,
): Action | undefined {
  const wanted = new Map<string, Action[]>()
  const others = new Map<string, Action[]>()
  for (const action of machine.actions(state)) {
    const cost: Cost = machine.cost(action, state)
    if (cost === undefined || !affords(budget, spent, cost)) continue
    if ((cost.is === 'fault' ? guidance.faultsLeft : guidance.movesLeft) === 0) continue
    const kinds = guidance.inSwarm(cost) ? wanted : others
    const kind = `${cost.is} ${cost.kind}`
    const known = kinds.get(kind)
    if (known === undefined) kinds.set(kind, [action])
    else known.push(action)
  }
  const kinds = [...(wanted.size === 0 && anyKind ? others : wanted).values()]
  if (kinds.length === 0) return undefined
  const variants = guidance.preferred(kinds[random.nextInt(0, kinds.length - 1)] ?? [])
  return variants[random.nextInt(0, variants.length - 1)]
}
