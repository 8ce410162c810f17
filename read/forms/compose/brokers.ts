/** Services that run a broker: which ones they are, and what their containers make of their variables. */
import { InputError, clipped } from '../../../model/input-error.ts'
import { belongsTo, modelledKey } from '../../../model/kafka/settings/place.ts'
import type { GivenSetting } from '../../../model/kafka/settings/given.ts'
import { MODELLED_KEYS } from '../../../model/kafka/settings/declared.ts'
import { closest } from '../../../model/closest.ts'
import type { Aside, Part } from '../form.ts'
import { brokerSetting, isAlias, type Named } from './broker-names.ts'
import type { Variable } from './environment.ts'
import { type BrokerImage, brokerImage, imageName, isOtherImage, LIKE_BITNAMI, UNKNOWN_IMAGE } from './images.ts'
import { kafkaVersionOf } from './image-version.ts'
import type { Written } from './services.ts'

/** What one service's container is given, as far as it tells a broker. */
export interface Container {
  readonly name: string
  /** As it is told: `service kafka-1`, `StatefulSet kafka`. */
  readonly title: string
  readonly image: Written | undefined
  readonly variables: readonly Variable[]
  /** Whether its image is built from a file of the user's. */
  readonly isBuilt: boolean
  /** What it is told to run instead of what its image runs; empty where nothing is said. */
  readonly command: string
  /** Settings in that command. */
  readonly overrides: readonly GivenSetting[]
  /** Files of settings that are put into it. */
  readonly mounted: readonly Written[]
}

export type Role = 'broker' | 'controller' | 'none'

/** Only a broker, or a controller, has them. */
const IDENTITY: readonly string[] = [
  'broker.id',
  'node.id',
  'process.roles',
  'zookeeper.connect',
  'advertised.listeners',
  'advertised.host.name',
  'controller.quorum.voters',
  'controller.quorum.bootstrap.servers',
]

/** What images run that start a broker, and options that they hand on to it. */
const STARTS = /docker\/run\b|kafka-server-start|start-kafka|bitnami\/scripts\/kafka|kafka\.Kafka\b|kafka-run|^\s*-/
const RUNS_OTHERS =
  /kafka-(topics|configs|console|acls|producer|consumer|run-class)|\b(cub|sleep|tail|connect-\w+)\b|^(ba)?sh$/

/** Confluent's image ends at once where one of these is set (`…/docker/configure`). */
const CONFLUENT_REFUSES: readonly string[] = [
  'KAFKA_ADVERTISED_PORT',
  'KAFKA_ADVERTISED_HOST',
  'KAFKA_HOST',
  'KAFKA_PORT',
]

/** Config files that Kafka ships set these, for a cluster of one broker. */
const SHIPPED: readonly string[] = ['transaction.state.log.replication.factor', 'transaction.state.log.min.isr']

/** How the image of a container is read. */
export function imageOf({ image, variables }: Pick<Container, 'image' | 'variables'>): BrokerImage {
  const known = image === undefined ? undefined : brokerImage(image.text)
  if (known !== undefined) return known
  return variables.some(({ name }) => name.startsWith('KAFKA_CFG_')) ? LIKE_BITNAMI : UNKNOWN_IMAGE
}

/** What the container runs, by its image, its command and, where these do not tell, its variables. */
export function roleOf(container: Container): Role {
  const { image, command } = container
  if (image !== undefined && isOtherImage(image.text)) return 'none'
  const isKnown = image !== undefined && isKafkaImage(image.text)
  const settings = settingsOf(container)
  const roles = settings.findLast(({ key }) => key === 'process.roles')?.value
  const keys = settings.map(({ key }) => key)
  const runsItsOwn = command !== '' && !STARTS.test(command)
  // A client and a script may name the ZooKeeper, too.
  const isVague = keys.includes('bootstrap.servers') || runsItsOwn
  const identity = isVague ? IDENTITY.filter((key) => key !== 'zookeeper.connect') : IDENTITY
  const hasIdentity = keys.some((key) => identity.includes(key))
  if (runsItsOwn && (RUNS_OTHERS.test(command) || !hasIdentity)) return 'none'
  const isPartOfBroker = image === undefined && !container.isBuilt && keys.some(isBrokersAlone)
  if (!isKnown && !hasIdentity && !isPartOfBroker) return 'none'
  return roles !== undefined && !/broker|\$/.test(roles) && roles.trim() !== '' ? 'controller' : 'broker'
}

/** Is it its command alone that tells it from a broker? */
export function isToldByCommand(container: Container): boolean {
  return roleOf(container) === 'none' && roleOf({ ...container, command: '' }) === 'broker'
}

/** One that is known, or is called kafka and nothing more. */
function isKafkaImage(image: string): boolean {
  return brokerImage(image) !== undefined || /(^|\/)kafka$/.test(imageName(image).name)
}

