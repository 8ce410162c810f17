/** What can be seen of a cluster from outside: of the model and of real brokers alike, so that they can be compared. */
import type { Ledger } from '../../invariants/ledger.ts'
import { NO_RECORD } from '../../model/observation.ts'
import type { KafkaState } from '../../model/kafka/system.ts'

export interface BrokerPicture {
  /** `undefined`: it shuts down, and may be done with it any time. */
  readonly process: 'running' | 'paused' | 'stopped' | undefined
  /** What the controller thinks of it; `undefined` while it shuts down. */
  readonly registration: 'active' | 'fenced' | undefined
  /** Each place of its log, as `a@0`: the record, and the leader epoch in which it was appended. */
  readonly log: readonly string[]
  /** What it says of itself; `undefined` where it cannot be asked. */
  readonly own: OwnView | undefined
}

export interface OwnView {
  readonly leader: number
  readonly leaderEpoch: number
  readonly highWatermark: number
}

export interface Picture {
  readonly controller: {
    readonly leader: number
    readonly leaderEpoch: number
    readonly isr: readonly number[]
    readonly elr: readonly number[]
  }
  readonly brokers: readonly BrokerPicture[]
  /** What clients were told, by the name of the record. */
  readonly outcomes: Readonly<Record<string, 'open' | 'acknowledged' | 'rejected'>>
}

/** Names of a run that a picture needs. */
export interface Names {
  readonly partition: number
  readonly record: (record: number) => string
}

/** The picture of the model. */
export function pictureOf(state: KafkaState, ledger: Ledger, names: Names): Picture {
  const { registration, replicas } = state.partitions[names.partition] ?? {}
  if (registration === undefined || replicas === undefined) throw new RangeError(`no partition ${names.partition}`)
  const { leader, leaderEpoch, isr, elr } = registration
  return {
    controller: { leader, leaderEpoch, isr: ascending(isr), elr: ascending(elr) },
    brokers: state.brokers.map((broker, id): BrokerPicture => {
      const replica = replicas[id]
      const isEnding = broker.registration === 'shutting-down'
      const process = isEnding ? undefined : broker.process === 'halted' ? 'stopped' : broker.process
      return {
        process,
        registration: broker.registration === 'shutting-down' ? undefined : broker.registration,
        log: (replica?.log ?? []).map((entry) =>
          place(entry.record === NO_RECORD ? 'marker' : names.record(entry.record), entry.leaderEpoch),
        ),
        own:
          replica === undefined || process !== 'running' || replica.leaderEpoch < 0
            ? undefined
            : { leader: replica.leader, leaderEpoch: replica.leaderEpoch, highWatermark: replica.highWatermark },
      }
    }),
    outcomes: Object.fromEntries(
      ledger.sent.map(({ record, outcome }) => [names.record(record), outcomeInPicture(outcome)]),
    ),
  }
}

/** One place of a log. */
export function place(record: string, leaderEpoch: number): string {
  return `${record}@${leaderEpoch}`
}

export function ascending(ids: readonly number[]): readonly number[] {
  return ids.toSorted((a, b) => a - b)
}

function outcomeInPicture(outcome: string): Picture['outcomes'][string] {
  return outcome === 'acknowledged' || outcome === 'rejected' ? outcome : 'open'
}
