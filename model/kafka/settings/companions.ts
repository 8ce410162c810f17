/** Names of the software around Kafka that stand in its files beside its own, and change none of its promises. */

/** Whose a name is, by how it begins; the first that fits counts. */
const COMPANIONS: readonly (readonly [name: RegExp, why: string])[] = [
  // Says how many replicas there are and where, in place of replication.factor.
  [/^confluent\.(log\.)?placement\.constraints$/, 'not judged yet: where Confluent Server puts replicas'],
  [/^confluent\./, 'of Confluent Server, not modelled'],
  [/^kafka\.rest\./, 'of the REST proxy in Confluent Server, not modelled'],
  [/^ksql\./, 'of ksqlDB, not modelled'],
  // StandardAuthorizer.java, and AclAuthorizer.scala before it.
  [/^(super\.users|allow\.everyone\.if\.no\.acl\.found|authorizer\.zookeeper\..+)$/, 'of the authorizer, not modelled'],
  [/^strimzi\./, 'of Strimzi, not modelled'],
  [/^cruise\.control\./, 'of Cruise Control, not modelled'],
  // Confluent's image finds files of keys by them.
  [/^ssl\.((keystore|truststore)\.(filename|credentials)|key\.credentials)$/, "of Confluent's image, not modelled"],
  // AbstractKafkaSchemaSerDeConfig.java and SchemaRegistryClientConfig.java of Confluent, and others' of the kind.
  [/^(schema\.registry|basic\.auth|bearer\.auth|apicurio|spring\.json|avro|json)\./, 'of a serializer, not modelled'],
  [
    /^(auto\.register\.schemas|use\.latest\.version|specific\.avro\.reader|(key|value)\.subject\.name\.strategy)$/,
    'of a serializer, not modelled',
  ],
]

/** Why a name is ignored that is not Kafka's, and is known; undefined: it is not. */
export function whyOfCompanion(name: string): string | undefined {
  return COMPANIONS.find(([pattern]) => pattern.test(name))?.[1]
}
