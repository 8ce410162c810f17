/** Whatever promise is asked for, there is a verdict. Generated command lines: command-lines.long.test.ts. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { INVARIANTS } from '../invariants/index.ts'
import { ran } from './testing/ran.ts'

const PATIENCE_MS = 240_000
const PROMISES = [...INVARIANTS.map(({ id }) => id), 'exclusive-owner']

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tidemark-lines-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

test.each(PROMISES)(
  'asked for alone, %s has a verdict in every kind of cluster, or says what it needs',
  async (promise) => {
    const clusters = [
      [],
      ['--set', 'transactional.id=t'],
      ['--set', 'transactional.id=t', '--loop'],
      ['--by-record'],
      ['--set', 'replication.factor=1'],
    ]
    for (const deployment of clusters) {
      const { code, out, err } = await ran([
        'check',
        ...deployment,
        '--promise',
        promise,
        '--records',
        '1',
        '--faults',
        '0',
        '--runs',
        '4',
        '--max-states',
        '400',
        '--out',
        folder,
      ])
      expect([0, 1, 3], err).toContain(code)
      expect(out).toMatch(/held|VIOLATED|not applicable:[\s\S]*\bneeds\b|undecided/)
    }
  },
  PATIENCE_MS,
)
