/** What is known of a whole exploration. Every worker keeps it, and all keep the same. */
import type { Exploration, ExploredLayer, Stopped } from '../exploration.ts'
import type { Layer } from '../layers.ts'
import type { Finding } from './findings.ts'

interface Found {
  readonly bits: number
  readonly node: number
  readonly layer: Layer
}

export class Tally {
  states = 1
  generated = 0
  stopped: Stopped | null = null
  /** Bits that were not found yet. */
  missing: number
  readonly #layers: readonly Layer[]
  readonly #wanted: number | undefined
  readonly #explored: ExploredLayer[] = []
  readonly #found: Found[] = []
  #expandedInLayer = 0
  #depthOfLayer = 0

  constructor(layers: readonly Layer[], wanted: number | undefined) {
    this.#layers = layers
    this.#wanted = wanted
    this.missing = wanted ?? 0
  }

  /** Whether nothing more is to be done. */
  get isDone(): boolean {
    return this.stopped !== null || this.hasAll(this.missing)
  }

  /** Whether the search is over when these bits are still missing. */
  hasAll(missing: number): boolean {
    return this.#wanted !== undefined && missing === 0
  }

  expanded(vertices: number, depth: number): void {
    if (vertices === 0) return
    this.#expandedInLayer += vertices
    this.#depthOfLayer = depth
  }

  /** Notes what is broken for the first time; findings come in order. */
  look({ bits, node }: Finding, layer: number): void {
    const fresh = bits & this.missing
    if (fresh === 0) return
    this.missing &= ~fresh
    this.#found.push({ bits: fresh, node, layer: this.#layers[layer] as Layer })
  }

  endLayer(layer: number): void {
    this.#explored.push({
      ...(this.#layers[layer] as Layer),
      states: this.#expandedInLayer,
      depth: this.#depthOfLayer,
      complete: !this.isDone,
    })
    this.#expandedInLayer = 0
    this.#depthOfLayer = 0
  }

  exploration<Action>(bytes: number, pathTo: (node: number) => readonly Action[]): Exploration<Action> {
    return {
      states: this.states,
      generated: this.generated,
      depth: this.#explored.reduce((deepest, { depth }) => Math.max(deepest, depth), 0),
      layers: this.#explored,
      unfinished: this.#layers.filter((_, layer) => this.#explored[layer]?.complete !== true),
      found: this.#found.flatMap(({ bits, node, layer: { faults, moves } }) => {
        const actions = pathTo(node)
        return bitsOf(bits).map((bit) => ({ bit, faults, moves, actions }))
      }),
      stopped: this.stopped,
      bytes,
    }
  }
}

function bitsOf(bits: number): readonly number[] {
  const single: number[] = []
  for (let bit = 1; bit <= bits && bit > 0; bit <<= 1) if ((bits & bit) !== 0) single.push(bit)
  return single
}
