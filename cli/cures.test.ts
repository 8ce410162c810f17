import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { helpFor } from '../model/kafka/settings/changes.ts'
import { checkSchema } from '../reports/schema.ts'
import { ran } from './testing/ran.ts'

const folder = mkdtempSync(join(tmpdir(), 'tidemark-cures-'))
afterAll(() => rmSync(folder, { recursive: true }))

test('where no setting mends it, a check says what else does', { timeout: 120_000 }, async () => {
  const args = ['check', '--outbox', 'before-ack', '--set', 'acks=all', '--promise', 'at-least-once', '--records', '1']
  const small = ['--faults', '1', '--only', 'client-restart', '--out', folder]
  const help = helpFor('at-least-once')
  expect(help).toBeDefined()
  const { out } = await ran([...args, ...small, '--json'])
  const [verdict] = checkSchema.parse(JSON.parse(out)).verdicts
  expect(verdict).toMatchObject({ verdict: 'violated', cause: [], remedies: [], otherwise: help })
  const page = await ran([...args, ...small])
  expect(page.out.replace(/\s+/g, ' ')).toContain(`no remedy of ✗1: ${verdict?.tried?.changes} changes tried`)
  expect(page.out.replace(/\s+/g, ' ')).toContain(`none mends it; ${help}`)
})

test('what mends a queue is found, and shown in its file', { timeout: 120_000 }, async () => {
  const { out } = await ran(['check', 'examples/orders-timeout', '--fix', '--json', '--out', folder])
  const { verdicts, fix } = checkSchema.parse(JSON.parse(out))
  const remedyOf = (promise: string) => verdicts.find((one) => one.promise === promise)?.remedies?.[0]
  expect(remedyOf('no-effect-after-cancel')?.change).toEqual({ 'order.close': 'conditional-update' })
  expect(remedyOf('no-duplicates')).toMatchObject({
    change: { 'broker.deduplicate': 'stored' },
    price: ['the ids of messages are kept'],
  })
  expect(verdicts.find((one) => one.promise === 'honest-outcome')).toMatchObject({ remedies: [] })
  expect(fix?.diff.split('\n').filter((line) => /^[-+](?![-+])/.test(line))).toEqual([
    '-  close: read-then-write',
    '+  close: conditional-update',
    '+broker: {deduplicate: stored}',
  ])
})
