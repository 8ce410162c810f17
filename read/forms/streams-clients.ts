/**
 * The clients that Kafka Streams makes of its settings: what it changes in them, and what it keeps for itself.
 * streams: StreamsConfig.java (getProducerConfigs, getCommonConsumerConfigs, getMainConsumerConfigs), read at the tags
 * from 0.11.0.0 to 3.8.0 and at trunk of 4.0.
 */
import { PARTITION_PART } from '../../model/kafka/settings/declared/check.ts'
import type { OnlyIn } from '../../model/given.ts'
import { clipped } from '../../model/input-error.ts'
import { closest } from '../../model/closest.ts'
import { isOfSection } from '../../model/kafka/settings/place.ts'
import { isPlaceholder } from '../../model/kafka/settings/read.ts'
import type { Aside, Part } from './form.ts'
import { asideOf, below, inSection, inTable, type Keyed, layered, madeFor, refusedAt, valueOf } from './keyed.ts'
import { CLIENT_PREFIXES, GUARANTEES, KEPT, OTHER_CLIENTS, OWN_KEYS } from './streams-keys.ts'

const AT_LEAST_ONCE = 'at_least_once'
const MOST_IN_FLIGHT_WITH_EXACTLY_ONCE = 5
/** StreamsConfig.DEFAULT_TRANSACTION_TIMEOUT. */
const TRANSACTION_TIMEOUT = 10_000

/** What an application with Streams comes to. */
export interface StreamsClients {
  readonly parts: readonly Part[]
  readonly asides: readonly Aside[]
  readonly notes: readonly string[]
}

interface Application {
  readonly all: readonly Keyed[]
  /** Where it is told that this is Streams: what Streams sets by itself stands there. */
  readonly cause: Keyed
  readonly id: Keyed | undefined
  readonly guarantee: Keyed | undefined
  readonly exactlyOnce: boolean
  readonly onlyIn: OnlyIn | undefined
}

/**
 * The producer and the consumers of the application, and the topics that Streams makes for it.
 * @throws InputError for what Streams refuses at its start, where it does so in every release; what only some refuse
 * says so in the setting.
 */
export function streamsClients(all: readonly Keyed[], cause: Keyed): StreamsClients {
  refuseMisspelt(all)
  const guarantee = all.findLast(({ key }) => key === 'processing.guarantee')
  const application: Application = {
    all,
    cause,
    id: all.findLast(({ key }) => key === 'application.id'),
    guarantee,
    exactlyOnce: guarantee !== undefined && guarantee.value.trim() !== AT_LEAST_ONCE,
    onlyIn: guarantee === undefined ? undefined : releasesOf(guarantee),
  }
  const producer = producerOf(application)
  const consumer = consumerOf(application)
  const name = application.id === undefined ? '' : `application ${application.id.value.trim()}`
  const topics = internalTopics(all)
  return {
    parts: [
      {
        kind: 'client',
        name,
        given: [...inSection('producer', producer.settings), ...inSection('consumer', consumer.settings)],
      },
      ...topics.parts,
    ],
    asides: [...producer.asides, ...consumer.asides, ...keptAsides(all)],
    notes: [...topics.notes, ...notesOf(application)],
  }
}

/** @throws InputError for a guarantee that no release has (ConfigDef.ValidString). */
function releasesOf(guarantee: Keyed): OnlyIn | undefined {
  const value = guarantee.value.trim()
  const known = inTable(GUARANTEES, value)
  if (known !== undefined) return known.onlyIn
  if (isPlaceholder(value))
    throw refusedAt(guarantee, 'the placeholder in it is not filled in', 'give at_least_once or exactly_once_v2')
  const meant = closest(value, Object.keys(GUARANTEES))
  throw refusedAt(
    guarantee,
    `Streams knows no guarantee "${clipped(value)}"`,
    meant === undefined ? 'give at_least_once or exactly_once_v2' : `did you mean ${meant}?`,
  )
}

