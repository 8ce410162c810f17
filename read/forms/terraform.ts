/** Terraform: topics of the providers Mongey/kafka and confluentinc/confluent, and Amazon MSK of hashicorp/aws. */
import { type Form, NothingRead, type Reading } from './form.ts'
import { readHcl } from './terraform/hcl.ts'
import { readMsk } from './terraform/msk.ts'
import { mayCallMsk, mskModule } from './terraform/msk-modules.ts'
import { readTopics } from './terraform/topics.ts'
import { filledIn } from './terraform/variables.ts'

const RESOURCE = /^[ \t]*resource\s+"(kafka_topic|confluent_kafka_(topic|cluster)|aws_msk_\w+)"\s+"[^"\n]*"\s*\{/m

export const TERRAFORM: Form = {
  name: 'a Terraform configuration',
  /** By a resource or a module of a kind that is read: other Terraform is refused as foreign. */
  tells: ({ isTree, text }) => !isTree && (RESOURCE.test(text) || mayCallMsk(text)),
  read: ({ file, text }) => {
    const blocks = filledIn(readHcl(text, file))
    const resources = blocks.filter(({ type }) => type === 'resource')
    const modules = blocks.flatMap((block) => mskModule(block) ?? [])
    const readings = [readMsk(resources, modules, file), readTopics(resources, file)]
    const reading: Reading = {
      parts: readings.flatMap(({ parts }) => parts),
      asides: readings.flatMap(({ asides }) => asides),
      notes: readings.flatMap(({ notes }) => notes),
    }
    if (reading.parts.length > 0) return reading
    const [aside] = reading.asides
    throw new NothingRead({
      where: `${file}:${aside?.origin.line ?? resources[0]?.line ?? 1}`,
      ...(aside === undefined ? {} : { key: aside.key }),
      problem: aside?.why ?? 'none of its resources is read',
      remedy: 'give the settings themselves, in a file with the sections broker: and topic:',
    })
  },
}
