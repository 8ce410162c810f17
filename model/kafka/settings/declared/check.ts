/** Settings of ours: which Kafka is judged, and how many brokers. */
import { z } from 'zod'
import { CLIENTS, JAVA } from '../../../clients/libraries.ts'
import { knownVersions, modelledVersions } from '../../releases/versions.ts'
import { anyText, int, word } from '../java-values.ts'
import { MOST_BROKERS } from '../limits.ts'
import { always, byRule, named } from './declaration.ts'
import { release, switches, whole } from './saved-values.ts'

/** Where this stands in a transactional.id, each start of a process has another one. */
export const RANDOM_PART = '<random>'
/** Where this does, each partition of the input has one, whoever reads it. */
export const PARTITION_PART = '<partition>'
/** What `transactional.ids` may be. */
export const TRANSACTIONAL_IDS = always(
  word<TransactionalIds>({ 'stable': 'stable', 'random': 'random', 'per-partition': 'per-partition' }),
)
export type TransactionalIds = 'stable' | 'random' | 'per-partition'

export const CHECK = named({
  /** Exact release, "4.3.1". */
  'kafka.version': byRule({ in: {}, outside: {}, saved: release(modelledVersions) }),
  /** The protocol that the cluster has finalised, as a release: `inter.broker.protocol.version`, `metadata.version`. */
  'protocol.version': byRule({ in: {}, outside: { key: 'metadata.version' }, saved: release(knownVersions) }),
  /** Who decides on leaders; Kafka says it by other settings (`process.roles`, `zookeeper.connect`). */
  'controller': byRule({ in: {}, outside: {}, saved: z.enum(['kraft', 'zookeeper']) }),
  /** Mechanisms switched by name, against what the release has: `fetch-fencing=off, strict-min-isr=on`. */
  'gates': byRule({ in: {}, saved: switches }),
  /** Brokers in the cluster; not a Kafka setting, and read like one. */
  'brokers': byRule({ in: {}, outside: { value: always(int(1)) }, saved: whole(1, MOST_BROKERS) }),
  /** The rack of each broker, in their order, `a,b,c`: those of one rack lose power together. '' tells none apart. */
  'broker.rack': byRule({
    since: '0.10.0.0',
    in: { broker: { value: always(anyText()) } },
    saved: z.string().default(''),
    usual: '',
  }),
  /** The library that producers and consumers are made with: its names, defaults and rules count. */
  'client': byRule({
    in: {},
    outside: { value: always(word(Object.fromEntries(CLIENTS.map((name) => [name, name])))) },
    saved: z.enum(CLIENTS).default(JAVA),
    usual: JAVA,
  }),
  /** Its release; '' with the client in Java, which is taken in the release of the brokers. */
  'client.version': byRule({
    in: {},
    outside: {},
    saved: z
      .string()
      .regex(/^(\d+(\.\d+)*)?$/)
      .default(''),
    usual: '',
  }),
  /**
   * How applications choose their transactional ids: each process the same one at every start; or another one at each
   * start (Spring's `${random.uuid}` in `transaction-id-prefix`), by which nobody fences anybody; or one for each
   * partition of the input, whoever reads it, by which the new owner fences the old one (KIP-129; Streams'
   * `exactly_once`). Up to 2.4 only this kept a process that had lost a partition from committing (KIP-447).
   */
  'transactional.ids': byRule({
    in: {},
    outside: { value: TRANSACTIONAL_IDS },
    saved: z.enum(['stable', 'random', 'per-partition']).default('stable'),
    usual: 'stable',
    needs: 'a transactional.id',
  }),
})
