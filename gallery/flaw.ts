/** What the gallery knows of a flaw of a real system: how to find it again, and what is different where it is gone. */
import type { FaultKind } from '../model/machine.ts'

/**
 * `A`: by design, for weak settings. `B`: of replication. `C`: of producers. `D`: of transactions. `Q`: of message
 * queues.
 */
export type FlawClass = 'A' | 'B' | 'C' | 'D' | 'Q'

/** A system as its user configures it: by its own setting names, of Kafka `kafka.version` and `controller` among them. */
export interface Variant {
  readonly settings: Readonly<Record<string, string>>
  /** Mechanisms switched against what that release has. */
  readonly gates?: Readonly<Record<string, boolean>>
  /** The application sends a record again when the first send failed, or when it cannot know (`--by-record`). */
  readonly byRecord?: boolean
}

/** The faults and moves in which the flaw shows, and nothing more, so that the search can be complete. */
export interface FlawScope {
  /** Records, or messages. */
  readonly records: number
  readonly faults: Readonly<Partial<Record<FaultKind, number>>>
  readonly moves: number
  /** Two processes of one group read records and commit what they make of them, each in a transaction (`--loop`). */
  readonly loop?: boolean
}

export interface Flaw {
  readonly id: string
  /** Whose flaw it is, by its name in the registry; the usual system without it. */
  readonly system?: string
  readonly class: FlawClass
  readonly title: string
  /** Which releases have it, in words: `up to 0.10.2`, `all, with acks=1`. */
  readonly affected: string
  /** KIP, JIRA, or the documentation of the system. */
  readonly reference: string
  /** Two or three sentences: what happens, and why. */
  readonly story: string
  readonly promise: string
  readonly flawed: Variant
  /** What prevents it, in words, and all that is different then, on top of the flawed variant. */
  readonly fix: Variant & { readonly says: string }
  readonly scope: FlawScope
  /** Derived from the source and seen by nobody that we know of: what would confirm it on a real cluster. */
  readonly suspected?: string
}

/** A flaw that this model does not show. */
export interface LeftOut {
  readonly id: string
  readonly class: FlawClass
  readonly title: string
  readonly reference: string
  readonly why: string
}
