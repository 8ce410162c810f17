/** No form hangs, crashes or tells a password, whatever its files hold; huge files are in the long test. */
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { FORMS } from './index.ts'
import { sourceOf } from './source.ts'
import { PASSWORD, SAMPLES } from './testing/samples.ts'
import { ALL_FORMS, damagedSample, outcome, samplesOf } from './testing/withstands.ts'

test.each(ALL_FORMS)('there is a sample of %s', (_, form) => {
  expect(samplesOf(form)).not.toEqual([])
})

test.each(SAMPLES.map((sample) => [sample.name, sample] as const))('%s is told by one form at most', (_, sample) => {
  const { name, text } = sample
  expect(FORMS.filter((form) => form.tells(sourceOf(name, text))).map((form) => form.name).length).toBeLessThan(2)
})

describe.each(ALL_FORMS)('%s', (_, form) => {
  test('is told by its content alone: no text makes it throw', { timeout: 120_000 }, () => {
    const broken = ['', '\u0000', '{', '[', '- ', '*', '&a', '"', 'a: *b', '%YAML 9']
    for (const { name } of SAMPLES)
      for (const text of [...broken, ...SAMPLES.map((one) => one.text)])
        expect([true, false]).toContain(form.tells(sourceOf(name, text)))
  })

  test('with a mark of the byte order and with CRLF says the same', () => {
    for (const { name, text } of samplesOf(form)) {
      const plain = outcome(form, name, text)
      expect(outcome(form, name, `\ufeff${text}`), name).toBe(plain)
      expect(outcome(form, name, text.replaceAll('\n', '\r\n')), name).toBe(plain)
    }
  })

  test('damaged anywhere is read or refused', { timeout: 120_000 }, () => {
    fc.assert(
      fc.property(damagedSample(samplesOf(form)), ({ name, text, isWhole }) => {
        const told = outcome(form, name, text)
        if (isWhole) expect(told).not.toContain(PASSWORD)
      }),
      { numRuns: 100, seed: 20_261_127 },
    )
  })
})
