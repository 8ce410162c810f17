/**
 * The clients of SmallRye's channels. smallrye-reactive-messaging-kafka: KafkaConnector.java (attributes and their
 * defaults), impl/ConfigHelper.java (order), impl/ReactiveKafkaProducer.java.
 */
import type { Aside, Part } from '../form.ts'
import { notJudgedYet } from '../form.ts'
import {
  alike,
  asideOf,
  below,
  inSection,
  inTable,
  type Keyed,
  layered,
  madeFor,
  type NamedClient,
  valueOf,
} from '../keyed.ts'

const CHANNEL = /^mp\.messaging\.(incoming|outgoing)\.(?:"([^"]+)"|([^.]+))\.(.+)$/

/** Attributes of a channel that are none of Kafka's, beside all that have a dash or a capital. */
const OWN: ReadonlySet<string> = new Set([
  'batch',
  'broadcast',
  'concurrency',
  'connector',
  'enabled',
  'key',
  'merge',
  'ordered',
  'partition',
  'partitions',
  'pattern',
  'requests',
  'retry',
  'topic',
  'topics',
])

/** Those that touch a promise. */
const KEPT: Readonly<Record<string, string>> = {
  'commit-strategy': "when a consumer's offsets are committed",
  'failure-strategy': 'what becomes of a record that fails',
  'fail-on-deserialization-failure': 'whether a record that cannot be read is skipped',
  'waitForWriteCompletion': 'whether a message counts as sent before Kafka has acknowledged it',
  'max-inflight-messages': 'how many records are under way at once',
  'ordered': 'in which order records are processed',
}

interface Channel {
  readonly name: string
  readonly isOut: boolean
  readonly settings: readonly Keyed[]
}

/** What the channels of one profile come to. */
export interface Channels {
  readonly parts: readonly Part[]
  readonly asides: readonly Aside[]
  readonly notes: readonly string[]
}

/** A client for every channel that writes with every one that reads; those that differ are judged each. */
export function clientsOfChannels(all: readonly Keyed[]): Channels {
  const channels = channelsIn(all)
  const outs = channels.filter(({ isOut }) => isOut)
  const writing = alike('channel', 'producer', outs.map(kafkas))
  const isTransactional = outs.some(({ settings }) => settings.some(({ key }) => key === 'transactional.id'))
  const reading = alike(
    'channel',
    'consumer',
    channels.filter(({ isOut }) => !isOut).map((channel) => withGroup(kafkas(channel), isTransactional)),
  )
  const nobody: readonly NamedClient[] = [{ name: '', settings: [] }]
  return {
    parts:
      channels.length === 0
        ? []
        : (writing.length === 0 ? nobody : writing).flatMap((out) =>
            (reading.length === 0 ? nobody : reading).map((incoming) => partOf(out, incoming)),
          ),
    asides: channels.flatMap(({ settings }) => keptAsides(settings)),
    notes: outs.flatMap(({ name, settings }) =>
      settings.some(({ key, origin }) => key === 'acks' && origin.key.endsWith('acks'))
        ? []
        : [`channel ${name}: SmallRye sets acks=1 where nobody sets it, and so idempotence is off`],
    ),
  }
}

function partOf(out: NamedClient, incoming: NamedClient): Part {
  return {
    kind: 'client',
    name: [out.name, incoming.name].filter((name) => name !== '').join(', '),
    given: [...inSection('producer', out.settings), ...inSection('consumer', incoming.settings)],
  }
}

function kafkas({ name, settings }: Channel): NamedClient {
  return { name, settings: settings.filter(isKafkas) }
}

/** The group says something beside transactions only, and keeps channels apart that are alike in all else. */
function withGroup({ name, settings }: NamedClient, isTransactional: boolean): NamedClient {
  return { name, settings: settings.filter(({ key }) => isTransactional || key !== 'group.id') }
}

/** `kafka.`, then what is said for the connector, then what is said for the channel. */
function channelsIn(all: readonly Keyed[]): readonly Channel[] {
  const byChannel = new Map<string, { readonly name: string; readonly isOut: boolean; readonly own: Keyed[] }>()
  for (const one of all) {
    const [, direction, quoted, plain, key] = CHANNEL.exec(one.key) ?? []
    const name = quoted ?? plain
    if (name === undefined || key === undefined) continue
    const id = `${direction} ${name}`
    const channel = byChannel.get(id) ?? { name, isOut: direction === 'outgoing', own: [] }
    channel.own.push({ ...one, key })
    byChannel.set(id, channel)
  }
  const common = layered(below(all, 'kafka.'), below(all, 'mp.messaging.connector.smallrye-kafka.'))
  return [...byChannel.values()].flatMap(({ name, isOut, own }) => {
    const [first] = own
    if (first === undefined || !isOfKafka(own)) return []
    // The connector writes acks by its own default (getAcks), over what Kafka's would be.
    const defaults = isOut ? madeFor(first, { acks: '1' }) : []
    return [{ name, isOut, settings: layered(defaults, common, own) }]
  })
}

/** Attributes that other connectors have, of AMQP, RabbitMQ and Pulsar, and Kafka's has not. */
const OTHERS =
  /^(address|capabilities|queue(\..+)?|exchange(\..+)?|routing-keys?|schema|subscription[A-Z]\w*|link-name)$/

/** Without a connector Quarkus takes the only one that the application has: that is told by its attributes. */
function isOfKafka(own: readonly Keyed[]): boolean {
  const connector = valueOf(own, 'connector')
  return connector === undefined ? !own.some(({ key }) => OTHERS.test(key)) : connector === 'smallrye-kafka'
}

function isKafkas({ key }: Keyed): boolean {
  return !OWN.has(key) && !/[-A-Z]/.test(key)
}

function keptAsides(settings: readonly Keyed[]): readonly Aside[] {
  return settings.flatMap((one) => {
    const what = inTable(KEPT, one.key)
    return what === undefined ? [] : [asideOf(one, notJudgedYet(what))]
  })
}
