/** The model's settings as real clients and topics are given them. */
import type { KafkaAction } from '../../model/kafka/system.ts'
import type { KafkaSettings } from '../../model/kafka/settings/types.ts'
import { NEVER_MS, type Timing } from '../cluster/properties.ts'

export function topicConfiguration(settings: KafkaSettings): Readonly<Record<string, string>> {
  const flush = settings['log.flush.interval.messages']
  return {
    'min.insync.replicas': String(settings['min.insync.replicas']),
    'unclean.leader.election.enable': String(settings['unclean.leader.election.enable']),
    ...(Number.isSafeInteger(flush) ? { 'flush.messages': String(flush) } : {}),
  }
}

/** A client waits for an answer as long as the proxy holds it back: what times out is an action of its own. */
export function clientConfiguration(
  settings: KafkaSettings,
  bootstrap: string,
  producer: number,
): Readonly<Record<string, string>> {
  return {
    'bootstrap.servers': bootstrap,
    'client.id': `producer-${producer}`,
    'acks': settings.acks,
    'enable.idempotence': String(settings['enable.idempotence']),
    'retries': String(settings.retries),
    'max.in.flight.requests.per.connection': String(settings['max.in.flight.requests.per.connection']),
    'linger.ms': '0',
    'request.timeout.ms': String(NEVER_MS),
    'delivery.timeout.ms': String(NEVER_MS + 1_000),
    'max.block.ms': '60000',
    // It hears of a new leader when the model says so.
    'metadata.max.age.ms': String(NEVER_MS),
  }
}

/** With a session so short a broker that is gone is soon taken out. */
const SHORT_MS = 9_000
/** Long enough for a schedule in which nobody is taken out; after it a broker that went away may register again. */
const LONG_MS = 20_000
const VERY_LONG_MS = 120_000
const LAG_MS = 10_000
const ENDS: readonly KafkaAction['kind'][] = ['crash', 'power-loss', 'disk-loss', 'controlled-shutdown']

/** What happens by itself in this schedule happens soon, and nothing else does. */
export function timingOf(actions: readonly KafkaAction[]): Timing {
  const has = (...kinds: readonly KafkaAction['kind'][]): boolean => actions.some(({ kind }) => kinds.includes(kind))
  const session = has('fence') ? SHORT_MS : has(...ENDS) ? LONG_MS : VERY_LONG_MS
  return { session, lag: has('shrink') ? LAG_MS : NEVER_MS }
}
