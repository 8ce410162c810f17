/** What became of transactions, as far as the application knows: folded into the ledger, and looked up there. */
import type { Observation } from '../model/observation.ts'
import { excluding, including } from './ascending.ts'
import type { Ledger, TransactionState } from './ledger.ts'

/** The state of a transaction; one that nobody was seen to begin is open. */
export function stateOf(ledger: Ledger, transaction: number): TransactionState {
  return ledger.transactions.find((known) => known.transaction === transaction)?.state ?? 'open'
}

export function withBegan(ledger: Ledger, { transaction, producer }: Extract<Observation, { kind: 'began' }>): Ledger {
  if (ledger.transactions.some((known) => known.transaction === transaction)) return ledger
  return { ...ledger, transactions: [...ledger.transactions, { transaction, producer, state: 'open' }] }
}

/** What the application was told stands: neither another call nor another answer changes it. */
export function withTransactionState(ledger: Ledger, transaction: number, state: TransactionState): Ledger {
  const at = ledger.transactions.findIndex((known) => known.transaction === transaction)
  const known = ledger.transactions[at]
  if (known === undefined || known.state === state || known.state === 'committed' || known.state === 'aborted')
    return ledger
  return { ...ledger, transactions: ledger.transactions.with(at, { ...known, state }) }
}

export function withFenced(ledger: Ledger, { producer, by }: Extract<Observation, { kind: 'fenced' }>): Ledger {
  const others = ledger.fenced.includes(by) ? ledger.fenced.filter((other) => other !== by) : ledger.fenced
  const fenced = including(others, producer)
  return fenced === ledger.fenced ? ledger : { ...ledger, fenced }
}

/** Only a record whose transaction nobody has called to commit until now leaves a trace. */
export function withDelivered(ledger: Ledger, record: number): Ledger {
  const transaction = ledger.sent.find((sent) => sent.record === record)?.transaction ?? null
  if (transaction === null) return ledger
  const state = stateOf(ledger, transaction)
  if (state === 'committing' || state === 'committed') return ledger
  const dirty = including(ledger.dirty, record)
  return dirty === ledger.dirty ? ledger : { ...ledger, dirty }
}

export function withStableEnd(
  ledger: Ledger,
  { log, stable, end }: Extract<Observation, { kind: 'stable-end' }>,
): Ledger {
  const unstable = stable < end ? including(ledger.unstable, log) : excluding(ledger.unstable, log)
  return unstable === ledger.unstable ? ledger : { ...ledger, unstable }
}
