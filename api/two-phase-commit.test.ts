import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { check, replay } from './index.ts'
import { twoPhaseCommit } from './testing/two-phase-commit.ts'
import './vitest.ts'

let save = ''
beforeAll(async () => {
  save = await mkdtemp(join(tmpdir(), 'tidemark-own-'))
})
afterAll(() => rm(save, { recursive: true }))

const sound = twoPhaseCommit({ logs: true, restarts: true })
const forgetful = twoPhaseCommit({ logs: false, restarts: true })
const abandoned = twoPhaseCommit({ logs: true, restarts: false })

const page = await readFile(new URL('../docs/in-your-tests.md', import.meta.url), 'utf8')

/** The message that the page shows of this promise. */
function message(promise: string): string {
  const [, text] = new RegExp(`\n\`\`\`text\n(expected this system to keep ${promise}\n[^]*?)\`\`\`\n`).exec(page) ?? []
  return text ?? 'not on the page'
}

test('the page has all of the system', async () => {
  const text = await readFile(new URL('testing/two-phase-commit.ts', import.meta.url), 'utf8')
  expect(page).toContain(`\n\`\`\`ts\n${text.replace("'../index.ts'", "'tidemark'")}\`\`\`\n`)
})

/** The message of a failed expectation, without the folder of this run. */
async function failure(expectation: Promise<unknown>): Promise<string> {
  const error: unknown = await expectation.then(
    () => new Error('it passed'),
    (one: unknown) => one,
  )
  return (error as Error).message.replaceAll(`${save}/`, '')
}

test('a coordinator that writes its decision down and comes back keeps both promises', async () => {
  await expect(sound).toKeep(['atomic', 'nobody-in-doubt'], { save })
  const { promises } = await check(sound)
  expect(promises.map(({ evidence }) => evidence.exhaustive?.[0]?.completeTo)).toEqual([2, 2])
})

test('a coordinator that forgets its decision tears a transaction: the shortest story is the message', async () => {
  expect(await failure(expect(forgetful).toKeep('atomic', { save }))).toBe(message('atomic'))
})

test('a coordinator that never comes back leaves its participants in doubt', async () => {
  expect(await failure(expect(abandoned).toKeep('nobody-in-doubt', { save }))).toBe(message('nobody-in-doubt'))
  await expect(abandoned).toKeep('atomic', { save })
  await expect(abandoned).not.toKeep('nobody-in-doubt', { save })
})

test('a random search finds what an exhaustive one finds, and makes it as short', async () => {
  const lengths = await Promise.all(
    (['random', 'exhaustive'] as const).map(async (search) => {
      const { promises } = await check(forgetful, { promises: ['atomic'], search })
      return promises.map(({ counterexample }) => [counterexample?.faults, counterexample?.length])
    }),
  )
  expect(lengths).toEqual([[[1, 5]], [[1, 5]]])
})

test('it has a page, and its counterexample is played again from its file', async () => {
  const html = join(save, 'report.html')
  const { promises } = await check(forgetful, { save, html })
  const file = promises[0]?.file ?? ''
  const shown = await readFile(html, 'utf8')
  expect(shown).toContain('participant 1 has committed, and participant 2 has aborted')
  expect(shown).toContain('"lanes":["coordinator","participant 1","participant 2"]')
  expect(shown).toContain('await replay(')
  const again = await replay(file, forgetful)
  expect(again).toMatchObject({ promise: 'atomic', violated: true })
  expect(await replay(file, sound)).toMatchObject({ promise: 'atomic', violated: false })
  await expect(replay(file)).rejects.toThrow('a system of your own: give it, as replay(file, system)')
})
