import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core'
import { publint } from 'publint'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { redisServer } from '../cli/campaign/redis/testing/server.ts'
import { testWith } from '../harness/testing/long.ts'
import { REDIS } from '../harness/testing/programs.ts'
import { type Installed, installed } from './testing/installed.ts'

/** Packing, installing, and tools that start slowly, on a machine that may be busy. */
const PATIENCE_MS = 300_000

let project: Installed
beforeAll(async () => {
  project = await installed(['vitest', 'jest', '@jest/globals', 'expect', 'typescript', '@types/node'])
}, PATIENCE_MS)
afterAll(() => project.remove())

const failing = `
test('no acknowledged record is lost', async () => {
  await expect({ 'acks': 1, 'min.insync.replicas': 2 }).toKeep('no-acknowledged-loss', { faults: 1, records: 1 })
}, 60_000)
test('what holds passes', async () => {
  await expect({ 'acks': 'all', 'min.insync.replicas': 2 }).toKeep('no-acknowledged-loss', { faults: 1, records: 1 })
}, 60_000)
`

describe('the package', () => {
  test('holds what a user needs, and no tests', () => {
    const { files } = project
    expect(files).toEqual(
      expect.arrayContaining([
        'cli/bin.mjs',
        'dist/index.js',
        'dist/main.js',
        'dist/worker.js',
        'dist/types/api/index.d.ts',
        'README.md',
      ]),
    )
    expect(files.filter((name) => /\.test\.|testing|fixture|(?<!\.d)\.tsx?$/.test(name))).toEqual([])
    expect(files.length).toBeLessThan(100)
  })

  test(
    'is as publint and are-the-types-wrong want it',
    async () => {
      const bytes = await readFile(join(project.folder, project.tarball))
      const { messages } = await publint({ pkgDir: join(project.folder, 'node_modules/tidemark'), pack: false })
      expect(messages).toEqual([])
      const checked = await checkPackage(createPackageFromTarballData(new Uint8Array(bytes)))
      // It is ESM alone: whoever requires it, or resolves as before there were exports, is told so.
      const ignored = ['node10', 'node16-cjs']
      const problems = 'problems' in checked ? checked.problems : [checked]
      expect(problems.filter((one) => !('resolutionKind' in one) || !ignored.includes(one.resolutionKind))).toEqual([])
    },
    PATIENCE_MS,
  )

  test(
    'starts, checks and writes a page, without a bundler',
    async () => {
      expect(await project.run('tidemark/cli/bin.mjs', ['--version'])).toMatchObject({ code: 0, out: '0.1.0\n' })
      const args =
        'check --set acks=1 --promise no-acknowledged-loss --faults 1 --records 1 --no-remedies --html page.html'
      const { code, out } = await project.run('tidemark/cli/bin.mjs', args.split(' '))
      expect(out).toContain('record a was acknowledged, and it can no longer be read')
      expect(out).toContain('npx tidemark replay .tidemark/')
      expect(code).toBe(1)
      expect(await readFile(join(project.folder, 'page.html'), 'utf8')).toContain('Content-Security-Policy')
      expect(await readdir(join(project.folder, 'node_modules'))).not.toContain('esbuild')
    },
    PATIENCE_MS,
  )

  test(
    'searches in threads',
    async () => {
      const args = 'campaign --set acks=1 --promise no-acknowledged-loss --faults 1 --records 1 --runs 20 --seeds 2'
      const { code, out } = await project.run('tidemark/cli/bin.mjs', [...args.split(' '), '--workers', '2'])
      expect(out).toContain('campaign    2 seeds; --seeds 2 --seed')
      expect(code).toBe(1)
    },
    PATIENCE_MS,
  )

  testWith(REDIS)(
    'searches over Redis, with nothing installed for that',
    async () => {
      const server = await redisServer()
      try {
        const args = 'campaign --set acks=1 --promise no-acknowledged-loss --faults 1 --records 1 --runs 20 --seeds 2'
        const { code, out, err } = await project.run('tidemark/cli/bin.mjs', [
          ...args.split(' '),
          '--workers',
          '2',
          '--redis',
          server.url,
        ])
        expect(out).toContain('campaign    2 seeds; --seeds 2 --seed')
        expect({ code, err }).toEqual({ code: 1, err: '' })
        expect(await readdir(join(project.folder, 'node_modules'))).not.toContain('bullmq')
      } finally {
        await server.stop()
      }
    },
    PATIENCE_MS,
  )
})

