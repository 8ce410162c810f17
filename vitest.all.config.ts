/** Every test, also those in `*.long.test.ts`. */
import { defineConfig } from 'vitest/config'
import usual from './vitest.config.ts'

const long = '**/*.long.test.ts'

export default defineConfig({
  test: { ...usual.test, exclude: (usual.test?.exclude ?? []).filter((pattern) => pattern !== long) },
})
