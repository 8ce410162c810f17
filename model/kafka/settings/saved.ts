/**
 * The settings and the size of a saved counterexample: input like any other, held to what a check could have written.
 */
import { z } from 'zod'
import { GATE_NAMES } from '../releases/gates.ts'
import { knownVersions, modelledVersions } from '../releases/versions.ts'
import { MOST_BROKERS, MOST_PRODUCERS, MOST_RECORDS, MOST_REPLICAS } from './limits.ts'

/** Kafka's largest long is saved as text. */
const NEVER = '9223372036854775807'

const whole = (least: number, most = Number.MAX_SAFE_INTEGER) => z.int().min(least).max(most)
const orNever = (least: number) => z.union([whole(least), z.literal(NEVER).transform(() => Infinity)])
const release = (known: readonly string[]) =>
  z.string().refine((version) => known.includes(version), { error: 'is no release that is known here' })
const isSwitch = (text: string): boolean => GATE_NAMES.some((name) => text === `${name}=on` || text === `${name}=off`)
const switches = z
  .string()
  .refine((text) => text === '' || text.split(', ').every(isSwitch), { error: 'is no list of switched gates' })

export const savedSettings = z
  .object({
    'kafka.version': release(modelledVersions),
    'protocol.version': release(knownVersions),
    'controller': z.enum(['kraft', 'zookeeper']),
    'gates': switches,
    'brokers': whole(1, MOST_BROKERS),
    'replication.factor': whole(1, MOST_REPLICAS),
    'partitions': whole(1),
    'min.insync.replicas': whole(1),
    'unclean.leader.election.enable': z.boolean(),
    'log.flush.interval.messages': orNever(0),
    'eligible.leader.replicas.version': whole(0, 1),
    'acks': z.enum(['0', '1', 'all']),
    'retries': whole(0),
    'max.in.flight.requests.per.connection': whole(1),
    'delivery.timeout.ms': orNever(0),
    'enable.idempotence': z.boolean(),
    'transactional.id': z.string(),
    'transaction.timeout.ms': whole(-2_147_483_648),
    'isolation.level': z.enum(['read_uncommitted', 'read_committed']),
    'transaction.version': whole(0, 2),
    'transaction.state.log.replication.factor': whole(1),
    'transaction.state.log.min.isr': whole(1),
    'transaction.partition.verification.enable': z.boolean(),
    'producer.id.expiration.ms': whole(1),
    'group.id': z.string(),
  })
  .refine((settings) => settings['replication.factor'] <= settings.brokers, {
    error: 'more replicas than brokers',
    path: ['replication.factor'],
  })
  .refine(
    (settings) =>
      settings['transactional.id'] === ''
      || settings['transaction.state.log.replication.factor'] <= Math.min(settings.brokers, MOST_REPLICAS),
    {
      error: 'more replicas than brokers',
      path: ['transaction.state.log.replication.factor'],
    },
  )
  .refine((settings) => settings['transactional.id'] === '' || settings['enable.idempotence'], {
    error: 'transactions without idempotence',
    path: ['enable.idempotence'],
  })

const flag = whole(0, 1).optional()

/** A search runs over several sizes; the evidence of a counterexample holds the one that it was found in. */
export const savedScope = z
  .object({
    records: whole(1, MOST_RECORDS + 1),
    producers: whole(1, MOST_PRODUCERS),
    prompt: flag,
    bystander: flag,
    byRecord: flag,
    loop: flag,
  })
  .transform(({ records, producers, prompt, bystander, byRecord, loop }) => ({
    records,
    producers,
    ...(prompt === 1 && { prompt: true }),
    ...(bystander === 1 && { bystander: true }),
    ...(byRecord === 1 && { byRecord: true }),
    ...(loop === 1 && { loop: true }),
  }))
