/** The forms in which people keep settings, each told by its content. */
import { COMPOSE } from './compose.ts'
import { ENV_FILE } from './env-file.ts'
import type { Form } from './form.ts'
import { PRINTED } from './printed.ts'
import type { Source } from './source.ts'

/** The first that tells a file reads it; files of Kafka's own and of ours are none of them. */
export const FORMS: readonly Form[] = [PRINTED, COMPOSE, ENV_FILE]

/** The form of this file, or `undefined`. */
export function formOf(source: Source): Form | undefined {
  return FORMS.find((form) => form.tells(source))
}
