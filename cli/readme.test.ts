import { expect, test } from 'vitest'
import { examplesOfPages, showWhatIsPrinted } from './testing/pages.ts'

const examples = await examplesOfPages()

test('pages show the output of commands', () => {
  expect(examples.map(({ page, command }) => `${page}: ${command.split(' ')[0]}`)).toEqual([
    ...['check', 'compare', 'check', 'compare', 'check', 'compare', 'gallery'].map((verb) => `README.md: ${verb}`),
    'docs/gates.md: compare',
    ...['check', 'check', 'check', 'check'].map((verb) => `docs/questions.md: ${verb}`),
  ])
})

/** The others are in readme.long.test.ts. */
showWhatIsPrinted(examples.filter(({ isLong }) => !isLong))
