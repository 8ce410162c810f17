import { describe, expect, test } from 'vitest'
import type { Cure } from '../../harness/remedies.ts'
import type { SearchResult } from '../../harness/result.ts'
import { type Changes, chooseChanges } from './choose.ts'

const cure = (...changes: readonly Changes[]): Cure => ({
  cause: [],
  remedies: changes.map((change) => ({ change, price: [], completeTo: 1, schedules: 0 })),
  tried: 1,
  isCut: false,
})

/** What a search would say: these promises hold, all others are broken. */
function finding(...holds: readonly string[]) {
  const asked: (readonly [Changes, readonly string[]])[] = []
  const judge = (changes: Changes, promises: readonly string[]): Promise<SearchResult<unknown>> => {
    asked.push([changes, promises])
    const all = promises.map((promise) => ({ promise, verdict: holds.includes(promise) ? 'held' : 'violated' }))
    return Promise.resolve({ promises: all, interrupted: false } as unknown as SearchResult<unknown>)
  }
  return { asked, judge }
}

const LOSS = ['loss', cure({ min: '2' }, { flush: '1' })] as const
const TWICE = ['twice', cure({ idempotence: 'true' })] as const

describe('which changes mend what is broken', () => {
  test('none where no promise has a remedy', async () => {
    expect(await chooseChanges(new Map([['loss', cure()]]), [], finding().judge)).toBeUndefined()
  })

  test('the one that mends all by itself, without another search', async () => {
    const { asked, judge } = finding()
    const cures = new Map([LOSS, ['order', cure({ flush: '1' })]])
    expect(await chooseChanges(cures, [], judge)).toEqual({ changes: { flush: '1' }, mends: ['loss', 'order'] })
    expect(asked).toEqual([])
  })

  test('the first of each, when a search finds that with all of them everything holds', async () => {
    const { asked, judge } = finding('loss', 'twice', 'kept')
    const changes = { min: '2', idempotence: 'true' }
    expect(await chooseChanges(new Map([LOSS, TWICE]), ['kept'], judge)).toEqual({ changes, mends: ['loss', 'twice'] })
    expect(asked).toEqual([[changes, ['loss', 'twice', 'kept']]])
  })

  test('one alone, where all together break what held', async () => {
    const { judge } = finding('loss', 'twice')
    expect(await chooseChanges(new Map([LOSS, TWICE]), ['kept'], judge)).toEqual({
      changes: { min: '2' },
      mends: ['loss'],
    })
  })

  test('never two values of one setting', async () => {
    const { asked, judge } = finding('loss', 'twice')
    const cures = new Map([LOSS, ['twice', cure({ min: '3' }, { retries: '0' })]])
    await chooseChanges(cures, [], judge)
    expect(asked.map(([changes]) => changes)).toEqual([{ min: '2', retries: '0' }])
  })
})
