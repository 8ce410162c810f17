/**
 * Names that a machine could exchange without anybody noticing: replicas that differ in nothing but their names, say.
 */
export interface Symmetry<State> {
  /** How many names can be exchanged: 0 to one less than this. */
  readonly names: number
  /** The same state when whoever is called r is called `to[r]`, for every r. */
  renamed(state: State, to: readonly number[]): State
  /**
   * 32 bits about one name that stay the same under every renaming: `signature(renamed(s, to), to[r]) === signature(s,
   * r)`.
   */
  signature(state: State, name: number): number
}
