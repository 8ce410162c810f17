/** What people ask whether it is survived, by name: limits on what goes wrong and is planned. */
import type { FaultKind } from './machine.ts'
import type { SystemFault } from './system.ts'

/** One way in which things go, with all that may go wrong in it and nothing else. */
export interface Scenario {
  /** `rolling-restart without waiting`. */
  readonly name: string
  /** What it means, as a sentence without a full stop. */
  readonly title: string
  /** Faults and moves together; without it as many as the kinds allow. */
  readonly total?: number
  /** At most so many of each kind; `undefined` is as many as `--faults` allows. */
  readonly faults: Readonly<Partial<Record<FaultKind, number | undefined>>>
  readonly moves: number
  readonly moveKinds?: readonly string[]
  /** How much and what is done in a run, beside what is asked for. */
  readonly size?: Readonly<Record<string, number | boolean>>
}

/** Why a system has no answer to a name that others have. */
export interface Unanswered {
  readonly problem: string
  readonly remedy: string
}

/** By name: each way in which it may go, or why there is none. */
export type Scenarios = Readonly<Record<string, readonly Scenario[] | Unanswered>>

const COMMON: readonly (Scenario & { readonly needs: readonly FaultKind[] })[] = [
  { name: 'nothing', title: 'nothing goes wrong, and nothing is planned', needs: [], faults: {}, moves: 0 },
  {
    name: 'one-broker-crash',
    title: 'one process of a broker dies, once',
    needs: ['crash'],
    faults: { crash: 1 },
    moves: 0,
  },
  {
    name: 'one-broker-lost-disk',
    title: 'one broker loses its disk and comes back empty',
    needs: ['disk-loss'],
    faults: { 'disk-loss': 1 },
    moves: 0,
  },
  {
    name: 'network',
    title: 'links fail: brokers are cut off from each other, requests and answers are lost',
    needs: ['partition'],
    faults: {
      'partition': undefined,
      'lost-request': undefined,
      'lost-response': undefined,
      'slow-follower': undefined,
    },
    moves: 0,
  },
  {
    name: 'producer-restart',
    title: 'one process of a producer dies and starts again',
    needs: ['client-restart'],
    faults: { 'client-restart': 1 },
    moves: 0,
  },
  {
    name: 'slow-consumer',
    title: 'one process stands still for longer than the others wait, and goes on',
    needs: ['pause'],
    faults: { pause: 1 },
    moves: 0,
  },
]

/** Those for which a system has what goes wrong in them. */
export function commonScenarios(faults: readonly SystemFault[]): Scenarios {
  const has = (kind: string): boolean => faults.some((fault) => fault.kind === kind)
  return Object.fromEntries(
    COMMON.filter(({ needs }) => needs.every(has)).map(({ needs: _needs, ...scenario }) => [
      scenario.name,
      [{ ...scenario, faults: Object.fromEntries(Object.entries(scenario.faults).filter(([kind]) => has(kind))) }],
    ]),
  )
}
