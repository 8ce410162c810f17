import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['*.test.ts', '{model,invariants,generators,harness,reports,cli,gallery,bench,conform}/**/*.test.ts'],
    // What takes long is run by `npm run test:all` alone: see vitest.all.config.ts.
    exclude: ['**/node_modules/**', '**/.mutants/**', '**/*.long.test.ts'],
    // Separate processes: some tests run the command itself and look at exit codes.
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
})
