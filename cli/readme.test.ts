import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ran } from './testing/ran.ts'

/** The commands of the README search as long as they do for a user, on a machine that may be busy. */
const PATIENCE_MS = 400_000

/** Pages that show what commands print. */
const PAGES: readonly string[] = ['README.md', 'docs/gates.md']

/** What a page shows: a command, and its output with `…` where lines are left out. */
interface Example {
  readonly command: string
  readonly chunks: readonly string[]
}

function examplesIn(markdown: string): readonly Example[] {
  return [...markdown.matchAll(/```console\n\$ tidemark (.*)\n([\s\S]*?)```/g)].map(
    ([, command = '', output = '']) => ({
      command,
      chunks: output.split(/^…\n/m).filter((chunk) => chunk !== ''),
    }),
  )
}

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tidemark-readme-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

describe.each(PAGES)('%s', async (page) => {
  const examples = examplesIn(await readFile(join(import.meta.dirname, '..', page), 'utf8'))

  test('shows the output of commands', () => {
    const verbs = examples.map(({ command }) => command.split(' ')[0])
    expect(verbs).toEqual(
      page === 'README.md' ? ['check', 'compare', 'check', 'compare', 'check', 'compare', 'gallery'] : ['compare'],
    )
  })

  test.each(examples)(
    'shows what `tidemark $command` really prints',
    async ({ command, chunks }) => {
      const saves = command.startsWith('gallery') ? [] : ['--out', folder]
      const { out, err } = await ran([...command.split(' '), ...saves])
      expect(err).toBe('')
      let at = 0
      for (const chunk of chunks) {
        const found = out.indexOf(chunk, at)
        expect(found, `"${chunk}" is not printed there:\n${out.slice(at)}`).toBeGreaterThanOrEqual(0)
        at = found + chunk.length
      }
    },
    PATIENCE_MS,
  )
})
