import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const bin = fileURLToPath(new URL('bin.mjs', import.meta.url))

test('the installed command runs, and a Ctrl-C in the middle of a search ends it with 3 and a report', { timeout: 30_000 }, async () => {
  const child = spawn(process.execPath, [bin, 'check', '--set', 'acks=all', '--set', 'min.insync.replicas=2', '--promise', 'no-acknowledged-loss', '--runs', '100000000'])
  let out = ''
  child.stdout.on('data', (text: Buffer) => (out += text.toString()))
  const press = setInterval(() => child.kill('SIGINT'), 4000)
  const code = await new Promise((resolve) => child.on('close', (status, signal) => resolve(status ?? signal)))
  clearInterval(press)
  expect(code).toBe(3)
  expect(out).toContain('Interrupted. 1 promise: 1 undecided')
})

test('a reader that goes away is no error', { timeout: 30_000 }, async () => {
  const child = spawn(process.execPath, [bin, '--help'])
  child.stdout.destroy()
  let err = ''
  child.stderr.on('data', (text: Buffer) => (err += text.toString()))
  expect(await new Promise((resolve) => child.on('close', resolve))).toBe(0)
  expect(err).toBe('')
})
