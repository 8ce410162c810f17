/** All that one worker works with. */
import type { MessagePort } from 'node:worker_threads'
import { Fingerprinter } from '../../../model/fingerprint.ts'
import { type Cost, FAULT_KINDS } from '../../../model/machine.ts'
import type { Budget } from '../../budget.ts'
import { MOST_LAYERS } from '../explorer.ts'
import { EMPTY_PURSE, Purses } from '../layers.ts'
import type { Space } from '../space.ts'
import { Meeting, StopSign } from './meeting.ts'
import type { SharedMemory } from './memory.ts'
import { SeenParts } from './seen-parts.ts'
import { SharedKeys } from './shared-keys.ts'
import type { Explorable } from './source.ts'
import { Waiting } from './waiting.ts'

export interface PartOptions {
  readonly budget: Budget
  /** States stored before the search stops. */
  readonly maxStates: number
  /** Faults of a schedule at the most, where the budget would allow more. */
  readonly mostFaults?: number | undefined
  /** Actions of a schedule at the most; what is longer is left out. */
  readonly maxDepth?: number | undefined
  /** `ExploreOptions.looksAtWaiting`. */
  readonly looksAtWaiting?: boolean | undefined
  /** The search ends when all these bits were found. */
  readonly wanted?: number | undefined
  /** Bits of a fingerprint that count: 64 but in a test. */
  readonly fingerprintBits?: number | undefined
  /** Vertices that all workers together expand between two meetings; the result does not depend on it. */
  readonly round?: number | undefined
}

export class Workplace<Vertex, Action> {
  readonly explorable: Explorable<Vertex, Action>
  readonly options: PartOptions
  /** Number of this worker. */
  readonly me: number
  readonly memory: SharedMemory
  /** To the other workers. */
  readonly ports: readonly (MessagePort | undefined)[]
  readonly purses: Purses
  readonly fingerprint: Fingerprinter
  readonly meeting: Meeting
  readonly stopSign: StopSign
  readonly seen: SeenParts
  readonly keys: SharedKeys
  readonly waiting = new Waiting<Vertex>()

  constructor(
    explorable: Explorable<Vertex, Action>,
    options: PartOptions,
    me: number,
    memory: SharedMemory,
    ports: readonly (MessagePort | undefined)[],
  ) {
    this.explorable = explorable
    this.options = options
    this.me = me
    this.memory = memory
    this.ports = ports
    this.purses = numbered(new Purses(options.budget, options.mostFaults))
    if (this.purses.layers.length > MOST_LAYERS)
      throw new RangeError(`a budget of ${this.purses.layers.length} layers; an explorer counts to ${MOST_LAYERS}`)
    this.fingerprint = new Fingerprinter(options.fingerprintBits)
    this.meeting = new Meeting(memory.meeting, me, memory.seen.length)
    this.stopSign = new StopSign(memory.meeting)
    this.seen = new SeenParts(memory.seen, me, this.purses)
    this.keys = new SharedKeys(memory.keys, me)
  }

  /** What the vertices of a layer are vertices of. */
  spaceOf(layer: number): Space<Vertex, Action> {
    const { space } = this.explorable
    return this.purses.isLast(layer) ? (space.last ?? space) : space
  }
}

const COSTS: readonly NonNullable<Cost>[] = [
  { is: 'move', kind: '' },
  ...FAULT_KINDS.map((kind) => ({ is: 'fault', kind }) as const),
]

/** Purses are numbered as they come up: here all of them do, in the same order for every worker. */
function numbered(purses: Purses): Purses {
  const met = [new Set([EMPTY_PURSE])]
  for (let layer = 0; layer < purses.layers.length; layer++) {
    for (const purse of met[layer] ?? []) {
      for (const cost of COSTS)
        if (purses.affords(layer, purse, cost))
          (met[purses.layerAfter(layer, cost)] ??= new Set()).add(purses.purseAfter(purse, cost))
    }
  }
  return purses
}
