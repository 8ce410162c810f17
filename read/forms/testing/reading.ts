/** For tests of forms: a text as a file, and what it came to in short. */
import { InputError } from '../../../model/input-error.ts'
import { WITHIN } from '../../within.ts'
import type { Form, Reading } from '../form.ts'
import { formOf } from '../index.ts'
import { type Source, sourceOf } from '../source.ts'

/** The form that tells this text from all others, by its name. */
export function told(name: string, text: string): string | undefined {
  return formOf(sourceOf(name, text))?.name
}

/** What the form makes of the text, which it has to tell. */
export function reading(form: Form, name: string, text: string): Reading {
  const source: Source = sourceOf(name, text)
  if (!form.tells(source)) throw new Error(`${form.name} does not tell ${name}`)
  return form.read(source, WITHIN)
}

/** `cluster kafka-1: broker min.insync.replicas=2 @4 KAFKA_MIN_INSYNC_REPLICAS`, line by line. */
export function settingsIn({ parts }: Pick<Reading, 'parts'>): readonly string[] {
  return parts.flatMap(({ kind, name, given }) =>
    given.map(({ section, key, value, origin }) =>
      [
        `${kind}${name === '' ? '' : ` ${name}`}:`,
        section ?? '-',
        `${key}=${value}`,
        `@${origin.line}`,
        ...(origin.key === undefined ? [] : [origin.key]),
      ].join(' '),
    ),
  )
}

/** `spring.kafka.listener.ack-mode @9: not judged yet: …`, line by line. */
export function asidesIn({ asides }: Pick<Reading, 'asides'>): readonly string[] {
  return asides.map(({ key, why, origin }) => `${key} @${origin.line}: ${why}`)
}

/** The message with which the form refuses the text. */
export function refusal(form: Form, name: string, text: string): string {
  try {
    reading(form, name, text)
  } catch (error) {
    if (error instanceof InputError) return error.message
    throw error
  }
  return 'accepted'
}
