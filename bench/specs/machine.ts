/** A specification as a machine: everything that can happen in a state, in order, and what comes of it. */
import type { Machine, Step } from '../../model/machine.ts'
import { type SpecAction, describe } from './actions.ts'
import {
  type Spec,
  becomeFollower,
  becomeLeader,
  canBecomeFollower,
  canBecomeLeader,
  canControllerElectLeader,
  canControllerShrinkIsr,
  canExpandIsr,
  canFetch,
  canRaiseHighWatermark,
  canShrinkIsr,
  canTruncate,
  canWrite,
  controllerElectLeader,
  controllerShrinkIsr,
  expandIsr,
  fetch,
  raiseHighWatermark,
  shrinkIsr,
  truncate,
  write,
} from './replication.ts'
import { NONE, type SpecState, initialState, presumesLeadership } from './state.ts'

/** No client watches. */
const NOTHING_SEEN: Step<SpecState>['seen'] = []

export function machineOf(name: string, spec: Spec): Machine<SpecState, SpecAction> {
  return {
    name,
    initial: initialState(spec),
    actions: (state) => enabled(spec, state),
    step: (state, action) => ({ state: after(spec, state, action), seen: NOTHING_SEEN }),
    cost: () => undefined,
    describe,
  }
}

function enabled(spec: Spec, state: SpecState): readonly SpecAction[] {
  const out: SpecAction[] = []
  for (let replica = 0; replica < spec.replicas; replica++) {
    if (presumesLeadership(state, replica)) leaderWork(spec, state, replica, out)
    else followerWork(spec, state, replica, out)
  }
  for (let epoch = 0; epoch < state.requests.length; epoch++) obeying(spec, state, epoch, out)
  for (let replica = 0; replica < spec.replicas; replica++) {
    if (canControllerShrinkIsr(spec, state, replica)) out.push({ kind: 'controller-shrink-isr', replica })
    if (canControllerElectLeader(spec, state, replica)) out.push({ kind: 'controller-elect-leader', leader: replica })
  }
  return out
}

function followerWork(spec: Spec, state: SpecState, follower: number, out: SpecAction[]): void {
  if (canFetch(spec, state, follower)) out.push({ kind: 'fetch', follower })
  if (canTruncate(spec, state, follower)) out.push({ kind: 'truncate', follower })
}

function leaderWork(spec: Spec, state: SpecState, leader: number, out: SpecAction[]): void {
  if (canWrite(spec, state, leader)) out.push({ kind: 'write', leader })
  if (canRaiseHighWatermark(spec, state, leader)) out.push({ kind: 'raise-high-watermark', leader })
  for (let follower = 0; follower < spec.replicas; follower++) {
    if (canShrinkIsr(spec, state, leader, follower)) out.push({ kind: 'shrink-isr', leader, follower })
    if (canExpandIsr(spec, state, leader, follower)) out.push({ kind: 'expand-isr', leader, follower })
  }
}

/** Who may act on the request of this epoch. */
function obeying(spec: Spec, state: SpecState, epoch: number, out: SpecAction[]): void {
  const leader = state.requests[epoch]?.leader ?? NONE
  if (leader === NONE) return
  if (canBecomeLeader(state, leader, epoch)) out.push({ kind: 'become-leader', leader, epoch })
  for (let follower = 0; follower < spec.replicas; follower++) {
    if (canBecomeFollower(spec, state, follower, leader, epoch))
      out.push({ kind: 'become-follower', follower, leader, epoch })
  }
}

/** The state after an action; the same one if the action cannot happen in it. */
function after(spec: Spec, state: SpecState, action: SpecAction): SpecState {
  switch (action.kind) {
    case 'fetch':
      return canFetch(spec, state, action.follower) ? fetch(state, action.follower) : state
    case 'truncate':
      return canTruncate(spec, state, action.follower) ? truncate(spec, state, action.follower) : state
    case 'write':
      return canWrite(spec, state, action.leader) ? write(state, action.leader) : state
    case 'raise-high-watermark':
      return canRaiseHighWatermark(spec, state, action.leader) ? raiseHighWatermark(state, action.leader) : state
    case 'shrink-isr':
      return canShrinkIsr(spec, state, action.leader, action.follower)
        ? shrinkIsr(state, action.leader, action.follower)
        : state
    case 'expand-isr':
      return canExpandIsr(spec, state, action.leader, action.follower)
        ? expandIsr(state, action.leader, action.follower)
        : state
    case 'become-leader':
      return canBecomeLeader(state, action.leader, action.epoch)
        ? becomeLeader(state, action.leader, action.epoch)
        : state
    case 'become-follower':
      return canBecomeFollower(spec, state, action.follower, action.leader, action.epoch)
        ? becomeFollower(spec, state, action.follower, action.leader, action.epoch)
        : state
    case 'controller-shrink-isr':
      return canControllerShrinkIsr(spec, state, action.replica) ? controllerShrinkIsr(state, action.replica) : state
    case 'controller-elect-leader':
      return canControllerElectLeader(spec, state, action.leader) ? controllerElectLeader(state, action.leader) : state
  }
}
