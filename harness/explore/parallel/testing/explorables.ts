/** What the tests explore: workers import it from here. */
import {
  type SpecAction,
  type SpecBounds,
  type SpecName,
  type SpecState,
  specMachine,
  strongIsr,
  weakIsr,
} from '../../../../bench/specs/specs.ts'
import type { Cost, FaultKind } from '../../../../model/machine.ts'
import type { QueueAction, QueueSettings, QueueState } from '../../../testing/queue-state.ts'
import { queueSystem } from '../../../testing/queue.ts'
import { type Moment, ledgerSpace, machineSpace } from '../../space.ts'
import type { Explorable, Source } from '../source.ts'

/** What this file makes. */
export type Made = 'spec' | 'queue' | 'graph' | 'throwing' | 'endless' | 'mute'

export function sourceOf(name: Made, ...args: readonly unknown[]): Source {
  return { module: import.meta.url, name, args }
}

/** A specification, with its promises as bits 1 and 2. */
export function spec(name: SpecName, bounds: SpecBounds): Explorable<SpecState, SpecAction> {
  return {
    space: machineSpace(specMachine(name, bounds)),
    broken: (state) => (weakIsr(state) ? 0 : 1) | (strongIsr(state) ? 0 : 2),
  }
}

/** Counts of a worker, to be added up. */
export interface Counts {
  readonly looks: number
  /** By kind of step and the state that it began in. */
  readonly news: Readonly<Record<string, number>>
}

/** A queue with faults and moves; broken in four ways, each first met in another layer. */
export function queue(
  settings: Partial<QueueSettings>,
  isShortAtLast = false,
): Explorable<Moment<QueueState>, QueueAction> {
  let looks = 0
  const news: Record<string, number> = {}
  const space = ledgerSpace(queueSystem(settings).machine)
  // Some way to the end must do where nothing can fail any more.
  const last = { ...space, actions: (moment: Moment<QueueState>) => [...space.actions(moment)].slice(0, 1) }
  return {
    space: isShortAtLast ? { ...space, last } : space,
    broken: ({ state, ledger }) => {
      looks++
      const isDuplicate = ledger.applied.some(({ times }) => times > 1)
      const isDown = !state.brokerUp && !state.consumerUp
      const isLost = ledger.sent.some(({ outcome }) => outcome === 'rejected')
      const isDone = ledger.consumed.length === settings.records
      return (isDuplicate ? 1 : 0) | (isDown ? 2 : 0) | (isLost ? 4 : 0) | (isDone ? 8 : 0)
    },
    onNew: ({ kind }, { state }) => {
      const name = `${kind} ${state.sent} ${state.entries.length} ${state.consumerUp}`
      news[name] = (news[name] ?? 0) + 1
    },
    report: (): Counts => ({ looks, news }),
  }
}

/** One edge from every vertex of a graph: to `factor` times its number and some more. */
export interface Edge {
  readonly factor: number
  readonly more: number
  readonly cost?: FaultKind | 'move' | undefined
}

/** A graph of so many vertices; a vertex is broken in the bits of its number beyond a limit. */
export function graph(edges: readonly Edge[], size: number, sound: number): Explorable<{ readonly at: number }, Edge> {
  const news: Record<string, number> = {}
  const ordered = [...edges.filter(({ cost }) => cost === undefined), ...edges.filter(({ cost }) => cost !== undefined)]
  return {
    space: {
      initial: { at: 0 },
      actions: () => ordered,
      cost: ({ cost }): Cost =>
        cost === undefined ? undefined : cost === 'move' ? { is: 'move', kind: 'x' } : { is: 'fault', kind: cost },
      step: ({ at }, { factor, more }) => ({ at: (at * factor + more) % size }),
      identify: (vertex, fingerprint) => fingerprint.of(vertex),
    },
    broken: ({ at }) => Math.max(0, at - sound),
    onNew: (edge, { at }) => {
      const name = `${at} ${ordered.indexOf(edge)}`
      news[name] = (news[name] ?? 0) + 1
    },
    report: (): Counts => ({ looks: 0, news }),
  }
}

/** A tree in which every vertex has two successors. */
export function endless(
  onStep: (path: readonly number[]) => void = () => undefined,
): Explorable<readonly number[], number> {
  return {
    space: {
      initial: [],
      actions: () => [0, 1],
      cost: () => undefined,
      step: (path, bit) => {
        onStep(path)
        return [...path, bit]
      },
      identify: (path, fingerprint) => fingerprint.of(path),
    },
  }
}

/** The same, until something goes wrong far from its root. */
export function throwing(): Explorable<readonly number[], number> {
  return endless(function stumble(path) {
    if (path.length === 12 && path.every((bit) => bit === 1)) throw new RangeError('stumbled')
  })
}

/** Has something to say that cannot be said. */
export function mute(): Explorable<{ readonly at: number }, Edge> {
  return { ...graph([], 1, 0), report: () => () => 'a function' }
}
