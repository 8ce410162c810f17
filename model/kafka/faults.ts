/** What goes wrong with a cluster and its clients, and what is planned. */
import type { SystemFault } from '../system.ts'

/** In the order of evidence, each with its usual limit. */
export const KAFKA_FAULTS: readonly SystemFault[] = [
  { kind: 'crash', title: "a broker's process dies, its page cache survives" },
  { kind: 'power-loss', title: 'a broker dies, and what it had not flushed is gone from a chosen point on', limit: 1 },
  { kind: 'disk-loss', title: 'a broker returns with an empty disk', limit: 0 },
  { kind: 'pause', title: 'a process stands still for longer than others wait, and goes on' },
  { kind: 'partition', title: 'a broker is cut off from a chosen set of others, until that is healed' },
  { kind: 'lost-request', title: 'a connection breaks, and what was on it is lost' },
  { kind: 'lost-response', title: 'an answer is lost' },
  { kind: 'slow-follower', title: 'a live, connected follower is dropped from the ISR for lag' },
  { kind: 'timeout', title: 'a client or a coordinator gives up although nothing was lost' },
  { kind: 'controller-failover', title: 'the controller fails over at a moment when that matters' },
  { kind: 'client-restart', title: "a producer's process dies and starts again" },
  {
    kind: 'rack-power-loss',
    title: 'all brokers lose power in one moment, each its unflushed records from a chosen point on',
    limit: 0,
  },
]

/** Planned moves, by name. */
export const KAFKA_MOVES: Readonly<Record<string, string>> = {
  'move-leader': 'the leader is moved to another member of the ISR',
  'controlled-shutdown': 'a broker is shut down as planned, and starts again',
}
