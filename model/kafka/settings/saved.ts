/**
 * The settings and the size of a saved counterexample: input like any other, held to what a check could have written.
 */
import { z } from 'zod'
import { DECLARED } from './declared.ts'
import { whole } from './declared/saved-values.ts'
import { MOST_PRODUCERS, MOST_RECORDS, MOST_REPLICAS } from './limits.ts'
import type { KafkaSettings } from './types.ts'

type Saved = { readonly [N in keyof KafkaSettings]: z.ZodType<KafkaSettings[N]> }

/** Every setting as it is declared. */
const saved = Object.fromEntries(
  Object.entries(DECLARED).flatMap(([name, declared]) => ('saved' in declared ? [[name, declared.saved]] : [])),
) as Saved

export const savedSettings = z
  .object(saved)
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
    outbox: flag,
    deletesEarly: flag,
    rackPowerLoss: flag,
    rolling: flag,
    waitsForIsr: flag,
  })
  .transform(({ records, producers, ...flags }) => ({
    records,
    producers,
    ...Object.fromEntries(Object.entries(flags).flatMap(([name, on]) => (on === 1 ? [[name, true]] : []))),
  }))
