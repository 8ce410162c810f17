/** What can happen in transactions: to their producers, their coordinators, and to markers. */
import type { MarkerId } from './markers.ts'

export type TransactionAction =
  | { readonly kind: 'call'; readonly producer: number }
  | { readonly kind: 'finish'; readonly producer: number; readonly commit: boolean }
  | { readonly kind: 'poll'; readonly producer: number }
  | ({ readonly kind: 'mark' } & MarkerId)
  | ({ readonly kind: 'late-marker' } & MarkerId)
  // what costs or not, by the situation
  | { readonly kind: 'transaction-timeout'; readonly coordinator: number; readonly id: number }
  // faults
  | ({ readonly kind: 'delay-marker' } & MarkerId)
  | ({ readonly kind: 'lost-marker-answer' } & MarkerId)
  | { readonly kind: 'replace-client'; readonly producer: number }
  | { readonly kind: 'rebalance'; readonly producer: number }
