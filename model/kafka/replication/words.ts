/** The words of a story for what replicas hear from each other, and from the controller. */
import { latestEpoch } from '../log/log.ts'
import { type ClusterState, type EndOfEpoch, NO_LEADER, replicaOf } from '../state/cluster-state.ts'

export function fetchInWords(before: ClusterState, partition: number, follower: number): string {
  const replica = replicaOf(before, partition, follower)
  return replica.truncating
    ? `broker ${follower} asks broker ${replica.leader} where epoch ${latestEpoch(replica)} ends`
    : `broker ${follower} fetches from broker ${replica.leader}`
}

export function finishedFetchInWords(before: ClusterState, partition: number, follower: number): string {
  const { response, leader } = replicaOf(before, partition, follower)
  if (response !== null && 'asked' in response) return `broker ${follower} ${cutsInWords(response)}`
  if (response !== null && response.sent !== null)
    return `broker ${follower} gets broker ${response.sent.leader}'s answer to a fetch of an earlier epoch`
  if (response?.diverging)
    return `broker ${follower} hears where its log parts from broker ${leader}'s, and cuts its own`
  if (response !== null && response.outOfRange !== null)
    return `broker ${follower} hears that broker ${leader}'s log ends at ${response.outOfRange}`
  const count = response?.entries.length ?? 0
  return `broker ${follower} gets ${count === 0 ? 'the high watermark' : count === 1 ? 'a record' : `${count} records`} from broker ${leader}`
}

function cutsInWords({ asked, end }: EndOfEpoch): string {
  if (end === null) return `hears that epoch ${asked} is unknown there, and cuts its log at its high watermark`
  return `hears that epoch ${end.leaderEpoch} ends at ${end.endOffset} there, and cuts its log accordingly`
}

export function newsInWords(before: ClusterState, broker: number): string {
  const news = before.partitions.flatMap(({ registration, replicas }) => {
    const replica = replicas[broker]
    if (replica === undefined || replica.leaderEpoch >= registration.leaderEpoch) return []
    if (registration.leader === NO_LEADER) return [`nobody leads in epoch ${registration.leaderEpoch}`]
    if (registration.leader === broker) return [`it leads in epoch ${registration.leaderEpoch}`]
    return [`it follows broker ${registration.leader} in epoch ${registration.leaderEpoch}`]
  })
  return news.length === 0 ? 'the ISR has changed' : news.join(', ')
}
