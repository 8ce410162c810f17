import { array, assert, constantFrom, nat, property } from 'fast-check'
import { describe, expect, test } from 'vitest'
import { budgetOf } from '../../harness/budget.ts'
import type { Exploration, ExploreOptions } from '../../harness/explore/exploration.ts'
import { explore } from '../../harness/explore/explorer.ts'
import { machineSpace } from '../../harness/explore/space.ts'
import { symmetricSpace } from '../../harness/explore/symmetry.ts'
import { Fingerprinter } from '../../model/fingerprint.ts'
import {
  SPEC_NAMES,
  type SpecAction,
  type SpecBounds,
  type SpecName,
  type SpecState,
  leaderInIsr,
  specMachine,
  specSymmetry,
  strongIsr,
  weakIsr,
} from './specs.ts'

/** R replicas, L log size, M records, E highest leader epoch. */
type Size = readonly [replicas: number, logSize: number, records: number, maxLeaderEpoch: number]

const boundsOf = ([replicas, logSize, records, maxLeaderEpoch]: Size): SpecBounds => ({
  replicas,
  logSize,
  records,
  maxLeaderEpoch,
})

function explored(
  name: SpecName,
  size: Size,
  symmetric = false,
  options: Partial<ExploreOptions<SpecState, SpecAction>> = {},
): Exploration<SpecAction> {
  const bounds = boundsOf(size)
  const space = machineSpace(specMachine(name, bounds))
  const slices = explore(symmetric ? symmetricSpace(space, specSymmetry(bounds)) : space, {
    budget: budgetOf(0),
    maxStates: 1_000_000,
    ...options,
  })
  let slice = slices.next()
  while (slice.done !== true) slice = slices.next()
  return slice.value
}

/** As TLC counted; the depth counts states, the initial one among them. */
const COUNTS: readonly (readonly [SpecName, Size, states: number, depth: number])[] = [
  ['KafkaTruncateToHighWatermark', [2, 1, 1, 1], 353, 12],
  ['KafkaTruncateToHighWatermark', [2, 2, 2, 1], 1251, 16],
  ['KafkaTruncateToHighWatermark', [2, 2, 2, 2], 10131, 20],
  ['KafkaTruncateToHighWatermark', [3, 1, 1, 1], 10681, 17],
  ['Kip101', [2, 1, 1, 1], 341, 12],
  ['Kip101', [2, 2, 2, 1], 1177, 15],
  ['Kip101', [2, 2, 2, 2], 9045, 18],
  ['Kip101', [3, 1, 1, 1], 9841, 18],
  ['Kip279', [2, 2, 2, 2], 9027, 18],
  ['Kip279', [3, 1, 1, 1], 9841, 18],
  ['Kip320FirstTry', [2, 2, 2, 2], 8429, 18],
  ['Kip320FirstTry', [3, 1, 1, 1], 9661, 18],
  ['Kip320', [2, 1, 1, 1], 277, 12],
  ['Kip320', [2, 2, 2, 1], 957, 15],
  ['Kip320', [2, 2, 2, 2], 5973, 18],
  ['Kip320', [3, 1, 1, 1], 6787, 18],
  ['Kip320', [3, 3, 3, 1], 176440, 26],
]

describe('distinct states and depth are those of TLC', () => {
  test.each(COUNTS)('%s %j', (name, size, states, depth) => {
    const all = explored(name, size)
    expect({ states: all.states, depth: all.depth + 1, stopped: all.stopped }).toEqual({ states, depth, stopped: null })
  })

  test('with a hash of 16 bits they are not: states are missed, and this test would show it', () => {
    const counted = COUNTS.map(
      ([name, size, states]) => explored(name, size, false, { fingerprintBits: 16 }).states - states,
    )
    expect(counted.filter((difference) => difference < 0).length).toBeGreaterThanOrEqual(8)
    expect(counted.every((difference) => difference <= 0)).toBe(true)
  })
})

describe('with symmetry, states that differ in names are one', () => {
  test.each<[SpecName, Size, orbits: number]>([
    ['KafkaTruncateToHighWatermark', [3, 2, 2, 1], 11453],
    ['Kip101', [3, 2, 2, 1], 10111],
    ['Kip279', [3, 2, 2, 1], 10164],
    ['Kip320FirstTry', [3, 2, 2, 1], 9983],
    ['Kip320', [3, 2, 2, 1], 6713],
    ['KafkaTruncateToHighWatermark', [2, 2, 2, 2], 5066],
    ['Kip320', [2, 2, 2, 2], 2987],
  ])('%s %j', (name, size, orbits) => {
    expect(explored(name, size, true).states).toBe(orbits)
  })
})

