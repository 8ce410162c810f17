/** Well-known settings, and what is known to break them: each row is a command that a user would type. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { CheckJson } from '../../reports/schema.ts'
import { ran } from './ran.ts'

export const NEWEST = '--set enable.idempotence=false'
export const OLD =
  '--kafka-version 0.10 --set acks=all --set unclean.leader.election.enable=false --set replication.factor=2 '
  + '--set min.insync.replicas=2 --fault power-loss=0'
export const REPLICATION = 'no-acknowledged-loss,no-committed-loss,stable-offsets,replicas-agree'
export const LOSS = 'no-acknowledged-loss'

/** `held`, or the fewest faults and moves that break the promise. */
type Expected =
  'held' | 'violated' | { readonly faults: number; readonly moves: number; readonly kinds?: readonly string[] }

/** What Kafka's source says, as the end of the sentence "tidemark check …". */
export type Row = readonly [sentence: string, options: string, promise: string, expected: Expected]

/** Making a deep counterexample the shortest takes a while on a busy machine. */
const TIMEOUT = 300_000

/** Each of these commands says so. */
export function saySo(rows: readonly Row[]): void {
  let folder = ''
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tidemark-verdicts-'))
  })
  afterAll(() => rm(folder, { recursive: true, force: true }))

  describe('tidemark check', () => {
    test.each(rows)(
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
          '--no-remedies',
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
}
