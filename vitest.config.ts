import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** Files that take longest, longest first: whatever begins last is waited for by a worker with nothing to do. */
const LONGEST =
  'cli/readme.long /verdicts.long cli/remedies.long gallery.long properties.long cones.long .long '
  + '/properties /reduction /process /gallery /verbs /mutants'
const BY_LENGTH = LONGEST.split(' ')

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification): number => {
      const at = BY_LENGTH.findIndex((name) => moduleId.includes(`${name}.`) || moduleId.includes(`${name}-`))
      return at < 0 ? BY_LENGTH.length : at
    }
    return (await super.sort(files)).toSorted((one, other) => rank(one) - rank(other))
  }
}

export default defineConfig({
  test: {
    include: [
      '*.test.ts',
      '{model,read,invariants,generators,harness,reports,api,cli,gallery,bench,conform}/**/*.test.ts',
    ],
    // What takes long is run by `npm run test:all` alone: see vitest.all.config.ts.
    exclude: ['**/node_modules/**', '**/.mutants/**', '**/*.long.test.ts'],
    // Separate processes: some tests run the command itself and look at exit codes.
    pool: 'forks',
    // Files share their modules, which hold no state: most of the time would go into loading them again.
    isolate: false,
    sequence: { sequencer: LongestFirst },
    // It imports JSON in a way that Node does not take.
    server: { deps: { inline: ['@actions/workflow-parser'] } },
    globalSetup: ['harness/testing/left-out.ts'],
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
})
