/** The blocks of a log as settings: each producer is a client, the brokers are a cluster. */
import { InputError } from '../../../model/input-error.ts'
import type { GivenSetting, Section } from '../../../model/kafka/settings/given.ts'
import { modelledKey } from '../../../model/kafka/settings/place.ts'
import { type Aside, type Part, type Reading, notJudgedYet } from '../form.ts'
import { type Block, type VersionLine, readBlocks } from './blocks.ts'
import { kafkaRelease } from './kafka-release.ts'

/** What tells the kind of cluster, beside the settings that are modelled. */
const OF_CLUSTER: readonly string[] = ['process.roles', 'zookeeper.connect', 'inter.broker.protocol.version']

/** Printed in brackets, as a list of Java. */
const LISTS: readonly string[] = ['process.roles']

/** What others keep for themselves, and change promises with. */
const ASIDES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  StreamsConfig: { 'processing.guarantee': 'what Kafka Streams makes of its own topics and state' },
  DistributedConfig: { 'exactly.once.source.support': 'what Kafka Connect does with its connectors' },
}

/** What tells two clients of one process from each other. */
const IDENTITY: readonly string[] = ['client.id', 'transactional.id']
const NO_DIFFERENCE: readonly string[] = ['transactional.id', 'group.id']

/** More are no log of one application. */
const MOST_CLIENTS = 100

interface Printed {
  readonly name: string
  readonly given: readonly GivenSetting[]
}

/** Of a client that was started several times with its names, the last one counts. */
export function readValues(lines: readonly string[], file: string): Reading {
  const { blocks, versions } = readBlocks(lines)
  const release = releaseOf(versions, file)
  const brokers = brokersIn(blocks, file)
  const producers = alike(clientsIn(blocks, 'ProducerConfig', 'producer', file, release.version))
  const consumers = alike(clientsIn(blocks, 'ConsumerConfig', 'consumer', file, release.version))
  const parts: readonly Part[] = [
    ...brokers.map(({ name, given }): Part => ({ kind: 'cluster', name, given })),
    ...clientsOf(producers, consumers, file),
  ]
  return {
    parts:
      parts.length === 0 || release.given.length === 0
        ? parts
        : [{ kind: 'cluster', name: '', given: release.given }, ...parts],
    asides: blocks.flatMap((block) => asidesOf(block, file)),
    notes: [...(brokers.length === 0 ? release.ofClient : []), ...release.notes, ...notesOf(blocks, release.version)],
  }
}

/** A producer and a consumer of one log are one application; where several differ, each producer with each consumer. */
function clientsOf(producers: readonly Printed[], consumers: readonly Printed[], file: string): readonly Part[] {
  const [only] = consumers
  if (producers.length === 0) return consumers.map((one): Part => ({ kind: 'client', ...one }))
  if (only === undefined || consumers.length === 1)
    return producers.map(({ name, given }) => ({ kind: 'client', name, given: [...given, ...(only?.given ?? [])] }))
  if (producers.length * consumers.length > MOST_CLIENTS)
    throw new InputError({
      where: file,
      problem: `${producers.length} producers and ${consumers.length} consumers that differ are too many to judge each with each`,
      remedy: 'give the log of one application at a time',
    })
  return producers.flatMap((producer) =>
    consumers.map((consumer): Part => ({
      kind: 'client',
      name: `${producer.name} with ${consumer.name}`,
      given: [...producer.given, ...consumer.given],
    })),
  )
}

function clientsIn(
  blocks: readonly Block[],
  of: string,
  section: Section,
  file: string,
  version: string | undefined,
): readonly Printed[] {
  const byIdentity = new Map<string, Printed>()
  for (const block of blocks.filter((one) => one.of === of)) {
    const ids = [...new Set(IDENTITY.flatMap((key) => block.values.get(key)?.value ?? []))]
    const name = ids.length === 0 ? `${section} of line ${block.line}` : `${section} ${ids.join(' ')}`
    const given = settingsOf(block, section, file).filter((one) => !isUnsure(one, version))
    byIdentity.set(`${block.stream} ${name}`, { name: block.stream === '' ? name : `${block.stream} ${name}`, given })
  }
  return [...byIdentity.values()].filter(({ given }) => given.length > 0)
}

/**
 * Clients of 3.0.0 and 3.1.0 print enable.idempotence=true also where it is off, because nobody asked for it
 * (ProducerConfig.idempotenceEnabled of those tags; KAFKA-13598 mended it).
 */
function isUnsure({ key, value }: Pick<GivenSetting, 'key' | 'value'>, version: string | undefined): boolean {
  return key === 'enable.idempotence' && value === 'true' && (version === '3.0.0' || version === '3.1.0')
}

