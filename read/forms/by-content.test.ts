import { describe, expect, test } from 'vitest'
import { tellKind } from '../kind.ts'
import { CONNECTOR } from './connector.ts'
import { told } from './testing/reading.ts'

const JSON_CONNECTOR = '{"name": "db", "config": {"connector.class": "x.DbSource", "tasks.max": 1}}\n'

describe('JSON is told by its content where the name leaves it open', () => {
  test.each(['db.json', 'db.config', 'db.conf', 'connector'])('%s', (name) => {
    expect(told(name, JSON_CONNECTOR)).toBe(CONNECTOR.name)
  })

  test.each([
    ['db.properties', JSON_CONNECTOR],
    ['db.config', `${JSON_CONNECTOR}${JSON_CONNECTOR}`],
    ['db.config', '{% if a %}\nacks=all\n'],
    ['db.config', '{{ a }}=1\n'],
  ])('%s with %j is none', (name, text) => {
    expect(told(name, text)).toBeUndefined()
  })
})

describe('names that any server has do not tell a file of Kafka', () => {
  test.each([
    ['application.properties', ['port', 'host', 'db.url']],
    ['app.conf', ['port', 'bind']],
    ['rest.properties', ['listeners', 'id']],
  ])('%s with %j', (name, keys) => {
    expect(() => tellKind(keys, name)).toThrow('no key in it belongs to Kafka')
  })

  test('but they may stand in one', () => {
    expect(tellKind(['port'], 'server.properties')).toBe('broker')
    expect(tellKind(['listeners', 'log.dirs'], 'a.properties')).toBe('broker')
    expect(tellKind(['host', 'port', 'linger.ms'], 'a.properties')).toBe('producer')
  })
})

describe('TOML that is about packages', () => {
  test.each([
    ['Cargo.toml', '[dependencies.rdkafka]\nversion = "0.36"\nfeatures = ["ssl"]\n[[bin]]\nname = "producer"\n'],
    ['Cargo.toml', '[[bin]]\nname = "a"\n[[bin.more]]\nb = [{ c = [1, { d = 2 }] }]\n'],
    ['tables.toml', 'a = [[1, 2], [{ b = 1 }]]\n[[sinks]]\n"type" = "x"\n[[sinks.more]]\nc = 1979-05-27\n'],
  ])('%s is no client: %j', (name, text) => {
    expect(told(name, text)).toBeUndefined()
  })
})
