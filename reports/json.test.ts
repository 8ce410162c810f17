import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { checkJson, compareJson, jsonText } from './json.ts'
import { checkSchema, compareSchema, jsonSchemaText } from './schema.ts'
import { checkReport, compareReport } from './testing/sample.ts'

test('the JSON of check has the keys of the contract in their order', () => {
  const json = checkJson(checkReport)
  expect(Object.keys(json)).toEqual([
    'tidemark',
    'command',
    'seed',
    'system',
    'settings',
    'assumed',
    'ignored',
    'verdicts',
    'seconds',
  ])
  const [broken, kept, open] = json.verdicts
  expect(Object.keys(broken ?? {})).toEqual(['promise', 'verdict', 'evidence', 'counterexample'])
  expect(Object.keys(broken?.evidence ?? {})).toEqual(['bounds', 'random', 'exhaustive', 'reached'])
  expect(Object.keys(broken?.counterexample ?? {})).toEqual([
    'faults',
    'faultKinds',
    'moves',
    'length',
    'decisive',
    'minimal',
    'actions',
    'story',
    'why',
    'file',
  ])
  expect(broken?.evidence.random).toEqual({ schedules: 1000, steps: 48211, sideways: 900 })
  expect(kept?.counterexample).toBeNull()
  expect(open?.why).toContain('not modelled yet')
})

test('the JSON of check and of compare matches the schema, read back', () => {
  expect(() => checkSchema.parse(JSON.parse(jsonText(checkJson(checkReport))))).not.toThrow()
  expect(() => compareSchema.parse(JSON.parse(jsonText(compareJson(compareReport))))).not.toThrow()
})

test('the largest long of Kafka is text, for numbers cannot hold it', () => {
  expect(checkJson(checkReport).settings['log.flush.interval.messages']).toBe('9223372036854775807')
})

test('a row that is refused has its reason and no verdicts', () => {
  expect(compareJson(compareReport).rows.at(-1)).toEqual({
    varied: { acks: '7' },
    refused: 'acks=7: Kafka takes 0, 1 or all',
    verdicts: [],
  })
})

test('the JSON Schema in the package is up to date: npx tsx reports/write-schema.ts', () => {
  expect(readFileSync(new URL('tidemark.schema.json', import.meta.url), 'utf8')).toBe(jsonSchemaText())
})
