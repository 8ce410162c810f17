/** Tests that every form withstands whatever its files hold. */
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { InputError } from '../../../model/input-error.ts'
import { casesOf } from '../combine.ts'
import type { Form } from '../form.ts'
import { FORMS } from '../index.ts'
import { sourceOf } from '../source.ts'
import { WITHIN } from '../../within.ts'
import { hostilities } from './hostile.ts'
import { PASSWORD, SAMPLES, type Sample } from './samples.ts'

/** Milliseconds, on a machine that may be busy; what is quadratic takes longer. */
const LONGEST = 10_000
const LONGEST_MESSAGE = 3_000
const PATIENCE = { timeout: 120_000 }

export const ALL_FORMS = FORMS.map((form) => [form.name, form] as const)

/** The samples that the form tells. */
export function samplesOf(form: Form): readonly Sample[] {
  return SAMPLES.filter(({ name, text }) => form.tells(sourceOf(name, text)))
}

/** What a form makes of the text, in short; its message where it refuses it, nothing where it is none of its files. */
export function outcome(form: Form, name: string, text: string): string {
  const source = sourceOf(name, text)
  if (!form.tells(source)) return ''
  try {
    const { parts, asides, notes } = form.read(source, WITHIN)
    return JSON.stringify([casesOf(parts, [name]).map((one) => one.name), asides, notes])
  } catch (error) {
    if (!(error instanceof InputError)) throw error
    expect(error.message.length).toBeLessThan(LONGEST_MESSAGE)
    return error.message
  }
}

/** Each form with all its samples, as hostile and as large as can be, or as a part of that. */
export function testHostilities(scale: number): void {
  describe.each(ALL_FORMS)('%s', (_, form) => {
    test.each(hostilities(scale).map((hostility) => [hostility.what, hostility] as const))(
      '%s is read or refused, soon, and without a word of a password',
      PATIENCE,
      (_what, hostility) => {
        for (const sample of samplesOf(form)) {
          const text = hostility.text(sample)
          const started = performance.now()
          expect(outcome(form, sample.name, text), sample.name).not.toContain(PASSWORD)
          expect(performance.now() - started, sample.name).toBeLessThan(LONGEST)
        }
      },
    )
  })
}

/** A piece of a sample replaced, not of the line of its password: nobody knows what is one in a key that is damaged. */
export const damagedSample = (samples: readonly Sample[]) =>
  fc
    .record({
      sample: fc.constantFrom(...samples),
      at: fc.nat(),
      length: fc.nat({ max: 20 }),
      put: fc.oneof(
        fc.string({ unit: 'binary', maxLength: 10 }),
        fc.constantFrom('\n', ':', '=', '-', '"', '${', '{', '[', '&', '*', '#', 'null', '\t', '\u2028'),
      ),
    })
    .map(({ sample: { name, text }, at, length, put }) => {
      const cut = at % text.length
      const damaged = text.slice(0, cut) + put + text.slice(cut + length)
      const isWhole = text.split('\n').every((line) => !line.includes(PASSWORD) || damaged.split('\n').includes(line))
      return { name, text: damaged, isWhole: isWhole && !/["'{[\\]/.test(put) }
    })
