import { describe, expect, test } from 'vitest'
import { machineOf, type Row, type Rows } from './rows.ts'

/** A lamp that can be switched, and break. */
interface Lamp {
  readonly on: boolean
  readonly broken: boolean
}
type LampAction =
  { readonly kind: 'switch' } | { readonly kind: 'break'; readonly by: number } | { readonly kind: 'mend' }
interface Room {
  readonly people: number
}

const nobody = () => ({ reads: [], writes: [], links: [] })
const rows: Rows<Room, Lamp, LampAction> = {
  break: {
    offers: ({ people }) => Array.from({ length: people }, (_, by) => ({ kind: 'break', by })),
    possible: (_, { broken }) => !broken,
    apply: (_, lamp, { by }, see) => {
      see({ kind: 'consumed', record: 0, consumer: by })
      return { ...lamp, broken: true }
    },
    cost: { is: 'fault', kind: 'crash' },
    words: (_, { by }) => `person ${by} breaks the lamp`,
    luck: ({ by }) => `break ${by}`,
    involves: nobody,
    situations: ['broken'],
  },
  mend: {
    offers: () => [{ kind: 'mend' }],
    possible: (_, { broken }) => broken,
    apply: (_, lamp) => ({ ...lamp, broken: false }),
    // In the dark it takes luck.
    cost: (_, __, { on }) => (on ? undefined : { is: 'move', kind: 'mending' }),
    words: () => 'somebody mends the lamp',
    luck: () => 'mend',
    involves: nobody,
    situations: (_, __, before) => (before.on ? ['mended in light'] : []),
  },
  switch: {
    offers: () => [{ kind: 'switch' }],
    possible: (_, { broken }) => !broken,
    apply: (_, lamp) => ({ ...lamp, on: !lamp.on }),
    cost: undefined,
    words: (_, __, { on }) => `somebody switches the lamp ${on ? 'off' : 'on'}`,
    luck: () => 'switch',
    involves: nobody,
    situations: [],
  },
}

const machine = machineOf('lamp', { people: 2 }, { on: false, broken: false }, rows, (_, before, after, see) => {
  if (before.on !== after.on) see({ kind: 'consumed', record: 1, consumer: 0 })
})
const kinds = (lamp: Lamp): readonly string[] => [...machine.actions(lamp)].map(({ kind }) => kind)

describe('a machine made of rows', () => {
  test('names ordinary work first, and what costs last, whatever the order of the table', () => {
    expect(kinds({ on: false, broken: false })).toEqual(['switch', 'break', 'break'])
  })

  test('places an action whose cost depends on the state by what it costs now', () => {
    expect(kinds({ on: true, broken: true })).toEqual(['mend'])
    expect(machine.cost({ kind: 'mend' }, { on: true, broken: true })).toBeUndefined()
    expect(machine.cost({ kind: 'mend' }, { on: false, broken: true })).toEqual({ is: 'move', kind: 'mending' })
  })

  test('refuses what is not possible with the same state, and nothing is seen', () => {
    const broken: Lamp = { on: false, broken: true }
    const step = machine.step(broken, { kind: 'switch' })
    expect(step.state).toBe(broken)
    expect(step.seen).toEqual([])
  })

  test('tells what was seen, by whoever acted and by what follows from any change', () => {
    expect(machine.step(machine.initial, { kind: 'break', by: 1 }).seen).toEqual([
      { kind: 'consumed', record: 0, consumer: 1 },
    ])
    expect(machine.step(machine.initial, { kind: 'switch' }).seen).toEqual([
      { kind: 'consumed', record: 1, consumer: 0 },
    ])
  })

  test('asks the row of an action for its words, its luck and the situations that it reaches', () => {
    const action = { kind: 'break', by: 1 } as const
    expect(machine.describe(action, machine.initial)).toBe('person 1 breaks the lamp')
    expect(machine.luckKey(action)).toBe('break 1')
    expect(machine.situations(action, machine.initial, machine.initial)).toEqual(['broken'])
    expect(machine.situations({ kind: 'mend' }, { on: true, broken: true }, machine.initial)).toEqual([
      'mended in light',
    ])
  })

  test('has no row for an action of another machine', () => {
    expect(() => machine.step(machine.initial, { kind: 'fly' } as unknown as LampAction)).toThrow(
      'no row is called fly',
    )
  })
})

type Complete = Row<Room, Lamp, LampAction, 'switch'>
type IsRow<T> = T extends Complete ? true : false
type IsTable<T> = T extends Rows<Room, Lamp, LampAction> ? true : false

describe('the type of a row', () => {
  test('demands everything: what is left out does not compile', () => {
    // Each stands for a value of its type: `false` would not be assignable if the compiler took such a row.
    const taken: { readonly [Field in keyof Complete]: IsRow<Omit<Complete, Field>> } = {
      offers: false,
      possible: false,
      apply: false,
      cost: false,
      words: false,
      luck: false,
      involves: false,
      situations: false,
    }
    const whole: IsRow<Complete> = true
    const table: readonly [IsTable<typeof rows>, IsTable<Omit<typeof rows, 'mend'>>] = [true, false]
    expect([Object.values(taken).includes(true as never), whole, ...table]).toEqual([false, true, true, false])
  })
})
