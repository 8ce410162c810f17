import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { longTest } from '../harness/testing/long.ts'

const bin = fileURLToPath(new URL('bin.mjs', import.meta.url))

test(
  'the installed command runs, and a Ctrl-C in the middle of a search ends it with 3 and a report',
  { timeout: 30_000 },
  async () => {
    const child = spawn(process.execPath, [
      bin,
      'check',
      '--set',
      'acks=all',
      '--set',
      'min.insync.replicas=2',
      '--promise',
      'no-acknowledged-loss',
      '--runs',
      '100000000',
    ])
    let out = ''
    child.stdout.on('data', (text: Buffer) => (out += text.toString()))
    // Not before it has begun, however slowly the machine gets there.
    const press = setInterval(() => out !== '' && child.kill('SIGINT'), 4000)
    const code = await new Promise((resolve) => child.on('close', (status, signal) => resolve(status ?? signal)))
    clearInterval(press)
    expect(code).toBe(3)
    expect(out).toContain('Interrupted. 1 promise: 1 undecided')
  },
)

test('a reader that goes away is no error', { timeout: 30_000 }, async () => {
  const child = spawn(process.execPath, [bin, '--help'])
  child.stdout.destroy()
  let err = ''
  child.stderr.on('data', (text: Buffer) => (err += text.toString()))
  expect(await new Promise((resolve) => child.on('close', resolve))).toBe(0)
  expect(err).toBe('')
})

interface Ended {
  readonly code: number | NodeJS.Signals | null
  readonly out: string
  readonly err: string
}

/** Runs a shell command to its end; `tidemark` in it is the installed one. */
function shell(command: string, folder: string, env: Readonly<Record<string, string>> = {}): Promise<Ended> {
  const child = spawn('bash', ['-c', command.replaceAll('tidemark', `'${process.execPath}' '${bin}'`)], {
    cwd: folder,
    env: { ...process.env, ...env },
  })
  let out = ''
  let err = ''
  child.stdout.on('data', (text: Buffer) => (out += text.toString()))
  child.stderr.on('data', (text: Buffer) => (err += text.toString()))
  return new Promise((resolve) => child.on('close', (status, signal) => resolve({ code: status ?? signal, out, err })))
}

const QUICK = '--promise no-acknowledged-loss --records 1 --faults 0 --runs 2 --max-states 50'

/** They differ in nothing but their number. */
const SIGNALS = [
  ['INT', longTest],
  ['TERM', test],
  ['HUP', longTest],
] as const

describe('wherever it is started', () => {
  let folder = ''
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'tidemark-process-'))
  })
  afterEach(() => rmSync(folder, { recursive: true, force: true }))

  test(
    'nothing is run that its package does not hold: no tsconfig.json of the folder, no cache of the temporary folder',
    { timeout: 30_000 },
    async () => {
      const paths = { '*': ['./*'], 'zod': ['./evil.ts'], 'commander': ['./evil.ts'] }
      writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions: { baseUrl: '.', paths } }))
      writeFileSync(join(folder, 'evil.ts'), 'console.log("EVIL")\nexport const z = {}\nexport class Command {}\n')
      const temporary = join(folder, 'tmp')
      mkdirSync(temporary)
      const { code, out, err } = await shell(`tidemark check ${QUICK} --out out --quiet`, folder, {
        TMPDIR: temporary,
        TSX_TSCONFIG_PATH: join(folder, 'tsconfig.json'),
      })
      expect(out + err).not.toContain('EVIL')
      expect({ code, err }).toEqual({ code: 0, err: '' })
      expect(readdirSync(temporary)).toEqual([])
    },
  )

  test('an output that cannot be written is no verdict', { timeout: 30_000 }, async () => {
    const { code, err } = await shell(`tidemark check ${QUICK} --out out > /dev/full`, folder)
    expect(err).toContain('tidemark: standard output could not be written')
    expect(err).not.toMatch(/\n {4}at /)
    expect(code).toBe(3)
  })

  test('a folder that was deleted is told, without a stack trace', { timeout: 30_000 }, async () => {
    const { code, err } = await shell(`mkdir gone && cd gone && rmdir ../gone && tidemark check ${QUICK}`, folder)
    expect({ code, err }).toEqual({
      code: 2,
      err: 'tidemark: the current folder was deleted; change to another one and start again\n',
    })
  })

  for (const [signal, when] of SIGNALS)
    when(
      `SIG${signal} ends it without a stack trace, whenever it comes: with a report, or before it had begun`,
      { timeout: 60_000 },
      async () => {
        const begun = 'until [ -s printed ]; do sleep 0.1; done; sleep 1'
        for (const wait of ['sleep 0.15', 'sleep 0.6', begun]) {
          const long = '--set acks=all --set min.insync.replicas=2 --promise no-acknowledged-loss --runs 100000000'
          const { code, out, err } = await shell(
            // Without job control a shell has what is in the background ignore SIGINT: an early one would be lost.
            `set -m; tidemark check ${long} --out out > printed & ${wait}; kill -${signal} $!; wait $!; `
              + 'code=$?; cat printed; exit $code',
            folder,
          )
          expect(err).not.toMatch(/\n {4}at |bug in tidemark/)
          // Before anybody listens the system itself ends it.
          expect([3, { INT: 130, TERM: 143, HUP: 129 }[signal]]).toContain(code)
          if (wait === begun)
            expect({ code, report: out.includes('Interrupted. 1 promise: 1 undecided') }).toEqual({
              code: 3,
              report: true,
            })
        }
      },
    )

  test('a signal that comes while modules are loaded is not forgotten', { timeout: 60_000 }, async () => {
    const [register, main] = ['../harness/typescript/register.mjs', 'main.ts'].map((file) =>
      JSON.stringify(new URL(file, import.meta.url).href),
    )
    const script = `
      import { spawn } from 'node:child_process'
      let early = false
      const remember = () => (early = true)
      process.on('SIGTERM', remember)
      await import(${register})
      const { main } = await import(${main})
      spawn('kill', ['-TERM', String(process.pid)])
      for (const until = performance.now() + 1000; performance.now() < until; );
      await main(() => (process.removeListener('SIGTERM', remember), early))`
    writeFileSync(join(folder, 'slow.mjs'), script)
    const search = 'check --set acks=all --promise no-acknowledged-loss --out out --runs 100000000 --max-states 1000'
    const { code, out } = await shell(`timeout 30 node slow.mjs ${search}`, folder)
    expect({ code, report: out.includes('Interrupted. 1 promise: 1 undecided') }).toEqual({ code: 3, report: true })
  })
})
