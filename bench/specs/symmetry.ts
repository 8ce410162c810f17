/** Replicas differ in nothing but their names: states that differ in nothing else have the same future, up to names. */
import type { Symmetry } from '../../model/symmetry.ts'
import type { Entry } from './log.ts'
import {
  NONE,
  type SpecBounds,
  type SpecReplica,
  type SpecRequest,
  type SpecState,
  includes,
  including,
  replicaOf,
} from './state.ts'

export function specSymmetry({ replicas }: Pick<SpecBounds, 'replicas'>): Symmetry<SpecState> {
  return { names: replicas, renamed, signature }
}

function renamed({ replicas, nextRecordId, requests, quorum }: SpecState, to: readonly number[]): SpecState {
  const named = replicas.slice()
  for (let name = 0; name < replicas.length; name++)
    named[to[name] as number] = renamedReplica(replicas[name] as SpecReplica, to)
  const sent = requests.slice()
  for (let epoch = 0; epoch < sent.length; epoch++) sent[epoch] = renamedRequest(sent[epoch] as SpecRequest, to)
  return {
    replicas: named,
    nextRecordId,
    requests: sent,
    quorum: {
      leader: renamedLeader(quorum.leader, to),
      leaderEpoch: quorum.leaderEpoch,
      isr: renamedSet(quorum.isr, to),
    },
  }
}

function renamedReplica(
  { log, highWatermark, leaderEpoch, leader, isr }: SpecReplica,
  to: readonly number[],
): SpecReplica {
  return { log, highWatermark, leaderEpoch, leader: renamedLeader(leader, to), isr: renamedSet(isr, to) }
}

function renamedRequest({ leader, isr }: SpecRequest, to: readonly number[]): SpecRequest {
  return { leader: renamedLeader(leader, to), isr: renamedSet(isr, to) }
}

function renamedLeader(leader: number, to: readonly number[]): number {
  return leader === NONE ? NONE : (to[leader] as number)
}

function renamedSet(isr: number, to: readonly number[]): number {
  let out = 0
  for (let name = 0; name < to.length; name++) if (includes(isr, name)) out = including(out, to[name] as number)
  return out
}

/** What a replica has and believes, what others believe of it, and what the quorum and every request say of it. */
function signature(state: SpecState, name: number): number {
  const { log, highWatermark, leaderEpoch, leader, isr } = replicaOf(state, name)
  let hash = log.length
  for (let offset = 0; offset < log.length; offset++) hash = mixed(hash, log[offset] as Entry)
  hash = mixed(hash, (highWatermark << 16) | (leaderEpoch + 1))
  hash = mixed(hash, (place(leader, isr, name) << 5) | size(isr))
  hash = mixed(hash, place(state.quorum.leader, state.quorum.isr, name))
  for (let epoch = 0; epoch < state.requests.length; epoch++) {
    const request = state.requests[epoch] as SpecRequest
    hash = mixed(hash, place(request.leader, request.isr, name))
  }
  return mixed(hash, others(state, name))
}

/** What a pair of leader and ISR says of a replica: whether somebody, nobody or it leads, and whether it is in sync. */
function place(leader: number, isr: number, name: number): number {
  const lead = leader === name ? 2 : leader === NONE ? 0 : 1
  return (lead << 1) | ((isr >> name) & 1)
}

/** How many replicas believe that it leads, and that it is in sync. */
function others({ replicas }: SpecState, name: number): number {
  let followers = 0
  let believers = 0
  for (let other = 0; other < replicas.length; other++) {
    const { leader, isr } = replicas[other] as SpecReplica
    if (leader === name) followers++
    believers += (isr >> name) & 1
  }
  return (followers << 5) | believers
}

function size(isr: number): number {
  let count = 0
  for (let rest = isr; rest !== 0; rest &= rest - 1) count++
  return count
}

/** One step of MurmurHash3. */
function mixed(hash: number, word: number): number {
  const scrambled = Math.imul(word, 0xcc9e2d51)
  const turned = hash ^ Math.imul((scrambled << 15) | (scrambled >>> 17), 0x1b873593)
  return (Math.imul((turned << 13) | (turned >>> 19), 5) + 0xe6546b64) | 0
}
