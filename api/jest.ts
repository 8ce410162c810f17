/** `import 'tidemark/jest'`, in a test or as a setup file: `expect` of jest has `toKeep`. */
import { expect } from '@jest/globals'
import { type AskedPromises, type KeepOptions, matchers } from './matcher.ts'

declare module 'expect' {
  // The type parameter has to be called as jest calls it.
  // oxlint-disable-next-line typescript/no-unused-vars
  interface Matchers<R extends void | Promise<void>, T = unknown> {
    /** That settings, or a system of one's own, keep a promise; awaited. */
    toKeep(promises: AskedPromises, options?: KeepOptions): Promise<void>
  }
}

expect.extend(matchers)
