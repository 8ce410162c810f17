/** Tests that take long beside quick ones of the same subject; whole files of them are named `*.long.test.ts`. */
import { describe, test } from 'vitest'
import { areAllNeeded, type Program } from './programs.ts'

/** Set by vitest.all.config.ts: for `npm run test:all`, and so for the gate. */
/** Whether the long tests run, too. */
export const isAll = process.env['TIDEMARK_TESTS'] === 'all'

/** A test that `npm test` skips. */
export const longTest = test.runIf(isAll)

/** Several of them. */
export const describeLong = describe.runIf(isAll)

/** A test that needs a program, and is left out where that is missing. */
export function testWith({ path }: Program): ReturnType<typeof test.runIf> {
  return test.runIf(path !== undefined || areAllNeeded)
}

/** Several of them. */
export function describeWith({ path }: Program): ReturnType<typeof describe.runIf> {
  return describe.runIf(path !== undefined || areAllNeeded)
}
