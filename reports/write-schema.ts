/** Writes `tidemark.schema.json` anew: `npx tsx reports/write-schema.ts`. */
import { writeFileSync } from 'node:fs'
import { jsonSchemaText } from './schema.ts'

writeFileSync(new URL('tidemark.schema.json', import.meta.url), jsonSchemaText())
