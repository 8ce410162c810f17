/**
 * A machine made from rows. A row is everything that the house must know of one kind of action, in one place beside its
 * mechanism: the type demands all of it, and a table that has no row for a kind does not compile. The guard of an
 * action stands once, in `possible`.
 */
import type { Cost, Fault, FaultKind, Machine, Step } from './machine.ts'
import type { Observation } from './observation.ts'

interface Named {
  readonly kind: string
}

/** The actions of one kind. */
export type ActionOf<Action extends Named, Kind extends Action['kind']> = Extract<Action, { readonly kind: Kind }>

/** Takes down what somebody outside would have seen. */
export type See = (observation: Observation) => void

/**
 * Parts of the state that an action reads and writes, and the links between parts that it needs: over a link that is
 * cut it is not possible.
 */
export interface Involved {
  readonly reads: readonly string[]
  readonly writes: readonly string[]
  readonly links: readonly string[]
}

/**
 * What every row says of an action, whatever else its system asks. `Context` is what never changes in a run: settings,
 * sizes; `Seen` takes down what somebody outside would have seen.
 */
export interface BaseRow<Context, State, Action, Seen> {
  /** Whether this action can happen now. */
  readonly possible: (context: Context, state: State, action: Action) => boolean
  /** What the state becomes; asked only where the action is possible. The same object means that nothing happens. */
  readonly apply: (context: Context, state: State, action: Action, seen: Seen) => State
  /**
   * What has to go wrong, or be planned; nothing for ordinary work and what follows from an earlier fault. A function
   * where that depends on the state.
   */
  readonly cost: Cost | ((context: Context, action: Action, before: State) => Cost)
  /** One line that a person reads. */
  readonly words: (context: Context, action: Action, before: State) => string
}

/** All that has to be known of one kind of action. */
export interface Row<
  Context,
  State,
  Action extends Named,
  Kind extends Action['kind'] = Action['kind'],
> extends BaseRow<Context, State, ActionOf<Action, Kind>, See> {
  /**
   * Actions of this kind that are worth asking `possible` about, in order; where there are none, the same empty list.
   */
  readonly offers: (context: Context, state: State) => Iterable<ActionOf<Action, Kind>>
  /** The source of scheduling luck that it belongs to. */
  readonly luck: (action: ActionOf<Action, Kind>) => string
  readonly involves: (context: Context, action: ActionOf<Action, Kind>) => Involved
  /** Situations that it reaches. */
  readonly situations:
    | readonly string[]
    | ((context: Context, action: ActionOf<Action, Kind>, before: State, after: State) => readonly string[])
}

/** A row for every kind, in the order in which the machine names them. */
export type Rows<Context, State, Action extends Named> = {
  readonly [Kind in Action['kind']]: Row<Context, State, Action, Kind>
}

/** What rows amount to: a machine, and what else a system is asked about its actions. */
export interface RowMachine<State, Action> extends Machine<State, Action> {
  luckKey(action: Action): string
  situations(action: Action, before: State, after: State): readonly string[]
  involves(action: Action): Involved
}

const NOTHING_SEEN: readonly Observation[] = []

/** The cost of ordinary work, and of what follows from an earlier fault. */
export const FREE = undefined

export function fault(kind: FaultKind): Fault {
  return { is: 'fault', kind }
}

/** What this action costs in this state. */
export function costIn<Context, State, Action>(
  { cost }: Pick<BaseRow<Context, State, Action, never>, 'cost'>,
  context: Context,
  action: Action,
  before: State,
): Cost {
  return typeof cost === 'function' ? cost(context, action, before) : cost
}

/**
 * The machine that these rows describe. Ordinary work of all rows is named first, in the order of the table, then what
 * costs. `follows` is what follows from any change of the state, whoever made it: it sees the state before and after.
 */
export function machineOf<Context, State, Action extends Named>(
  name: string,
  context: Context,
  initial: State,
  rows: Rows<Context, State, Action>,
  follows?: (context: Context, before: State, after: State, see: See) => void,
): RowMachine<State, Action> {
  // An action is only ever handed to the row of its own kind.
  const table = rows as unknown as Readonly<Record<string, Row<Context, State, Action>>>
  type Own = ActionOf<Action, Action['kind']>
  const all: readonly Row<Context, State, Action>[] = Object.values(table)
  const rowOf = (action: Action): Row<Context, State, Action> => {
    const row = table[action.kind]
    if (row === undefined) throw new Error(`no row is called ${action.kind}`)
    return row
  }
  const ordinary = all.filter(({ cost }) => typeof cost === 'function' || cost === undefined)
  const costly = all.filter(({ cost }) => typeof cost === 'function' || cost !== undefined)
  return {
    name,
    initial,
    *actions(state) {
      for (const row of ordinary) {
        for (const action of row.offers(context, state)) {
          if (
            row.possible(context, state, action)
            && (typeof row.cost !== 'function' || row.cost(context, action, state) === undefined)
          )
            yield action
        }
      }
      for (const row of costly) {
        for (const action of row.offers(context, state)) {
          if (
            row.possible(context, state, action)
            && (typeof row.cost !== 'function' || row.cost(context, action, state) !== undefined)
          )
            yield action
        }
      }
    },
    step(state, action): Step<State> {
      const row = rowOf(action)
      if (!row.possible(context, state, action as Own)) return { state, seen: NOTHING_SEEN }
      const seen: Observation[] = []
      const see = (observation: Observation): void => void seen.push(observation)
      const after = row.apply(context, state, action as Own, see)
      if (after === state) return { state, seen: NOTHING_SEEN }
      follows?.(context, state, after, see)
      return { state: after, seen: seen.length === 0 ? NOTHING_SEEN : seen }
    },
    cost: (action, before) => costIn(rowOf(action), context, action as Own, before),
    describe: (action, before) => rowOf(action).words(context, action as Own, before),
    luckKey: (action) => rowOf(action).luck(action as Own),
    situations: (action, before, after) => {
      const { situations } = rowOf(action)
      return typeof situations === 'function' ? situations(context, action as Own, before, after) : situations
    },
    involves: (action) => rowOf(action).involves(context, action as Own),
  }
}
