/**
 * Ordinary work that may as well be done now, where nothing that costs can happen any more. All rules rest on this: a
 * broker in good order stays so, and a leader in good order leads to the end. Each rule is held against complete graphs
 * (`cones.test.ts`), as an argument about a cluster is soon wrong.
 */
import type { AtOnce, Reduction } from '../../system.ts'
import type { Action } from '../machine/action.ts'
import type { ClusterState } from '../state/cluster-state.ts'
import type { Deployment } from '../state/deployment.ts'
import { RECOVERY_AT_ONCE } from './recovery-at-once.ts'
import { REPLICATION_AT_ONCE } from './replication-at-once.ts'
import type { Rule } from './rule.ts'

export type { Rule } from './rule.ts'

export const AT_ONCE: readonly Rule[] = [...RECOVERY_AT_ONCE, ...REPLICATION_AT_ONCE]

/** Which actions of a state may as well be done now. */
export function atOnce(
  deployment: Deployment,
  rules: readonly Rule[],
): NonNullable<Reduction<ClusterState, Action>['atOnce']> {
  const byKind = new Map<string, readonly Rule[]>()
  const holding = rules.filter(({ where }) => where?.(deployment) ?? true)
  for (const rule of holding) byKind.set(rule.kind, [...(byKind.get(rule.kind) ?? []), rule])
  return (state) => (action, after) => {
    let found: AtOnce = 'no'
    for (const { allows, keeps, isSilent } of byKind.get(action.kind) ?? []) {
      if (!allows(deployment, state, action) || keeps?.(state, action, after()) === false) continue
      if (isSilent !== true) return 'yes'
      found = 'if silent'
    }
    return found
  }
}
