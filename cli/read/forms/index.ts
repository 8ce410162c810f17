/** The forms in which people keep settings, each told by its content. */
import type { Form } from './form.ts'
import { HELM_VALUES } from './helm-values.ts'
import { KUBERNETES } from './kubernetes.ts'
import { TERRAFORM } from './terraform.ts'
import type { Source } from './source.ts'

/** The first that tells a file reads it; files of Kafka's own and of ours are none of them. */
export const FORMS: readonly Form[] = [KUBERNETES, HELM_VALUES, TERRAFORM]

/** The form of this file, or `undefined`. */
export function formOf(source: Source): Form | undefined {
  return FORMS.find((form) => form.tells(source))
}
