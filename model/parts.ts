/**
 * A state as a list of parts. Most actions read few of them and replace fewer, so a search that keeps each part once,
 * and remembers what an action made of the parts that it read, need not take the same step twice.
 */

/** How a state is taken apart, and put together again. */
export interface Parts<State> {
  /** Always as many, always in the same order; each an object or a list, so that it shows when it is read. */
  split(state: State): readonly object[]
  /**
   * By part: fields of an object that are read and replaced together, where that is not all of them. Every field is in
   * one group.
   */
  readonly groups: readonly (readonly (readonly string[])[] | undefined)[]
  /** Reads nothing of the parts but those that hold what cannot show for itself that it is read. */
  join(parts: readonly object[]): State
}

/** Who takes actions: asked by itself, so that as little as possible is read to know what is possible. */
export interface Source<State, Action> {
  /** Whether what it names costs something. */
  readonly isCostly: boolean
  /** It waits while the system is at work by itself (`isAtWork`). */
  readonly waits: boolean
  /** Whether anything that it names is ever done at once (`Reduction.atOnce`): else nobody need ask. */
  readonly mayBeAtOnce: boolean
  actions(state: State): readonly Action[]
}

/** A machine in parts. Its sources name, one after another, what the machine names, in the same order. */
export interface InParts<State, Action> {
  readonly parts: Parts<State>
  readonly sources: readonly Source<State, Action>[]
  /** Whether the system is about to do something before those go on who wait. */
  isAtWork(state: State): boolean
}

/**
 * Plain data in pieces. A piece may depend on notes: numbers that say of several parts what the piece needs to know of
 * them, so that it need not be made anew whenever one of them changes.
 */
export interface InPieces<State> {
  readonly notes: readonly Asking<State, number>[]
  readonly pieces: readonly Asking<State, unknown>[]
}

/** A condition in pieces, all of which have to hold; what follows the first that does not is not asked. */
export interface AllOf<State> {
  readonly notes: readonly Asking<State, number>[]
  readonly conditions: readonly Asking<State, boolean>[]
}

/** What is asked of a state. A note may depend on those before it. */
export type Asking<State, Answer> = (state: State, notes: readonly number[]) => Answer

/** The pieces of a state, as one piece of plain data. */
export function inOne<State>({ notes, pieces }: InPieces<State>, state: State): unknown {
  const noted = notesOf(notes, state)
  return pieces.map((piece) => piece(state, noted))
}

/** Whether all of it holds. */
export function holds<State>({ notes, conditions }: AllOf<State>, state: State): boolean {
  const noted = notesOf(notes, state)
  return conditions.every((condition) => condition(state, noted))
}

function notesOf<State>(notes: readonly Asking<State, number>[], state: State): readonly number[] {
  const noted: number[] = []
  for (const note of notes) noted.push(note(state, noted))
  return noted
}