interface Client {
  readonly settings: readonly Keyed[]
  readonly asides: readonly Aside[]
}

/** Own defaults, then what stands without a prefix and is a producer's, then what stands below `producer.`. */
function producerOf(application: Application): Client {
  const { all, exactlyOnce, cause, guarantee } = application
  const given = layered(ofClient(all, 'producer'), below(all, 'producer.'))
  if (!exactlyOnce || guarantee === undefined)
    return {
      // Streams' own 10 retries before 2.1, when a producer had none by default.
      settings: layered(madeFor(cause, { retries: '10' }, { before: '2.1.0' }), given),
      asides: [],
    }
  const [kept, taken] = withoutThese(given, {
    'enable.idempotence': 'true',
    'transactional.id': undefined,
  })
  refuseTooManyInFlight(kept)
  return {
    settings: layered(
      madeFor(guarantee, { 'enable.idempotence': 'true' }),
      madeFor(
        guarantee,
        { 'retries': '2147483647', 'max.in.flight.requests.per.connection': '1' },
        { before: '2.0.0' },
      ),
      madeFor(guarantee, { retries: '2147483647' }, { from: '2.0.0', before: '2.1.0' }),
      madeFor(guarantee, { 'delivery.timeout.ms': '2147483647' }, { from: '2.1.0' }),
      madeFor(guarantee, { 'transaction.timeout.ms': String(TRANSACTION_TIMEOUT) }, { from: '2.6.0' }),
      kept,
      checkedTransactionTimeout(application, kept),
      madeFor(guarantee, { 'transactional.id': transactionalId(application) }, application.onlyIn),
    ),
    asides: taken.map((one) => asideOf(one, takenByStreams(one, guarantee))),
  }
}

/** Own defaults, then without a prefix, then `consumer.`, then `main.consumer.`, which reads the input. */
function consumerOf({ all, exactlyOnce, guarantee, id }: Application): Client {
  const given = layered(ofClient(all, 'consumer'), below(all, 'consumer.'), below(all, 'main.consumer.'))
  const [kept, taken] = withoutThese(given, {
    'enable.auto.commit': 'false',
    'group.id': undefined,
    ...(exactlyOnce && { 'isolation.level': 'read_committed' }),
  })
  return {
    settings: [
      ...(exactlyOnce && guarantee !== undefined ? madeFor(guarantee, { 'isolation.level': 'read_committed' }) : []),
      ...(id === undefined ? [] : madeFor(id, { 'group.id': id.value })),
      ...kept,
    ],
    asides: taken.map((one) => asideOf(one, takenByStreams(one, guarantee))),
  }
}

function takenByStreams({ key }: Keyed, guarantee: Keyed | undefined): string {
  if (key === 'group.id') return 'it does not reach the consumer: Streams takes application.id for the group'
  if (key === 'enable.auto.commit') return 'it does not reach the consumer: Streams commits by itself'
  return `it does not reach the client: Streams sets ${key} itself with processing.guarantee=${guarantee?.value.trim()}`
}

/** Those that stay, and those that Streams takes out; what says the same as Streams is in neither. */
function withoutThese(
  given: readonly Keyed[],
  own: Readonly<Record<string, string | undefined>>,
): readonly [kept: readonly Keyed[], taken: readonly Keyed[]] {
  const isOwn = ({ key }: Keyed): boolean => Object.hasOwn(own, key)
  return [given.filter((one) => !isOwn(one)), given.filter((one) => isOwn(one) && one.value.trim() !== own[one.key])]
}

/** StreamsConfig.verifyMaxInFlightRequestPerConnection. */
function refuseTooManyInFlight(producer: readonly Keyed[]): void {
  const given = producer.find(({ key }) => key === 'max.in.flight.requests.per.connection')
  if (given !== undefined && Number(given.value.trim()) > MOST_IN_FLIGHT_WITH_EXACTLY_ONCE)
    throw refusedAt(given, 'Streams refuses more than 5 with exactly-once processing', 'give 5 or less')
}

