/**
 * A broker that is cut off from some others: from whom, a schedule shows only when it matters. A message that passes
 * shows that this link is not cut; a session that expires or a follower that is dropped for lag, with nothing else to
 * explain it, shows that it is. So every set of others is covered by one fault instead of one fault for each set, and
 * afterwards the set that a schedule has shown can be named.
 */
import type { Action } from '../machine/action.ts'
import type { Link } from '../machine/row.ts'
import { rowOf } from '../machine/rows.ts'
import { type ClusterState, brokerOf, isProduce, withBroker } from '../state/cluster-state.ts'
import { entryAt } from '../state/coordinators.ts'
import type { Deployment, Endpoint } from '../state/deployment.ts'
import type { MarkerRequest } from '../state/transactions.ts'

/** The state in which the links that this action used, or was excused by, are decided. */
export function decideLinks(
  deployment: Deployment,
  before: ClusterState,
  after: ClusterState,
  action: Action,
): ClusterState {
  // What is asked of brokers that have no part in this would have to be known of each state.
  if (before.transactions !== null && before.brokers.every((broker) => broker.undecided.length === 0)) return after
  const excused = rowOf(action)
    .excusedBy(before, action)
    .reduce((state, link) => decide(state, link, true), after)
  return [...rowOf(action).sendsOver(deployment, before, action), ...answeredOver(before, after)].reduce(
    (state, link) => decide(state, link, false),
    excused,
  )
}

/** Links over which coordinators have heard of their markers, and leaders from coordinators, in this step. */
function answeredOver(before: ClusterState, after: ClusterState): readonly Link[] {
  if (before.transactions === null || before === after) return []
  const isConfirmed = ({ coordinator, transactionalId, partition }: MarkerRequest): boolean => {
    const entry = entryAt(after, coordinator, transactionalId)
    return (
      entry !== null
      && entryAt(before, coordinator, transactionalId)?.unmarked.includes(partition) === true
      && !entry.unmarked.includes(partition)
    )
  }
  const markers = before.transactions.markers.filter(
    (marker) => !marker.late && after.transactions?.markers.includes(marker) === false && isConfirmed(marker),
  )
  const asked = before.requests.filter(isProduce)
  const confirmed = after.requests
    .filter(isProduce)
    .filter(
      (request) =>
        request.verification === 'confirmed'
        && asked.some(
          (other) =>
            other.verification === 'asked' && other.record === request.record && other.producer === request.producer,
        ),
    )
  const coordinators =
    after.transactions?.coordinators.flatMap((coordinator, broker) =>
      coordinator !== null && coordinator !== before.transactions?.coordinators[broker] ? [broker] : [],
    ) ?? []
  return [
    ...markers.map((marker): Link => [marker.coordinator, marker.broker]),
    ...confirmed.flatMap(({ broker }) => coordinators.map((coordinator): Link => [broker, coordinator])),
  ]
}

function decide(state: ClusterState, [broker, other]: Link, cut: boolean): ClusterState {
  const here = decideAt(state, broker, other, cut)
  const decided = here !== state
  // One of two cut off brokers is reason enough; a message must get past both.
  return typeof other === 'number' && !(cut && decided) ? decideAt(here, other, broker, cut) : here
}

function decideAt(state: ClusterState, broker: number, other: Endpoint, cut: boolean): ClusterState {
  const { undecided, cutFrom } = brokerOf(state, broker)
  if (!undecided.includes(other)) return state
  return withBroker(state, broker, {
    undecided: undecided.filter((endpoint) => endpoint !== other),
    cutFrom: cut ? [...cutFrom, other].sort(byName) : cutFrom,
  })
}

function byName(a: Endpoint, b: Endpoint): number {
  return String(a) < String(b) ? -1 : 1
}

/**
 * The same schedule with every broker cut off from a set that is named.
 * @param states the state before each action, and the one after the last
 */
export function nameCuts(actions: readonly Action[], states: readonly ClusterState[]): readonly Action[] {
  return actions.map((action, i) => {
    if (action.kind !== 'cut-off') return action
    let from: readonly Endpoint[] = []
    for (let at = i + 1; at < states.length; at++) {
      const { cutFrom, undecided } = states[at]?.brokers[action.broker] ?? { cutFrom: [], undecided: [] }
      if (cutFrom.length === 0 && undecided.length === 0) break
      from = cutFrom.length > 0 ? cutFrom : undecided.slice(0, 1)
    }
    return from.length === 0 ? action : { kind: 'partition', broker: action.broker, from }
  })
}
