import { describe, expect, test } from 'vitest'
import { INVARIANTS, invariantById } from './index.ts'
import { history, record } from './testing/history.ts'

/**
 * `broken`: the records that the violation names, none where the promise holds; `clause`: what its clause says, among
 * other things.
 */
interface Case {
  readonly says: string
  readonly lines: readonly string[]
  readonly broken?: string
  readonly clause?: string
  readonly reached?: boolean
}

const cases: Readonly<Record<string, readonly Case[]>> = {
  'no-acknowledged-loss': [
    {
      says: 'an acknowledged record that cannot be read is lost',
      lines: ['send a b', 'ack a b', 'read a'],
      broken: 'b',
    },
    { says: 'a record in another log does not count', lines: ['send a', 'ack a', 'read', 'read/1 a'], broken: 'a' },
    { says: 'a log that nobody could read lost everything', lines: ['send a', 'ack a'], broken: 'a' },
    { says: 'an acknowledged record that can be read is kept', lines: ['send a', 'ack a', 'read a'] },
    {
      says: 'a rejected or unanswered record may be gone',
      lines: ['send a b c', 'reject a', 'unknown b', 'read'],
      reached: false,
    },
    {
      says: 'a committed record that a read_committed consumer is not given is lost',
      lines: ['begin 1', 't1 send a b', 'ack a b', 'committed 1', 'read a b -', 'read-committed a'],
      broken: 'b',
      clause: 'a read_committed consumer is not given it',
    },
    {
      says: 'a committed record that nobody can read is lost',
      lines: ['begin 1', 't1 send a b', 'ack a b', 'committed 1', 'read b', 'read-committed'],
      broken: 'a',
      clause: 'can no longer be read',
    },
    {
      says: 'a committed record that a read_committed consumer is given is kept',
      lines: ['begin 1', 't1 send a', 'ack a', 'committed 1', 'read a -', 'read-committed a'],
    },
    {
      says: 'a committed record is kept where nobody reads read_committed',
      lines: ['begin 1', 't1 send/1 a', 'ack a', 'committed 1', 'read-committed', 'read/1 a'],
    },
    {
      says: 'a read_committed consumer need not be given an unacknowledged record',
      lines: ['begin 1', 't1 send a', 'committed 1', 'read a', 'read-committed'],
      reached: false,
    },
    {
      says: 'a read_committed consumer need not be given what was not committed',
      lines: [
        'begin 1 2 3',
        't1 send a',
        't2 send b',
        't3 send c',
        'ack a b c',
        'commit 1',
        'aborted 2',
        'read a b c',
        'read-committed',
      ],
    },
    {
      says: 'a record without transaction need only be readable',
      lines: ['send a', 'ack a', 'read a', 'read-committed'],
    },
    {
      says: 'the fresh record alone is not what the promise is about',
      lines: ['fresh z', 'ack z', 'read z'],
      reached: false,
    },
  ],
  'no-committed-loss': [
    {
      says: 'a record that was readable is gone',
      lines: ['send a', 'poll a@0', 'read'],
      broken: 'a',
      clause: 'it can no longer be read',
    },
    {
      says: 'another record stands in its place',
      lines: ['send a b', 'poll a@0', 'read b a'],
      broken: 'ab',
      clause: 'where record {1} stands now',
    },
    { says: 'a record that moved is not where it was', lines: ['send a b', 'poll b@1', 'read b'], broken: 'b' },
    {
      says: 'a transaction marker stands in its place',
      lines: ['send a', 'poll a@0', 'read - a'],
      broken: 'a',
      clause: 'where a transaction marker stands now',
    },
    {
      says: 'a record behind a transaction marker is where it was',
      lines: ['send a b', 'poll a@0', 'poll b@2', 'read a - b'],
    },
    { says: 'a record that stands where it was is kept', lines: ['send a b', 'poll a@0', 'poll b@1', 'read a b'] },
    { says: 'nothing was readable', lines: ['send a', 'ack a', 'read'], reached: false },
  ],
  'stable-offsets': [
    { says: 'two records were polled at one offset', lines: ['poll a@0', 'poll b@0', 'read'], broken: 'ab' },
    { says: 'one was polled and another is read back', lines: ['poll a@0', 'read b'], broken: 'ab' },
    { says: 'a record that is gone left no other one', lines: ['poll a@0', 'read'] },
    { says: 'a transaction marker in its place is no other record', lines: ['poll a@0', 'read -'] },
    { says: 'one record at two offsets is not two records at one', lines: ['poll a@0', 'poll a@1', 'read a a'] },
    { says: 'nothing was readable', lines: ['read a'], reached: false },
  ],
  'replicas-agree': [
    { says: 'two replicas differ below both lengths', lines: ['replica 0 a b', 'replica 1 a c d'], broken: 'bc' },
    { says: 'the third replica differs', lines: ['replica 0 a', 'replica 1 a', 'replica 2 b'], broken: 'ab' },
    {
      says: 'one replica has a transaction marker where the other one has a record',
      lines: ['replica 0 a -', 'replica 1 a b'],
      broken: 'b',
      clause: 'replica 0 holds a transaction marker at offset 1, replica 1 holds record {0} there',
    },
    {
      says: 'one replica has a record where the other one has a transaction marker',
      lines: ['replica 0 a b', 'replica 1 a -'],
      broken: 'b',
      clause: 'replica 0 holds record {0} at offset 1, replica 1 holds a transaction marker there',
    },
    { says: 'both have a transaction marker at the same offset', lines: ['replica 0 a - b', 'replica 1 a - b'] },
    { says: 'only transaction markers are committed', lines: ['replica 0 -', 'replica 1 -'], reached: false },
    { says: 'a shorter replica agrees as far as it goes', lines: ['replica 0 a b', 'replica 1 a', 'replica 2'] },
    { says: 'logs are compared only with themselves', lines: ['replica 0 a', 'replica/1 1 b'], reached: false },
    { says: 'a single replica has nothing to agree with', lines: ['replica 0 a', 'replica 1'], reached: false },
    { says: 'only the fresh record is committed', lines: ['fresh z', 'replica 0 z', 'replica 1 z'], reached: false },
  ],
  'no-duplicates': [
    {
      says: 'one record stands twice',
      lines: ['send a b', 'read a b a'],
      broken: 'a',
      clause: 'stands twice, at positions 0 and 2',
    },
    {
      says: 'the application sent again, and both calls are stored',
      lines: ['send a', 'send b=a', 'read b - a'],
      broken: 'ab',
      clause: 'record {0} was sent again as {1} by the application',
    },
    {
      says: 'the second copy stands in another log',
      lines: ['send a', 'send/1 b=a', 'read a', 'read/1 b'],
      broken: 'ab',
    },
    {
      says: 'the application sent twice again, and the first call is not stored',
      lines: ['send a', 'send b=a', 'send c=b', 'read c b'],
      broken: 'bc',
    },
    { says: 'the application sent again, and one call is stored', lines: ['send a', 'send b=a', 'send c=a', 'read b'] },
    {
      says: 'the application sent two records again, and each is stored once',
      lines: ['send a b', 'send c=a d=b', 'read a d'],
    },
    { says: 'two transaction markers are not one record twice', lines: ['send a', 'read a - -'] },
    { says: 'only a transaction marker is stored', lines: ['send a', 'read -'], reached: false },
    { says: 'every record stands once', lines: ['send a b', 'read a b'] },
    { says: 'nothing is stored', lines: ['send a', 'read'], reached: false },
    { says: 'only the fresh record is stored', lines: ['fresh z', 'read z'], reached: false },
  ],
  'in-order': [
    { says: 'the later record stands first', lines: ['send a b', 'ack a b', 'read b a'], broken: 'ab' },
    { says: 'the first copy counts', lines: ['send a b', 'ack a b', 'read b a b'], broken: 'ab' },
    { says: 'transaction markers have no order', lines: ['send a b', 'ack a b', 'read - a - b -'] },
    { says: 'a second copy later on does not matter', lines: ['send a b', 'ack a b', 'read a b a'] },
    { says: 'a lost record has no place', lines: ['send a b', 'ack a b', 'read b'] },
    {
      says: 'a record without acknowledgement has no place',
      lines: ['send a b c', 'ack b c', 'reject a', 'read b a c'],
    },
    {
      says: 'producers are not ordered among each other',
      lines: ['send a', 'p1 send b', 'ack a b', 'read b a'],
      reached: false,
    },
    {
      says: 'logs are not ordered among each other',
      lines: ['send a', 'send/1 b', 'ack a b', 'read a', 'read/1 b'],
      reached: false,
    },
    {
      says: 'the application sent the first one again, and it stands after the second',
      lines: ['send a b', 'reject a', 'ack b', 'send c=a', 'ack c', 'read b c'],
      broken: 'abc',
      clause: 'the application sent it again as {2}',
    },
    {
      says: 'the application sent it twice again, and the last copy is acknowledged',
      lines: ['send a b', 'reject a', 'ack b', 'send c=a', 'reject c', 'send d=c', 'ack d', 'read b c d'],
      broken: 'abc',
    },
    {
      says: 'the first call is stored in its place, the second after',
      lines: ['send a b', 'reject a', 'ack b', 'send c=a', 'ack c', 'read a b c'],
    },
    {
      says: 'both were sent again, and stand in order',
      lines: ['send a b', 'reject a b', 'send c=a d=b', 'ack c d', 'read c d'],
    },
    {
      says: 'no call for the first record was acknowledged',
      lines: ['send a b', 'reject a', 'ack b', 'send c=a', 'reject c', 'read b c'],
      reached: false,
    },
    {
      says: 'a record and its copy are one record',
      lines: ['send a', 'send b=a', 'ack a b', 'read b a'],
      reached: false,
    },
  ],
  'honest-outcome': [
    { says: 'a rejected record can be read', lines: ['send a', 'reject a', 'read a'], broken: 'a' },
    { says: 'a rejected record is not there', lines: ['send a', 'reject a', 'read'] },
    { says: 'a transaction marker is not the rejected record', lines: ['send a', 'reject a', 'read -'] },
    { says: 'an unknown outcome is no failure', lines: ['send a', 'unknown a', 'read a'], reached: false },
    {
      says: 'a rejected record was aborted, and the consumer reads committed records',
      lines: ['begin 1', 't1 send a', 'reject a', 'aborted 1', 'read a -', 'read-configured'],
    },
    {
      says: 'a rejected record was aborted, and the consumer reads all records',
      lines: ['begin 1', 't1 send a', 'reject a', 'aborted 1', 'read a -', 'read-committed'],
      broken: 'a',
      clause: 'a read_uncommitted consumer is given it',
    },
    {
      says: 'a rejected record was committed with another transaction',
      lines: ['begin 1', 't1 send a', 'reject a', 'aborted 1', 'read - a', 'read-configured a'],
      broken: 'a',
      clause: 'a read_committed consumer is given it',
    },
    {
      says: 'the producer beside the configured one has no outcome of interest',
      lines: ['beside a', 'reject a', 'read a'],
      reached: false,
    },
  ],
  'read-committed': [
    {
      says: 'a record was given while its transaction was open',
      lines: ['begin 1', 't1 send a', 'deliver a@0', 'commit 1', 'committed 1'],
      broken: 'a',
      clause: 'while its transaction was open',
    },
    {
      says: 'a record was given before its transaction was aborted',
      lines: ['begin 1', 't1 send a', 'deliver a@0', 'abort 1'],
      broken: 'a',
      clause: 'its transaction was aborted',
    },
    {
      says: 'a record was given after its transaction was aborted',
      lines: ['begin 1', 't1 send a b', 'aborted 1', 'deliver b@1'],
      broken: 'b',
      clause: 'its transaction was aborted',
    },
    {
      says: 'a record was given of a transaction that nobody was seen to begin',
      lines: ['t1 send a', 'deliver a@0'],
      broken: 'a',
      clause: 'while its transaction was open',
    },
    {
      says: 'records were given when the application had asked to commit them',
      lines: ['begin 1', 't1 send a b', 'commit 1', 'poll a@0', 'deliver a@0', 'committed 1', 'deliver b@1'],
    },
    { says: 'a read_uncommitted reader may see what is open', lines: ['begin 1', 't1 send a', 'poll a@0'] },
    {
      says: 'a record without transaction was given',
      lines: ['send a', 'begin 1', 'poll a@0', 'deliver a@0'],
      reached: false,
    },
    {
      says: 'nobody could read a record of a transaction',
      lines: ['begin 1', 't1 send a', 'commit 1', 'committed 1'],
      reached: false,
    },
  ],
  'atomic-transactions': [
    {
      says: 'one half of a transaction is given, and the other is not',
      lines: [
        'begin 1',
        't1 send a',
        't1 send/1 b',
        'ack a b',
        'commit 1',
        'read a -',
        'read-committed a',
        'read/1 b -',
        'read-committed/1',
      ],
      broken: 'ab',
      clause: 'and not record {1} of the same transaction',
    },
    {
      says: 'the later half is given',
      lines: ['begin 1', 't1 send a b', 'ack a b', 'committed 1', 'read a - b -', 'read-committed b'],
      broken: 'ba',
      clause: 'of the same transaction',
    },
    {
      says: 'the other half waits for a transaction that hangs',
      lines: [
        'begin 1',
        't1 send a',
        't1 send/1 b',
        'ack a b',
        'committed 1',
        'read a -',
        'read-committed a',
        'read/1 z b -',
        'read-committed/1',
        'stable/1 0 of 3',
      ],
      broken: 'ab',
    },
    {
      says: 'half of an aborted transaction is given',
      lines: ['begin 1', 't1 send a b', 'ack a b', 'aborted 1', 'read a - b -', 'read-committed b'],
      broken: 'ba',
      clause: 'of the same transaction',
    },
    {
      says: 'a torn transaction is told before one that another decided',
      lines: [
        'begin 1 2',
        't1 send a',
        't2 send b c',
        'ack a b c',
        'committed 1 2',
        'read a b - c -',
        'read-committed c',
      ],
      broken: 'cb',
      clause: 'of the same transaction',
    },
    {
      says: 'a committed transaction was aborted with another',
      lines: ['begin 1', 't1 send a', 'ack a', 'committed 1', 'read a -', 'read-committed'],
      broken: 'a',
      clause: 'aborted with another transaction, and its own was committed',
    },
    {
      says: 'an aborted transaction was committed with another',
      lines: ['begin 1', 't1 send a', 'ack a', 'abort 1', 'aborted 1', 'read a -', 'read-committed a'],
      broken: 'a',
      clause: 'committed with another transaction, and its own was aborted',
    },
    {
      says: 'a transaction that is being aborted was committed with another',
      lines: ['begin 1', 't1 send a', 'abort 1', 'read a -', 'read-committed a'],
      broken: 'a',
      clause: 'and its own was aborted',
    },
    {
      says: 'a record that failed was committed with another transaction',
      lines: ['begin 1', 't1 send a', 'reject a', 'aborted 1', 'read a -', 'read-committed a'],
      broken: 'a',
      clause: 'committed with another transaction',
    },
    {
      says: 'a transaction that was never ended was committed with another',
      lines: ['begin 1', 't1 send a', 'read a -', 'read-committed a'],
      broken: 'a',
      clause: 'and its own was never ended',
    },
    {
      says: 'all of a committed transaction is given',
      lines: [
        'begin 1',
        't1 send a',
        't1 send/1 b',
        'ack a b',
        'committed 1',
        'read a -',
        'read-committed a',
        'read/1 b -',
        'read-committed/1 b',
      ],
    },
    {
      says: 'nothing of an aborted transaction is given',
      lines: ['begin 1', 't1 send a b', 'ack a b', 'aborted 1', 'read a b -', 'read-committed'],
    },
    {
      says: 'all of a transaction is given, or nothing, when nobody heard of its end',
      lines: [
        'begin 1 2',
        't1 send a b',
        't2 send c d',
        'ack a b c d',
        'commit 1 2',
        'read a b - c d -',
        'read-committed a b',
      ],
    },
    {
      says: 'nothing of an open transaction is given',
      lines: ['begin 1', 't1 send a', 'ack a', 'read a -', 'read-committed'],
      reached: false,
    },
    {
      says: 'a record that was not acknowledged need not be there',
      lines: ['begin 1', 't1 send a b', 'ack a', 'unknown b', 'committed 1', 'read a -', 'read-committed a'],
    },
    {
      says: 'a committed record that is lost was not decided by another transaction',
      lines: ['begin 1', 't1 send a', 'ack a', 'committed 1', 'read', 'read-committed'],
    },
    {
      says: 'a committed record that waits for a transaction that hangs was not decided by it',
      lines: ['begin 1', 't1 send a', 'ack a', 'committed 1', 'read z a -', 'read-committed', 'stable 0 of 3'],
    },
    {
      says: 'records of two transactions may differ',
      lines: [
        'begin 1 2',
        't1 send a',
        't2 send b',
        'ack a b',
        'committed 1',
        'aborted 2',
        'read a - b -',
        'read-committed a',
      ],
    },
    {
      says: 'records without transaction may differ',
      lines: ['send a b', 'ack a b', 'read a b', 'read-committed a'],
      reached: false,
    },
    { says: 'nobody reads read_committed', lines: ['begin 1', 't1 send a b', 'ack a b', 'committed 1', 'read a b -'] },
    {
      says: 'no record of a transaction was acknowledged',
      lines: ['begin 1', 't1 send a', 'reject a', 'aborted 1', 'read a -', 'read-committed'],
      reached: false,
    },
  ],
  'no-zombie-writes': [
    {
      says: 'a record sent after the fencing is given',
      lines: ['begin 1', 't1 send a', 'fence 0', 't1 send b', 'read a b -', 'read-committed a b'],
      broken: 'b',
    },
    {
      says: 'a record sent after the fencing is stored and not given',
      lines: ['begin 1', 'fence 0', 't1 send a', 'read a -', 'read-committed'],
    },
    {
      says: 'a record sent before the fencing may be given',
      lines: ['begin 1', 't1 send a', 'fence 0', 'read a -', 'read-committed a'],
      reached: false,
    },
    {
      says: 'the producer that was let in may write',
      lines: ['fence 0', 'p1 begin 1', 'p1 t1 send a', 'read a -', 'read-committed a'],
      reached: false,
    },
    {
      says: 'a record stands in another log than it was sent to',
      lines: ['fence 0', 'send a', 'read-committed', 'read-committed/1 a'],
    },
  ],
  'transactions-finish': [
    {
      says: 'the last stable offset of a log stays below its high watermark',
      lines: ['begin 1', 't1 send/1 a', 'read/1 a', 'stable 0 of 0', 'stable/1 0 of 1'],
      broken: '',
      clause: 'the last stable offset of partition 1',
    },
    { says: 'everything is stable', lines: ['begin 1', 't1 send a', 'read a -', 'stable 2 of 2'] },
    {
      says: 'no record of a transaction is stored',
      lines: ['begin 1', 't1 send a', 'send b', 'read b', 'stable 1 of 1'],
      reached: false,
    },
  ],
  'writes-resume': [
    { says: 'the fresh record is missing', lines: ['send a', 'fresh z', 'read a'], broken: 'z' },
    { says: 'the fresh record can be read', lines: ['fresh z', 'read z'] },
    { says: 'a transaction marker is not the fresh record', lines: ['fresh z', 'read -'], broken: 'z' },
    { says: 'nobody tried', lines: ['send a', 'read'], reached: false },
  ],
  'at-least-once': [
    { says: 'a record was consumed and never applied', lines: ['send a b', 'apply a', 'consume a b'], broken: 'b' },
    { says: 'a record was consumed and applied', lines: ['send a', 'consume a', 'apply a'] },
    { says: 'nothing was consumed', lines: ['send a', 'apply a'], reached: false },
  ],
  'at-most-once': [
    { says: 'a record was applied twice', lines: ['send a', 'apply a', 'apply a'], broken: 'a' },
    { says: 'two records were applied once each', lines: ['send a b', 'apply a', 'apply b'] },
    { says: 'nothing was applied', lines: ['send a', 'consume a'], reached: false },
  ],
}

