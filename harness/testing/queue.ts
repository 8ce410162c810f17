/**
 * A queue broker with one producer and one consumer: small, nothing like Kafka, and with a broken variant for most
 * promises. It proves that the harness knows only the contract.
 */
import type { Cost, Fault, Machine, Move } from '../../model/machine.ts'
import type { System } from '../../model/system.ts'
import { actions, step } from './queue-protocol.ts'
import { EMPTY_QUEUE, type QueueAction, type QueueSettings, type QueueState, SOUND_QUEUE } from './queue-state.ts'

const CRASH: Fault = { is: 'fault', kind: 'crash' }
const LOST_REQUEST: Fault = { is: 'fault', kind: 'lost-request' }
const LOST_RESPONSE: Fault = { is: 'fault', kind: 'lost-response' }
const STOP: Move = { is: 'move', kind: 'controlled-shutdown' }
const NO_SITUATIONS: readonly string[] = []
const ONE_COPY = { verdict: 'not-applicable', why: 'the queue has one copy and no offsets' } as const

/** The queue system with these settings; what is not named is as in `SOUND_QUEUE`. */
export function queueSystem(changed: Partial<QueueSettings> = {}): System<QueueState, QueueAction> {
  const settings: QueueSettings = { ...SOUND_QUEUE, ...changed }
  return {
    machine: queueMachine(settings),
    reservations: { 'no-committed-loss': ONE_COPY, 'stable-offsets': ONE_COPY, 'replicas-agree': ONE_COPY },
    bounds: { records: settings.records, resends: settings.resends },
    epilogue: () => [{ kind: 'send-fresh', record: settings.records }],
    readBack: (state) => [
      { kind: 'read-back', log: 0, records: state.brokerUp ? state.entries.map((entry) => entry.record) : [] },
      { kind: 'read-back', log: 1, records: state.brokerUp ? state.deadLetters : [] },
    ],
    situations: (action, before, after) => {
      if (action.kind === 'deliver' && after.deadLetters.length > before.deadLetters.length) return ['dead-letter']
      return SITUATIONS[action.kind] ?? NO_SITUATIONS
    },
    possibleSituations: [
      ...(settings.resends > 0 ? ['resend'] : []),
      'broker-restart',
      'consumer-restart',
      ...(settings.deadLetterAfter > 0 ? ['dead-letter'] : []),
    ],
    participants: (state) => [
      {
        name: 'broker',
        columns: [
          { name: 'up', value: String(state.brokerUp) },
          {
            name: 'stored',
            value: state.entries.map((entry) => `${recordName(entry.record)}:${entry.status}`).join(' '),
          },
        ],
      },
      {
        name: 'consumer',
        columns: [
          { name: 'up', value: String(state.consumerUp) },
          { name: 'holds', value: state.holds < 0 ? '' : recordName(state.holds) },
        ],
      },
    ],
    recordName,
    named: (actions) => actions,
    view: (state) =>
      `${state.brokerUp} ${state.consumerUp} ${state.entries.map((entry) => entry.status.charAt(0)).join('')} ${state.pending.length} ${state.holds >= 0} ${state.applied}`,
    luckKey: (action) => action.kind,
  }
}

const SITUATIONS: Readonly<Partial<Record<QueueAction['kind'], readonly string[]>>> = {
  'resend': ['resend'],
  'start-broker': ['broker-restart'],
  'start-consumer': ['consumer-restart'],
}

function recordName(record: number): string {
  return String.fromCharCode(97 + record)
}

function queueMachine(settings: QueueSettings): Machine<QueueState, QueueAction> {
  return {
    name: 'queue',
    initial: EMPTY_QUEUE,
    actions: (state) => actions(settings, state),
    step: (state, action) => step(settings, state, action),
    cost,
    describe,
  }
}

function cost(action: QueueAction): Cost {
  switch (action.kind) {
    case 'lose-request':
      return LOST_REQUEST
    case 'lose-response':
      return LOST_RESPONSE
    case 'crash-consumer':
    case 'crash-broker':
      return CRASH
    case 'stop-broker':
      return STOP
    default:
      return undefined
  }
}

function describe(action: QueueAction): string {
  const record = 'record' in action ? recordName(action.record) : ''
  switch (action.kind) {
    case 'send':
      return `the producer sends record ${record}`
    case 'send-fresh':
      return `a new producer sends record ${record}`
    case 'receive':
      return `the broker receives record ${record}`
    case 'answer':
      return `the producer hears that record ${record} was stored`
    case 'resend':
      return `the producer sends record ${record} again`
    case 'give-up':
      return `the producer gives up on record ${record}`
    case 'lose-request':
      return `the request with record ${record} is lost`
    case 'lose-response':
      return `the answer for record ${record} is lost`
    case 'deliver':
      return 'the broker delivers the next record'
    case 'apply':
      return 'the consumer processes its record'
    case 'acknowledge':
      return 'the consumer acknowledges its record'
    case 'start-consumer':
      return 'the consumer starts again'
    case 'start-broker':
      return 'the broker starts again'
    case 'crash-consumer':
      return 'the consumer crashes'
    case 'crash-broker':
      return 'the broker crashes'
    case 'stop-broker':
      return 'the broker is shut down'
  }
}
