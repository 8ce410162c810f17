/** The forms in which people keep settings, each told by its content. */
import { CLIENT_SECTIONS } from './client-sections.ts'
import { COMPOSE } from './compose.ts'
import { CONNECT } from './connect.ts'
import { CONNECTOR } from './connector.ts'
import { ENV_FILE } from './env-file.ts'
import type { Form } from './form.ts'
import { HELM_VALUES } from './helm-values.ts'
import { JULIE } from './julie.ts'
import { KUBERNETES } from './kubernetes.ts'
import { LIBRDKAFKA_FORM } from './librdkafka.ts'
import { MIRROR_MAKER } from './mirror-maker.ts'
import { OPENMESSAGING } from './openmessaging.ts'
import { PRINTED } from './printed.ts'
import { QUARKUS } from './quarkus.ts'
import type { Source } from './source.ts'
import { SPRING } from './spring.ts'
import { STREAMS } from './streams.ts'
import { TERRAFORM } from './terraform.ts'
import { TOPICS_SCRIPT } from './topics-script.ts'

/** The first that tells a file reads it; files of Kafka's own and of ours are none of them. */
export const FORMS: readonly Form[] = [
  PRINTED,
  COMPOSE,
  ENV_FILE,
  SPRING,
  QUARKUS,
  STREAMS,
  CONNECT,
  CONNECTOR,
  MIRROR_MAKER,
  KUBERNETES,
  HELM_VALUES,
  TERRAFORM,
  OPENMESSAGING,
  JULIE,
  TOPICS_SCRIPT,
  LIBRDKAFKA_FORM,
  CLIENT_SECTIONS,
]

/** The form of this file, or `undefined`. */
export function formOf(source: Source): Form | undefined {
  return FORMS.find((form) => form.tells(source))
}
