import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { examplesOfPages, showWhatIsPrinted } from './testing/pages.ts'

const examples = await examplesOfPages()

test('pages show the output of commands', () => {
  expect(examples.map(({ page, command }) => `${page}: ${command.split(' ')[0]}`)).toEqual([
    ...['check', 'compare', 'check', 'compare', 'check', 'compare', 'gallery'].map((verb) => `README.md: ${verb}`),
    'docs/campaign.md: campaign',
    'docs/ci.md: check',
    'docs/gates.md: compare',
    ...['check', 'check', 'check', 'check', 'check', 'check', 'check'].map((verb) => `docs/questions.md: ${verb}`),
    'docs/reports.md: check',
    ...['compare', 'compare', 'merge'].map((verb) => `docs/shards.md: ${verb}`),
  ])
})

test('docs/reports.md shows files of its example', () => {
  const shown = examples.filter(({ page }) => page === 'docs/reports.md').flatMap(({ files }) => files)
  expect(shown.map(({ name }) => name)).toEqual(['comment.md', 'story.mmd', 'quality.json'])
})

test('README.zh.md shows the examples of README.md, each of them, in the same order', async () => {
  const blocksOf = async (page: string): Promise<readonly string[]> => {
    const text = await readFile(new URL(`../${page}`, import.meta.url), 'utf8')
    return [...text.matchAll(/```(?:console|sh)\n[\s\S]*?```/g)].map(([block]) => block)
  }
  const english = await blocksOf('README.md')
  expect(english.length).toBeGreaterThan(8)
  expect(await blocksOf('README.zh.md')).toEqual(english)
})

/** The others are in readme.long.test.ts. */
showWhatIsPrinted(examples.filter(({ isLong }) => !isLong))
