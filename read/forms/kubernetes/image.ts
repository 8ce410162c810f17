/** Which Kafka a container image holds, by its name. */
import { CONFLUENT } from '../confluent-releases.ts'

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
  return CONFLUENT[/^v?(\d+\.\d+)\./.exec(tag)?.[1] ?? '']
}

/** Whether the image runs a broker, and the release of Kafka where its tag tells it. */
export function brokerImage(image: string): { readonly version: string | undefined } | undefined {
  const [, repository, tag] = /^([^@]*?)(?::([\w][\w.-]*))?(?:@.*)?$/.exec(image.trim()) ?? []
  if (repository === undefined) return undefined
  const known = BROKERS.find(([pattern]) => pattern.test(repository))
  return known === undefined ? undefined : { version: tag === undefined ? undefined : known[1](tag) }
}
