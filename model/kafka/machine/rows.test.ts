import { describe, expect, expectTypeOf, test } from 'vitest'
import type { Action } from './action.ts'
import type { OfKind, Row, RowsOf } from './row.ts'
import { play, systemOf } from '../testing/scenario.ts'

describe('what a request timeout costs', () => {
  const system = systemOf({ acks: '1', partitions: 2 }, { records: 2, producers: 1 })
  const timeout = (broker: number) => ({ kind: 'request-timeout', producer: 0, broker }) as const
  // Broker 0 leads partition 0, broker 1 partition 1; each has a request of the producer.
  const sent = play(system, [
    { kind: 'send', producer: 0, record: 0 },
    { kind: 'send', producer: 0, record: 1 },
  ])

  test('a fault while the broker could answer', () => {
    expect(system.machine.cost(timeout(0), sent.state)).toEqual({ is: 'fault', kind: 'timeout' })
  })

  test('nothing where the broker has been paused; but for another one, which could answer, it is a fault', () => {
    const { state } = play(system, [{ kind: 'pause', broker: 0 }], sent)
    expect(system.machine.cost(timeout(0), state)).toBeUndefined()
    expect(system.machine.cost(timeout(1), state)).toEqual({ is: 'fault', kind: 'timeout' })
  })
})

test('a row that lacks anything does not compile, nor does a table that lacks a row', () => {
  type Crash = OfKind<Action, 'crash'>
  type Pause = OfKind<Action, 'pause'>
  expectTypeOf<Row<Crash>>().toExtend<Row<Crash>>()
  expectTypeOf<Omit<Row<Crash>, 'apply'>>().not.toExtend<Row<Crash>>()
  expectTypeOf<Omit<Row<Crash>, 'cost'>>().not.toExtend<Row<Crash>>()
  expectTypeOf<Omit<Row<Crash>, 'luck'>>().not.toExtend<Row<Crash>>()
  expectTypeOf<Omit<Row<Crash>, 'sendsOver'>>().not.toExtend<Row<Crash>>()
  expectTypeOf<Omit<Row<Crash>, 'excusedBy'>>().not.toExtend<Row<Crash>>()
  expectTypeOf<Omit<Row<Crash>, 'fields'>>().not.toExtend<Row<Crash>>()
  expectTypeOf<Omit<Row<Crash>, 'involves'>>().not.toExtend<Row<Crash>>()
  expectTypeOf<Omit<Row<Crash>, 'offers'>>().not.toExtend<Row<Crash>>()
  expectTypeOf<Omit<Row<Crash>, 'possible'>>().not.toExtend<Row<Crash>>()
  expectTypeOf<Omit<Row<Crash>, 'words'>>().not.toExtend<Row<Crash>>()
  expectTypeOf<Omit<Row<Crash>, 'situations'>>().not.toExtend<Row<Crash>>()
  expectTypeOf<Omit<Row<Crash>, 'whose'>>().not.toExtend<Row<Crash>>()
  expectTypeOf<RowsOf<Crash>>().not.toExtend<RowsOf<Crash | Pause>>()
})
