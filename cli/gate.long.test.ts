import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { checkSchema, compareSchema } from '../reports/schema.ts'
import { ran } from './testing/ran.ts'

const folder = mkdtempSync(join(tmpdir(), 'tidemark-gates-'))
afterAll(() => rmSync(folder, { recursive: true }))

const old = [
  '--kafka-version',
  '0.10',
  '--set',
  'acks=all',
  '--set',
  'unclean.leader.election.enable=false',
  '--set',
  'replication.factor=2',
  '--set',
  'min.insync.replicas=2',
]
const quick = [
  '--fault',
  'power-loss=0',
  '--moves',
  '1',
  '--faults',
  '2',
  '--promise',
  'no-acknowledged-loss',
  '--runs',
  '200',
  '--records',
  '1',
  '--max-states',
  '3000',
  '--out',
  folder,
]

test('a mechanism that the release does not have can be switched on, and the promise is kept', async () => {
  const without = checkSchema.parse(JSON.parse((await ran(['check', '--json', ...old, ...quick])).out))
  expect(without.settings['gates']).toBe('')
  expect(without.verdicts[0]?.verdict).toBe('violated')
  const { out } = await ran([
    'check',
    ...old,
    ...quick,
    '--gate',
    'leader-epochs=on',
    '--gate',
    'epoch-in-answer=on',
    '--gate',
    'epoch-in-answer=off',
  ])
  expect(out).toContain('gate.leader-epochs=on  gate.epoch-in-answer=off')
})

test('compare varies a mechanism, and tells those that are switched in every row above', async () => {
  const vary = ['compare', '--vary', 'gate.leader-epochs=off,on', '--gate', 'fetch-fencing=off', ...old, ...quick]
  const { code, out } = await ran([...vary, '--json'])
  const { rows, settings } = compareSchema.parse(JSON.parse(out))
  expect(code).toBe(0)
  expect(settings['gates']).toBe('fetch-fencing=off')
  expect(rows.map(({ varied }) => varied)).toEqual([{ 'gate.leader-epochs': 'off' }, { 'gate.leader-epochs': 'on' }])
  expect(rows[0]?.verdicts[0]?.verdict).toBe('violated')
  expect((await ran(vary)).out).toContain('configured  gate.fetch-fencing=off')
})

test('a counterexample with a switched mechanism replays with it', async () => {
  const { out } = await ran([
    'check',
    '--kafka-version',
    '0.11',
    ...old.slice(2),
    ...quick,
    '--gate',
    'leader-epochs=off',
  ])
  const file = /tidemark replay (\S+)/.exec(out)?.[1] ?? ''
  const replay = await ran(['replay', file])
  expect(replay).toMatchObject({ code: 1 })
  expect(replay.out).toContain('gate.leader-epochs=off')
})
