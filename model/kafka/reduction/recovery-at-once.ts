/** Brokers that come back at once (`at-once.ts`). */
import { type ClusterState, brokerOf } from '../state/cluster-state.ts'
import { clientsCountOnIsr, hasRequests, isEachLedForGood, isElected, mayComeBackUnnoticed } from './facts.ts'
import { type Rule, ruleFor } from './rule.ts'

export const RECOVERY_AT_ONCE: readonly Rule[] = [
  ruleFor('restart', {
    name: 'a broker restarts',
    because:
      'It is out of every ISR, and the leader stays: it can neither be elected nor be missed. Whatever it does then it '
      + 'need not do soon. Where nobody leads, or whoever leads may be deposed, who is back decides who is elected. A '
      + 'cluster that does its work at once takes it in at once: then it must not be missing for there to be enough.',
    allows: (deployment, state, { broker }) =>
      isEachLedForGood(state) && mayComeBackUnnoticed(deployment, state, broker),
  }),
  ruleFor('unfence', {
    name: 'a broker is unfenced',
    because: 'As with a restart: being taken for alive obliges to nothing while the leader stays.',
    allows: (deployment, state, { broker }) =>
      isEachLedForGood(state) && mayComeBackUnnoticed(deployment, state, broker),
  }),
  ruleFor('heal', {
    name: 'a fenced broker is reachable again',
    because:
      'The controller has taken it out, which is all that a cut could still excuse but for lag, and it is nowhere in '
      + 'sync. If it still believes to lead it goes on so until it hears more, which it need not do soon. With requests '
      + 'at a broker that clients cannot reach, a timeout would lose its excuse.',
    allows: (deployment, state, { broker }) =>
      brokerOf(state, broker).registration === 'fenced'
      && !isSilentToClients(state, broker)
      && mayComeBackUnnoticed(deployment, state, broker),
  }),
  ruleFor('resume', {
    name: 'a fenced broker runs on after its pause',
    because: 'As with a fenced broker that is reachable again; without requests there no timeout loses its excuse.',
    allows: (deployment, state, { broker }) =>
      brokerOf(state, broker).registration === 'fenced'
      && !hasRequests(state, broker)
      && mayComeBackUnnoticed(deployment, state, broker),
  }),
  ruleFor('heal', {
    name: 'a cut that has shown itself ends',
    because:
      'Every link is decided, so nothing is learned from waiting. What the cut could still excuse is that somebody is '
      + 'dropped from the ISR, which nobody counts on or which is asked for already, or that the session of this '
      + 'broker expires, where it is not the leader and another one leads for good. Beside transactions that counts: '
      + 'with ZooKeeper, and before 3.6 (KAFKA-15021), the smaller ISR is a new leader epoch, in which the coordinator '
      + 'begins anew.',
    allows: (deployment, state, { broker }) => {
      const { undecided, cutFrom } = brokerOf(state, broker)
      return (
        undecided.length === 0
        && (!clientsCountOnIsr(deployment, state) || !excusesLag(state, broker))
        && !isSilentToClients(state, broker)
        && mayComeBackUnnoticed(deployment, state, broker)
        && (!cutFrom.includes('controller')
          || (state.transactions === null && !isElected(state, broker) && isEachLedForGood(state)))
      )
    },
  }),
]

/** Whether requests are there that a cut leaves without an answer. */
function isSilentToClients(state: ClusterState, broker: number): boolean {
  return brokerOf(state, broker).cutFrom.includes('clients') && hasRequests(state, broker)
}

/** Whether a follower that its leader has not asked to drop yet may be dropped because of this broker's cut. */
function excusesLag(state: ClusterState, broker: number): boolean {
  const { cutFrom } = brokerOf(state, broker)
  const isBetween = (leader: number, isr: readonly number[]): boolean =>
    leader === broker
      ? isr.some((member) => cutFrom.includes(member))
      : cutFrom.includes(leader) && isr.includes(broker)
  return state.partitions.some(
    ({ registration, replicas }) =>
      replicas.some(
        ({ leadership }, leader) =>
          leadership !== null
          && isBetween(leader, leadership.pending?.joins === null ? leadership.pending.isr : leadership.isr),
      )
      // What an elected leader will know when it hears of it.
      || (replicas[registration.leader]?.leadership?.partitionEpoch !== registration.partitionEpoch
        && isBetween(registration.leader, registration.isr)),
  )
}
