import { array, assert, constantFrom, integer, nat, property, record, shuffledSubarray, tuple } from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Fingerprinter } from '../../model/fingerprint.ts'
import type { Symmetry } from '../../model/symmetry.ts'
import { budgetOf } from '../budget.ts'
import type { Exploration, ExploreOptions } from './exploration.ts'
import { explore } from './explorer.ts'
import type { Space } from './space.ts'
import { symmetricSpace } from './symmetry.ts'

/** Guests at a party: how many glasses each has had, and whom each looks at. */
interface Party {
  readonly glasses: readonly number[]
  readonly looksAt: readonly number[]
}

interface Deed {
  readonly guest: number
  /** Whom the guest turns to; without anybody it drinks. */
  readonly other?: number
}

const THIRST = 2

/** They drink in turns with whom they look at, and turn to anybody. */
function party(guests: number): Space<Party, Deed> {
  const names = Array.from({ length: guests }, (_, name) => name)
  return {
    initial: { glasses: names.map(() => 0), looksAt: names.slice() },
    actions: () => names.flatMap((guest): readonly Deed[] => [{ guest }, ...names.map((other) => ({ guest, other }))]),
    cost: () => undefined,
    step: (before, { guest, other }) => {
      const { glasses, looksAt } = before
      if (other !== undefined)
        return other === looksAt[guest] ? before : { glasses, looksAt: looksAt.with(guest, other) }
      const had = glasses[guest] ?? 0
      const mayDrink = had < THIRST && had <= (glasses[looksAt[guest] ?? guest] ?? 0)
      return mayDrink ? { glasses: glasses.with(guest, had + 1), looksAt } : before
    },
    identify: (vertex, fingerprint) => fingerprint.of(vertex),
  }
}

function renamed({ glasses, looksAt }: Party, to: readonly number[]): Party {
  const from = (name: number): number => to.indexOf(name)
  return {
    glasses: to.map((_, name) => glasses[from(name)] ?? 0),
    looksAt: to.map((_, name) => to[looksAt[from(name)] ?? 0] ?? 0),
  }
}

const lookers = ({ looksAt }: Party, name: number): number => looksAt.filter((other) => other === name).length

/** Signatures that tell more or less: from names that are never tied without need to names that always are. */
const SIGNATURES: Readonly<Record<string, Symmetry<Party>['signature']>> = {
  much: (at, name) => (at.glasses[name] ?? 0) * 100 - lookers(at, name) * 10 + (at.glasses[at.looksAt[name] ?? 0] ?? 0),
  little: (at, name) => lookers(at, name) - 1,
  nothing: () => -1,
}

const symmetryOf = (names: number, signature: Symmetry<Party>['signature']): Symmetry<Party> => ({
  names,
  renamed,
  signature,
})

function print<State>(space: Space<State, unknown>, state: State): string {
  const fingerprint = new Fingerprinter()
  space.identify(state, fingerprint)
  return `${fingerprint.high} ${fingerprint.low}`
}

function permutations(list: readonly number[]): readonly (readonly number[])[] {
  return list.length === 0
    ? [[]]
    : list.flatMap((first) => permutations(list.filter((one) => one !== first)).map((rest) => [first, ...rest]))
}

/** By trying every renaming: the first of them. */
function orbitOf(state: Party): string {
  const all = permutations(state.glasses.map((_, name) => name)).map((to) => JSON.stringify(renamed(state, to)))
  return all.sort()[0] ?? ''
}

function explored(space: Space<Party, Deed>, options: Partial<ExploreOptions<Party, Deed>> = {}): Exploration<Deed> {
  const slices = explore(space, { budget: budgetOf(0), maxStates: 100_000, ...options })
  let slice = slices.next()
  while (slice.done !== true) slice = slices.next()
  return slice.value
}

const anyParty = integer({ min: 1, max: 5 }).chain((guests) =>
  record<Party>({
    glasses: array(nat({ max: THIRST }), { minLength: guests, maxLength: guests }),
    looksAt: array(nat({ max: guests - 1 }), { minLength: guests, maxLength: guests }),
  }),
)
const partyAndRenaming = anyParty.chain((state) => {
  const names = state.glasses.map((_, name) => name)
  return tuple(constantFrom(state), shuffledSubarray(names, { minLength: names.length, maxLength: names.length }))
})

describe.each(Object.entries(SIGNATURES))('with signatures that tell %s', (_, signature) => {
  const spaceOf = (guests: number): Space<Party, Deed> => symmetricSpace(party(guests), symmetryOf(guests, signature))

  test('a state and its renaming have one fingerprint', () => {
    assert(
      property(partyAndRenaming, ([state, to]) => {
        const space = spaceOf(state.glasses.length)
        // One after the other in one space, which keeps nothing of the state before.
        expect(print(space, renamed(state, to))).toBe(print(space, state))
      }),
      { numRuns: 500 },
    )
  })

  test('and no other state has it', () => {
    assert(
      property(anyParty, anyParty, (a, b) => {
        if (a.glasses.length !== b.glasses.length) return
        const space = spaceOf(a.glasses.length)
        expect(print(space, a) === print(space, b)).toBe(orbitOf(a) === orbitOf(b))
      }),
      { numRuns: 300 },
    )
  })

  test.each([1, 2, 3])('a search among %s counts each orbit once', (guests) => {
    const orbits = new Set<string>()
    const all = explored(party(guests), { broken: (state) => (orbits.add(orbitOf(state)), 0) })
    const reduced = explored(spaceOf(guests))
    expect(reduced).toMatchObject({ states: orbits.size, depth: all.depth, stopped: null })
    if (guests > 1) expect(reduced.states).toBeLessThan(all.states)
  })

  test('counterexamples are as short as without, and keep their names', () => {
    const plain = party(3)
    const wanted = (state: Party): number =>
      state.glasses.every((had) => had === THIRST) && state.looksAt.every((other, name) => other !== name) ? 1 : 0
    const lengths = [plain, spaceOf(3)].map((space) => {
      const actions = explored(space, { broken: wanted, wanted: 1 }).found[0]?.actions ?? []
      const states = actions.reduce<readonly Party[]>(
        (so, action) => [...so, plain.step(so.at(-1) ?? plain.initial, action)],
        [plain.initial],
      )
      expect(states.map(wanted)).toEqual([...actions.map(() => 0), 1])
      expect(new Set(states.map((state) => JSON.stringify(state))).size).toBe(states.length)
      return actions.length
    })
    expect(lengths).toEqual([9, 9])
  })
})

test('what is in order already is not renamed', () => {
  let renamings = 0
  const symmetry: Symmetry<Party> = {
    names: 3,
    signature: ({ glasses }, name) => glasses[name] ?? 0,
    renamed: (state, to) => (renamings++, renamed(state, to)),
  }
  const space = symmetricSpace(party(3), symmetry)
  print(space, { glasses: [0, 1, 2], looksAt: [2, 2, 2] })
  expect(renamings).toBe(0)
  print(space, { glasses: [0, 2, 1], looksAt: [2, 2, 2] })
  expect(renamings).toBe(1)
  // Two orders of the two that are tied; one of them is the one there is.
  print(space, { glasses: [0, 1, 1], looksAt: [2, 2, 2] })
  expect(renamings).toBe(2)
})
