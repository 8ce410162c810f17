import { describe, expect, test } from 'vitest'
import type { Given } from '../given.ts'
import type { Settings } from '../system-entry.ts'
import { queueChanges } from './changes.ts'
import { QUEUES } from './entry.ts'

const resolved = (values: Readonly<Record<string, string>>): Settings => {
  const given = Object.entries(values).map(([key, value]): Given => ({ section: undefined, key, value, origin: {} }))
  return QUEUES.resolve(given, {}).settings
}

/** Queues that between them have every setting as a change may find it. */
const QUEUES_AS_THEY_ARE: readonly Readonly<Record<string, string>>[] = [
  {},
  {
    'producers.confirms': 'false',
    'producers.in-flight': '3',
    'producers.resends': '0',
    'broker.persistent': 'false',
    'broker.flush': 'later',
    'broker.standby': 'asynchronous',
    'broker.deduplicate': 'in-memory',
    'consumers.prefetch': '5',
    'consumers.acknowledge': 'on-delivery',
    'redelivery.visibility-timeout': '30',
    'redelivery.requeue': 'back',
    'redelivery.dead-letters': 'remove-then-copy',
  },
  { 'priority.order': 'topics', 'priority.classes': 'three', 'priority.levels': '1', 'priority.of-messages': '0,1' },
  { 'delay.clock': 'wall', 'delay.set-back': 'at-once', 'delay.looks-at': 'head', 'delay.fire': 'remove-then-send' },
  { 'order.close': 'delete-job', 'order.pay': 'read-then-write', 'order.payment': 'external' },
]

describe('what a user of a queue may change', () => {
  test.each(QUEUES_AS_THEY_ARE)(
    'is another value of a setting that is there, and one that may stand there: %o',
    (values) => {
      const settings = resolved(values)
      const changes = queueChanges(settings)
      expect(changes.length).toBeGreaterThan(3)
      for (const { key, value } of changes) {
        expect(String(settings[key]), key).not.toBe(value)
        expect(resolved({ ...values, [key]: value })[key], key).toEqual(expect.anything())
        expect(String(resolved({ ...values, [key]: value })[key])).toBe(value)
      }
    },
  )

  test('is nothing of a section that is not there', () => {
    const sections = new Set(queueChanges(resolved({})).map(({ key }) => key.split('.')[0]))
    expect(['priority', 'delay', 'order'].filter((section) => sections.has(section))).toEqual([])
  })

  test('makes a lease last for the work on all that a consumer has, where it does not', () => {
    const timeout = (values: Readonly<Record<string, string>>) =>
      queueChanges(resolved(values)).find(({ key }) => key === 'redelivery.visibility-timeout')?.value
    expect(timeout({ 'redelivery.visibility-timeout': '5' })).toBe('10')
    expect(timeout({ 'redelivery.visibility-timeout': '30', 'consumers.prefetch': '4' })).toBe('40')
    expect(timeout({ 'redelivery.visibility-timeout': '10' })).toBeUndefined()
    expect(timeout({})).toBeUndefined()
  })
})
