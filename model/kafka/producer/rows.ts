/** What producers do, and what happens to their requests. */
import { arrivable, arrive } from '../broker/produce.ts'
import { coordinatorAskedBy } from '../coordinator/admission.ts'
import { forget, mayForget } from '../log/producer-state.ts'
import { fault, free, ofAll, ofBroker, ofPartition, ofProducer, noLinks } from '../machine/row.ts'
import type { RowsOf } from '../machine/row.ts'
import { NO_LEADER } from '../state/cluster-state.ts'
import { isAwaited } from './answers.ts'
import { answerIsDoomed, canRestart, deliveryTimeout, isLost, isOn, loseRequests } from './connections.ts'
import { loseResponse, requestTimeout, restartProducer } from './connections.ts'
import { probe } from './probe.ts'
import { canResend, nextSend, send } from './send.ts'

type Kinds = 'send' | 'arrive' | 'request-timeout' | 'delivery-timeout' | 'probe'
type Faults = 'lost-request' | 'lost-response' | 'client-restart' | 'forget-producers'

const timeout = fault('timeout')
const onClient = { sendsOver: noLinks, excusedBy: noLinks } as const

export const PRODUCER_ROWS: RowsOf<Kinds | Faults> = {
  'send': {
    ...onClient,
    apply: (deployment, state, { producer, record }, seen) => {
      if (state.producers[producer] === undefined) return state
      const isPossible =
        canResend(deployment, state, producer, record) || nextSend(deployment, state, producer) === record
      return isPossible ? send(deployment, state, producer, record, seen) : state
    },
    cost: free,
    luck: ofProducer,
  },
  'arrive': {
    ...onClient,
    apply: (deployment, state, { producer, record, broker, late }, seen) => {
      const request = arrivable(deployment, state).find(
        (other) =>
          other.producer === producer && other.record === record && other.broker === broker && other.late === late,
      )
      return request === undefined ? state : arrive(deployment, state, request, seen)
    },
    cost: free,
    luck: ofProducer,
    sendsOver: (deployment, before, action) => {
      const asked = deployment.transactionLog < 0 ? NO_LEADER : coordinatorAskedBy(deployment, before, action)
      return asked === NO_LEADER || asked === action.broker ? [] : [[action.broker, asked]]
    },
  },
  'request-timeout': {
    ...onClient,
    apply: (deployment, state, action, seen) =>
      state.requests.some((request) => isOn(request, action) && isAwaited(state, request))
        ? requestTimeout(deployment, state, action.producer, action.broker, seen)
        : state,
    cost: (_, action, before) =>
      before.requests.some((request) => isOn(request, action) && answerIsDoomed(before, request))
        ? undefined
        : timeout(),
    luck: ofBroker,
  },
  'delivery-timeout': {
    ...onClient,
    apply: (deployment, state, { producer, record }, seen) =>
      state.producers[producer] === undefined ? state : deliveryTimeout(deployment, state, producer, record, seen),
    cost: (_, { producer, record }, before) => {
      const send = before.producers[producer]?.sends.find((other) => other.record === record)
      return send !== undefined && isLost(send.lost, send.state) ? undefined : timeout()
    },
    luck: ofProducer,
  },
  'lost-request': {
    ...onClient,
    apply: (deployment, state, action, seen) =>
      state.requests.some((request) => isOn(request, action) && request.offset < 0)
        ? loseRequests(deployment, state, action.producer, action.broker, seen)
        : state,
    cost: fault('lost-request'),
    luck: ofBroker,
  },
  'lost-response': {
    ...onClient,
    apply: (_, state, { producer, record }) => {
      const request = state.requests.find(
        (other) => other.producer === producer && other.record === record && !other.late && !other.silent,
      )
      return request === undefined || !isAwaited(state, request) ? state : loseResponse(state, request)
    },
    cost: fault('lost-response'),
    luck: ofProducer,
  },
  'client-restart': {
    ...onClient,
    apply: (deployment, state, { producer }, seen) =>
      canRestart(state, producer) ? restartProducer(deployment, state, producer, seen) : state,
    cost: fault('client-restart'),
    luck: ofProducer,
  },
  'forget-producers': {
    ...onClient,
    apply: (deployment, state, { partition }) =>
      mayForget(deployment, state, partition) ? forget(state, partition) : state,
    cost: timeout,
    luck: ofPartition,
  },
  'probe': {
    ...onClient,
    apply: (deployment, state, { partition }, seen) => probe(deployment, state, partition, seen),
    cost: free,
    luck: ofAll,
  },
}
