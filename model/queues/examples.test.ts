import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { queueKeys } from './keys.ts'
import { inBrief, judged } from './testing/judged.ts'
import { QUEUE_PROMISES } from './system.ts'
import { faultsOf } from './faults.ts'
import { settingsOf } from './testing/judged.ts'

const read = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8')
const JOBS = read('examples/jobs/queue.yaml')
const ORDERS = read('examples/orders-timeout/queue.yaml')

describe('the examples have the flaws that they tell of, and the cures help', () => {
  test.each([
    ['jobs: what was prefetched goes first', JOBS, 'no-inversion', 'violated: nothing'],
    [
      'jobs: one at a time, acknowledged after its work, does not',
      JOBS.replace('prefetch: 2', 'prefetch: 1').replace('acknowledge: before', 'acknowledge: after'),
      'no-inversion',
      'held up to 1',
    ],
    ['jobs: a worker takes a job along', JOBS, 'at-least-once', 'violated: 1 crash'],
    [
      'jobs: acknowledged after its work, it does not',
      JOBS.replace('acknowledge: before', 'acknowledge: after'),
      'at-least-once',
      'held up to 1',
    ],
    ['orders: a paid order is closed', ORDERS, 'no-effect-after-cancel', 'violated: nothing'],
    [
      'orders: not by a conditional update',
      ORDERS.replace('read-then-write', 'conditional-update'),
      'no-effect-after-cancel',
      'held up to 1',
    ],
  ])('%s', async (_, yaml, promise, verdict) => {
    expect(inBrief(await judged(yaml, promise, { faults: 1 }))).toBe(verdict)
  })
})

describe('docs/queues.md', () => {
  const page = read('docs/queues.md')

  test('names every key with its default, range and meaning', () => {
    for (const { key, byDefault, values, means } of queueKeys()) {
      const name = key.slice(key.indexOf('.') + 1)
      if (byDefault === undefined) continue
      const written = typeof byDefault === 'string' ? byDefault : JSON.stringify(byDefault).replaceAll(',', ', ')
      expect(page, key).toContain(`| \`${name}\` | ${written} | ${values} | ${means} |`)
    }
  })

  test('names every promise and every kind of fault', () => {
    for (const promise of QUEUE_PROMISES) expect(page).toContain(`\`${promise}\``)
    for (const { kind } of faultsOf(settingsOf('delay: { clock: wall }'))) expect(page).toContain(`\`${kind}\``)
  })
})
