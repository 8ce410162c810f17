/** The forms in which people keep settings, each told by its content. */
import type { Form } from './form.ts'
import { HELM_VALUES } from './helm-values.ts'
import { JULIE } from './julie.ts'
import { KUBERNETES } from './kubernetes.ts'
import { OPENMESSAGING } from './openmessaging.ts'
import { TERRAFORM } from './terraform.ts'
import { TOPICS_SCRIPT } from './topics-script.ts'
import type { Source } from './source.ts'

/** The first that tells a file reads it; files of Kafka's own and of ours are none of them. */
export const FORMS: readonly Form[] = [KUBERNETES, HELM_VALUES, TERRAFORM, OPENMESSAGING, JULIE, TOPICS_SCRIPT]

/** The form of this file, or `undefined`. */
export function formOf(source: Source): Form | undefined {
  return FORMS.find((form) => form.tells(source))
}
