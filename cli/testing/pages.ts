/** Pages that show what commands print: each of their examples is run, and has to print that. */
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { FORMS } from '../../reports/forms/forms.ts'
import { flagOf } from '../report-files.ts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ran } from './ran.ts'

/** These commands search as long as they do for a user, on a machine that may be busy. */
const PATIENCE_MS = 900_000

/** Those whose search is a long one. */
const LONG: readonly RegExp[] = [/^(check|compare) examples\/(orders|transfers)( |$)/]

const PAGES: readonly string[] = [
  'README.md',
  'docs/campaign.md',
  'docs/ci.md',
  'docs/gates.md',
  'docs/questions.md',
  'docs/reports.md',
  'docs/shards.md',
]

/** What a page shows: a command, and its output with `…` where lines are left out. */
interface Example {
  readonly page: string
  readonly command: string
  readonly chunks: readonly string[]
  /** What it shows of the files that the command writes. */
  readonly files: readonly ShownFile[]
  readonly isLong: boolean
}

interface ShownFile {
  readonly name: string
  readonly chunks: readonly string[]
}

/** All examples of all pages. */
export async function examplesOfPages(): Promise<readonly Example[]> {
  const pages = PAGES.map(async (page) =>
    examplesIn(page, await readFile(join(import.meta.dirname, '../..', page), 'utf8')),
  )
  return (await Promise.all(pages)).flat()
}

function examplesIn(page: string, markdown: string): readonly Example[] {
  const files = [...markdown.matchAll(/^(`{3,})\w+ (\S+\.\w+)\n([\s\S]*?)^\1$/gm)].map(
    ([, , name = '', text = '']) => ({
      name,
      chunks: chunksOf(text),
    }),
  )
  return [...markdown.matchAll(/```console\n\$ tidemark (.*)\n([\s\S]*?)```/g)].map(
    ([, command = '', output = '']) => ({
      page,
      command,
      chunks: chunksOf(output),
      files: files.filter(({ name }) => command.split(' ').includes(name)),
      isLong: LONG.some((long) => long.test(command)),
    }),
  )
}

function chunksOf(shown: string): readonly string[] {
  return shown.split(/^…\n/m).filter((chunk) => chunk !== '')
}

/** The command, with the files that it writes, and the parts that it reads, in this folder. */
function wordsOf(command: string, folder: string): readonly string[] {
  const before: readonly string[] = ['merge', '--shard-file', ...FORMS.map(({ option }) => flagOf(option))]
  const words = command.split(' ')
  return words.map((word, at) => (before.includes(words[at - 1] ?? '') ? join(folder, word) : word))
}

/** All chunks stand in the text, one after another. */
function expectChunks(text: string, chunks: readonly string[]): void {
  let at = 0
  for (const chunk of chunks) {
    const found = text.indexOf(chunk, at)
    expect(found, `"${chunk}" is not there:\n${text.slice(at)}`).toBeGreaterThanOrEqual(0)
    at = found + chunk.length
  }
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
      async ({ command, chunks, files }) => {
        const saves = command.startsWith('gallery') ? [] : ['--out', folder]
        const { out, err } = await ran([...wordsOf(command, folder), ...saves])
        expect(err).toBe('')
        expectChunks(out, chunks)
        for (const file of files) expectChunks(await readFile(join(folder, file.name), 'utf8'), file.chunks)
      },
    )
  })
}