for (const invariant of INVARIANTS) {
  describe(`${invariant.id}: ${invariant.title}`, () => {
    test.each(cases[invariant.id] ?? [])('$says', ({ lines, broken, clause, reached }) => {
      const ledger = history(...lines)
      const violation = invariant.violation(ledger)
      expect(violation?.records).toEqual(broken === undefined ? undefined : [...broken].map(record))
      if (clause !== undefined) expect(violation?.clause).toContain(clause)
      const named = new Set(violation?.clause.match(/\{\d+\}/g))
      expect([...named].sort()).toEqual(violation?.records.map((_, index) => `{${index}}`) ?? [])
      if (reached !== undefined) expect(invariant.reached(ledger)).toBe(reached)
      else if (broken === undefined) expect(invariant.reached(ledger)).toBe(true)
    })
  })
}

describe('the list of promises', () => {
  test('every promise is tested here', () => {
    expect(Object.keys(cases)).toEqual(INVARIANTS.map((invariant) => invariant.id))
  })

  test('a promise is found by its id, and an unknown id finds nothing', () => {
    expect(invariantById('in-order')?.title).toBe("Records keep their producer's order")
    expect(invariantById('in-ordre')).toBeUndefined()
  })

  test('before anything happened, no promise is reached or broken', () => {
    for (const invariant of INVARIANTS) {
      expect(invariant.reached(history())).toBe(false)
      expect(invariant.violation(history())).toBeUndefined()
    }
  })
})
