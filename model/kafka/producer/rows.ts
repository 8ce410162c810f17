/** What producers do, and what happens to their requests. */
import { named } from '../machine/fields.ts'
import { NO_RECORD } from '../../observation.ts'
import { arrive, canArrive, isNextOnConnection } from '../broker/produce.ts'
import { asksToAdd, coordinatorAskedBy } from '../coordinator/admission.ts'
import { nextToSend } from '../door.ts'
import { forget, mayForget } from '../log/producer-state.ts'
import { fault, FREE, noLinks, nothing, ofAll, ofBroker, offer, ofPartition, parts } from '../machine/row.ts'
import { oneEach, ofProducer, type RowsOf } from '../machine/row.ts'
import { type ClientRequest, type ClusterState, NO_LEADER, recordIn } from '../state/cluster-state.ts'
import { clientOf } from '../state/coordinators.ts'
import { hasIdLeft } from './successors.ts'
import { inPartition, producerName, recordName } from '../story/names.ts'
import { appends } from '../story/situations-of-logs.ts'
import { arrivedCall } from '../coordinator/words.ts'
import { isAwaited } from './answers.ts'
import { holdsWhatIsForgotten, restartWithoutBuffer } from './buffer.ts'
import { answerIsDoomed, canRestart, deliveryTimeout, isLost, isOn, loseRequests, mayExpire } from './connections.ts'
import { loseResponse, requestTimeout, restartProducer } from './connections.ts'
import { canProbe, probe } from './probe.ts'
import { canResend, nextSend, send } from './send.ts'
import { type Arrive, batchSituations } from './situations.ts'
import { sendInWords } from './words.ts'

const timeout = fault('timeout')
const onClient = { sendsOver: noLinks, excusedBy: noLinks, situations: nothing, whose: 'clients' } as const
const NONE: readonly never[] = []

export type ProducerAction =
  | { readonly kind: 'send'; readonly producer: number; readonly record: number }
  | Arrive
  | RequestTimeout
  | DeliveryTimeout
  | { readonly kind: 'lost-request'; readonly producer: number; readonly broker: number }
  | LostResponse
  | { readonly kind: 'client-restart' | 'buffer-loss'; readonly producer: number }
  /** Producers are forgotten while one of them still waits to send again. */
  | { readonly kind: 'forget-producers'; readonly partition: number }
  /** After healing: a fresh producer sends one record. */
  | { readonly kind: 'probe'; readonly partition: number }

interface RequestTimeout {
  readonly kind: 'request-timeout'
  readonly producer: number
  readonly broker: number
}

interface DeliveryTimeout {
  readonly kind: 'delivery-timeout'
  readonly producer: number
  readonly record: number
}

interface LostResponse {
  readonly kind: 'lost-response'
  readonly producer: number
  readonly record: number
}

