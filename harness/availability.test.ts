import { describe, expect, test } from 'vitest'
import { KAFKA } from '../model/kafka/entry.ts'
import { resolveSettings } from '../model/kafka/settings/resolve.ts'
import type { System } from '../model/system.ts'
import { availabilityOf, type Availability } from './availability.ts'

function kafka(version: string, settings: Readonly<Record<string, string>>): System<unknown, unknown> {
  const given = Object.entries(settings).map(([key, value]) => ({ section: undefined, key, value, origin: {} }))
  const resolved = { ...resolveSettings(given, { version }).settings }
  const [size = {}] = KAFKA.sizes(resolved, KAFKA.sizeOf(resolved, { records: 1 }))
  return KAFKA.make(resolved, size)
}

const of = (version: string, settings: Readonly<Record<string, string>>): Availability | undefined =>
  availabilityOf(kafka(version, settings))

const both = (writes: number, reads: number): Pick<Availability, 'oneByOne' | 'atOnce'> => ({
  oneByOne: { writes, reads },
  atOnce: { writes, reads },
})

const THREE = { 'replication.factor': '3' }

describe.each(['4.3', '3.6', '2.0'])('with Kafka %s and three replicas', (version) => {
  test.each([
    ['1', 2],
    ['2', 1],
    ['3', 0],
  ])('min.insync.replicas=%s lets %i brokers be down while records are acknowledged by all', (minimum, writes) => {
    expect(of(version, { ...THREE, 'acks': 'all', 'min.insync.replicas': minimum })).toMatchObject(both(writes, 2))
  })

  test('acks=1 asks no other replica', () => {
    expect(of(version, { ...THREE, 'acks': '1', 'min.insync.replicas': '3' })?.atOnce.writes).toBe(2)
  })

  test('a transaction needs the topic of transactions as well', () => {
    const transactional = { ...THREE, 'transactional.id': 'x', 'min.insync.replicas': '1' }
    expect(of(version, { ...transactional, 'transaction.state.log.min.isr': '1' })).toMatchObject(both(2, 2))
    expect(of(version, { ...transactional, 'transaction.state.log.min.isr': '3' })).toMatchObject(both(0, 2))
  })
})

test('a single replica is read and written only while it is up', () => {
  expect(of('4.3', { 'replication.factor': '1' })).toMatchObject({ ...both(0, 0), brokers: 1 })
})

test('with five replicas the minimum decides', () => {
  expect(of('4.3', { 'replication.factor': '5', 'min.insync.replicas': '3' })).toMatchObject(both(2, 4))
})

test('a cluster that loses what was written with a broker down is seen to', () => {
  const system = kafka('4.3', { ...THREE, 'min.insync.replicas': '1' })
  const { machine } = system
  // No dead broker's session ends, so nobody else is elected.
  const broken = {
    ...system,
    machine: {
      ...machine,
      actions: (state: unknown) =>
        [...machine.actions(state)].filter((action) => (action as { kind: string }).kind !== 'fence'),
    },
  }
  expect(availabilityOf(broken)?.atOnce).toEqual({ writes: 0, reads: 0 })
})
