#!/usr/bin/env node
// The command. Until its own parts are there to speak, a signal is remembered, and whatever fails ends without a stack
// trace and without the exit code of a verdict. In a checkout its own TypeScript is run as it is (harness/typescript);
// the package has what was built of it.
import { existsSync } from 'node:fs'

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP']

let early = false
const remember = () => {
  early = true
}
for (const signal of SIGNALS) process.on(signal, remember)

/**
 * From here on whoever waits for a signal listens for it; anything else it ends at once. Whether there was one before.
 */
function begin() {
  for (const signal of SIGNALS) process.removeListener(signal, remember)
  return early
}

function isFolderGone() {
  try {
    process.cwd()
    return false
  } catch {
    return true
  }
}

function isCheckout() {
  return existsSync(new URL('main.ts', import.meta.url))
}

async function fromTypeScript() {
  await import('../harness/typescript/register.mjs')
  return import('./main.ts')
}

function end(code, message) {
  process.stderr.write(`tidemark: ${message}\n`)
  process.exitCode = code
}

if (isFolderGone()) end(2, 'the current folder was deleted; change to another one and start again')
else {
  try {
    const { main } = await (isCheckout() ? fromTypeScript() : import('../dist/main.js'))
    await main(begin)
  } catch (error) {
    // Ctrl-C goes to every process of the terminal, also to the one that takes the types out of the files.
    if (early) end(3, 'interrupted before it had begun')
    else end(70, `it could not start (${error}); install it again, and report this if that does not help`)
  }
}
