/** A worker of Kafka Connect: `connect-distributed.properties`, `connect-standalone.properties`. */
import { modelledKey } from '../../model/kafka/settings/place.ts'
import { isPlaceholder } from '../../model/kafka/settings/read.ts'
import { PRODUCER_NOTE, sourceProducer } from './connect-clients.ts'
import { type Aside, type Form, type Reading, notJudgedYet } from './form.ts'
import { asideOf, below, inSection, type Keyed, keyedOf, layered, refusedAt } from './keyed.ts'
import type { Source } from './source.ts'

/** Only workers have them; a connector may have a converter of its own. */
const SIGN = /^((key|value)\.converter|(offset|config|status)\.storage\.(topic|file\.filename)|plugin\.path)$/

/** What Connect keeps for itself, and what it is about. */
const KEPT: readonly (readonly [key: RegExp, what: string])[] = [
  [
    /^(offset|config|status)\.storage\.replication\.factor$/,
    'how many replicas the topics have that Connect keeps its own state in',
  ],
  [
    /^offset\.flush\.(interval|timeout)\.ms$/,
    'how often the positions of source connectors are stored, and so what is sent again after a crash',
  ],
  [/^scheduled\.rebalance\.max\.delay\.ms$/, 'how long the tasks of a lost worker wait'],
  [/^connector\.client\.config\.override\.policy$/, 'which settings connectors may override'],
]

/** A worker as its connectors see it. */
export interface Worker {
  readonly cause: Keyed
  readonly all: readonly Keyed[]
  readonly groupId: string
  /** Where it says `enabled`. */
  readonly exactlyOnce: Keyed | undefined
}

export const CONNECT: Form = {
  name: 'a Kafka Connect worker',
  tells: (source) => isWorker(source),
  read: (source) => readWorker(source),
}

export function isWorker(source: Source): boolean {
  const keys = source.entries().map(({ key }) => key)
  return (
    keys.some((key) => SIGN.test(key))
    && !keys.some((key) => key === 'connector.class' || key === 'clusters' || /^(spring|quarkus)\./.test(key))
  )
}

/** @throws InputError for a value that Connect refuses. */
export function workerIn(source: Source): Worker | undefined {
  const all = keyedOf(source.entries(), source.file)
  const cause = all.find(({ key }) => SIGN.test(key))
  if (cause === undefined) return undefined
  return {
    cause,
    all,
    groupId: all.find(({ key }) => key === 'group.id')?.value.trim() ?? '<group.id>',
    exactlyOnce: exactlyOnceIn(all),
  }
}

/**
 * DistributedConfig.EXACTLY_ONCE_SOURCE_SUPPORT_CONFIG, since 3.3 (KIP-618).
 * @throws InputError for a value that is none of its three.
 */
export function exactlyOnceIn(all: readonly Keyed[]): Keyed | undefined {
  const given = all.findLast(({ key }) => key === 'exactly.once.source.support')
  const value = given?.value.trim()
  if (given === undefined || value === 'disabled' || value === 'preparing') return undefined
  if (value === 'enabled') return given
  throw refusedAt(
    given,
    isPlaceholder(given.value)
      ? 'the placeholder in it is not filled in'
      : 'Connect takes none but disabled, preparing and enabled',
    'give enabled or disabled',
  )
}

function readWorker(source: Source): Reading {
  const worker = workerIn(source)
  if (worker === undefined) return { parts: [], asides: [], notes: [] }
  const { cause, all, exactlyOnce, groupId } = worker
  const producer = sourceProducer(
    cause,
    below(all, 'producer.'),
    [],
    exactlyOnce === undefined ? undefined : { by: exactlyOnce, id: `${groupId}-<connector>-<task>` },
  )
  const consumer = layered(below(all, 'consumer.'))
  return {
    parts: [
      { kind: 'client', name: "source connectors' producer", given: inSection('producer', producer.settings) },
      ...(consumer.length === 0 ? [] : [{ kind: 'client', name: '', given: inSection('consumer', consumer) } as const]),
    ],
    asides: [...producer.asides, ...keptAsides(all), ...ownClientAsides(all)],
    notes: [
      `${PRODUCER_NOTE}${exactlyOnce === undefined ? '' : '; with exactly.once.source.support=enabled it is idempotent and transactional'}`,
    ],
  }
}

function keptAsides(all: readonly Keyed[]): readonly Aside[] {
  return all.flatMap((one) => {
    const kept = KEPT.find(([key]) => key.test(one.key))
    return kept === undefined ? [] : [asideOf(one, notJudgedYet(kept[1]))]
  })
}

/**
 * Without a prefix they are of the clients that Connect uses for its own topics; Worker takes originalsWithPrefix
 * ("producer.") for those of connectors.
 */
function ownClientAsides(all: readonly Keyed[]): readonly Aside[] {
  return all.flatMap((one) => {
    const section = (['producer', 'consumer'] as const).find((each) => modelledKey(each, one.key) !== undefined)
    if (section === undefined || one.key === 'group.id' || one.key === 'request.timeout.ms') return []
    return [asideOf(one, `it does not reach the ${section}s of connectors: ${section}.${one.key} would`)]
  })
}
