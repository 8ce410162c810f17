/**
 * The settings of transactions, and what they share with other clients. clients: ProducerConfig.java,
 * ConsumerConfig.java; server-common: TransactionVersion.java; transaction-coordinator: TransactionLogConfig.java,
 * TransactionStateManagerConfig.java (up to 3.7 all in KafkaConfig.scala).
 */
import { z } from 'zod'
import { anyInt, anyText, boolean, int, nonEmptyText, word } from '../java-values.ts'
import { FIRST, always, asGiven, forChecks, named } from './declaration.ts'
import { whole } from './saved-values.ts'

export const TRANSACTIONS = named({
  /**
   * '' for a producer without one, which has no transactions; the settings of transactions below have no effect then.
   */
  'transactional.id': asGiven({
    since: '0.11.0.0',
    in: { producer: { value: always(nonEmptyText()) } },
    defaults: always(''),
    saved: z.string(),
    counts: 'where it is given',
  }),
  /**
   * Effective: with two-phase commit a transaction never times out, and Kafka counts 2147483647. The coordinator, not
   * the producer, wants it to be above 0.
   */
  'transaction.timeout.ms': asGiven({
    since: '0.11.0.0',
    needs: 'a transactional.id',
    in: { producer: { value: always(anyInt()) } },
    defaults: always(60_000),
    saved: whole(-2_147_483_648),
  }),
  'isolation.level': asGiven({
    since: '0.11.0.0',
    in: {
      consumer: {
        value: always(
          word<'read_uncommitted' | 'read_committed'>({
            read_uncommitted: 'read_uncommitted',
            read_committed: 'read_committed',
          }),
        ),
      },
    },
    defaults: [{ from: FIRST, is: 'read_uncommitted' }],
    saved: z.enum(['read_uncommitted', 'read_committed']),
    counts: 'with a transactional.id, or against its default',
  }),
  /**
   * The feature level of transactions: 2 bumps the producer epoch with every one of them (KIP-890). 0 in versions that
   * do not have the feature. By metadata.version. 3.9 knows its name and has no level above 0 for production, so that
   * its brokers do not offer it; the default came with 4.0-IV2.
   */
  'transaction.version': asGiven({
    since: '4.0.0',
    needs: 'a transactional.id',
    weighty: true,
    in: { broker: { value: always(int(0, 2)) } },
    defaults: [
      { from: FIRST, is: 0 },
      { from: '4.0.0', is: 2 },
    ],
    follows: 'protocol.version',
    saved: whole(0, 2),
  }),
  'transaction.state.log.replication.factor': asGiven({
    since: '0.11.0.0',
    needs: 'a transactional.id',
    in: { broker: { value: always(int(1, 32_767)) } },
    defaults: always(3),
    saved: whole(1),
  }),
  /** As configured; it may be above the replication factor of the transaction log. */
  'transaction.state.log.min.isr': asGiven({
    since: '0.11.0.0',
    needs: 'a transactional.id',
    in: { broker: { value: always(int(1)) } },
    defaults: always(2),
    saved: whole(1),
  }),
  'transaction.max.timeout.ms': forChecks({
    since: '0.11.0.0',
    in: { broker: { value: always(int(1)), onlyFor: always('checked against transaction.timeout.ms') } },
    defaults: always(900_000),
  }),
  /**
   * Before a record of a transaction is appended, its coordinator is asked whether that transaction is under way; false
   * in versions that do not ask (KIP-890, part 1).
   */
  'transaction.partition.verification.enable': asGiven({
    since: '3.6.0',
    needs: 'a transactional.id',
    weighty: true,
    in: { broker: { value: always(boolean()) } },
    defaults: [
      { from: FIRST, is: false },
      { from: '3.6.0', is: true },
    ],
    saved: z.boolean(),
  }),
  'transaction.two.phase.commit.enable': forChecks({
    since: '4.1.0',
    in: {
      producer: { value: always(boolean()), onlyFor: always('checked against transaction.timeout.ms') },
      broker: { value: always(boolean()), onlyFor: always("checked against the producer's") },
    },
    defaults: always(false), // KIP-939
  }),
  /**
   * Effective: before 3.4, which added it (KIP-854), `transactional.id.expiration.ms` says when a partition forgets a
   * producer, and the default is that one's.
   */
  'producer.id.expiration.ms': asGiven({
    since: '3.4.0',
    needs: 'an idempotent producer',
    in: { broker: { value: always(int(1)) } },
    defaults: [
      { from: FIRST, is: 604_800_000 },
      { from: '3.4.0', is: 86_400_000 },
    ],
    saved: whole(1),
    counts: 'with a transactional.id, or against its default',
  }),
  'transactional.id.expiration.ms': forChecks({
    since: '0.11.0.0',
    needs: 'an idempotent producer',
    in: {
      broker: { value: always(int(1)), onlyFor: [{ from: '3.4.0', is: 'a transactional.id is not forgotten' }] },
    },
    defaults: always(604_800_000),
  }),
  /**
   * '' for a consumer without one. ClassicKafkaConsumer and AsyncKafkaConsumer refuse an empty one since 4.0; before,
   * it is as good as none.
   */
  'group.id': asGiven({
    needs: 'a transactional.id',
    in: {
      consumer: {
        value: [
          { from: FIRST, is: anyText() },
          { from: '4.0.0', is: nonEmptyText() },
        ],
      },
    },
    defaults: always(''),
    saved: z.string(),
  }),
})