/** StreamsConfig.verifyEOSTransactionTimeoutCompatibility, since 3.0. */
function checkedTransactionTimeout({ all }: Application, producer: readonly Keyed[]): readonly Keyed[] {
  const commit = all.findLast(({ key }) => key === 'commit.interval.ms')
  const timeout = Number(valueOf(below(all, 'producer.'), 'transaction.timeout.ms') ?? TRANSACTION_TIMEOUT)
  if (commit === undefined || !(Number(commit.value.trim()) > timeout)) return []
  const value = valueOf(producer, 'transaction.timeout.ms') ?? String(TRANSACTION_TIMEOUT)
  const problem = `Streams does not start where transactions time out (after ${timeout} ms) before they are committed`
  const remedy = `give ${timeout} or less, or raise producer.transaction.timeout.ms`
  return madeFor(commit, { 'transaction.timeout.ms': value }, { before: '3.0.0', otherwise: { problem, remedy } })
}

/** StreamsProducer: the id of the application, of the process (of the task with exactly_once), and the thread. */
function transactionalId({ id, guarantee }: Application): string {
  const ofWhom = guarantee?.value.trim() === 'exactly_once' ? `<subtopology>_${PARTITION_PART}` : '<process>-<thread>'
  return `${id?.value.trim() ?? '<application.id>'}-${ofWhom}`
}

/** StreamsConfig.clientProps: what is a client's by its name, and what is nobody's (getClientCustomProps). */
function ofClient(all: readonly Keyed[], section: 'producer' | 'consumer'): readonly Keyed[] {
  return all.filter(
    ({ key }) =>
      !OWN_KEYS.has(key)
      && !CLIENT_PREFIXES.some((prefix) => key.startsWith(prefix))
      && (isOfSection(section, key) || (section === 'producer' && !isOfSection('consumer', key))),
  )
}

/** A name that is nearly one of Streams' own would be passed to its clients, which do not know it. */
function refuseMisspelt(all: readonly Keyed[]): void {
  for (const one of all) {
    const { key } = one
    if (OWN_KEYS.has(key) || CLIENT_PREFIXES.some((prefix) => key.startsWith(prefix))) continue
    if (isOfSection('producer', key) || isOfSection('consumer', key)) continue
    const meant = closest(key, [...KEPT.keys(), 'processing.guarantee', 'application.id', 'replication.factor'])
    if (meant !== undefined) throw refusedAt(one, 'Streams has no such setting', `did you mean ${meant}?`)
  }
}

/**
 * Changelogs and repartition topics, which Streams makes itself (InternalTopicManager). -1 is the broker's
 * default.replication.factor.
 */
function internalTopics(all: readonly Keyed[]): Pick<StreamsClients, 'parts' | 'notes'> {
  const given = layered(
    all.filter(({ key, value }) => key === 'replication.factor' && value.trim() !== '-1'),
    below(all, 'topic.'),
  )
  if (given.length === 0) return { parts: [], notes: [] }
  const keys = given.map(({ origin }) => origin.key).join(', ')
  return {
    parts: [{ kind: 'topic', name: 'internal topics of Streams', given: inSection('topic', given) }],
    notes: [`${keys}: of the topics that Streams makes for itself (changelogs, repartition topics)`],
  }
}

function keptAsides(all: readonly Keyed[]): readonly Aside[] {
  return all.flatMap((one) => {
    const why = KEPT.get(one.key) ?? OTHER_CLIENTS.find(([prefix]) => one.key.startsWith(prefix))?.[1]
    return why === undefined ? [] : [asideOf(one, why)]
  })
}

function notesOf({ exactlyOnce, guarantee, id }: Application): readonly string[] {
  if (!exactlyOnce || guarantee === undefined) return []
  return [
    `${guarantee.origin.key}=${guarantee.value.trim()}: Streams makes its producers transactional, with ids that begin with `
      + `${id === undefined ? 'the application.id' : `${id.value.trim()}-`}, and lets its consumers read committed records only`,
  ]
}
