/**
 * What a producer holds before it is on its way. `KafkaProducer.send` returns as soon as a record is in the buffer
 * (`RecordAccumulator`), and another thread sends it: a process that dies in between takes it along. The model sends at
 * once, so such a record is one whose request did not leave. That is worth telling from a request that comes late only
 * where somebody has forgotten by then what it sent (`deletesEarly`): no other promise asks for a record that nobody was
 * told is stored.
 */
import type { Observation } from '../../observation.ts'
import type { ClusterState } from '../state/cluster-state.ts'
import type { Deployment } from '../state/deployment.ts'
import type { ClientRequest } from '../state/producers.ts'
import { restartProducer } from './connections.ts'

/** Whether something may still be in the buffer whose loss would be noticed. */
export function holdsWhatIsForgotten({ scope }: Deployment, state: ClusterState, producer: number): boolean {
  return scope.deletesEarly === true && state.requests.some((request) => mayBeInBuffer(request, producer))
}

function mayBeInBuffer({ producer, late, offset }: ClientRequest, of: number): boolean {
  return producer === of && !late && offset < 0
}

/** The process dies with its buffer, and starts again. */
export function restartWithoutBuffer(
  deployment: Deployment,
  state: ClusterState,
  producer: number,
  seen: Observation[],
): ClusterState {
  const requests = state.requests.filter((request) => !mayBeInBuffer(request, producer))
  return restartProducer(deployment, { ...state, requests }, producer, seen)
}
