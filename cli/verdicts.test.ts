import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { CheckJson } from '../reports/schema.ts'
import { ran } from './testing/ran.ts'

/** What Kafka's source says of well-known settings, each row as a command that a user would type. */
const NEWEST = '--set enable.idempotence=false'
const OLD =
  '--kafka-version 0.10 --set acks=all --set unclean.leader.election.enable=false --set replication.factor=2 '
  + '--set min.insync.replicas=2 --fault power-loss=0'
const REPLICATION = 'no-acknowledged-loss,no-committed-loss,stable-offsets,replicas-agree'
const LOSS = 'no-acknowledged-loss'

/** `held`, or the fewest faults and moves that break the promise. */
type Expected =
  'held' | 'violated' | { readonly faults: number; readonly moves: number; readonly kinds?: readonly string[] }

const ROWS: readonly (readonly [sentence: string, options: string, promise: string, expected: Expected])[] = [
  ['acks=1 loses with a planned move of the leader', `${NEWEST} --set acks=1`, LOSS, { faults: 0, moves: 1 }],
  [
    'acks=1 loses with one fault where nothing is moved',
    `${NEWEST} --set acks=1 --moves 0`,
    LOSS,
    { faults: 1, moves: 0 },
  ],
  ['acks=0 loses with a planned move', `${NEWEST} --set acks=0`, LOSS, { faults: 0, moves: 1 }],
  [
    'acks=0 loses with one fault where nothing is moved',
    `${NEWEST} --set acks=0 --moves 0`,
    LOSS,
    { faults: 1, moves: 0 },
  ],
  ['acks=all with two in sync survives two faults', `${NEWEST} --set min.insync.replicas=2`, REPLICATION, 'held'],
  [
    'three faults break it through the last known leader',
    `${NEWEST} --set min.insync.replicas=2 --faults 3 --moves 0`,
    LOSS,
    { faults: 3, moves: 0, kinds: ['crash', 'power-loss'] },
  ],
  [
    'one in sync is lost with two faults',
    `${NEWEST} --set min.insync.replicas=1`,
    LOSS,
    { faults: 2, moves: 0, kinds: ['power-loss'] },
  ],
  [
    'without power losses one in sync survives three faults',
    `${NEWEST} --set min.insync.replicas=1 --fault power-loss=0 --faults 3`,
    LOSS,
    'held',
  ],
  [
    'without eligible leader replicas two in sync are lost with two faults',
    `${NEWEST} --kafka-version 4.0 --set min.insync.replicas=2 --max-states 80000`,
    LOSS,
    { faults: 2, moves: 0, kinds: ['power-loss'] },
  ],
  [
    'flushing every record survives three power losses',
    `${NEWEST} --set min.insync.replicas=2 --set log.flush.interval.messages=1 --faults 3 --fault power-loss=3`,
    LOSS,
    'held',
  ],
  [
    'unclean election loses with two faults',
    `${NEWEST} --set unclean.leader.election.enable=true --fault power-loss=0 --faults 3 --moves 0`,
    LOSS,
    { faults: 2, moves: 0 },
  ],
  [
    'unclean election loses with three faults where two are in sync',
    `${NEWEST} --set unclean.leader.election.enable=true --set min.insync.replicas=2 --fault power-loss=0 --faults 3 --moves 0`,
    LOSS,
    { faults: 3, moves: 0 },
  ],
  ['truncation to the high watermark loses with two crashes', `${OLD} --moves 0`, LOSS, { faults: 2, moves: 0 }],
  ['truncation to the high watermark loses with a crash and a move', OLD, LOSS, { faults: 1, moves: 1 }],
  [
    'truncation to the high watermark loses with three moves and no fault',
    `${OLD} --faults 3 --moves 3`,
    LOSS,
    { faults: 0, moves: 3 },
  ],
  [
    'truncation by leader epoch does not',
    `${NEWEST} --set replication.factor=2 --set min.insync.replicas=2 --fault power-loss=0 --faults 3 --moves 3`,
    LOSS,
    'held',
  ],
  [
    'a retry after a lost response is a duplicate',
    `${NEWEST} --set retries=2 --set max.in.flight.requests.per.connection=1 --moves 0`,
    'no-duplicates',
    { faults: 1, moves: 0 },
  ],
  [
    'one request in flight keeps the order',
    `${NEWEST} --set retries=2 --set max.in.flight.requests.per.connection=1`,
    'in-order',
    'held',
  ],
  [
    'five in flight do not',
    `${NEWEST} --set retries=2 --set max.in.flight.requests.per.connection=5`,
    'in-order',
    'violated',
  ],
  ['without retries there is no duplicate', `${NEWEST} --set retries=0`, 'no-duplicates', 'held'],
  [
    'a timeout may be reported for a record that is stored',
    `${NEWEST} --moves 0`,
    'honest-outcome',
    { faults: 1, moves: 0 },
  ],
]

/** Making a deep counterexample the shortest takes a while on a busy machine. */
const TIMEOUT = 300_000

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tidemark-verdicts-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

describe('tidemark check', () => {
  test.each(ROWS)(
    '%s',
    async (_, options, promises, expected) => {
      const effort = options.includes('--max-states') ? [] : ['--max-states', '20000']
      const { out } = await ran([
        'check',
        ...options.split(' '),
        '--promise',
        promises,
        ...effort,
        '--json',
        '--out',
        folder,
      ])
      const { verdicts } = JSON.parse(out) as CheckJson
      expect(verdicts).toHaveLength(promises.split(',').length)
      for (const { verdict, counterexample } of verdicts) {
        expect(verdict).toBe(expected === 'held' ? 'held' : 'violated')
        if (typeof expected === 'string' || counterexample === null) continue
        const { faults, moves, faultKinds } = counterexample
        expect({ faults, moves }).toEqual({ faults: expected.faults, moves: expected.moves })
        for (const kind of expected.kinds ?? []) expect(faultKinds[kind] ?? 0).toBeGreaterThan(0)
      }
    },
    TIMEOUT,
  )
})
