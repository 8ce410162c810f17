/**
 * The clients of SmallRye's channels. smallrye-reactive-messaging-kafka: KafkaConnector.java (attributes and their
 * defaults), impl/ConfigHelper.java (order), impl/ReactiveKafkaProducer.java.
 */
import type { Aside, Part } from '../form.ts'
import { notJudgedYet } from '../form.ts'
import { asideOf, below, inSection, type Keyed, layered, madeFor, valueOf } from '../keyed.ts'

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
  const ins = channels.filter(({ isOut }) => !isOut)
  const nobody: readonly (Channel | undefined)[] = [undefined]
  const pairs = (outs.length === 0 ? nobody : outs).flatMap((out) =>
    (ins.length === 0 ? nobody : ins).map((incoming) => ({ out, incoming })),
  )
  return {
    parts: channels.length === 0 ? [] : pairs.map(({ out, incoming }) => partOf(out, incoming)),
    asides: channels.flatMap(({ settings }) => keptAsides(settings)),
    notes: outs.flatMap(({ name, settings }) =>
      settings.some(({ key, origin }) => key === 'acks' && origin.key.endsWith('acks'))
        ? []
        : [`channel ${name}: SmallRye sets acks=1 where nobody sets it, and so idempotence is off`],
    ),
  }
}

function partOf(out: Channel | undefined, incoming: Channel | undefined): Part {
  return {
    kind: 'client',
    name: [out, incoming].flatMap((channel) => (channel === undefined ? [] : [`channel ${channel.name}`])).join(', '),
    given: [
      ...inSection('producer', (out?.settings ?? []).filter(isKafkas)),
      ...inSection('consumer', (incoming?.settings ?? []).filter(isKafkas)),
    ],
  }
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

/** Without a connector Quarkus takes the only one that the application has. */
function isOfKafka(own: readonly Keyed[]): boolean {
  return (valueOf(own, 'connector') ?? 'smallrye-kafka') === 'smallrye-kafka'
}

function isKafkas({ key }: Keyed): boolean {
  return !OWN.has(key) && !/[-A-Z]/.test(key)
}

function keptAsides(settings: readonly Keyed[]): readonly Aside[] {
  return settings.flatMap((one) => {
    const what = KEPT[one.key]
    return what === undefined ? [] : [asideOf(one, notJudgedYet(what))]
  })
}
