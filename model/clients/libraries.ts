/** The client libraries that are known beside the client in Java, by name. */
import { FRANZ_GO } from './libraries/franz-go.ts'
import { KAFKA_PYTHON } from './libraries/kafka-python.ts'
import { KAFKAJS } from './libraries/kafkajs.ts'
import type { Library } from './libraries/library.ts'
import { LIBRDKAFKA } from './libraries/librdkafka.ts'
import { SARAMA } from './libraries/sarama.ts'

/** Kafka's own client, of which everything is said where its settings are declared. */
export const JAVA = 'java'

export const LIBRARIES: readonly Library[] = [LIBRDKAFKA, KAFKAJS, SARAMA, FRANZ_GO, KAFKA_PYTHON]

/** The names that `client` takes, the usual one first. */
export const CLIENTS: readonly string[] = [JAVA, ...LIBRARIES.map(({ name }) => name)]

/** The library of that name; undefined for the client in Java. */
export function libraryNamed(name: string): Library | undefined {
  return LIBRARIES.find((library) => library.name === name)
}
