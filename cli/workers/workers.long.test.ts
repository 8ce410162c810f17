import { spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Engine, JudgeRequest } from '../engine.ts'
import { realEngine } from '../real-engine.ts'
import { ran } from '../testing/ran.ts'
import { openThreads } from './threads.ts'

const PATIENCE_MS = 300_000

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tidemark-workers-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

const engine: Engine = {
  ...realEngine,
  threads: openThreads,
  gallery: { ...realEngine.gallery, flaws: realEngine.gallery.flaws.slice(0, 4) },
}

/** All that a command says and writes. */
async function allOf(args: readonly string[]): Promise<unknown> {
  const out = mkdtempSync(join(folder, 'run-'))
  const page = join(out, 'page.html')
  const result = await ran(
    args.map((arg) => arg.replace('PAGE', page)),
    { engine, now: () => 0 },
  )
  const files = readdirSync(out).toSorted()
  const texts = files.map((file) => [file, readFileSync(join(out, file), 'utf8').replaceAll(out, '')])
  return { code: result.code, out: result.out.replaceAll(out, ''), err: result.err, texts }
}

const SMALL = '--records 1 --faults 1 --runs 20 --max-states 2000'
const VARIED = '--vary acks=0,1,all --vary min.insync.replicas=2,9 --promise no-acknowledged-loss'

describe('the output is the same, however many threads search', () => {
  test.each([
    `compare ${VARIED} ${SMALL} --html PAGE`,
    `compare ${VARIED} ${SMALL} --json --junit PAGE`,
    'gallery --max-states 2000 --runs 50',
    'gallery --max-states 2000 --runs 50 --json',
    `check --set acks=1 --promise no-acknowledged-loss,no-duplicates ${SMALL} --fix`,
    `check --set enable.idempotence=false --promise no-duplicates,in-order ${SMALL} --json`,
  ])('%s', { timeout: PATIENCE_MS }, async (command) => {
    const saved = command.startsWith('gallery') ? [] : ['--out', join(folder, 'saved')]
    const words = [...command.split(' '), ...saved]
    const one = await allOf([...words, '--workers', '1'])
    for (const workers of ['2', '3']) expect(await allOf([...words, '--workers', workers])).toEqual(one)
  })
})

test('an error in a thread is the error that there is without', { timeout: PATIENCE_MS }, async () => {
  const request = {
    system: 'nothing',
    promises: [],
    onProgress: () => undefined,
    interrupted: () => false,
  } as unknown as JudgeRequest
  const messageOf = async (judge: Engine['judge']): Promise<string> => {
    try {
      await judge(request)
      return ''
    } catch (error) {
      return error instanceof Error ? error.message : String(error)
    }
  }
  const threads = openThreads()
  try {
    const message = await messageOf(async (one) => realEngine.judge(one))
    expect(message).not.toBe('')
    expect(await messageOf(threads.judge)).toBe(message)
  } finally {
    await threads.end()
  }
})

test('Ctrl-C ends a gallery in threads with what there is', { timeout: PATIENCE_MS }, async () => {
  const bin = fileURLToPath(new URL('../bin.mjs', import.meta.url))
  const long = ['--search', 'random', '--runs', '100000000', '--max-states', '10']
  const child = spawn(process.execPath, [bin, 'gallery', ...long, '--workers', '2'])
  let out = ''
  child.stdout.on('data', (text: Buffer) => (out += text.toString()))
  const press = setTimeout(() => child.kill('SIGINT'), 15_000)
  const code = await new Promise((resolve) => child.on('close', (status, signal) => resolve(status ?? signal)))
  clearTimeout(press)
  expect(code).toBe(3)
  expect(out).toContain('Interrupted.')
})
