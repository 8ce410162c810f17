/** The settings of the producer: what ProducerConfig.java (clients) says of them, release by release. */
import { z } from 'zod'
import { boolean, int, long, word } from '../java-values.ts'
import { FIRST, always, asGiven, forChecks, named } from './declaration.ts'
import { orNever, whole } from './saved-values.ts'

export const PRODUCER = named({
  'acks': asGiven({
    in: { producer: { value: always(word<'0' | '1' | 'all'>({ 'all': 'all', '-1': 'all', 0: '0', 1: '1' })) } },
    defaults: [
      { from: FIRST, is: '1' },
      { from: '3.0.0', is: 'all' },
    ], // KIP-679
    saved: z.enum(['0', '1', 'all']),
  }),
  'retries': asGiven({
    in: { producer: { value: always(int(0)) } },
    defaults: [
      { from: FIRST, is: 0 },
      { from: '2.1.0', is: 2_147_483_647 },
    ], // KIP-91
    saved: whole(0),
  }),
  'max.in.flight.requests.per.connection': asGiven({
    in: { producer: { value: always(int(1)) } },
    defaults: always(5),
    saved: whole(1),
  }),
  /** Before it came, a send had no limit of its own: it ended when its retries did. */
  'delivery.timeout.ms': asGiven({
    since: '2.1.0',
    ofClient: true,
    in: { producer: { value: always(int(0)) } },
    defaults: [
      { from: FIRST, is: Number.POSITIVE_INFINITY },
      { from: '2.1.0', is: 120_000 },
    ], // KIP-91
    saved: orNever(0),
  }),
  'request.timeout.ms': forChecks({
    since: '0.9.0.0',
    ofClient: true,
    in: { producer: { value: always(int(0)), onlyFor: always('checked against delivery.timeout.ms') } },
    defaults: always(30_000),
  }),
  'linger.ms': forChecks({
    in: {
      producer: {
        value: [
          { from: FIRST, is: long(0) },
          { from: '2.1.0', is: int(0) },
          { from: '2.3.0', is: long(0) },
        ],
        onlyFor: always('checked against delivery.timeout.ms'),
      },
    },
    defaults: [
      { from: FIRST, is: 0 },
      { from: '4.0.0', is: 5 },
    ],
  }),
  /** Effective: explicit or by default, and after Kafka's own silent disabling. */
  'enable.idempotence': asGiven({
    since: '0.11.0.0',
    in: { producer: { value: always(boolean()) } },
    // 3.0.0 and 3.1.0 declare true and ignore it (KAFKA-13598).
    defaults: [
      { from: FIRST, is: false },
      { from: '3.0.1', is: true },
      { from: '3.1.0', is: false },
      { from: '3.1.1', is: true },
    ],
    saved: z.boolean(),
  }),
})
