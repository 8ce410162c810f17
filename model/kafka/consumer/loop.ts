/**
 * Consume, transform, produce: an application reads a record, sends what it makes of it, and commits the position after
 * the record in the same transaction (KIP-98, KIP-447). Several processes in one consumer group share the work: one at
 * a time owns the input partition. The input is a partition that loses nothing; of the group there is as much as this
 * needs.
 */
import { NO_RECORD, type Observation } from '../../observation.ts'
import { positionIn, attemptsAt, hasToSend, inputGiven } from '../door.ts'
import { isGiven, markerOffset } from '../log/last-stable-offset.ts'
import { type ClusterState, NO_LEADER, batchOf, partitionAt, replicaOf } from '../state/cluster-state.ts'
import { clientOf } from '../state/coordinators.ts'
import { type Deployment, MOST_ATTEMPTS } from '../state/deployment.ts'
import { reaches } from '../state/network.ts'
import { attemptOf, commitOf } from '../state/records.ts'

/**
 * The group's committed position, as its coordinator would tell it now; `null` if it cannot, or says to come again
 * because a transaction with a position is open (UNSTABLE_OFFSET_COMMIT).
 */
function committedPosition(deployment: Deployment, state: ClusterState): number | null {
  const { leader } = partitionAt(state, deployment.offsetsPartition).registration
  if (leader === NO_LEADER || !reaches(state, leader, 'clients')) return null
  const { leadership, log, highWatermark } = replicaOf(state, deployment.offsetsPartition, leader)
  if (leadership === null) return null
  let position = 0
  for (let offset = 0; offset < log.length; offset++) {
    const entry = log[offset]
    const batch = entry && batchOf(entry)
    if (batch?.kind !== 'position') continue
    const end = markerOffset(log, offset, batch.producerId)
    if (end < 0 || end >= highWatermark) {
      if (deployment.mechanisms['unstable-offsets-wait']) return null
    } else if (isGiven(log, offset)) position = batch.position
  }
  return position
}

/** The record that this process would be given by its next poll, or `null`. */
function nextInput(deployment: Deployment, state: ClusterState, producer: number): number | null {
  const client = clientOf(state, producer)
  const { group } = state
  if (group === null || client?.phase !== 'ready' || group.owner !== producer || hasToSend(state, producer)) return null
  const position = positionIn(state, producer, group.generation) ?? committedPosition(deployment, state)
  return position === null || position >= deployment.scope.records || attemptsAt(state, position) >= MOST_ATTEMPTS
    ? null
    : position
}

export function canPoll(deployment: Deployment, state: ClusterState, producer: number): boolean {
  return nextInput(deployment, state, producer) !== null
}

/** The process is given a record, and is about to send what it makes of it and the position after it. */
export function poll(deployment: Deployment, state: ClusterState, producer: number): ClusterState {
  const input = nextInput(deployment, state, producer)
  const { group } = state
  if (input === null || group === null) return state
  const attempt = attemptOf(deployment, input, attemptsAt(state, input))
  return inputGiven(state, producer, input, group.generation, [attempt, commitOf(deployment, attempt)])
}

/** Whether somebody else owns the input, and this process is not at its end. */
export function isOthers(state: ClusterState, producer: number): boolean {
  const phase = clientOf(state, producer)?.phase
  return state.group !== null && phase !== undefined && phase !== 'fatal' && state.group.owner !== producer
}

/** Whether the owner is at its end, so that it takes no further fault to give its input to another one. */
export function isOwnerGone(state: ClusterState): boolean {
  return state.group !== null && clientOf(state, state.group.owner)?.phase === 'fatal'
}

/** The group rebalances: the owner, which seems dead, hears of it with its next poll. */
export function rebalance(state: ClusterState, to: number): ClusterState {
  return state.group === null
    ? state
    : { ...state, group: { ...state.group, generation: state.group.generation + 1, owner: to } }
}

/**
 * Whether the group's coordinator refuses a position because the process that commits it is not the owner any more
 * (ILLEGAL_GENERATION); up to 2.4 nobody asks (KIP-447).
 */
export function isOfOldGeneration(deployment: Deployment, { group }: ClusterState, generation: number): boolean {
  return deployment.mechanisms['offset-commits-fenced-by-group'] && group !== null && generation !== group.generation
}

/** After healing: the records that had their effect, as what was made of them can be read. */
export function effects(deployment: Deployment, given: readonly number[], seen: Observation[]): void {
  for (const attempt of given)
    if (attempt !== NO_RECORD && attempt < deployment.ownRecords)
      seen.push({ kind: 'applied', record: attempt % deployment.scope.records, consumer: 0 })
}

/** After healing: the records that the group has reported as consumed. */
export function consumed(deployment: Deployment, state: ClusterState, seen: Observation[]): void {
  const position = committedPosition(deployment, state) ?? 0
  for (let record = 0; record < position; record++) seen.push({ kind: 'consumed', record, consumer: 0 })
}
