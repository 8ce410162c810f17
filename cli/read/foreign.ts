/** How a configuration that is not Kafka's own gives itself away, and what to do with it. */
export interface Foreign {
  readonly what: string
  readonly remedy: string
}

type Sign = Foreign & { readonly key: RegExp }

const PARTS = 'give the settings of the producer, the broker and the topic, each by itself: --producer FILE, --broker FILE, --topic FILE, or --set'

const PROPERTIES_SIGNS: readonly Sign[] = [
  { key: /^(key\.converter|value\.converter|(offset|config|status)\.storage\.topic|connector\.class)$/, what: 'a Kafka Connect configuration', remedy: PARTS },
  { key: /^clusters$|->/, what: 'a MirrorMaker 2 configuration', remedy: PARTS },
  { key: /^(quarkus|kafka-streams|mp\.messaging)\./, what: 'a Quarkus application', remedy: PARTS },
  { key: /^spring\./, what: 'a Spring application', remedy: PARTS },
  { key: /^(application\.id|processing\.guarantee|state\.dir|default\.key\.serde)$/, what: 'a Kafka Streams application', remedy: PARTS },
  {
    key: /^(sasl\.mechanisms|sasl\.username|sasl\.password|message\.timeout\.ms|enable\.auto\.offset\.store|rdkafka\..*|queue\.buffering\.max\.kbytes)$/,
    what: 'a librdkafka client, whose names and defaults differ from those of the Java client',
    remedy: 'give the settings by their Java names, for example --set acks=all --set enable.idempotence=false',
  },
  { key: /^KAFKA_[A-Z_]+$/, what: 'environment variables of a container image', remedy: 'give the settings by their Kafka names, for example --set min.insync.replicas=2' },
]

const YAML_SIGNS: readonly Sign[] = [
  { key: /^services$/, what: 'a Docker Compose file', remedy: '' },
  { key: /^(apiVersion|kind)$/, what: 'a Kubernetes resource', remedy: '' },
  { key: /^spring$/, what: 'a Spring application', remedy: '' },
  { key: /^(driverClass|topicConfig|commonConfig|producerConfig)$/, what: 'an OpenMessaging benchmark driver', remedy: '' },
  { key: /^(tidemark|verdicts|counterexample)$/, what: 'a result of tidemark; tidemark replay runs it again', remedy: '' },
]

/** What other tool's `.properties` file these keys come from, or undefined. */
export function foreignProperties(keys: readonly string[]): Foreign | undefined {
  return PROPERTIES_SIGNS.find((sign) => keys.some((key) => sign.key.test(key)))
}

/** What other tool's YAML or JSON these top-level keys come from, or undefined. */
export function foreignYaml(keys: readonly string[]): string | undefined {
  return YAML_SIGNS.find((sign) => keys.some((key) => sign.key.test(key)))?.what
}
