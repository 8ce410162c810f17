import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ran } from './testing/ran.ts'

/** The commands of the README search as long as they do for a user, on a machine that may be busy. */
const PATIENCE_MS = 400_000

/** What the README shows: a command, and its output with `…` where lines are left out. */
interface Example {
  readonly command: string
  readonly chunks: readonly string[]
}

function examplesIn(markdown: string): readonly Example[] {
  return [...markdown.matchAll(/```console\n\$ tidemark (.*)\n([\s\S]*?)```/g)].map(([, command = '', output = '']) => ({
    command,
    chunks: output.split(/^…\n/m).filter((chunk) => chunk !== ''),
  }))
}

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tidemark-readme-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

describe('the README', async () => {
  const readme = await readFile(join(import.meta.dirname, '../README.md'), 'utf8')
  const examples = examplesIn(readme)

  test('shows the output of check and of compare', () => {
    expect(examples.map(({ command }) => command.split(' ')[0])).toEqual(['check', 'compare'])
  })

  test.each(examples)('shows what `tidemark $command` really prints', async ({ command, chunks }) => {
    const { out, err } = await ran([...command.split(' '), '--out', folder])
    expect(err).toBe('')
    let at = 0
    for (const chunk of chunks) {
      const found = out.indexOf(chunk, at)
      expect(found, `"${chunk}" is not printed there:\n${out.slice(at)}`).toBeGreaterThanOrEqual(0)
      at = found + chunk.length
    }
  }, PATIENCE_MS)
})
