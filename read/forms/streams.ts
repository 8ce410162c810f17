/** Kafka Streams: a `.properties` file that is given to StreamsConfig. */
import type { Form } from './form.ts'
import { keyedOf } from './keyed.ts'
import type { Source } from './source.ts'
import { streamsClients } from './streams-clients.ts'

/** No other client and no broker has any of these. */
const SIGN = /^(application\.id|processing\.guarantee|state\.dir|num\.stream\.threads|default\.(key|value)\.serde)$/

/** Spring, Quarkus and Connect have keys of their own beside them. */
const OF_OTHERS = /^(spring\.|quarkus\.|mp\.messaging\.|kafka-streams\.|key\.converter$|connector\.class$|clusters$)/

export const STREAMS: Form = {
  name: 'a Kafka Streams application',
  tells: (source) => causeIn(source) !== undefined && !source.entries().some(({ key }) => OF_OTHERS.test(key)),
  read: (source) => {
    const cause = causeIn(source)
    return cause === undefined
      ? { parts: [], asides: [], notes: [] }
      : streamsClients(keyedOf(source.entries(), source.file), cause)
  },
}

function causeIn(source: Source) {
  return keyedOf(source.entries(), source.file).find(({ key }) => SIGN.test(key))
}
