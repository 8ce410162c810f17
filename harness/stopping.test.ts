import { describe, expect, test } from 'vitest'
import { isMemoryFull, stopper } from './stopping.ts'

const MIB = 2 ** 20
const heap =
  (used: number, limit: number) => (): { readonly used_heap_size: number; readonly heap_size_limit: number } => ({
    used_heap_size: used * MIB,
    heap_size_limit: limit * MIB,
  })

describe('the memory is full', () => {
  test.each([
    ['of a large heap, from 85 % on', 3500, 4144, false],
    ['of a large heap, from 85 % on', 3530, 4144, true],
    ['of a small heap, where less than 64 MiB are left', 40, 108, false],
    ['of a small heap, where less than 64 MiB are left', 45, 108, true],
    ['of a heap that is smaller than that, always', 1, 60, true],
  ])('%s: %d of %d MiB', (_, used, limit, full) => {
    expect(isMemoryFull(heap(used, limit), () => undefined)).toBe(full)
  })

  test('only when it is full without its garbage, too', () => {
    let used = 120
    const look = () => heap(used, 178)()
    expect(isMemoryFull(look, () => (used = 60))).toBe(false)
    used = 120
    expect(isMemoryFull(look, () => (used = 110))).toBe(true)
  })

  test('not while it is not, and then nothing is collected', () => {
    expect(isMemoryFull(heap(50, 4144), () => expect.unreachable())).toBe(false)
  })
})

test('an exploration is stopped by what interrupts it', () => {
  let asked = 0
  const stop = stopper(() => ++asked > 2)
  expect([stop(), stop(), stop()]).toEqual([undefined, undefined, 'interrupted'])
})
