/**
 * A mini language for histories, so that a test of a promise reads like the story it is about. One string is one line:
 *
 *     send a b · p1 send c · fresh z     calls of send, by producer 0 unless said otherwise, into log 0
 *     beside y                           a call of send by a producer that is only there beside the configured one
 *     send b=a · t5 send c               b is what a was, sent again; c belongs to transaction 5
 *     ack a · reject a · unknown a       what became of a send
 *     begin 5 · p1 begin 6 · fence 0     transactions, of producer 0 unless said otherwise; producer 0 is fenced
 *     commit 5 · abort 5                 the application asks for an end
 *     committed 5 · aborted 5            the application is told of it
 *     poll a@0                           a reader could be given a at offset 0
 *     deliver a@0                        the consumer is given a at offset 0
 *     apply a · consume a                a consumer's side
 *     read a - b · replica 1 a - b       after healing; - is a transaction marker
 *     read-committed a b                 what a read_committed reader is given then
 *     read-configured a b                the same, where the configured consumer is one
 *     stable 1 of 3                      the last stable offset then, and the high watermark
 *
 * `send/1`, `poll/1`, `deliver/1`, `read/1`, `read-committed/1`, `read-configured/1`, `replica/1`, `stable/1` are about
 * log 1.
 */
import { NO_RECORD, type Observation } from '../../model/observation.ts'
import { foldAll } from '../fold.ts'
import { type Ledger, emptyLedger } from '../ledger.ts'

/** The ledger of these lines. Throws on a line it cannot read. */
export function history(...lines: readonly string[]): Ledger {
  return foldAll(emptyLedger, lines.flatMap(observations))
}

/** The record with this letter: a is 0. */
export function record(letter: string): number {
  return letter.charCodeAt(0) - 97
}

/** Who a line is about, as its first words may say: `p1`, `t5`. */
interface About {
  readonly producer: number
  readonly transaction?: number
}

function observations(line: string): readonly Observation[] {
  const words = line.split(' ')
  const verbAt = words.findIndex((word) => !/^[pt]\d$/.test(word))
  const [verb = '', ...rest] = words.slice(verbAt)
  const about = words
    .slice(0, verbAt)
    .reduce<About>(
      (known, word) => ({ ...known, [word.startsWith('p') ? 'producer' : 'transaction']: Number(word[1]) }),
      { producer: 0 },
    )
  const [what = '', logName = '0'] = verb.split('/')
  const seen =
    ofRecords(what, Number(logName), rest, about)
    ?? ofTransactions(what, rest, about)
    ?? ofHealed(what, Number(logName), rest)
  if (seen === undefined) throw new Error(`no such line in a history: "${line}"`)
  return seen
}

function ofRecords(
  what: string,
  log: number,
  rest: readonly string[],
  about: About,
): readonly Observation[] | undefined {
  const each = (make: (record: number, word: string) => Observation) => rest.map((word) => make(record(word), word))
  switch (what) {
    case 'send':
      return each((sent, word) => ({
        kind: 'sent',
        record: sent,
        ...about,
        log,
        ...(word[1] === '=' ? { of: record(word.slice(2)) } : {}),
      }))
    case 'beside':
      return each((sent) => ({ kind: 'sent', record: sent, producer: 98, log, beside: true }))
    case 'fresh':
      return each((sent) => ({ kind: 'sent', record: sent, producer: 99, log, fresh: true }))
    case 'ack':
      return each((sent) => ({ kind: 'acknowledged', record: sent }))
    case 'reject':
      return each((sent) => ({ kind: 'rejected', record: sent, error: 'TIMEOUT' }))
    case 'unknown':
      return each((sent) => ({ kind: 'unknown-outcome', record: sent }))
    case 'poll':
      return each((polled, word) => ({ kind: 'polled', log, offset: Number(word.split('@')[1]), record: polled }))
    case 'deliver':
      return each((delivered, word) => ({
        kind: 'delivered',
        log,
        offset: Number(word.split('@')[1]),
        record: delivered,
      }))
    case 'apply':
      return each((applied) => ({ kind: 'applied', record: applied, consumer: 0 }))
    case 'consume':
      return each((consumed) => ({ kind: 'consumed', record: consumed, consumer: 0 }))
  }
  return undefined
}

function ofTransactions(
  what: string,
  rest: readonly string[],
  { producer }: About,
): readonly Observation[] | undefined {
  const each = (make: (number: number) => Observation) => rest.map((word) => make(Number(word)))
  switch (what) {
    case 'begin':
      return each((transaction) => ({ kind: 'began', transaction, producer }))
    case 'commit':
    case 'abort':
      return each((transaction) => ({ kind: 'ending', transaction, commit: what === 'commit' }))
    case 'committed':
    case 'aborted':
      return each((transaction) => ({ kind: 'ended', transaction, committed: what === 'committed' }))
    case 'fence':
      return each((fenced) => ({ kind: 'fenced', producer: fenced, by: producer }))
  }
  return undefined
}

function ofHealed(what: string, log: number, rest: readonly string[]): readonly Observation[] | undefined {
  switch (what) {
    case 'read':
      return [{ kind: 'read-back', log, records: rest.map(stored) }]
    case 'read-committed':
      return [{ kind: 'read-back', log, records: rest.map(record), isolation: 'read_committed' }]
    case 'read-configured':
      return [{ kind: 'read-back', log, records: rest.map(record), isolation: 'read_committed', configured: true }]
    case 'replica':
      return [{ kind: 'replica-read', log, replica: Number(rest[0]), records: rest.slice(1).map(stored) }]
    case 'stable':
      return [{ kind: 'stable-end', log, stable: Number(rest[0]), end: Number(rest[2]) }]
  }
  return undefined
}

function stored(letter: string): number {
  return letter === '-' ? NO_RECORD : record(letter)
}
