/** The mechanisms of a cluster: what its release brings, what it has finalised, and what was switched by name. */
import { GATES, GATE_NAMES, type Gate, type GateName, hasGate, switchesOf } from '../releases/gates.ts'
import { compareVersions } from '../releases/versions.ts'
import type { KafkaSettings } from './types.ts'

export interface Mechanisms extends Readonly<Record<GateName, boolean>> {
  /** Who decides on leaders and in-sync replicas: a KRaft quorum, or a broker elected through ZooKeeper. */
  readonly controller: 'kraft' | 'zookeeper'
  /** Replicas that left the ISR when it fell below the minimum may still lead (KIP-966): a feature level of its own. */
  readonly eligibleLeaderReplicas: boolean
  /** Feature level of transactions (KIP-890): with 2 each transaction has an epoch of its own. */
  readonly transactionVersion: number
  /** How a follower gets rid of what its leader does not have (`truncation.ts`). */
  readonly truncation: 'to-high-watermark' | 'by-leader-epoch' | 'on-fetch'
}

export function mechanismsOf(
  settings: Pick<
    KafkaSettings,
    | 'kafka.version'
    | 'protocol.version'
    | 'controller'
    | 'eligible.leader.replicas.version'
    | 'transaction.version'
    | 'gates'
  >,
): Mechanisms {
  const switches = switchesOf(settings.gates)
  const gates = Object.fromEntries(
    GATE_NAMES.map((name) => [name, switches[name] ?? isOn(GATES[name], settings)]),
  ) as Record<GateName, boolean>
  return {
    ...gates,
    controller: settings.controller,
    eligibleLeaderReplicas: settings['eligible.leader.replicas.version'] >= 1,
    transactionVersion: settings['transaction.version'],
    truncation: !gates['leader-epochs']
      ? 'to-high-watermark'
      : gates['truncation-on-fetch']
        ? 'on-fetch'
        : 'by-leader-epoch',
  }
}

function isOn(gate: Gate, settings: Pick<KafkaSettings, 'kafka.version' | 'protocol.version' | 'controller'>): boolean {
  if (gate.controller !== undefined && gate.controller !== settings.controller) return false
  return (
    hasGate(gate, settings['kafka.version'])
    && (gate.finalised === undefined || compareVersions(settings['protocol.version'], gate.finalised) >= 0)
  )
}
