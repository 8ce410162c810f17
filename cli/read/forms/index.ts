/** The forms in which people keep settings, each told by its content. */
import { CLIENT_SECTIONS } from './client-sections.ts'
import type { Form } from './form.ts'
import { LIBRDKAFKA_FORM } from './librdkafka.ts'
import type { Source } from './source.ts'

/** The first that tells a file reads it; files of Kafka's own and of ours are none of them. */
export const FORMS: readonly Form[] = [LIBRDKAFKA_FORM, CLIENT_SECTIONS]

/** The form of this file, or `undefined`. */
export function formOf(source: Source): Form | undefined {
  return FORMS.find((form) => form.tells(source))
}
