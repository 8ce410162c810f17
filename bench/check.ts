/** How long a user waits: the whole command with its defaults, from start to answer. */
import { spawnSync } from 'node:child_process'
import { performance } from 'node:perf_hooks'
import { fileURLToPath } from 'node:url'

const RUNS = 3
const COMMAND = ['run', '-s', 'tidemark', '--', 'check', '--set', 'enable.idempotence=false']

for (let run = 0; run < RUNS; run++) {
  const start = performance.now()
  const { status } = spawnSync('npm', COMMAND, {
    cwd: fileURLToPath(new URL('..', import.meta.url)),
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  console.log(`check with defaults: ${((performance.now() - start) / 1000).toFixed(2)} s, exit code ${status}`)
}
