/** What Spring Cloud Stream keeps for itself, and what it does not read. */
import { type Aside, notJudgedYet } from '../form.ts'
import { asideOf, inTable, type Keyed } from '../keyed.ts'
import { belowPath, uniform } from './names.ts'

const STREAM = ['spring', 'cloud', 'stream'] as const

/** KafkaConsumerProperties, KafkaProducerProperties, ConsumerProperties: what touches a promise. */
const KEPT: Readonly<Record<string, string>> = {
  'consumer.ackmode': "when a consumer's offsets are committed",
  'consumer.autocommitoffset': "when a consumer's offsets are committed",
  'consumer.autocommitonerror': 'whether the offset of a record that fails is committed',
  'consumer.concurrency': 'how many consumers a binding has',
  'consumer.enabledlq': 'whether records that fail are sent to a topic of their own',
  'consumer.maxattempts': 'how often a record that fails is tried again',
  'consumer.resetoffsets': 'whether everything is read again at each start',
  'consumer.startoffset': 'where a new group begins to read',
  'producer.sync': 'whether the application waits for acknowledgements',
}

export function binderAsides(all: readonly Keyed[]): readonly Aside[] {
  return [...ofBindings(all, 'bindings'), ...ofBindings(all, 'kafka', 'bindings'), ...ofStreamsBinder(all)]
}

function ofBindings(all: readonly Keyed[], ...path: readonly string[]): readonly Aside[] {
  return belowPath(all, ...STREAM, ...path).flatMap(({ one, rest }) => {
    const [binding, client, name] = rest
    const kept = inTable(KEPT, `${uniform(client?.text ?? '')}.${uniform(name?.text ?? '')}`)
    if (kept !== undefined && rest.length === 3) return [asideOf(one, notJudgedYet(kept))]
    const isStray = path[0] === 'bindings' && uniform(name?.text ?? '') === 'configuration'
    return isStray
      ? [
          asideOf(
            one,
            `it does not reach the ${client?.text}: spring.cloud.stream.kafka.bindings.${binding?.text}.${client?.text}.configuration would`,
          ),
        ]
      : []
  })
}

function ofStreamsBinder(all: readonly Keyed[]): readonly Aside[] {
  return belowPath(all, ...STREAM, 'kafka', 'streams').map(({ one }) =>
    asideOf(one, notJudgedYet('of the binder for Kafka Streams')),
  )
}
