import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { gatesTable, withGatesTable } from './gates-page.ts'

test('docs/gates.md lists every gate as the model has it: npx tsx cli/write-gates-page.ts', () => {
  const page = readFileSync(new URL('../docs/gates.md', import.meta.url), 'utf8')
  expect(page).toContain(`\n${gatesTable()}\n`)
  expect(withGatesTable(page)).toBe(page)
})

test('a row says what the gate does, where it comes from and which clusters have it', () => {
  const gates = {
    old: { says: 'does a thing', reference: 'KIP-1', since: ['2.0.1', '2.1.0'] },
    new: { says: 'does $& more', reference: 'KIP-2', since: ['3.5.0'], finalised: '3.4.0', controller: 'kraft' },
  } as const
  expect(gatesTable(gates).split('\n').slice(2)).toEqual([
    '| `old` | does a thing | KIP-1 | 2.0.1, 2.1.0 | software | any |',
    '| `new` | does $& more | KIP-2 | 3.5.0 | protocol version 3.4 | KRaft |',
  ])
})

test('only the table of the page is replaced', () => {
  expect(withGatesTable('before\n\n| a |\n|---|\n| b |\n\nafter\n')).toBe(`before\n\n${gatesTable()}\n\nafter\n`)
})
