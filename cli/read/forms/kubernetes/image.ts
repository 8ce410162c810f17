/** Which Kafka a container image holds, by its name. */

/**
 * Confluent Platform and the Kafka in it: docs.confluent.io/platform/current/installation/versions-interoperability,
 * the table of supported versions.
 */
const OF_CONFLUENT: ReadonlyMap<string, string> = new Map(
  (
    '3.3=0.11.0 4.0=1.0 4.1=1.1 5.0=2.0 5.1=2.1 5.2=2.2 5.3=2.3 5.4=2.4 5.5=2.5 6.0=2.6 6.1=2.7 6.2=2.8 7.0=3.0 '
    + '7.1=3.1 7.2=3.2 7.3=3.3 7.4=3.4 7.5=3.5 7.6=3.6 7.7=3.7 7.8=3.8 7.9=3.9 8.0=4.0 8.1=4.1 8.2=4.2'
  )
    .split(' ')
    .map((pair) => pair.split('=') as [string, string]),
)

/** Images that run a broker, each with the Kafka that its tag names. */
const BROKERS: readonly (readonly [repository: RegExp, version: (tag: string) => string | undefined])[] = [
  [/(^|\/)cp-(kafka|server|enterprise-kafka)$/, ofConfluent],
  [/(^|\/)confluent-local$/, ofConfluent],
  // Of Scala first, then of Kafka: 2.13-3.4.1.
  [/(^|\/)(banzaicloud|adobe|wurstmeister)\/kafka$/, (tag) => /^\d+\.\d+-(\d+\.\d+\.\d+)/.exec(tag)?.[1]],
  [/(^|\/)strimzi\/kafka$/, (tag) => /-kafka-(\d+\.\d+\.\d+)/.exec(tag)?.[1]],
  [
    /(^|\/)((bitnami|bitnamilegacy|bitnamisecure|apache)\/kafka(-native)?)$/,
    (tag) => /^(\d+\.\d+(\.\d+)?)/.exec(tag)?.[1],
  ],
]

function ofConfluent(tag: string): string | undefined {
  return OF_CONFLUENT.get(/^v?(\d+\.\d+)\./.exec(tag)?.[1] ?? '')
}

/** Whether the image runs a broker, and the release of Kafka where its tag tells it. */
export function brokerImage(image: string): { readonly version: string | undefined } | undefined {
  const [, repository, tag] = /^([^@]*?)(?::([\w][\w.-]*))?(?:@.*)?$/.exec(image.trim()) ?? []
  if (repository === undefined) return undefined
  const known = BROKERS.find(([pattern]) => pattern.test(repository))
  return known === undefined ? undefined : { version: tag === undefined ? undefined : known[1](tag) }
}