/** Of no client. */
function isBrokersAlone(key: string): boolean {
  return modelledKey('broker', key) !== undefined && !belongsTo('producer', key) && !belongsTo('consumer', key)
}

/** The settings of a broker's container and what is to be told of it. */
export function brokerPart(container: Container): {
  readonly part: Part
  readonly asides: readonly Aside[]
  readonly notes: readonly string[]
} {
  const { title, image, variables, command, mounted } = container
  const how = imageOf(container)
  if (how.rule === 'confluent') refuseOld(variables)
  // libkafka.sh: with a server.properties put there by the user, nothing is changed in it.
  const isMounted = how.rule === 'bitnami' && mounted.length > 0
  const settings = isMounted ? [] : settingsOf(container)
  const shipped = isMounted ? [] : shippedOf(container, how, settings)
  const version = image === undefined ? undefined : kafkaVersionOf(image.text)
  return {
    part: {
      kind: 'cluster',
      name: title,
      given: [
        ...(version === undefined || image === undefined
          ? []
          : [{ section: undefined, key: 'kafka.version', value: version, origin: image.origin }]),
        ...shipped,
        ...settings,
        ...container.overrides,
      ],
    },
    asides: [
      ...(isMounted ? [] : variables.filter(({ name }) => !command.includes(name)).flatMap((one) => idle(one, how))),
      ...mounted.map(mountedAside),
    ],
    notes: [
      ...(isMounted ? [`${title}: with a server.properties of its own, its image heeds no KAFKA_CFG_ variable`] : []),
      ...(shipped.length > 0
        ? [`${clipped(image?.text ?? 'its image')} sets ${SHIPPED.join(' and ')} to 1 where nobody else does`]
        : []),
    ],
  }
}

/** The settings that the variables make, in the order in which later ones count. */
export function settingsOf({ image, variables }: Pick<Container, 'image' | 'variables'>): readonly GivenSetting[] {
  const how = imageOf({ image, variables })
  const inOrder = [
    ...variables.filter(({ name }) => !isAlias(name, how)),
    ...variables.filter(({ name }) => isAlias(name, how)),
  ]
  return inOrder.flatMap(({ name, value, origin }) => {
    const named = brokerSetting(name, how)
    const key = named === undefined ? undefined : keyOf(named, name, origin)
    return key === undefined ? [] : [{ section: 'broker' as const, key, value, origin }]
  })
}

/** @throws InputError where it is open what a key is, and it counts. */
function keyOf(named: Named, name: string, origin: Variable['origin']): string | undefined {
  if ('key' in named) return named.key
  if (!('either' in named)) return undefined
  const [apache, confluent] = named.either
  if (!counts(apache) && !counts(confluent)) return apache
  throw new InputError({
    where: `${origin.file}:${origin.line}`,
    key: name,
    problem: `it is ${apache} for the image apache/kafka and ${confluent} for those of confluentinc, and the image is not told`,
    remedy: 'name the image in the Compose file, or give the file of variables together with it',
  })
}

/** Does the model read it, or does it tell what a broker is? */
function counts(key: string): boolean {
  return modelledKey('broker', key) !== undefined || IDENTITY.includes(key)
}

function refuseOld(variables: readonly Variable[]): void {
  const old = variables.find(({ name }) => CONFLUENT_REFUSES.includes(name))
  if (old === undefined) return
  throw new InputError({
    where: `${old.origin.file}:${old.origin.line}`,
    key: old.name,
    problem: 'with this variable the image of Confluent ends at once, and no broker runs',
    remedy: 'give KAFKA_ADVERTISED_LISTENERS or KAFKA_LISTENERS instead',
  })
}

/** A name of which this image makes nothing, though it looks like a setting: told, as its user means it to count. */
function idle({ name, origin }: Variable, how: BrokerImage): readonly Aside[] {
  const named = brokerSetting(name, how)
  if (named === undefined || !('idle' in named)) return []
  const names = MODELLED_KEYS.flatMap(({ section, key }) => (section === 'broker' ? [key] : []))
  const meant = belongsTo('broker', named.idle) ? named.idle : closest(named.idle, names)
  if (meant === undefined) return []
  return [{ key: name, why: `does nothing in this image, which takes ${named.would}`, origin }]
}

function mountedAside({ origin }: Written): Aside {
  return {
    key: origin.key ?? 'volumes',
    why: 'this mounted file of settings is not read: give it with --broker',
    origin,
  }
}

function shippedOf(
  { image }: Container,
  { startsFrom }: BrokerImage,
  settings: readonly GivenSetting[],
): readonly GivenSetting[] {
  if (image === undefined || startsFrom === 'nothing') return []
  if (startsFrom === 'server.properties if nothing is set' && settings.length > 0) return []
  return SHIPPED.filter((key) => !settings.some((one) => one.key === key)).map((key) => ({
    section: 'broker',
    key,
    value: '1',
    origin: image.origin,
  }))
}
