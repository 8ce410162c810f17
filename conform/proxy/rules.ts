/** Which of the frames that pass are held, dropped or let through. */

/** Somebody that connections lead to or come from: a broker by its id, the controller, a client. */
export type Party = number | 'controller' | 'client'

/** A request or a response on its way; the response carries what is known of its request. */
export interface Passing {
  readonly is: 'request' | 'response'
  readonly api: number
  /** Who sent the request. */
  readonly from: Party
  /** Who is asked. */
  readonly to: Party
  readonly client: string
  readonly frame: Buffer
}

/** What a rule is about: all that is given has to fit. */
export interface Match {
  readonly is?: Passing['is']
  readonly api?: number
  readonly from?: Party
  readonly to?: Party
  /** The frame has this text somewhere. */
  readonly has?: string
}

/**
 * `hold` keeps it, and what comes behind it on the connection: what is let through later was delayed. `drop` forgets it;
 * `close` breaks the connection; `repeat` lets it through twice, and of two responses the second is dropped.
 */
export interface Rule extends Match {
  readonly does: 'hold' | 'drop' | 'close' | 'pass' | 'repeat'
}

export function fits(match: Match, passing: Passing): boolean {
  return (
    (match.is === undefined || match.is === passing.is)
    && (match.api === undefined || match.api === passing.api)
    && (match.from === undefined || match.from === passing.from)
    && (match.to === undefined || match.to === passing.to)
    && (match.has === undefined || passing.frame.includes(match.has))
  )
}

/** What the first rule that fits says; what no rule is about passes. */
export function verdictOn(rules: readonly Rule[], passing: Passing): Rule['does'] {
  return rules.find((rule) => fits(rule, passing))?.does ?? 'pass'
}

/**
 * Who speaks, by the client id that Kafka's own threads have: the fetchers of a broker, its metadata reader
 * (`raft-client-N`), and what it tells the controller, under its bare number.
 */
export function partyOf(client: string, to: Party): Party {
  const [, fetcher] = /^broker-(\d+)-fetcher/.exec(client) ?? []
  if (fetcher !== undefined) return Number(fetcher)
  if (to !== 'controller') return 'client'
  const [, broker] = /^(?:raft-client-)?(\d+)$/.exec(client) ?? []
  return broker === undefined ? 'client' : Number(broker)
}
