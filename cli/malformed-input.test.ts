import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { BRIEFLY, MALFORMED_SAMPLE, type MalformedInput, malformedInputs } from './testing/malformed.ts'
import { ran } from './testing/ran.ts'
import { quickEngine } from './testing/stand-in.ts'

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tidemark-malformed-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

/** Writes the files into a folder of their own and gives them to `check`. */
async function given(
  { files, args }: MalformedInput,
  number: number,
): Promise<{ readonly code: number; readonly out: string; readonly err: string; readonly saved: readonly string[] }> {
  const own = join(folder, String(number))
  mkdirSync(own)
  for (const [name, content] of Object.entries(files)) writeFileSync(join(own, name), content)
  const saved = join(folder, 'out')
  const named = args.map((arg) => arg.replace('FOLDER', own))
  const result = await ran(['check', ...named, ...BRIEFLY, ...(named.includes('--out') ? [] : ['--out', saved])], {
    engine: quickEngine,
  })
  return { ...result, saved: existsSync(saved) ? readdirSync(saved) : [] }
}

// oxlint-disable-next-line no-control-regex
const STEERS = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/

test('300 malformed inputs each end with one message, and nothing is half written', async () => {
  let number = 0
  const codes = new Map<number, number>()
  await fc.assert(
    fc.asyncProperty(malformedInputs, async (input) => {
      number += 1
      const { code, out, err, saved } = await given(input, number)
      codes.set(code, (codes.get(code) ?? 0) + 1)
      expect([0, 1, 2, 3]).toContain(code)
      if (input.mustFail) expect(code).toBe(2)
      if (code === 2) {
        expect(out).toBe('')
        expect(err.trim()).not.toBe('')
        expect(err.length).toBeLessThan(6_000)
      }
      expect(out + err).not.toMatch(/\n {4}at |call stack|this is a bug|undefined|\[object |: :|\bgive: give\b/i)
      expect(out + err).not.toMatch(STEERS)
      expect(saved).toEqual([])
    }),
    MALFORMED_SAMPLE,
  )
  expect(number).toBe(300)
  expect(codes.get(2) ?? 0).toBeGreaterThan(150)
})
