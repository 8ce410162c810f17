/** Random schedules of any system: a walk through the machine that chooses among what is enabled. */
import { Arbitrary, Stream, Value, type Random } from 'fast-check'
import { fold } from '../invariants/fold.ts'
import { emptyLedger, type Ledger } from '../invariants/ledger.ts'
import type { Cost } from '../model/machine.ts'
import type { Observation } from '../model/observation.ts'
import type { System } from '../model/system.ts'
import { affords, nothingSpent, spend, type Budget, type Spent } from './budget.ts'
import { fraction, Guidance, STARVED } from './guidance.ts'

/** What bounds a walk: the budget of the user, and within it the level that is searched now. */
export interface Scope {
  readonly budget: Budget
  readonly faults: number
  readonly moves: number
  readonly steps: number
}

/** A schedule together with what came of it, so that nobody has to run it again. */
export interface Walk<State, Action> {
  readonly actions: readonly Action[]
  readonly state: State
  readonly ledger: Ledger
  readonly spent: Spent
  readonly observations: readonly Observation[]
  /** How often each situation was reached. */
  readonly situations: Readonly<Record<string, number>>
}

/**
 * Schedules of this system within this scope. They do not shrink: an action means something only after the ones before
 * it, and the reducer of the harness knows how to remove them.
 */
export class ScheduleArbitrary<State, Action> extends Arbitrary<Walk<State, Action>> {
  readonly #system: System<State, Action>
  readonly #scope: Scope

  constructor(system: System<State, Action>, scope: Scope) {
    super()
    this.#system = system
    this.#scope = scope
  }

  override generate(random: Random): Value<Walk<State, Action>> {
    return new Value(walk(this.#system, this.#scope, random), undefined)
  }

  override canShrinkWithoutContext(_value: unknown): _value is Walk<State, Action> {
    return false
  }

  override shrink(): Stream<Value<Walk<State, Action>>> {
    return Stream.nil()
  }
}

/** One run, guided by chance. It ends after `steps` steps, or when nothing is enabled and nothing more may go wrong. */
export function walk<State, Action>(system: System<State, Action>, scope: Scope, random: Random): Walk<State, Action> {
  const { machine } = system
  const guidance = new Guidance(random, scope.faults, scope.moves, scope.steps)
  const choice = new OrdinaryChoice(system, guidance, random)
  const actions: Action[] = []
  const observations: Observation[] = []
  const situations: Record<string, number> = {}
  let state = machine.initial
  let ledger = emptyLedger
  let spent = nothingSpent

  for (let at = 0; at < scope.steps; at++) {
    let action: Action | undefined
    if (guidance.isDue(at)) {
      action = somethingWrong(system, guidance, scope.budget, spent, state, random, false)
      if (action === undefined) guidance.postpone(at)
    }
    if (action === undefined) {
      action = choice.among(state)
      // Left alone with an actor that should be slow, a run lets things go wrong rather than wait for it.
      const insteadOfWaiting = guidance.hasMore && (action === undefined || (choice.onlyStarved && random.nextInt(0, 1) === 0))
      if (insteadOfWaiting) action = somethingWrong(system, guidance, scope.budget, spent, state, random, action === undefined) ?? action
    }
    if (action === undefined) break

    const cost = machine.cost(action, state)
    const { state: after, seen } = machine.step(state, action)
    if (after === state) continue
    for (const situation of system.situations(action, state, after)) situations[situation] = (situations[situation] ?? 0) + 1
    for (const observation of seen) {
      ledger = fold(ledger, observation)
      observations.push(observation)
      if (observation.kind === 'acknowledged') guidance.sawWork(at)
    }
    if (cost !== undefined) {
      spent = spend(spent, cost)
      guidance.took(action, cost, at)
    } else if (guidance.listens) guidance.did(system.luckKey(action))
    actions.push(action)
    state = after
  }
  return { actions, state, ledger, spent, observations, situations }
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
