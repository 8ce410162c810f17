/** What can happen in transactions: to their producers, their coordinators, and to markers. */
import { canPoll, canTakeOver, isOwnerGone } from '../consumer/loop.ts'
import { canReplace } from '../producer/successors.ts'
import { canFinish } from '../producer/transaction.ts'
import { type ClusterState, producerOf } from '../state/cluster-state.ts'
import { clientOf, entryAt } from '../state/coordinators.ts'
import type { Deployment } from '../state/deployment.ts'
import { isRunning } from '../state/network.ts'
import { canCall } from './calls.ts'
import { mayTimeOut } from './coordinator.ts'
import { canArriveLate, canMark, isMarkerOf, lateMarkers, nextMarker } from './markers.ts'

/** The marker of a transaction in one partition. */
interface OfMarker {
  readonly coordinator: number
  readonly id: number
  readonly partition: number
}

export type TransactionAction =
  | { readonly kind: 'call'; readonly producer: number }
  | { readonly kind: 'finish'; readonly producer: number; readonly commit: boolean }
  | { readonly kind: 'poll'; readonly producer: number }
  | ({ readonly kind: 'mark' } & OfMarker)
  | ({ readonly kind: 'late-marker' } & OfMarker)
  // what costs or not, by the situation
  | { readonly kind: 'transaction-timeout'; readonly coordinator: number; readonly id: number }
  // faults
  | ({ readonly kind: 'delay-marker' } & OfMarker)
  | ({ readonly kind: 'lost-marker-answer' } & OfMarker)
  | { readonly kind: 'replace-client'; readonly producer: number }
  | { readonly kind: 'rebalance'; readonly producer: number }

/** Markers that have to be sent, and those that come late. */
export function coordinatorWork(deployment: Deployment, state: ClusterState): readonly TransactionAction[] {
  if (state.transactions === null) return []
  const out: TransactionAction[] = []
  for (const marker of lateMarkers(state)) {
    const { coordinator, transactionalId: id, partition } = marker
    if (canArriveLate(state, marker)) out.push({ kind: 'late-marker', coordinator, id, partition })
  }
  ofMarkers(state, (marker) => {
    if (canMark(deployment, state, marker.coordinator, marker.id, marker.partition))
      out.push({ kind: 'mark', ...marker })
  })
  return out
}

function ofMarkers(state: ClusterState, use: (marker: OfMarker) => void): void {
  for (const [coordinator, known] of state.transactions?.coordinators.entries() ?? []) {
    for (const [id, entry] of known?.entries.entries() ?? [])
      for (const partition of entry.unmarked) use({ coordinator, id, partition })
  }
}

/**
 * Calls of processes that are about to begin; they come first, so that whoever they replace is fenced before it goes
 * on.
 */
export function initialisations(deployment: Deployment, state: ClusterState): readonly TransactionAction[] {
  const out: TransactionAction[] = []
  for (let producer = 0; producer < (state.transactions?.clients.length ?? 0); producer++) {
    if (clientOf(state, producer)?.phase === 'initializing' && canCall(deployment, state, producer))
      out.push({ kind: 'call', producer })
  }
  return out
}

/** What the producers' applications do next. */
export function applicationWork(deployment: Deployment, state: ClusterState): readonly TransactionAction[] {
  const out: TransactionAction[] = []
  for (let producer = 0; producer < (state.transactions?.clients.length ?? 0); producer++) {
    if (clientOf(state, producer)?.phase !== 'initializing' && canCall(deployment, state, producer))
      out.push({ kind: 'call', producer })
    if (canPoll(deployment, state, producer)) out.push({ kind: 'poll', producer })
    if (!canFinish(deployment, state, producer)) continue
    out.push({ kind: 'finish', producer, commit: true })
    // Who reads an input has no reason to give up what it has made of it.
    if (state.group === null) out.push({ kind: 'finish', producer, commit: false })
  }
  return out
}

/** Transactions whose time may run out; without a fault those that nobody will end. */
export function transactionTimeouts(
  deployment: Deployment,
  state: ClusterState,
  excused: boolean,
): readonly TransactionAction[] {
  const out: TransactionAction[] = []
  for (const [coordinator, known] of state.transactions?.coordinators.entries() ?? []) {
    for (let id = 0; id < (known?.entries.length ?? 0); id++) {
      if (isAbandoned(deployment, state, coordinator, id) === excused && canTimeOut(deployment, state, coordinator, id))
        out.push({ kind: 'transaction-timeout', coordinator, id })
    }
  }
  return out
}

export function canTimeOut(deployment: Deployment, state: ClusterState, coordinator: number, id: number): boolean {
  return isRunning(state, coordinator) && mayTimeOut(deployment, state, coordinator, id)
}

/**
 * Whether no producer is left that would end this transaction: its process is gone, fenced, or in another transaction,
 * or it waits for a batch that is never sent again.
 */
export function isAbandoned(deployment: Deployment, state: ClusterState, coordinator: number, id: number): boolean {
  const metadata = entryAt(state, coordinator, id)?.metadata
  return !(
    state.transactions?.clients.some(({ transactionalId, phase }, producer) => {
      if (transactionalId !== id || phase === 'ready' || phase === 'initializing' || phase === 'fatal') return false
      const { session, sends } = producerOf(state, producer)
      if (session?.producerId !== metadata?.producerId || session?.epoch !== metadata?.epoch) return false
      return sends.every((send) => send.state === 'in-flight' || send.resent < deployment.resends)
    }) ?? false
  )
}

export function transactionFaults(deployment: Deployment, state: ClusterState): readonly TransactionAction[] {
  const out: TransactionAction[] = []
  ofMarkers(state, (marker) => {
    if (canDelay(deployment, state, marker)) out.push({ kind: 'delay-marker', ...marker })
    if (canLoseAnswer(state, marker)) out.push({ kind: 'lost-marker-answer', ...marker })
  })
  return out
}

export function canDelay(deployment: Deployment, state: ClusterState, marker: OfMarker): boolean {
  return canMark(deployment, state, marker.coordinator, marker.id, marker.partition) && !isDelayed(state, marker)
}

/**
 * Whether a coordinator waits for an answer from this partition, and would have to send its marker again without it.
 */
export function canLoseAnswer(state: ClusterState, { coordinator, id, partition }: OfMarker): boolean {
  if (
    nextMarker(state, coordinator, id, partition) !== null
    || entryAt(state, coordinator, id)?.unmarked.includes(partition) !== true
  )
    return false
  return (
    state.transactions?.markers.some((marker) => !marker.late && isMarkerOf(marker, coordinator, id, partition))
    ?? false
  )
}

/** One late request for each marker is enough: two that are the same do no more than one and its repetition. */
function isDelayed(state: ClusterState, { coordinator, id, partition }: OfMarker): boolean {
  return lateMarkers(state).some((marker) => isMarkerOf(marker, coordinator, id, partition))
}

/** Producers that seem dead and are not: another one takes over. */
export function clientPauses(state: ClusterState): readonly TransactionAction[] {
  const out: TransactionAction[] = []
  for (let producer = 0; producer < (state.transactions?.clients.length ?? 0); producer++)
    if (canReplace(state, producer)) out.push({ kind: 'replace-client', producer })
  if (!isOwnerGone(state)) out.push(...takeovers(state))
  return out
}

/** Processes to which the group may give its input. */
export function takeovers(state: ClusterState): readonly TransactionAction[] {
  const out: TransactionAction[] = []
  for (let producer = 0; producer < (state.transactions?.clients.length ?? 0); producer++)
    if (canTakeOver(state, producer)) out.push({ kind: 'rebalance', producer })
  return out
}
