/** No form hangs, crashes or tells a password, whatever its files hold. */
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { InputError } from '../../../model/input-error.ts'
import { casesOf } from './combine.ts'
import type { Form } from './form.ts'
import { FORMS } from './index.ts'
import { sourceOf } from './source.ts'
import { HOSTILITIES } from './testing/hostile.ts'
import { PASSWORD, SAMPLES, type Sample } from './testing/samples.ts'

/** Milliseconds; what is quadratic in 100,000 lines takes minutes. */
const LONGEST = 10_000
const LONGEST_MESSAGE = 3_000

const samplesOf = (form: Form): readonly Sample[] =>
  SAMPLES.filter(({ name, text }) => form.tells(sourceOf(name, text)))

/** What a form makes of the text, with the time that it took; a message where it refuses it. */
function tried(form: Form, name: string, text: string): { readonly told: string; readonly milliseconds: number } {
  const started = performance.now()
  const told = outcome(form, name, text)
  return { told, milliseconds: performance.now() - started }
}

function outcome(form: Form, name: string, text: string): string {
  const source = sourceOf(name, text)
  if (!form.tells(source)) return ''
  try {
    const { parts, asides, notes } = form.read(source)
    const names = casesOf(parts, [name]).map((one) => one.name)
    return JSON.stringify([names, asides, notes])
  } catch (error) {
    if (!(error instanceof InputError)) throw error
    expect(error.message.length).toBeLessThan(LONGEST_MESSAGE)
    return error.message
  }
}

test.each(FORMS.map((form) => [form.name, form] as const))('there is a sample of %s', (_, form) => {
  expect(samplesOf(form)).not.toEqual([])
})

test.each(SAMPLES.map((sample) => [sample.name, sample] as const))('%s is told by one form at most', (_, sample) => {
  const { name, text } = sample
  expect(FORMS.filter((form) => form.tells(sourceOf(name, text))).map((form) => form.name).length).toBeLessThan(2)
})

describe.each(FORMS.map((form) => [form.name, form] as const))('%s', (_, form) => {
  test.each(HOSTILITIES.map((hostility) => [hostility.what, hostility] as const))(
    '%s is read or refused, soon, and without a word of a password',
    { timeout: 120_000 },
    (_what, hostility) => {
      for (const sample of samplesOf(form)) {
        const { told, milliseconds } = tried(form, sample.name, hostility.text(sample))
        expect(told, sample.name).not.toContain(PASSWORD)
        expect(milliseconds, sample.name).toBeLessThan(LONGEST)
      }
    },
  )

  test('is told by its content alone: no text makes it throw', { timeout: 120_000 }, () => {
    for (const { name } of SAMPLES)
      for (const text of [
        '',
        '\u0000',
        '{',
        '[',
        '- ',
        '*',
        '&a',
        '"',
        'a: *b',
        '%YAML 9',
        ...SAMPLES.map((one) => one.text),
      ])
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
    const samples = samplesOf(form)
    fc.assert(
      fc.property(
        fc.constantFrom(...samples),
        fc.nat(),
        fc.nat({ max: 20 }),
        fc.oneof(
          fc.string({ unit: 'binary', maxLength: 10 }),
          fc.constantFrom('\n', ':', '=', '-', '"', '${', '{', '[', '&', '*', '#', 'null', '\t', '\u2028'),
        ),
        ({ name, text }, at, length, put) => {
          const cut = at % text.length
          expect(outcome(form, name, text.slice(0, cut) + put + text.slice(cut + length))).not.toContain(PASSWORD)
        },
      ),
      { numRuns: 300, seed: 20_261_127 },
    )
  })
})
