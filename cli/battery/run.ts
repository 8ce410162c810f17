/**
 * Runs the battery, and holds what it prints against what is on record: `npx tsx cli/battery/run.ts`. With `--keep DIR`
 * each JSON is also written there, to look at a difference; `--only TEXT` runs the commands that hold this text;
 * `--record` takes the digests anew.
 */
import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ran } from '../testing/ran.ts'
import { BATTERY } from './commands.ts'

const RECORD = fileURLToPath(new URL('./digests.json', import.meta.url))

/** What must not change: all but the version, the time taken, and the folder in which a counterexample was saved. */
function essential(json: string, folder: string): string {
  return (
    json
      .replaceAll(folder, 'OUT')
      .replace(/^ {2}"tidemark": .*\n/m, '')
      .replace(/^ +"seconds": .*\n/gm, '')
      // Since there is more than one system, the JSON says which one.
      .replace(/^ +"system": "kafka",\n/gm, '')
      // And the step that decides a story, which follows from its actions.
      .replace(/^ +"decisive": .*\n/gm, '')
  )
}

const keep = process.argv.includes('--keep') ? process.argv[process.argv.indexOf('--keep') + 1] : undefined
const only = process.argv.includes('--only') ? (process.argv[process.argv.indexOf('--only') + 1] ?? '') : ''
const record = process.argv.includes('--record')
if (record && only !== '') throw new Error('--record takes all commands, --only some: give one of them')
const known = record ? {} : (JSON.parse(readFileSync(RECORD, 'utf8')) as Readonly<Record<string, string>>)
const digests: Record<string, string> = {}
const folder = mkdtempSync(join(tmpdir(), 'tidemark-battery-'))
if (keep !== undefined) mkdirSync(keep, { recursive: true })

let different = 0
for (const [number, command] of BATTERY.entries()) {
  if (!command.includes(only)) continue
  // What would mend a verdict is no part of it, and takes longer.
  const saving = command.startsWith('check') ? ['--out', folder, '--no-remedies'] : []
  const { code, out, err } = await ran([...command.split(' '), ...saving])
  const text = `${command}\nexit ${code}\n${essential(out, folder)}${out === '' ? err : ''}`
  digests[command] = createHash('sha256').update(text).digest('hex').slice(0, 16)
  if (keep !== undefined) writeFileSync(join(keep, `${String(number).padStart(2, '0')}.json`), text)
  if (record || known[command] === digests[command]) continue
  different += 1
  console.log(`different: ${number} ${command}`)
}
rmSync(folder, { recursive: true })
if (record) writeFileSync(RECORD, `${JSON.stringify(digests, null, 2)}\n`)
console.log(`${Object.keys(digests).length} commands, ${different} different`)
process.exitCode = different === 0 && Object.keys(digests).length > 0 ? 0 : 1
