import { describe, expect, test } from 'vitest'
import type { KafkaAction, KafkaState } from '../system.ts'
import { play, systemOf } from '../testing/scenario.ts'
import { connected, isRunning, reaches } from './network.ts'

const system = systemOf()
const after = (...actions: readonly KafkaAction[]): KafkaState => play(system, actions).state
const cutFrom = (broker: number, ...from: readonly ('controller' | 'clients' | number)[]): KafkaAction => ({
  kind: 'partition',
  broker,
  from,
})

describe('who can talk to whom', () => {
  test('at first everybody to everybody', () => {
    expect([
      isRunning(after(), 0),
      reaches(after(), 0, 'clients'),
      reaches(after(), 0, 'controller'),
      connected(after(), 0, 1),
    ]).toEqual([true, true, true, true])
  })

  test.each<KafkaAction>([
    { kind: 'crash', broker: 0 },
    { kind: 'pause', broker: 0 },
  ])('nobody to a process that does not run: %j', (action) => {
    const state = after(action)
    expect([
      isRunning(state, 0),
      reaches(state, 0, 'clients'),
      reaches(state, 0, 'controller'),
      connected(state, 0, 1),
      connected(state, 1, 0),
    ]).toEqual([false, false, false, false, false])
    expect(connected(state, 1, 2)).toBe(true)
  })

  test('a broker that is cut off from its clients still reaches the controller and other brokers, and the other way round', () => {
    expect([
      reaches(after(cutFrom(0, 'clients')), 0, 'clients'),
      reaches(after(cutFrom(0, 'clients')), 0, 'controller'),
      connected(after(cutFrom(0, 'clients')), 0, 1),
    ]).toEqual([false, true, true])
    expect([
      reaches(after(cutFrom(0, 'controller')), 0, 'clients'),
      reaches(after(cutFrom(0, 'controller')), 0, 'controller'),
    ]).toEqual([true, false])
  })

  test('a link that one end is cut off from carries nothing in either direction', () => {
    const state = after(cutFrom(0, 1))
    expect([connected(state, 0, 1), connected(state, 1, 0), connected(state, 0, 2), connected(state, 1, 2)]).toEqual([
      false,
      false,
      true,
      true,
    ])
  })
})
