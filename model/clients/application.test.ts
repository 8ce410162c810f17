import { describe, expect, test } from 'vitest'
import { called, gaveUp, moved, newApplication, polled, restarted, sendsFirst } from './application.ts'
import { hasPlans, newWorkload } from './workload.ts'

describe('an application', () => {
  const planned = newApplication([1, 3, 5])

  test('calls send for its records one by one', () => {
    expect(called(called(planned, 1), 3).toSend).toEqual([5])
  })

  test('that judges by the record sends what failed again before all else', () => {
    expect(sendsFirst(called(planned, 1), [11]).toSend).toEqual([11, 3, 5])
    expect(sendsFirst(planned, [])).toBe(planned)
  })

  test('gives up what belongs to a transaction that failed, and nothing else', () => {
    expect(gaveUp(planned, (record) => record > 2).toSend).toEqual([1])
  })

  test('that reads goes on behind what was committed, and asks again after an abort', () => {
    const given = polled(newApplication([]), 4, 2, [4, 14])
    expect(given).toEqual({ toSend: [4, 14], position: 4, generation: 2 })
    expect([moved(given, true).position, moved(given, false).position]).toEqual([5, -1])
    expect(moved(newApplication([]), true).position).toBe(-1)
  })

  test('of a new process has joined no group', () => {
    expect(restarted(polled(planned, 1, 3, [9]))).toEqual({ toSend: [9], position: -1, generation: -1 })
  })
})

test('a workload has plans as long as any of its applications has', () => {
  expect([newWorkload([[], [2]], 0), newWorkload([[], []], 3)].map(hasPlans)).toEqual([true, false])
  expect(newWorkload([], 2).attempts).toEqual([0, 0])
})
