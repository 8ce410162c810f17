/** What JSON says of what was before, as reports have it. */
import type { Before, Changed } from '../../reports/before.ts'
import type { CheckReport } from '../../reports/report.ts'
import type { Regression } from '../../reports/regressions.ts'
import type { CheckJson } from '../../reports/schema.ts'

/** A commit, and counterexamples that were kept; nothing where the check was asked for neither. */
export function historyIn({
  base,
  regressions,
}: Pick<CheckJson, 'base' | 'regressions'>): Pick<CheckReport, 'before' | 'regressions'> {
  return { ...(base && { before: beforeOf(base) }), ...(regressions && { regressions: regressions.map(regressionOf) }) }
}

function beforeOf({ changed, missing, removed = [], ...base }: NonNullable<CheckJson['base']>): Before {
  return { ...base, removed, changed: changed.map(changedOf), ...(missing !== undefined && { missing }) }
}

function changedOf({ key, before, now }: NonNullable<CheckJson['base']>['changed'][number]): Changed {
  return { key, ...(before !== undefined && { before }), ...(now !== undefined && { now }) }
}

function regressionOf({ why, ...one }: NonNullable<CheckJson['regressions']>[number]): Regression {
  return { ...one, ...(why !== undefined && { why }) }
}
