/** Writes the table in `docs/gates.md` anew: `npx tsx cli/write-gates-page.ts`. */
import { readFileSync, writeFileSync } from 'node:fs'
import { withGatesTable } from './gates-page.ts'

const page = new URL('../docs/gates.md', import.meta.url)
writeFileSync(page, withGatesTable(readFileSync(page, 'utf8')))
