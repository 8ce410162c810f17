/** The names of everything that can happen in a cluster, with who takes part. */
import type { TransactionAction } from '../coordinator/actions.ts'
import type { Endpoint } from '../state/deployment.ts'

export type Action =
  // ordinary work
  | { readonly kind: 'send'; readonly producer: number; readonly record: number }
  | {
      readonly kind: 'arrive'
      readonly producer: number
      readonly record: number
      readonly broker: number
      readonly late: boolean
    }
  | { readonly kind: 'fetch'; readonly follower: number; readonly partition: number }
  | { readonly kind: 'fetched'; readonly follower: number; readonly partition: number }
  | { readonly kind: 'learn-together' }
  | { readonly kind: 'replicate'; readonly partition: number }
  | { readonly kind: 'alter-partition'; readonly leader: number; readonly partition: number }
  | { readonly kind: 'learn'; readonly broker: number }
  // what follows from a fault or a move
  | { readonly kind: 'stop'; readonly broker: number }
  | { readonly kind: 'heal'; readonly broker: number }
  | { readonly kind: 'resume'; readonly broker: number }
  | { readonly kind: 'restart'; readonly broker: number }
  | { readonly kind: 'bounce'; readonly broker: number }
  | { readonly kind: 'unfence'; readonly broker: number }
  | { readonly kind: 'fence'; readonly broker: number }
  // what costs or not, by the situation
  | {
      readonly kind: 'shrink'
      readonly leader: number
      readonly partition: number
      readonly followers: readonly number[]
    }
  | { readonly kind: 'request-timeout'; readonly producer: number; readonly broker: number }
  | { readonly kind: 'delivery-timeout'; readonly producer: number; readonly record: number }
  // planned moves
  | { readonly kind: 'move-leader'; readonly partition: number; readonly to: number }
  | { readonly kind: 'controlled-shutdown'; readonly broker: number }
  // faults
  | { readonly kind: 'crash'; readonly broker: number }
  | { readonly kind: 'power-loss'; readonly broker: number; readonly keep: readonly number[] }
  | { readonly kind: 'disk-loss'; readonly broker: number }
  | { readonly kind: 'pause'; readonly broker: number }
  /** From whom, the schedule will show (`cuts.ts`); `partition` says it. */
  | { readonly kind: 'cut-off'; readonly broker: number; readonly clients: boolean }
  | { readonly kind: 'partition'; readonly broker: number; readonly from: readonly Endpoint[] }
  | { readonly kind: 'lost-request'; readonly producer: number; readonly broker: number }
  | { readonly kind: 'lost-response'; readonly producer: number; readonly record: number }
  | { readonly kind: 'controller-failover'; readonly broker: number; readonly partition: number }
  | { readonly kind: 'client-restart'; readonly producer: number }
  | TransactionAction
  /** Producers are forgotten while one of them still waits to send again. */
  | { readonly kind: 'forget-producers'; readonly partition: number }
  // after healing: a fresh producer sends one record
  | { readonly kind: 'probe'; readonly partition: number }
