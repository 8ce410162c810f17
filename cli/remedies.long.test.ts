import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { type CheckJson, checkSchema } from '../reports/schema.ts'
import { ran } from './testing/ran.ts'

const folder = mkdtempSync(join(tmpdir(), 'tidemark-remedies-'))
afterAll(() => rmSync(folder, { recursive: true }))

async function check(command: string, changed: Readonly<Record<string, string>> = {}): Promise<CheckJson> {
  const set = Object.entries(changed).flatMap(([key, value]) => ['--set', `${key}=${value}`])
  const { out } = await ran(['check', ...command.split(' '), ...SEARCH.split(' '), ...set, '--json', '--out', folder])
  return checkSchema.parse(JSON.parse(out))
}

/** Remedies are sampled, too: not for long. */
const SEARCH = '--runs 100'
const SAFE = '--set acks=all --set min.insync.replicas=2'
const LOSS = '--promise no-acknowledged-loss,replicas-agree,writes-resume --records 1 --faults 1'
const TWICE = '--promise no-duplicates,no-acknowledged-loss --records 1 --faults 1'

/** Broken configurations, each with a promise that is broken and settings of which each remedies it. */
const BROKEN: readonly (readonly [what: string, command: string, promise: string, remedies: readonly string[]])[] = [
  ['acks=1', `--set acks=1 ${LOSS}`, 'no-acknowledged-loss', ['acks']],
  ['acks=0', `--set acks=0 ${LOSS} --moves 0`, 'no-acknowledged-loss', ['acks']],
  ['one in sync', `--set acks=all ${LOSS} --faults 2`, 'no-acknowledged-loss', ['min.insync.replicas']],
  [
    'unclean elections',
    `--set acks=all --set unclean.leader.election.enable=true --set replication.factor=2 ${LOSS} --faults 2 --fault power-loss=0`,
    'no-acknowledged-loss',
    ['unclean.leader.election.enable'],
  ],
  [
    'one replica',
    `--set acks=all --set replication.factor=1 ${LOSS}`,
    'no-acknowledged-loss',
    ['log.flush.interval.messages'],
  ],
  [
    'no idempotence',
    `${SAFE} --set enable.idempotence=false ${TWICE}`,
    'no-duplicates',
    ['enable.idempotence', 'retries'],
  ],
  [
    'five in flight',
    `${SAFE} --set enable.idempotence=false --promise in-order --producers 1 --records 2 --faults 1`,
    'in-order',
    ['enable.idempotence', 'max.in.flight.requests.per.connection'],
  ],
  [
    'truncation to the high watermark',
    `${SAFE} --kafka-version 0.10.2 ${LOSS} --faults 2 --moves 0 --fault power-loss=0`,
    'no-acknowledged-loss',
    ['kafka.version'],
  ],
  [
    'two together',
    '--set acks=1 --promise no-acknowledged-loss --records 1 --faults 2 --moves 0 --only partition,power-loss',
    'no-acknowledged-loss',
    ['acks min.insync.replicas'],
  ],
  [
    'reads of what was aborted',
    `${SAFE} --set transactional.id=t --set isolation.level=read_uncommitted --promise read-committed --records 1 --faults 1`,
    'read-committed',
    ['isolation.level'],
  ],
]

describe('what is said to mend a broken promise does', () => {
  test.each(BROKEN)('%s', { timeout: 600_000 }, async (_, command, promise, settings) => {
    const before = await check(command)
    const verdict = before.verdicts.find((one) => one.promise === promise)
    expect(verdict?.verdict).toBe('violated')
    const remedies = verdict?.remedies ?? []
    const changed = remedies.map(({ change }) => Object.keys(change).toSorted().join(' '))
    for (const setting of settings) expect(changed).toContain(setting)
    const held = before.verdicts.filter((one) => one.verdict === 'held').map((one) => one.promise)
    for (const { change } of remedies) {
      const after = await check(`${command} --no-remedies`, change)
      const holds = after.verdicts.filter((one) => one.verdict === 'held').map((one) => one.promise)
      expect(holds, JSON.stringify(change)).toEqual(expect.arrayContaining([promise, ...held]))
    }
  })

  test('where nothing does, it says so, and what else helps', { timeout: 600_000 }, async () => {
    const { verdicts } = await check(`${SAFE} --promise honest-outcome --records 1 --faults 1`)
    expect(verdicts).toMatchObject([{ verdict: 'violated', cause: [], remedies: [], otherwise: expect.any(String) }])
  })
})
