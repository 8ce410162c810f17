import { describe, expect, test } from 'vitest'
import { BLANK_REPLICA, type Replica } from '../state/cluster-state.ts'
import { truncationOf } from './truncation.ts'

/** A follower with five records, that knows when these epochs began. */
function follower(...epochs: readonly (readonly [leaderEpoch: number, start: number])[]): Replica {
  const log = Array.from({ length: 5 }, (_, record) => ({ record, leaderEpoch: 0, payload: null }))
  return {
    ...BLANK_REPLICA,
    log,
    highWatermark: 1,
    epochs: epochs.map(([leaderEpoch, start]) => ({ leaderEpoch, start })),
  }
}

const said = (leaderEpoch: number | null, endOffset: number) => ({ leaderEpoch, endOffset })

describe('a follower cuts its log', () => {
  const known = follower([1, 0], [3, 2], [6, 4])

  test('to its high watermark, where the leader cannot say where the epoch ends', () => {
    expect(truncationOf(known, null)).toEqual({ offset: 1, isFinal: true })
  })

  test('to the offset of a leader that names no epoch, as far as its own log goes', () => {
    expect(truncationOf(known, said(null, 3))).toEqual({ offset: 3, isFinal: true })
    expect(truncationOf(known, said(null, 9))).toEqual({ offset: 5, isFinal: true })
  })

  test('to the end of the next smaller epoch, and asks about that, where it does not know the one that was named', () => {
    expect(truncationOf(known, said(5, 9))).toEqual({ offset: 4, isFinal: false })
    expect(truncationOf(known, said(2, 1))).toEqual({ offset: 2, isFinal: false })
  })

  test('to the offset of the leader, where it knows no epoch to ask about', () => {
    expect(truncationOf(known, said(7, 4))).toEqual({ offset: 4, isFinal: true })
    expect(truncationOf(known, said(7, 9))).toEqual({ offset: 5, isFinal: true })
  })

  test('to where the epoch ends in the shorter log, where both know it', () => {
    expect(truncationOf(known, said(3, 3))).toEqual({ offset: 3, isFinal: true })
    expect(truncationOf(known, said(3, 9))).toEqual({ offset: 4, isFinal: true })
    expect(truncationOf(known, said(6, 9))).toEqual({ offset: 5, isFinal: true })
  })
})
