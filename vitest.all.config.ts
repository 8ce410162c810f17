/** Every test, also those in `*.long.test.ts` and those that harness/testing/long.ts marks. */
import { defineConfig } from 'vitest/config'
import usual from './vitest.config.ts'

const long = '**/*.long.test.ts'

export default defineConfig({
  test: {
    ...usual.test,
    env: { TIDEMARK_TESTS: 'all' },
    exclude: (usual.test?.exclude ?? []).filter((pattern) => pattern !== long),
  },
})
