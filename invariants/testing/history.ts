/**
 * A mini language for histories, so that a test of a promise reads like the story it is about. One string is one line:
 *
 *     send a b · p1 send c · fresh z     calls of send, by producer 0 unless said otherwise, into log 0
 *     ack a · reject a · unknown a       what became of a send
 *     poll a@0                           a reader could be given a at offset 0
 *     apply a · consume a                a consumer's side
 *     read a b · replica 1 a b           after healing
 *
 * `send/1`, `poll/1`, `read/1`, `replica/1` are about log 1.
 */
import type { Observation } from '../../model/observation.ts'
import { foldAll } from '../fold.ts'
import { emptyLedger, type Ledger } from '../ledger.ts'

/** The ledger of these lines. Throws on a line it cannot read. */
export function history(...lines: readonly string[]): Ledger {
  return foldAll(emptyLedger, lines.flatMap(observations))
}

/** The record with this letter: a is 0. */
export function record(letter: string): number {
  return letter.charCodeAt(0) - 97
}

function observations(line: string): readonly Observation[] {
  const words = line.split(' ')
  const producer = words[0]?.match(/^p(\d)$/)?.[1]
  const [verb = '', ...rest] = producer === undefined ? words : words.slice(1)
  const [what, logName = '0'] = verb.split('/')
  const log = Number(logName)
  const each = (make: (record: number, word: string) => Observation) => rest.map((word) => make(record(word), word))
  switch (what) {
    case 'send':
      return each((sent) => ({ kind: 'sent', record: sent, producer: Number(producer ?? 0), log }))
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
    case 'apply':
      return each((applied) => ({ kind: 'applied', record: applied, consumer: 0 }))
    case 'consume':
      return each((consumed) => ({ kind: 'consumed', record: consumed, consumer: 0 }))
    case 'read':
      return [{ kind: 'read-back', log, records: rest.map(record) }]
    case 'replica':
      return [{ kind: 'replica-read', log, replica: Number(rest[0]), records: rest.slice(1).map(record) }]
    default:
      throw new Error(`no such line in a history: "${line}"`)
  }
}
