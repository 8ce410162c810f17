import { describe, expect, test } from 'vitest'
import type { Problem } from './problems.ts'
import { queueKeys } from './keys.ts'
import { queueFileOf, queueSettingsByKey, readQueueSettings } from './settings.ts'

function problemsOf(file: unknown): readonly Problem[] {
  const read = readQueueSettings(file)
  return 'problems' in read ? read.problems : []
}

function settingsOf(file: Readonly<Record<string, unknown>>) {
  const read = readQueueSettings({ system: 'queues', ...file })
  if ('problems' in read) throw new Error(JSON.stringify(read.problems))
  return read.settings
}

describe('a queue file', () => {
  test('may say nothing but what it is', () => {
    expect(settingsOf({})).toMatchObject({
      messages: 2,
      consumers: { count: 1, prefetch: 1, acknowledge: 'after' },
      broker: { persistent: true },
      priority: null,
      delay: null,
      order: null,
    })
  })

  test('sends as many messages as its lists name', () => {
    expect(settingsOf({ priority: {} }).messages).toBe(3)
    expect(settingsOf({ delay: { 'of-messages': [1, 2, 1] } }).messages).toBe(3)
    expect(settingsOf({ order: {} }).messages).toBe(1)
    expect(settingsOf({ order: {}, messages: 2 })).toMatchObject({ messages: 2, delay: { 'of-messages': [1] } })
  })

  test.each<readonly [says: string, file: unknown, path: string, what: RegExp, expected: RegExp]>([
    [
      'an unknown key that is close to a known one',
      { consumers: { prefech: 2 } },
      'consumers.prefech',
      /no such key/,
      /did you mean prefetch/,
    ],
    [
      'an unknown key that is close to none',
      { broker: { colour: 1 } },
      'broker.colour',
      /no such key/,
      /one of persistent, flush/,
    ],
    ['an unknown section', { consumer: {} }, 'consumer', /no such key/, /did you mean consumers/],
    [
      'a word that is none of the words',
      { consumers: { acknowledge: 'later' } },
      'consumers.acknowledge',
      /./,
      /on-delivery, before, after, with/,
    ],
    ['a number out of its range', { consumers: { prefetch: -1 } }, 'consumers.prefetch', /./, /from 0 to 65535/],
    ['a number that is text', { messages: 'two' }, 'messages', /./, /from 1 to 4/],
    ['a yes that is no boolean', { broker: { persistent: 'yes' } }, 'broker.persistent', /./, /true or false/],
    ['a load that is text', { priority: { load: 'high' } }, 'priority.load', /./, /or null/],
    ['a section that is a value', { delay: 3 }, 'delay', /./, /a section/],
    ['a list that is a value', { delay: { 'of-messages': 3 } }, 'delay.of-messages', /./, /a list/],
    ['a list that is empty', { priority: { 'of-messages': [] } }, 'priority.of-messages', /empty/, /\[0, 0, 1\]/],
    ['a wrong number in a list', { delay: { 'of-messages': [1, 99] } }, 'delay.of-messages.1', /./, /from 0 to 60/],
    [
      'a gateway where there is none',
      { order: { 'gateway-query': true } },
      'order.gateway-query',
      /no gateway/,
      /external/,
    ],
  ])('is refused for %s', (_, file, path, what, expected) => {
    const [problem, ...others] = problemsOf({ system: 'queues', ...(file as object) })
    expect(others).toEqual([])
    expect(problem?.path.join('.')).toBe(path)
    expect(problem?.message).toMatch(what)
    expect(problem?.expected).toMatch(expected)
  })

  test('is refused for all that is wrong with it at once', () => {
    expect(problemsOf({ system: 'queues', messages: 0, broker: { flush: 1 }, nonsense: 1 })).toHaveLength(3)
  })

  test('is none without its first line', () => {
    expect(problemsOf({}).map(({ path, expected }) => [path, expected])).toEqual([[['system'], 'queues']])
    expect(problemsOf(null)).toHaveLength(1)
    expect(problemsOf([])).toHaveLength(1)
    expect(problemsOf('queues')).toHaveLength(1)
  })

  test('has a description and a default for every key', () => {
    const keys = queueKeys()
    expect(keys.length).toBeGreaterThan(35)
    for (const { key, means, byDefault, values } of keys) {
      expect(means, key).not.toBe('')
      expect(values, key).not.toBe('a section with keys and values')
      if (key !== 'messages') expect(byDefault, key).not.toBeUndefined()
    }
    expect(keys.find(({ key }) => key === 'priority.load')).toMatchObject({ type: 'number', byDefault: null })
  })

  test.each([{}, { priority: { load: 3 } }, { delay: {}, order: {} }, { messages: 4, broker: { flush: 'later' } }])(
    'is written so that it is read as the same settings: %j',
    (file) => {
      const settings = settingsOf(file)
      expect(readQueueSettings(JSON.parse(JSON.stringify(queueFileOf(settings))))).toEqual({ settings })
    },
  )

  test('lists its settings by the keys that it has', () => {
    const known = queueKeys().map(({ key }) => key)
    const all = queueSettingsByKey(settingsOf({ priority: {}, delay: {}, order: {} }))
    expect(Object.keys(all)).toEqual(known)
    expect(queueSettingsByKey(settingsOf({}))['consumers.prefetch']).toBe(1)
  })
})
