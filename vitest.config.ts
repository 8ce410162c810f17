import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['*.test.ts', '{model,invariants,generators,harness,reports,cli,gallery,bench,conform}/**/*.test.ts'],
    exclude: ['**/node_modules/**', '**/.mutants/**'],
    // Separate processes: some tests run the command itself and look at exit codes.
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
})
