/** What the specifications promise of the in-sync replicas; each function says whether it holds in a state. */
import { type SpecState, includes, replicaOf } from './state.ts'

/** Every member of the ISR that a leader believes in has the leader's records below the leader's high watermark. */
export function weakIsr(state: SpecState): boolean {
  for (let leader = 0; leader < state.replicas.length; leader++) {
    const { leader: followed, isr } = replicaOf(state, leader)
    if (followed === leader && !holdCommitted(state, isr, leader)) return false
  }
  return true
}

/** The same of ZooKeeper's ISR. A zombie's high watermark counts, too: consumers may have read from it. */
export function strongIsr(state: SpecState): boolean {
  for (let leader = 0; leader < state.replicas.length; leader++) {
    if (replicaOf(state, leader).leader === leader && !holdCommitted(state, state.quorum.isr, leader)) return false
  }
  return true
}

/**
 * The leader is in sync. As the specification has it, this is broken whenever nobody leads, from the initial state on.
 */
export function leaderInIsr({ quorum }: SpecState): boolean {
  return quorum.leader >= 0 && includes(quorum.isr, quorum.leader)
}

function holdCommitted(state: SpecState, isr: number, leader: number): boolean {
  const { log, highWatermark } = replicaOf(state, leader)
  for (let member = 0; member < state.replicas.length; member++) {
    if (!includes(isr, member)) continue
    const held = replicaOf(state, member).log
    for (let offset = 0; offset < highWatermark; offset++) {
      if (offset >= log.length || held[offset] !== log[offset]) return false
    }
  }
  return true
}
