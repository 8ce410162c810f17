/** What can happen, and how a person says it. */
import { NONE, type SpecState, replicaOf } from './state.ts'

export type SpecAction =
  | { readonly kind: 'fetch'; readonly follower: number }
  | { readonly kind: 'truncate'; readonly follower: number }
  | { readonly kind: 'write'; readonly leader: number }
  | { readonly kind: 'raise-high-watermark'; readonly leader: number }
  | { readonly kind: 'shrink-isr'; readonly leader: number; readonly follower: number }
  | { readonly kind: 'expand-isr'; readonly leader: number; readonly follower: number }
  | { readonly kind: 'become-leader'; readonly leader: number; readonly epoch: number }
  | { readonly kind: 'become-follower'; readonly follower: number; readonly leader: number; readonly epoch: number }
  | { readonly kind: 'controller-shrink-isr'; readonly replica: number }
  | { readonly kind: 'controller-elect-leader'; readonly leader: number }

/** One line, true of a state in which the action can happen. */
export function describe(action: SpecAction, before: SpecState): string {
  switch (action.kind) {
    case 'fetch': {
      const { leader, log } = replicaOf(before, action.follower)
      return `replica ${action.follower} fetches offset ${log.length} from replica ${leader}`
    }
    case 'truncate':
      return `replica ${action.follower} cuts its log to what replica ${replicaOf(before, action.follower).leader} has`
    case 'write':
      return `replica ${action.leader} appends record ${before.nextRecordId} as leader of epoch ${replicaOf(before, action.leader).leaderEpoch}`
    case 'raise-high-watermark':
      return `replica ${action.leader} raises its high watermark to ${replicaOf(before, action.leader).highWatermark + 1}`
    case 'shrink-isr':
      return `replica ${action.leader} drops replica ${action.follower} from the ISR`
    case 'expand-isr':
      return `replica ${action.leader} takes replica ${action.follower} into the ISR`
    case 'become-leader':
      return `replica ${action.leader} becomes leader of epoch ${action.epoch}`
    case 'become-follower':
      return `replica ${action.follower} becomes a follower of replica ${action.leader} in epoch ${action.epoch}`
    case 'controller-shrink-isr':
      return before.quorum.leader === action.replica
        ? `the controller takes the lead from replica ${action.replica}: nobody leads in epoch ${before.requests.length}`
        : `the controller takes replica ${action.replica} out of the ISR, in epoch ${before.requests.length}`
    case 'controller-elect-leader':
      return `the controller makes replica ${action.leader} leader of epoch ${before.requests.length}${before.quorum.leader === NONE ? '' : ` instead of replica ${before.quorum.leader}`}`
  }
}
