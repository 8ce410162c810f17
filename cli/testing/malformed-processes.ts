/**
 * Gives the 300 malformed inputs of the test to `tidemark check` as processes of their own, and tells their exit codes
 * and the most memory that one of them had: `npx tsx cli/testing/malformed-processes.ts` (Linux, with GNU time).
 */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import * as fc from 'fast-check'
import { BRIEFLY, MALFORMED_SAMPLE, malformedInputs } from './malformed.ts'

const bin = fileURLToPath(new URL('../bin.mjs', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'tidemark-malformed-'))
const codes = new Map<string, number>()
let most = 0
let traces = 0
let written = 0

for (const [number, { files, args }] of fc.sample(malformedInputs, MALFORMED_SAMPLE).entries()) {
  const own = join(folder, String(number))
  const memory = join(folder, 'memory')
  mkdirSync(own)
  for (const [name, content] of Object.entries(files)) writeFileSync(join(own, name), content)
  // The system itself takes no argument with a zero byte, and turns half a surrogate pair into another character.
  const named = args.map((arg) => arg.replace('FOLDER', own).replaceAll('\u0000', ''))
  const out = named.includes('--out') ? [] : ['--out', join(own, 'saved')]
  const command = ['-f', '%M', '-o', memory, process.execPath, bin, 'check', ...named, ...BRIEFLY, ...out]
  const { status, stderr } = spawnSync('/usr/bin/time', command, { encoding: 'utf8', cwd: own })
  codes.set(String(status), (codes.get(String(status)) ?? 0) + 1)
  most = Math.max(most, Number(readFileSync(memory, 'utf8').trim().split('\n').at(-1)))
  if (/\n {4}at |this is a bug/.test(stderr)) traces += 1
  if (status === 2 && existsSync(join(own, 'saved'))) written += 1
}
rmSync(folder, { recursive: true })
const each = [...codes]
  .sort()
  .map(([code, count]) => `${count} with ${code}`)
  .join(', ')
console.log(
  `exit codes: ${each}; stack traces: ${traces}; refused but written: ${written}; most memory: ${Math.round(most / 1024)} MiB`,
)