export const PRODUCER_ROWS: RowsOf<ProducerAction> = {
  'arrive': {
    ...onClient,
    fields: ({ producer, recordOrCall, broker, flag }) => ({ producer, record: recordOrCall, broker, late: flag }),
    offers: offer('arrival', (_, state, request) => {
      const { producer, broker, late } = request
      const record = recordIn(request)
      return isNextOnConnection(state, request) ? [{ kind: 'arrive', producer, record, broker, late }] : NONE
    }),
    possible: (deployment, state, action) =>
      state.requests.some((request) => isIn(action, request) && canArrive(deployment, state, request)),
    apply: (deployment, state, action, seen) => {
      const request = state.requests.find((other) => isIn(action, other) && canArrive(deployment, state, other))
      return request === undefined ? state : arrive(deployment, state, request, seen)
    },
    involves: parts(
      ['clients', 'coordinators', 'producers', 'replicas', 'requests', 'workload'],
      ['group', 'processes', 'registrations'],
    ),
    cost: FREE,
    words: (deployment, action, before) =>
      action.record === NO_RECORD
        ? arrivedCall(deployment, action, before)
        : `${action.late ? 'a late request with ' : ''}${recordName(deployment, action.record)} arrives at broker ${action.broker}${asksToAdd(deployment, before, action) ? ', which asks the coordinator to add the partition to the transaction' : ''}`,
    situations: (action, before, after) => [
      ...(action.late ? ['late request'] : NONE),
      ...(action.late && action.record === NO_RECORD && after.transactions !== before.transactions
        ? ['late call to the coordinator']
        : NONE),
      ...batchSituations(action, before, after),
      ...appends(before, after),
    ],
    luck: ofProducer,
    sendsOver: (deployment, before, action) => {
      const asked = deployment.transactionLog < 0 ? NO_LEADER : coordinatorAskedBy(deployment, before, action)
      return asked === NO_LEADER || asked === action.broker ? [] : [[action.broker, asked]]
    },
  },
  'send': {
    ...onClient,
    fields: named('producer', 'record'),
    offers: offer('sending', (_, state, producer) => {
      const { sends = NONE } = state.producers[producer] ?? {}
      const next = nextToSend(state, producer)
      if (sends.length === 0 && next === undefined) return NONE
      const again = sends.filter((send) => send.state === 'retry').map(({ record }) => record)
      return [...again, ...(next === undefined ? [] : [next])].map((record) => ({ kind: 'send', producer, record }))
    }),
    possible: (deployment, state, { producer, record }) =>
      state.producers[producer] !== undefined
      && (canResend(deployment, state, producer, record) || nextSend(deployment, state, producer) === record),
    apply: (deployment, state, { producer, record }, seen) => send(deployment, state, producer, record, seen),
    involves: parts(['clients', 'producers', 'requests', 'workload'], ['processes', 'registrations', 'replicas']),
    cost: FREE,
    words: (deployment, { producer, record }, before) => sendInWords(deployment, before, producer, record),
    situations: ({ producer, record }, before) =>
      before.producers[producer]?.sends.some((send) => send.record === record) === true ? ['record sent again'] : NONE,
    luck: ofProducer,
  },
  'request-timeout': {
    ...onClient,
    fields: named('producer', 'broker'),
    offers: [...offer('excused request timeouts', oldest), ...offer('request timeouts', oldest)],
    possible: (_, state, action) =>
      state.requests.some((request) => isOn(request, action) && isAwaited(state, request)),
    apply: (deployment, state, { producer, broker }, seen) => requestTimeout(deployment, state, producer, broker, seen),
    involves: parts(['producers', 'requests', 'workload']),
    cost: (_, action, before) =>
      before.requests.some((request) => isOn(request, action) && answerIsDoomed(before, request)) ? undefined : timeout,
    words: (deployment, { producer, broker }) =>
      `${producerName(deployment, producer)} gives up waiting for broker ${broker} and closes the connection`,
    luck: ofBroker,
  },
  'delivery-timeout': {
    ...onClient,
    fields: named('producer', 'record'),
    offers: [...offer('excused delivery timeouts', unfinished), ...offer('delivery timeouts', unfinished)],
    possible: (deployment, state, { producer, record }) =>
      state.producers[producer]?.sends.some((send) => send.record === record && mayExpire(deployment, send)) === true,
    apply: (deployment, state, { producer, record }, seen) =>
      deliveryTimeout(deployment, state, producer, record, seen),
    involves: parts(['clients', 'producer ids', 'producers', 'requests', 'workload']),
    cost: (_, { producer, record }, before) => {
      const send = before.producers[producer]?.sends.find((other) => other.record === record)
      return send !== undefined && isLost(send.lost, send.state) ? undefined : timeout
    },
    words: (deployment, { producer, record }, before) =>
      `delivery.timeout.ms of ${recordName(deployment, record)} is over: the application gets a TimeoutException${clientOf(before, producer) === null ? '' : ' and has to abort the transaction'}`,
    luck: ofProducer,
  },
  'lost-request': {
    ...onClient,
    fields: named('producer', 'broker'),
    // The oldest stands for all that travel on its connection.
    offers: offer('faults of connections', (_, state, request) =>
      !request.late && state.requests.find((other) => other.offset < 0 && isOn(other, request)) === request
        ? [{ kind: 'lost-request', producer: request.producer, broker: request.broker }]
        : NONE,
    ),
    possible: (_, state, action) => state.requests.some((request) => isOn(request, action) && request.offset < 0),
    apply: (deployment, state, { producer, broker }, seen) => loseRequests(deployment, state, producer, broker, seen),
    involves: parts(['producers', 'requests', 'workload']),
    cost: fault('lost-request'),
    words: (deployment, { producer, broker }) =>
      `the connection from ${producerName(deployment, producer)} to broker ${broker} breaks and what was on it is lost`,
    luck: ofBroker,
  },
  'lost-response': {
    ...onClient,
    fields: ({ producer, recordOrCall }) => ({ producer, record: recordOrCall }),
    offers: offer('faults of connections', (_, __, request) =>
      request.late || request.silent
        ? NONE
        : [{ kind: 'lost-response', producer: request.producer, record: recordIn(request) }],
    ),
    possible: (_, state, action) => {
      const request = requestToAnswer(state, action)
      return request !== undefined && isAwaited(state, request)
    },
    apply: (_, state, action) => {
      const request = requestToAnswer(state, action)
      return request === undefined ? state : loseResponse(state, request)
    },
    involves: parts(['requests'], ['producers']),
    cost: fault('lost-response'),
    words: (deployment, { producer, record }) =>
      record === NO_RECORD
        ? `the answer of its coordinator to ${producerName(deployment, producer)} will be lost`
        : `the response for ${recordName(deployment, record)} will be lost`,
    luck: ofProducer,
  },
  'forget-producers': {
    ...onClient,
    fields: named('partition'),
    offers: offer(
      'expiry',
      oneEach((partition) => ({ kind: 'forget-producers', partition })),
    ),
    possible: (deployment, state, { partition }) => mayForget(deployment, state, partition),
    apply: (_, state, { partition }) => forget(state, partition),
    involves: parts(['replicas'], ['producers']),
    cost: timeout,
    words: (deployment, { partition }) =>
      `producer.id.expiration.ms is over: the brokers forget the producers${inPartition(deployment, partition)}`,
    luck: ofPartition,
    whose: 'cluster',
  },
  'client-restart': {
    ...onClient,
    fields: named('producer'),
    offers: offer(
      'restarts of clients',
      oneEach((producer) => ({ kind: 'client-restart', producer })),
    ),
    possible: (deployment, state, { producer }) =>
      canRestart(deployment, state, producer) && (state.transactions === null || hasIdLeft(deployment, state)),
    apply: (deployment, state, { producer }, seen) => restartProducer(deployment, state, producer, seen),
    involves: parts(['clients', 'producer ids', 'producers', 'requests', 'workload']),
    cost: fault('client-restart'),
    words: (deployment, { producer }) => `${producerName(deployment, producer)} dies and starts again`,
    luck: ofProducer,
  },
  'buffer-loss': {
    ...onClient,
    fields: named('producer'),
    offers: offer(
      'restarts of clients',
      oneEach((producer) => ({ kind: 'buffer-loss', producer })),
    ),
    possible: (deployment, state, { producer }) => holdsWhatIsForgotten(deployment, state, producer),
    apply: (deployment, state, { producer }, seen) => restartWithoutBuffer(deployment, state, producer, seen),
    involves: parts(['clients', 'producer ids', 'producers', 'requests', 'workload']),
    cost: fault('client-restart'),
    words: (deployment, { producer }) =>
      `${producerName(deployment, producer)} dies before what is in its buffer was sent, and starts again`,
    luck: ofProducer,
  },
  'probe': {
    ...onClient,
    fields: named('partition'),
    offers: offer('epilogue', () => NONE),
    possible: (deployment, _, { partition }) => canProbe(deployment, partition),
    apply: (deployment, state, { partition }, seen) => probe(deployment, state, partition, seen),
    involves: parts(['producer ids', 'producers', 'workload'], ['registrations']),
    cost: FREE,
    words: () => 'a new producer comes',
    luck: ofAll,
  },
}

function isIn({ producer, record, broker, late }: Arrive, request: ClientRequest): boolean {
  return (
    request.producer === producer && recordIn(request) === record && request.broker === broker && request.late === late
  )
}

function requestToAnswer(state: ClusterState, { producer, record }: LostResponse): ClientRequest | undefined {
  return state.requests.find(
    (other) => other.producer === producer && recordIn(other) === record && !other.late && !other.silent,
  )
}

/** The oldest request that is waited for stands for its connection. */
function oldest(_: unknown, state: ClusterState, request: ClientRequest): readonly RequestTimeout[] {
  const awaited = state.requests.find((other) => isOn(other, request) && isAwaited(state, other))
  return awaited === request ? [{ kind: 'request-timeout', producer: request.producer, broker: request.broker }] : NONE
}

function unfinished(_: unknown, { producers }: ClusterState, producer: number): readonly DeliveryTimeout[] {
  return producers[producer]?.sends.map(({ record }) => ({ kind: 'delivery-timeout', producer, record })) ?? NONE
}
