/** What a story shows of transactions after a step. */
import type { Participant } from '../../system.ts'
import type { ClusterState, Entry } from '../state/cluster-state.ts'
import { presentCoordinator } from '../state/coordinators.ts'
import type { Deployment } from '../state/deployment.ts'
import { producerName } from './names.ts'

/** What a story shows of producers and of their transactions, as the present coordinator knows them. */
export function participantsOfTransactions(deployment: Deployment, state: ClusterState): readonly Participant[] {
  const coordinator = presentCoordinator(deployment, state)
  const producers = (state.transactions?.clients ?? []).flatMap(
    ({ transactionalId, phase }, producer): readonly Participant[] => {
      if (transactionalId < 0) return []
      const { producerId = -1, producerEpoch = -1 } = state.producers[producer]?.session ?? {}
      return [
        {
          name: producerName(deployment, producer).replace(/^the /, ''),
          columns: [
            { name: 'phase', value: phase },
            { name: 'id', value: producerId < 0 ? '?' : idInWords(producerId, producerEpoch) },
          ],
        },
      ]
    },
  )
  const transactions = (state.transactions?.coordinators[coordinator]?.entries ?? []).map(
    ({ metadata, pending }, id): Participant => ({
      name: state.transactions?.coordinators[coordinator]?.entries.length === 1 ? 'coordinator' : `coordinator/${id}`,
      columns: [
        { name: 'state', value: metadata.state },
        {
          name: 'partitions',
          value: `{${metadata.partitions.map((partition) => (partition === deployment.offsetsPartition ? 'group' : partition)).join(',')}}`,
        },
        { name: 'id', value: idInWords(metadata.producerId, metadata.producerEpoch) },
        ...(pending === null ? [] : [{ name: 'writes', value: pending.metadata.state }]),
      ],
    }),
  )
  return [...producers, ...transactions]
}

/** A producer id and its epoch. */
function idInWords(producerId: number, producerEpoch: number): string {
  return `${producerId} e${producerEpoch}`
}

/** A batch that holds no record, in a log: `commit@0`, `Ongoing@0`. */
export function entryInWords({ payload, leaderEpoch }: Entry): string {
  if (payload === null) return `?@${leaderEpoch}`
  switch (payload.kind) {
    case 'records':
      return `?@${leaderEpoch}`
    case 'position':
      return `position ${payload.position}@${leaderEpoch}`
    case 'marker':
      return `${payload.decision.toUpperCase()}@${leaderEpoch}`
    case 'note':
      return `${payload.metadata.state}@${leaderEpoch}`
  }
}
