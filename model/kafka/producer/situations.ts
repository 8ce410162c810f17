/** What becomes of the batch of an idempotent producer that arrives and is not appended. */
import { NO_RECORD } from '../../observation.ts'
import { type ClusterState, isProduce, replicaOf } from '../state/cluster-state.ts'

/** A request arrives. */
export interface Arrive {
  readonly kind: 'arrive'
  readonly producer: number
  /** `NO_RECORD` of a call to a coordinator. */
  readonly record: number
  readonly broker: number
  readonly late: boolean
}

export function batchSituations(action: Arrive, before: ClusterState, after: ClusterState): readonly string[] {
  const { producer, record, broker, late } = action
  if (record === NO_RECORD) return NONE
  const request = before.requests
    .filter(isProduce)
    .find(
      (other) =>
        other.producer === producer && other.record === record && other.broker === broker && other.late === late,
    )
  if (request?.batch == null) return NONE
  const was = replicaOf(before, request.partition, broker)
  if (was.leadership === null || replicaOf(after, request.partition, broker).log.length > was.log.length) return NONE
  if (was.log.some((entry) => entry.record === record)) return ['batch recognised as stored']
  const isUnderWay = after.requests
    .filter(isProduce)
    .some((other) => other.record === record && other.producer === producer && other.late === late)
  return isUnderWay ? NONE : ['batch out of sequence or of an old epoch']
}

const NONE: readonly string[] = []
