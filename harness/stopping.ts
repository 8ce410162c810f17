/** Why a search has to end before it is done: it was interrupted, or the memory that the process may have is taken. */
import { getHeapStatistics, setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import type { Stopped } from './explore/exploration.ts'

/** A search stops when so much of the heap is taken … */
const FULL = 0.85
/**
 * … or when less than this is left, in bytes. The limit that V8 names contains the spaces for young objects, up to 48
 * MiB, which are no room for what stays; a heap with less than that to spare ends the process, not the search.
 */
const SPARE = 64 * 2 ** 20
/** Questions between two looks at the memory: small enough that what is stored between them fits into what is left. */
const LOOK_EVERY = 128

/**
 * Of what may be taken, so much is full right after garbage was collected: with less room than that it would be
 * collected all the time.
 */
const FULL_AFTER_COLLECTION = 0.9

/** Bytes, named as Node names them. */
export interface HeapSize {
  readonly used_heap_size: number
  readonly heap_size_limit: number
}

/**
 * Whether so much of the heap of this thread is taken that a search should store nothing more. What looks taken may be
 * garbage, most of all after another search: it is collected before it is counted.
 */
export function isMemoryFull(look: () => HeapSize = getHeapStatistics, collect: () => void = collectGarbage): boolean {
  if (sizeOf(look()) <= 1) return false
  collect()
  return sizeOf(look()) > FULL_AFTER_COLLECTION
}

/** Taken, as a part of what may be taken. */
function sizeOf({ used_heap_size: used, heap_size_limit: limit }: HeapSize): number {
  return used / Math.max(1, Math.min(limit * FULL, limit - SPARE))
}

let collector: (() => void) | undefined

function collectGarbage(): void {
  if (collector === undefined) {
    setFlagsFromString('--expose-gc')
    collector = runInNewContext('gc') as () => void
  }
  collector()
}

/** What an exploration asks now and then: a reason to stop. */
export function stopper(interrupted: (() => boolean) | undefined): () => Stopped | undefined {
  let asked = 0
  return () => {
    if (interrupted?.() === true) return 'interrupted'
    return asked++ % LOOK_EVERY === 0 && isMemoryFull() ? 'memory' : undefined
  }
}
