import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const bin = fileURLToPath(new URL('bin.mjs', import.meta.url))

test('a heap too small for the search ends the search, not the process', { timeout: 300_000 }, async () => {
  const args = [
    'check',
    '--set',
    'acks=all',
    '--set',
    'min.insync.replicas=2',
    '--records',
    '2',
    '--faults',
    '2',
    '--runs',
    '50',
    '--max-states',
    '5000000',
  ]
  const child = spawn(process.execPath, [
    '--max-old-space-size=48',
    bin,
    ...args,
    '--search',
    'exhaustive',
    '--promise',
    'no-acknowledged-loss',
  ])
  let out = ''
  child.stdout.on('data', (text: Buffer) => (out += text.toString()))
  expect(await new Promise((resolve) => child.on('close', (status, signal) => resolve(status ?? signal)))).toBe(3)
  expect(out.replaceAll(/\s+/g, ' ')).toMatch(/not complete: the memory was full after \d+ states; all schedules/)
})
