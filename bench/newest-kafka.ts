/** What is measured: the newest Kafka that is modelled, replicated three times, as the command would judge it. */
import { resolveSettings } from '../model/kafka/settings/resolve.ts'
import { type KafkaAction, type KafkaState, kafkaSystem } from '../model/kafka/system.ts'
import type { System } from '../model/system.ts'

const SETTINGS: Readonly<Record<string, string>> = {
  'default.replication.factor': '3',
  'min.insync.replicas': '2',
  'acks': 'all',
  'enable.idempotence': 'false',
}

export function newestKafka(records = 2): System<KafkaState, KafkaAction> {
  const given = Object.entries(SETTINGS).map(([key, value]) => ({ section: undefined, key, value, origin: {} }))
  return kafkaSystem(resolveSettings(given, { brokers: 3 }).settings, { records, producers: 1 })
}
