/** The rules of the queue: what can happen, and what it does. */
import type { Step } from '../../model/machine.ts'
import type { Observation } from '../../model/observation.ts'
import type { Pending, QueueAction, QueueSettings, QueueState } from './queue-state.ts'

const NOTHING_SEEN: readonly Observation[] = []

/** Ordinary work first, then what goes wrong, then what is planned. */
export function* actions(settings: QueueSettings, state: QueueState): Iterable<QueueAction> {
  if (state.sent < settings.records && state.pending.length < settings.inFlight)
    yield { kind: 'send', record: state.sent }
  for (const { record, travels, resends } of state.pending) {
    if (travels === 'request' && state.brokerUp) yield { kind: 'receive', record }
    if (travels === 'response') yield { kind: 'answer', record }
    if (travels === 'lost') yield { kind: resends < settings.resends ? 'resend' : 'give-up', record }
  }
  if (canDeliver(state)) yield { kind: 'deliver' }
  if (canApply(settings, state)) yield { kind: 'apply' }
  if (canAcknowledge(settings, state)) yield { kind: 'acknowledge' }
  if (!state.consumerUp) yield { kind: 'start-consumer' }
  if (!state.brokerUp && settings.brokerRestarts) yield { kind: 'start-broker' }
  for (const { record, travels } of state.pending) {
    if (travels === 'request') yield { kind: 'lose-request', record }
    if (travels === 'response') yield { kind: 'lose-response', record }
  }
  if (state.consumerUp) yield { kind: 'crash-consumer' }
  if (state.brokerUp) yield { kind: 'crash-broker' }
  if (state.brokerUp) yield { kind: 'stop-broker' }
}

function canDeliver(state: QueueState): boolean {
  return (
    state.brokerUp && state.consumerUp && state.holds < 0 && state.entries.some((entry) => entry.status === 'ready')
  )
}

function canApply(settings: QueueSettings, state: QueueState): boolean {
  return state.holds >= 0 && !state.applied && (settings.ack !== 'before' || state.acked)
}

function canAcknowledge(settings: QueueSettings, state: QueueState): boolean {
  if (state.holds < 0 || !state.brokerUp || state.acked || settings.ack === 'with') return false
  return settings.ack === 'before' || state.applied
}

/** The rules. A disabled action gives back the same state. */
export function step(settings: QueueSettings, state: QueueState, action: QueueAction): Step<QueueState> {
  switch (action.kind) {
    case 'send':
      if (
        state.sent !== action.record
        || action.record >= settings.records
        || state.pending.length >= settings.inFlight
      )
        break
      return {
        state: {
          ...state,
          sent: state.sent + 1,
          pending: [...state.pending, { record: action.record, resends: 0, travels: 'request' }],
        },
        seen: [{ kind: 'sent', record: action.record, producer: 0, log: 0 }],
      }
    case 'send-fresh':
      if (state.freshSent) break
      return {
        state: {
          ...state,
          freshSent: true,
          pending: [...state.pending, { record: action.record, resends: 0, travels: 'request' }],
        },
        seen: [{ kind: 'sent', record: action.record, producer: 1, log: 0, fresh: true }],
      }
    case 'receive':
      if (!state.brokerUp || find(state, action.record)?.travels !== 'request') break
      return unseen(stored(settings, moved(state, action.record, 'response'), action.record))
    case 'answer':
      if (find(state, action.record)?.travels !== 'response') break
      return { state: without(state, action.record), seen: [{ kind: 'acknowledged', record: action.record }] }
    case 'resend':
      if (
        find(state, action.record)?.travels !== 'lost'
        || (find(state, action.record)?.resends ?? 0) >= settings.resends
      )
        break
      return unseen(moved(state, action.record, 'request', 1))
    case 'give-up':
      if (
        find(state, action.record)?.travels !== 'lost'
        || (find(state, action.record)?.resends ?? 0) < settings.resends
      )
        break
      return {
        state: without(state, action.record),
        seen: [{ kind: 'rejected', record: action.record, error: 'no answer' }],
      }
    case 'lose-request':
    case 'lose-response':
      if (find(state, action.record)?.travels !== (action.kind === 'lose-request' ? 'request' : 'response')) break
      return unseen(moved(state, action.record, 'lost'))
    case 'deliver':
      if (!canDeliver(state)) break
      return unseen(delivered(settings, state))
    case 'apply':
      if (!canApply(settings, state)) break
      return applied(settings, state)
    case 'acknowledge': {
      if (!canAcknowledge(settings, state)) break
      const done = finished(state, state.holds)
      return {
        state: state.applied ? idle(done) : { ...done, acked: true },
        seen: [{ kind: 'consumed', record: state.holds, consumer: 0 }],
      }
    }
    case 'crash-consumer':
      if (!state.consumerUp) break
      return unseen({ ...idle(handedBack(state)), consumerUp: false })
    case 'start-consumer':
      if (state.consumerUp) break
      return unseen({ ...state, consumerUp: true })
    case 'crash-broker':
    case 'stop-broker':
      if (!state.brokerUp) break
      return unseen(stopped(settings, state))
    case 'start-broker':
      if (state.brokerUp || !settings.brokerRestarts) break
      return unseen({ ...state, brokerUp: true })
  }
  return unseen(state)
}

