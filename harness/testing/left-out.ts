/** Says when all tests are done what was left out, and why. */
import { areAllNeeded, PROGRAMS } from './programs.ts'

export function teardown(): void {
  const missing = areAllNeeded ? [] : PROGRAMS.filter(({ path }) => path === undefined)
  for (const { name, tests } of missing) process.stdout.write(`left out: ${tests}, as there is no ${name}\n`)
}
