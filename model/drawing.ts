/** How the steps of a story are drawn: who takes part, and what goes from one to another. */

/** What a step looks like. Participants are called as `lanes` calls them. */
export type Drawn =
  /** It arrives there, or is lost on the way. */
  | { readonly kind: 'message' | 'lost'; readonly from: string; readonly to: string }
  /** It happens to these; to nobody in particular where there are none. */
  | { readonly kind: 'event'; readonly at: readonly string[] }

export interface Drawing<State, Action> {
  /** Everybody who takes part, in the order to draw; of the last state of a story, as some come later. */
  lanes(last: State): readonly string[]
  of(action: Action, before: State): Drawn
  /** How those are that are not well, by their names in `lanes`. */
  conditions(state: State): Readonly<Record<string, Condition>>
}

/** `down`: it does not run; `paused`: it runs, and does nothing; `cut off`: some messages do not pass. */
export type Condition = 'down' | 'paused' | 'cut off'

/** How each kind of action is drawn; a table that lacks one does not compile. */
export type DrawnKinds<Context, State, Action extends { readonly kind: string }> = {
  readonly [Kind in Action['kind']]: (
    action: Extract<Action, { readonly kind: Kind }>,
    before: State,
    context: Context,
  ) => Drawn
}

/** The drawing that such a table makes. */
export function drawingOf<Context, State, Action extends { readonly kind: string }>(
  context: Context,
  kinds: DrawnKinds<Context, State, Action>,
  { lanes, conditions }: Pick<Drawing<State, Action>, 'lanes' | 'conditions'>,
): Drawing<State, Action> {
  // An action is only ever handed to the entry of its own kind.
  const table = kinds as unknown as Readonly<Record<string, (action: Action, before: State, context: Context) => Drawn>>
  return {
    lanes,
    conditions,
    of: (action, before) => table[action.kind]?.(action, before, context) ?? { kind: 'event', at: [] },
  }
}

/** Something that happens to these. */
export function event(...at: readonly string[]): Drawn {
  return { kind: 'event', at }
}

export function message(from: string, to: string): Drawn {
  return { kind: 'message', from, to }
}

export function lost(from: string, to: string): Drawn {
  return { kind: 'lost', from, to }
}