function unseen(state: QueueState): Step<QueueState> {
  return { state, seen: NOTHING_SEEN }
}

function find(state: QueueState, record: number): Pending | undefined {
  return state.pending.find((pending) => pending.record === record)
}

function without(state: QueueState, record: number): QueueState {
  return { ...state, pending: state.pending.filter((pending) => pending.record !== record) }
}

function moved(state: QueueState, record: number, travels: Pending['travels'], again = 0): QueueState {
  return {
    ...state,
    pending: state.pending.map((pending) =>
      pending.record === record ? { record, travels, resends: pending.resends + again } : pending,
    ),
  }
}

function stored(settings: QueueSettings, state: QueueState, record: number): QueueState {
  const known = state.entries.some((entry) => entry.record === record) || state.deadLetters.includes(record)
  if (settings.dedupe && known) return state
  return { ...state, entries: [...state.entries, { record, status: 'ready', deliveries: 0 }] }
}

/** The first ready record goes to the consumer, or to the dead letters when it was delivered too often. */
function delivered(settings: QueueSettings, state: QueueState): QueueState {
  const at = state.entries.findIndex((entry) => entry.status === 'ready')
  const entry = state.entries[at]
  if (entry === undefined) return state
  if (settings.deadLetterAfter > 0 && entry.deliveries >= settings.deadLetterAfter) {
    return { ...state, entries: state.entries.toSpliced(at, 1), deadLetters: [...state.deadLetters, entry.record] }
  }
  const taken = { record: entry.record, status: 'delivered', deliveries: entry.deliveries + 1 } as const
  return { ...state, entries: state.entries.with(at, taken), holds: entry.record }
}

function applied(settings: QueueSettings, state: QueueState): Step<QueueState> {
  const effect: Observation = { kind: 'applied', record: state.holds, consumer: 0 }
  if (settings.ack === 'with') {
    return {
      state: idle(finished(state, state.holds)),
      seen: [effect, { kind: 'consumed', record: state.holds, consumer: 0 }],
    }
  }
  return { state: state.acked ? idle(state) : { ...state, applied: true }, seen: [effect] }
}

function finished(state: QueueState, record: number): QueueState {
  return {
    ...state,
    entries: state.entries.map((entry) =>
      entry.record === record && entry.status === 'delivered' ? { ...entry, status: 'done' } : entry,
    ),
  }
}

function idle(state: QueueState): QueueState {
  return { ...state, holds: -1, applied: false, acked: false }
}

function handedBack(state: QueueState): QueueState {
  return {
    ...state,
    entries: state.entries.map((entry) => (entry.status === 'delivered' ? { ...entry, status: 'ready' } : entry)),
  }
}

/** A broker that stops breaks every connection; what it keeps depends on its settings. */
function stopped(settings: QueueSettings, state: QueueState): QueueState {
  const kept = settings.persistent ? handedBack(state) : { ...state, entries: [], deadLetters: [] }
  return {
    ...idle(kept),
    brokerUp: false,
    pending: state.pending.map((pending) => ({ ...pending, travels: 'lost' as const })),
  }
}
