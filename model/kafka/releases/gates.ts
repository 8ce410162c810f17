/**
 * Everything that a Kafka release does differently from an earlier one, as data: one row a mechanism, which a cluster
 * has or has not. The protocol's code asks for a mechanism and never for a version number. Some come with the software
 * of the brokers; others only once the cluster has finalised a protocol version (`inter.broker.protocol.version`,
 * `metadata.version`), whatever software runs. Each can be switched by name, to see what it is good for.
 */
import type { Gate } from './gates/gate.ts'
import { PRODUCER_GATES } from './gates/producers.ts'
import { REPLICATION_GATES } from './gates/replication.ts'
import { TRANSACTION_GATES } from './gates/transactions.ts'
import { compareVersions } from './versions.ts'

export type { Gate } from './gates/gate.ts'

export const GATES = { ...REPLICATION_GATES, ...PRODUCER_GATES, ...TRANSACTION_GATES } as const satisfies Readonly<
  Record<string, Gate>
>

export type GateName = keyof typeof GATES

/** Mechanisms switched by name. */
export type Switches = Readonly<Partial<Record<GateName, boolean>>>

export const GATE_NAMES = Object.keys(GATES) as readonly GateName[]

/** Switches as the text in the settings, in the order of the table; the other way round. */
export function switchesInWords(switches: Switches): string {
  return GATE_NAMES.flatMap((name) =>
    switches[name] === undefined ? [] : [`${name}=${switches[name] ? 'on' : 'off'}`],
  ).join(', ')
}

export function switchesOf(text: string): Switches {
  return Object.fromEntries(
    text
      .split(', ')
      .filter((one) => one !== '')
      .map((one) => one.split('='))
      .map(([name, value]) => [name, value === 'on']),
  )
}

/** Whether the software of a release has a gate. */
export function hasGate(gate: Gate, version: string): boolean {
  const line = lineOf(version)
  const newest = gate.since.at(-1)
  if (gate.before !== undefined && compareVersions(version, gate.before) < 0) return true
  return (
    (newest !== undefined && compareVersions(version, newest) >= 0)
    || gate.since.some((since) => lineOf(since) === line && compareVersions(version, since) >= 0)
  )
}

/** `2.7` of 2.7.1, `0.10.2` of 0.10.2.2. */
function lineOf(version: string): string {
  const numbers = version.split('.')
  return numbers.slice(0, numbers[0] === '0' ? 3 : 2).join('.')
}
