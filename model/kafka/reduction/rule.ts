/** What a rule is made of that lets ordinary work be done at once. */
import type { Action } from '../machine/action.ts'
import type { OfKind } from '../machine/row.ts'
import type { ClusterState } from '../state/cluster-state.ts'
import type { Deployment } from '../state/deployment.ts'

export interface RuleOf<A> {
  readonly name: string
  /** Why nothing is lost. */
  readonly because: string
  /** The kind of action that it is about. */
  readonly kind: Action['kind']
  /** Where it holds; without it everywhere. */
  readonly where?: (deployment: Deployment) => boolean
  /** Whether this action, which is possible and costs nothing, may be done at once. */
  readonly allows: (deployment: Deployment, state: ClusterState, action: A) => boolean
  /** What must be true, too, of what the action comes to. */
  readonly keeps?: (before: ClusterState, action: A, after: ClusterState) => boolean
  /** Only where nobody outside notices. */
  readonly isSilent?: true
}

export type Rule = RuleOf<Action>

/** A rule for one kind of action. */
export function ruleFor<Kind extends Action['kind']>(
  kind: Kind,
  rule: Omit<RuleOf<OfKind<Action, Kind>>, 'kind'>,
): Rule {
  // A rule is only ever asked about actions of its own kind.
  return { ...rule, kind } as unknown as Rule
}