/** Those that differ in nothing but their names are one. */
function alike(clients: readonly Printed[]): readonly Printed[] {
  const byMeaning = new Map<string, Printed>()
  for (const client of clients) {
    const meaning = JSON.stringify(
      client.given.map(({ key, value }) => (NO_DIFFERENCE.includes(key) ? [key] : [key, value])).sort(),
    )
    const known = byMeaning.get(meaning)
    byMeaning.set(meaning, known === undefined ? client : { ...known, name: joined(known.name, client.name) })
  }
  return [...byMeaning.values()]
}

/** `producer a and b`, `producer a, b and others`. */
function joined(known: string, name: string): string {
  if (known.endsWith(' and others')) return known
  return known.includes(' and ') ? `${known} and others` : `${known} and ${name}`
}

/** A node that is a controller alone is no broker, where there is one. */
function brokersIn(blocks: readonly Block[], file: string): readonly Printed[] {
  const byId = new Map<string, Printed & { readonly isController: boolean }>()
  for (const block of blocks.filter(({ of }) => of === 'KafkaConfig')) {
    const id = (block.values.get('node.id') ?? block.values.get('broker.id'))?.value
    const shown = [block.stream, id === undefined || id === '-1' ? '' : id].filter((part) => part !== '').join(' ')
    const roles = block.values.get('process.roles')?.value
    byId.set(shown, {
      name: shown === '' ? '' : `broker ${shown}`,
      given: settingsOf(block, 'broker', file),
      isController: roles === '[controller]',
    })
  }
  const nodes = [...byId.values()].filter(({ given }) => given.length > 0)
  const brokers = nodes.filter(({ isController }) => !isController)
  return brokers.length > 0 ? brokers : nodes
}

/** Every setting there is stands in a block: those that the model does not read are left out together. */
function settingsOf(block: Block, section: Section, file: string): readonly GivenSetting[] {
  const isKraft = block.values.has('process.roles')
  return [...block.values]
    .filter(([key]) => modelledKey(section, key) !== undefined || (section === 'broker' && OF_CLUSTER.includes(key)))
    .filter(([key]) => !(isKraft && key === 'inter.broker.protocol.version'))
    .map(([key, { value, line }]) => ({
      section,
      key,
      value: LISTS.includes(key) ? value.replace(/^\[|\]$/g, '').replaceAll(', ', ',') : value,
      origin: { file, line, key },
    }))
}

function asidesOf(block: Block, file: string): readonly Aside[] {
  return Object.entries(ASIDES[block.of] ?? {}).flatMap(([key, what]) => {
    const line = block.values.get(key)?.line
    return line === undefined ? [] : [{ key, why: notJudgedYet(what), origin: { file, line, key } }]
  })
}

interface Release {
  readonly version: string | undefined
  readonly given: readonly GivenSetting[]
  /** What is to be said where no broker printed it. */
  readonly ofClient: readonly string[]
  readonly notes: readonly string[]
}

/** Of several the last one: the log goes on after an upgrade. */
function releaseOf(versions: readonly VersionLine[], file: string): Release {
  const read = versions.flatMap(({ version, line }) => {
    const release = kafkaRelease(version)
    return release === undefined ? [] : [{ version, release, line }]
  })
  const last = read.at(-1)
  if (last === undefined) return { version: undefined, given: [], ofClient: [], notes: [] }
  const others = [...new Set(read.map(({ release }) => release))].filter((release) => release !== last.release)
  const origin = { file, line: last.line, key: 'Kafka version' }
  return {
    version: last.release,
    given: [{ section: undefined, key: 'kafka.version', value: last.release, origin }],
    ofClient: [
      `${file}:${last.line}: Kafka ${last.release} is the release of the client; if the brokers run another one, give it with --kafka-version`,
    ],
    notes: [
      ...(others.length > 0
        ? [`${file} names Kafka ${others.slice(0, 3).join(', ')} before ${last.release}; the last one counts`]
        : []),
      ...(last.version.startsWith(last.release) ? [] : [`Kafka ${last.release} is what Confluent ${last.version} has`]),
    ],
  }
}

function notesOf(blocks: readonly Block[], version: string | undefined): readonly string[] {
  const counted = ['ProducerConfig', 'ConsumerConfig', 'KafkaConfig']
  const unsure = blocks.some(
    ({ of, values }) =>
      of === 'ProducerConfig'
      && isUnsure({ key: 'enable.idempotence', value: values.get('enable.idempotence')?.value ?? '' }, version),
  )
  return [
    ...(blocks.some(({ of }) => counted.includes(of))
      ? ['a log prints every setting, also those that nobody set: what it prints counts as given']
      : []),
    ...(unsure
      ? [
          `Kafka ${version} prints enable.idempotence=true also where it is off, as nobody set it: it is not taken from the log; if it was set, give it with --set`,
        ]
      : []),
  ]
}
