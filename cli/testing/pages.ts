/** Pages that show what commands print: each of their examples is run, and has to print that. */
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ran } from './ran.ts'

/** These commands search as long as they do for a user, on a machine that may be busy. */
const PATIENCE_MS = 900_000

/** Those whose search is a long one. */
const LONG: readonly RegExp[] = [/^(check|compare) examples\/(orders|transfers)( |$)/]

const PAGES: readonly string[] = ['README.md', 'docs/gates.md', 'docs/questions.md']

/** What a page shows: a command, and its output with `…` where lines are left out. */
interface Example {
  readonly page: string
  readonly command: string
  readonly chunks: readonly string[]
  readonly isLong: boolean
}

/** All examples of all pages. */
export async function examplesOfPages(): Promise<readonly Example[]> {
  const pages = PAGES.map(async (page) =>
    examplesIn(page, await readFile(join(import.meta.dirname, '../..', page), 'utf8')),
  )
  return (await Promise.all(pages)).flat()
}

function examplesIn(page: string, markdown: string): readonly Example[] {
  return [...markdown.matchAll(/```console\n\$ tidemark (.*)\n([\s\S]*?)```/g)].map(
    ([, command = '', output = '']) => ({
      page,
      command,
      chunks: output.split(/^…\n/m).filter((chunk) => chunk !== ''),
      isLong: LONG.some((long) => long.test(command)),
    }),
  )
}

/** Each of these examples shows what its command really prints. */
export function showWhatIsPrinted(examples: readonly Example[]): void {
  let folder = ''
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tidemark-pages-'))
  })
  afterAll(() => rm(folder, { recursive: true, force: true }))

  describe.each([...new Set(examples.map(({ page }) => page))])('%s', (page) => {
    const own = examples.filter((example) => example.page === page)
    test.for(own)(
      'shows what `tidemark $command` really prints',
      { timeout: PATIENCE_MS },
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
    )
  })
}
