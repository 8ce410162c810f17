/**
 * A transactional outbox: rows of a database that are to be sent, each deleted once its record is taken to be sent. A
 * row counts as consumed when it is deleted, and as processed when a reader is given its record.
 */
import { NO_RECORD, type Observation } from '../../observation.ts'
import type { Deployment } from '../state/deployment.ts'
import { originalOf } from '../state/records.ts'

/** The rows that are deleted after what was seen, as it was seen; nothing where there is no outbox. */
export function rowsDeleted(deployment: Deployment, seen: readonly Observation[]): readonly Observation[] {
  const { scope } = deployment
  if (scope.outbox !== true) return NOTHING
  const deletes = scope.deletesEarly === true ? 'sent' : 'acknowledged'
  return seen.flatMap((observation) =>
    observation.kind === deletes && isRow(deployment, observation.record)
      ? [{ kind: 'consumed', record: originalOf(deployment, observation.record), consumer: 0, row: true } as const]
      : [],
  )
}

const NOTHING: readonly Observation[] = []

/** After healing: the rows whose records a reader is given. */
export function rowsRead(deployment: Deployment, given: readonly number[], seen: Observation[]): void {
  for (const record of given)
    if (record !== NO_RECORD && isRow(deployment, record))
      seen.push({ kind: 'applied', record: originalOf(deployment, record), consumer: 0 })
}

function isRow(deployment: Deployment, record: number): boolean {
  return originalOf(deployment, record) < deployment.scope.records
}