test(
  'a campaign has its threads in the package',
  async () => {
    const args = 'campaign --set acks=1 --promise no-acknowledged-loss --faults 1 --records 1 --runs 20 --seeds 1'
    const { code, out } = await project.run('tidemark/cli/bin.mjs', args.split(' '))
    expect(out).toContain('1 promise: 1 violated')
    expect(code).toBe(1)
  },
  PATIENCE_MS,
)

describe('in a project of the user', () => {
  test(
    'vitest tells the story of a failed property',
    async () => {
      await project.write(
        'vitest.config.js',
        `export default { test: { setupFiles: ['tidemark/vitest'], include: ['*.spec.js'] } }`,
      )
      await project.write('orders.spec.js', `import { expect, test } from 'vitest'\n${failing}`)
      const reporters = ['default', 'junit', 'github-actions'].map((name) => `--reporter=${name}`)
      const { code, out, err } = await project.run('vitest/vitest.mjs', [
        'run',
        ...reporters,
        '--outputFile.junit=junit.xml',
      ])
      tellsTheStory(out + err)
      expect(out).toMatch(/1 failed \| 1 passed/)
      expect(out).toMatch(/^::error file=.*orders\.spec\.js,.*expected these settings to keep no-acknowledged-loss/m)
      tellsTheStory(await readFile(join(project.folder, 'junit.xml'), 'utf8'))
      expect(code).toBe(1)
    },
    PATIENCE_MS,
  )

  test(
    'jest does, too',
    async () => {
      await project.write(
        'jest.config.js',
        `export default { setupFilesAfterEnv: ['tidemark/jest'], testMatch: ['**/*.case.js'], transform: {} }`,
      )
      await project.write('orders.case.js', failing)
      const { code, out, err } = await project.run(
        'jest/bin/jest.js',
        ['--reporters=default', '--reporters=github-actions'],
        {
          NODE_OPTIONS: '--experimental-vm-modules',
          GITHUB_ACTIONS: 'true',
        },
      )
      tellsTheStory(out + err)
      expect(err).toContain('1 failed, 1 passed')
      expect(out + err).toMatch(
        /^::error file=.*orders\.case\.js,.*expected these settings to keep no-acknowledged-loss/m,
      )
      expect(code).toBe(1)
    },
    PATIENCE_MS,
  )

  test(
    'types are complete',
    async () => {
      await project.write(
        'tsconfig.json',
        JSON.stringify({
          compilerOptions: {
            strict: true,
            module: 'NodeNext',
            target: 'ES2023',
            noEmit: true,
            types: ['node'],
            skipLibCheck: false,
            exactOptionalPropertyTypes: true,
          },
          include: ['*.ts'],
        }),
      )
      const system = await readFile(new URL('testing/two-phase-commit.ts', import.meta.url), 'utf8')
      await project.write('system.ts', system.replace('../index.ts', 'tidemark'))
      const uses = (
        from: string,
      ): string => `import { expect, test } from '${from}'\nimport { twoPhaseCommit } from './system.js'\n
test('atomic', async () => {
  await expect(twoPhaseCommit({ logs: true, restarts: true })).toKeep('atomic', { faults: 1 })
  await expect({ acks: 'all' }).not.toKeep(['no-duplicates'])
})\n`
      await project.write('of-vitest.ts', `import 'tidemark/vitest'\n${uses('vitest')}`)
      await project.write('of-jest.ts', `import 'tidemark/jest'\n${uses('@jest/globals')}`)
      expect(await project.run('typescript/bin/tsc', [])).toMatchObject({ code: 0, out: '' })
    },
    PATIENCE_MS,
  )
})

function tellsTheStory(printed: string): void {
  for (const line of [
    'expected these settings to keep no-acknowledged-loss',
    '✗1 no-acknowledged-loss: record a was acknowledged, and it can no longer be read',
    '[move: move-leader] ← decisive',
    'npx tidemark replay .tidemark/no-acknowledged-loss-',
  ])
    expect(printed).toContain(line)
}
