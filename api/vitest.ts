/** `import 'tidemark/vitest'`, in a test or as a setup file: `expect` of vitest has `toKeep`. */
import { expect } from 'vitest'
import { type AskedPromises, type KeepOptions, matchers } from './matcher.ts'

declare module 'vitest' {
  // The type parameter has to be called as vitest calls it.
  // oxlint-disable-next-line typescript/no-unused-vars
  interface Matchers<T> {
    /** That settings, or a system of one's own, keep a promise; awaited. */
    toKeep(promises: AskedPromises, options?: KeepOptions): Promise<void>
  }
}

expect.extend(matchers)
