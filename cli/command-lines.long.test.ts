/**
 * Whatever combination of options and promises is given, the command ends with a verdict or a message, and never with a
 * bug.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  assert,
  asyncProperty,
  constantFrom,
  integer,
  option,
  record,
  subarray,
  tuple,
  type Arbitrary,
} from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { INVARIANTS } from '../invariants/index.ts'
import { KAFKA_FAULTS } from '../model/kafka/faults.ts'
import { ran } from './testing/ran.ts'

const PATIENCE_MS = 240_000
const PROMISES = [...INVARIANTS.map(({ id }) => id), 'exclusive-owner']

/** Settings that decide whether there is anything to judge, and some that go wrong together. */
const SETTINGS = [
  'transactional.id=t',
  'isolation.level=read_committed',
  'replication.factor=1',
  'replication.factor=2',
  'partitions=3',
  'acks=0',
  'acks=1',
  'retries=0',
  'enable.idempotence=false',
  'min.insync.replicas=2',
  'min.insync.replicas=5',
  'unclean.leader.election.enable=true',
  'controller=zookeeper',
  'transaction.version=1',
  'brokers=1',
  'brokers=4',
] as const

const sometimes = (values: Arbitrary<string | number>, ...words: readonly string[]): Arbitrary<readonly string[]> =>
  option(values).map((value) => (value === null ? [] : [...words, String(value)]))

const ids = option(subarray(PROMISES, { minLength: 1, maxLength: 3 }))
const bound = (...values: readonly number[]) => constantFrom(...values)

const commandLines: Arbitrary<readonly string[]> = record({
  verb: constantFrom(
    ['check'],
    ['check'],
    ['compare', '--vary', 'acks=1,all'],
    ['compare', '--vary', 'min.insync.replicas=1,3', '--vary', 'retries=0,1'],
  ),
  version: sometimes(constantFrom('0.10', '0.11', '2.0', '2.4', '3.5', '3.9', '4.0', '4.3'), '--kafka-version'),
  settings: subarray([...SETTINGS], { maxLength: 4 }).map((all) => all.flatMap((setting) => ['--set', setting])),
  promises: ids.map((some) => (some === null ? [] : ['--promise', some.join(',')])),
  required: ids.map((some) => (some === null ? [] : ['--require', some.join(',')])),
  flags: subarray(['--loop', '--by-record', '--json', '--quiet'], { maxLength: 2 }),
  faults: sometimes(bound(0, 1, 2, 3, 70, 646, 1000), '--faults'),
  moves: sometimes(bound(0, 1, 2, 70, 1000), '--moves'),
  limits: subarray(
    KAFKA_FAULTS.map(({ kind }) => kind),
    { maxLength: 3 },
  ).map((kinds) => kinds.flatMap((kind, i) => ['--fault', `${kind}=${[0, 3, 1000][i] ?? 1}`])),
  sizes: tuple(sometimes(bound(1, 2, 3), '--records'), sometimes(bound(1, 2, 3), '--producers')).map((both) =>
    both.flat(),
  ),
  search: sometimes(constantFrom('random', 'exhaustive', 'both'), '--search'),
  effort: tuple(bound(1, 4), integer({ min: 1, max: 12 }), bound(1, 2, 60, 300)).map(([runs, steps, states]) => [
    '--runs',
    `${runs}`,
    '--steps',
    `${steps}`,
    '--max-states',
    `${states}`,
  ]),
}).map(({ verb, ...parts }) => [...verb, ...Object.values(parts).flat()])

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tidemark-lines-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

test(
  'exit codes of generated command lines are those of the contract, and nothing is told as a bug',
  async () => {
    const codes = new Map<number, number>()
    await assert(
      asyncProperty(commandLines, async (args) => {
        const { code, err } = await ran([...args, '--seed', 'a', '--out', folder])
        expect([0, 1, 2, 3], err).toContain(code)
        expect(err).not.toMatch(/bug in tidemark|^ +at /m)
        codes.set(code, (codes.get(code) ?? 0) + 1)
      }),
      { numRuns: 150, seed: 11 },
    )
    // Each of them occurs, or the command lines are not worth much.
    expect([...codes.keys()].sort()).toEqual([0, 1, 2, 3])
  },
  PATIENCE_MS,
)