describe('replicas may exchange their names', () => {
  const size: Size = [3, 2, 2, 1]
  const symmetry = specSymmetry(boundsOf(size))
  const renamings = [
    [0, 1, 2],
    [0, 2, 1],
    [1, 0, 2],
    [1, 2, 0],
    [2, 0, 1],
    [2, 1, 0],
  ]

  function print(name: SpecName, state: SpecState): string {
    const fingerprint = new Fingerprinter()
    symmetricSpace(machineSpace(specMachine(name, boundsOf(size))), symmetry).identify(state, fingerprint)
    return `${fingerprint.high} ${fingerprint.low}`
  }

  test('which changes neither what identifies a state nor what can become of it', () => {
    assert(
      property(
        constantFrom(...SPEC_NAMES),
        array(nat(), { maxLength: 25, size: 'max' }),
        constantFrom(...renamings),
        (name, picks, to) => {
          const machine = specMachine(name, boundsOf(size))
          const successors = (state: SpecState): readonly SpecState[] =>
            [...machine.actions(state)].map((action) => machine.step(state, action).state)
          const state = picks.reduce<SpecState>(
            (at, pick) => successors(at)[pick % Math.max(1, successors(at).length)] ?? at,
            machine.initial,
          )
          const other = symmetry.renamed(state, to)
          expect(to.map((_, replica) => symmetry.signature(state, replica))).toEqual(
            to.map((named) => symmetry.signature(other, named)),
          )
          expect(print(name, other)).toBe(print(name, state))
          expect([weakIsr(other), strongIsr(other)]).toEqual([weakIsr(state), strongIsr(state)])
          const after = (before: SpecState): readonly string[] =>
            successors(before)
              .map((next) => print(name, next))
              .sort()
          expect(after(other)).toEqual(after(state))
        },
      ),
      { numRuns: 300 },
    )
  })

  test('and a state and its renamings count once, whatever stands for them', () => {
    const orbits = new Set<string>()
    const orbitOf = (state: SpecState): string =>
      renamings.map((to) => JSON.stringify(symmetry.renamed(state, to))).sort()[0] ?? ''
    explored('Kip320', [3, 1, 1, 1], false, { broken: (state) => (orbits.add(orbitOf(state)), 0) })
    expect(explored('Kip320', [3, 1, 1, 1], true).states).toBe(orbits.size)
  })
})

const holds = { WeakIsr: weakIsr, StrongIsr: strongIsr }

describe.each([
  ['without', false],
  ['with', true],
] as const)('the shortest violations, %s symmetry', (_, symmetric) => {
  test.each<[SpecName, Size, weak: number | undefined, strong: number | undefined]>([
    ['KafkaTruncateToHighWatermark', [2, 2, 2, 1], 9, 10],
    ['Kip101', [2, 2, 2, 2], 12, 12],
    ['Kip279', [3, 2, 2, 2], 11, 11],
    ['Kip320FirstTry', [3, 2, 2, 2], 12, 13],
    ['Kip320', [2, 2, 2, 2], undefined, undefined],
    ['Kip320', [3, 2, 2, 1], undefined, undefined],
  ])('%s %j: WeakIsr after %s states, StrongIsr after %s', (name, size, weak, strong) => {
    const machine = specMachine(name, boundsOf(size))
    const { found, unfinished } = explored(name, size, symmetric, {
      broken: (state) => (weakIsr(state) ? 0 : 1) | (strongIsr(state) ? 0 : 2),
      wanted: 3,
    })
    const lengthOf = (bit: number): number | undefined => found.find((one) => one.bit === bit)?.actions.length
    expect([lengthOf(1), lengthOf(2)]).toEqual([weak, strong].map((states) => states && states - 1))
    expect(unfinished.length === 0).toBe(weak === undefined)
    for (const { bit, actions } of found) {
      // It breaks the invariant with its last action, and not before.
      const states = actions.reduce<readonly SpecState[]>(
        (so, action) => [...so, machine.step(so.at(-1) ?? machine.initial, action).state],
        [machine.initial],
      )
      const broken = states.map((state) => !(bit === 1 ? holds.WeakIsr : holds.StrongIsr)(state))
      expect(broken).toEqual([...actions.map(() => false), true])
    }
  })
})

test('whoever leads is in sync, in every state', () => {
  for (const [name, size] of COUNTS.filter(([, , states]) => states < 2000)) {
    const seen = explored(name, size, false, {
      broken: (state) => (state.quorum.leader < 0 || leaderInIsr(state) ? 0 : 1),
      wanted: 1,
    })
    expect(seen.found).toEqual([])
  }
})
