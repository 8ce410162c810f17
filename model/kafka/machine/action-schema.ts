/** The actions of a cluster as they are read back from a file, which is input like any other. */
import { z } from 'zod'
import { NO_RECORD } from '../../observation.ts'
import type { Deployment } from '../state/deployment.ts'
import type { Action } from './action.ts'

/** More producers, records or attempts than these have no name here. */
const MOST_NAMES = 1_000

type Fields<Kind extends Action['kind']> = Omit<Extract<Action, { readonly kind: Kind }>, 'kind'>

/** Of each kind of action what it has beside its kind: whoever adds a kind is asked for it here. */
type FieldSchemas = { readonly [Kind in Action['kind']]: z.ZodType<Fields<Kind>> }

function fieldsIn({ settings, assignment }: Deployment): FieldSchemas {
  const broker = z
    .int()
    .min(0)
    .max(settings.brokers - 1)
  const partition = z
    .int()
    .min(0)
    .max(assignment.length - 1)
  const producer = z.int().min(0).max(MOST_NAMES)
  const record = z.int().min(0).max(MOST_NAMES)
  const recordOrCall = z.int().min(NO_RECORD).max(MOST_NAMES)
  const endpoint = z.union([broker, z.enum(['controller', 'clients'])])
  const atBroker = z.strictObject({ broker })
  const atPartition = z.strictObject({ partition })
  const byProducer = z.strictObject({ producer })
  const ofFollower = z.strictObject({ follower: broker, partition })
  const onConnection = z.strictObject({ producer, broker })
  const ofMarker = z.strictObject({ coordinator: broker, id: producer, partition })
  return {
    'send': z.strictObject({ producer, record }),
    'arrive': z.strictObject({ producer, record: recordOrCall, broker, late: z.boolean() }),
    'fetch': ofFollower,
    'fetched': ofFollower,
    'learn-together': z.strictObject({}),
    'replicate': atPartition,
    'alter-partition': z.strictObject({ leader: broker, partition }),
    'learn': atBroker,
    'stop': atBroker,
    'heal': atBroker,
    'resume': atBroker,
    'restart': atBroker,
    'bounce': atBroker,
    'unfence': atBroker,
    'fence': atBroker,
    'shrink': z.strictObject({ leader: broker, partition, followers: z.array(broker) }),
    'request-timeout': onConnection,
    'delivery-timeout': z.strictObject({ producer, record }),
    'move-leader': z.strictObject({ partition, to: broker }),
    'controlled-shutdown': atBroker,
    'crash': atBroker,
    'power-loss': z.strictObject({ broker, keep: z.array(z.int().nonnegative()) }),
    'disk-loss': atBroker,
    'pause': atBroker,
    'cut-off': z.strictObject({ broker, clients: z.boolean() }),
    'partition': z.strictObject({ broker, from: z.array(endpoint) }),
    'lost-request': onConnection,
    'lost-response': z.strictObject({ producer, record: recordOrCall }),
    'controller-failover': z.strictObject({ broker, partition }),
    'client-restart': byProducer,
    'call': byProducer,
    'finish': z.strictObject({ producer, commit: z.boolean() }),
    'poll': byProducer,
    'mark': ofMarker,
    'late-marker': ofMarker,
    'transaction-timeout': z.strictObject({ coordinator: broker, id: producer }),
    'delay-marker': ofMarker,
    'lost-marker-answer': ofMarker,
    'replace-client': byProducer,
    'rebalance': byProducer,
    'forget-producers': atPartition,
    'probe': atPartition,
  }
}

const anyAction = z.looseObject({ kind: z.string() })

/**
 * What is wrong with the actions of a file, as a clause that names the first wrong one (from 1); `undefined` where they
 * are actions of this cluster.
 */
export function problemOfActions(deployment: Deployment, actions: readonly unknown[]): string | undefined {
  const fields: Readonly<Record<string, z.ZodType>> = fieldsIn(deployment)
  for (const [index, action] of actions.entries()) {
    const where = `step ${index + 1}`
    const named = anyAction.safeParse(action)
    if (!named.success) return `${where} is no action`
    const { kind, ...rest } = named.data
    const schema = Object.hasOwn(fields, kind) ? fields[kind] : undefined
    if (schema === undefined) return `${where} is of a kind that is not known here`
    const issue = schema.safeParse(rest).error?.issues[0]
    if (issue !== undefined) return `${where} (${kind}): ${issue.path.join('.') || 'its fields'}: ${issue.message}`
  }
  return undefined
}
