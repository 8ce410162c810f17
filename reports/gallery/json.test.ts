import { expect, test } from 'vitest'
import { jsonText } from '../json.ts'
import { gallerySchema } from '../schema.ts'
import { flawRow, galleryReport, open, suspectedRow } from '../testing/gallery-sample.ts'
import { galleryJson } from './json.ts'

test('the JSON of gallery matches the schema, read back, and has its keys in order', () => {
  const json = galleryJson(galleryReport)
  expect(gallerySchema.parse(JSON.parse(jsonText(json)))).toEqual(JSON.parse(jsonText(json)))
  expect(Object.keys(json)).toEqual(['tidemark', 'command', 'seed', 'rows', 'leftOut', 'seconds'])
  expect(Object.keys(json.rows[0] ?? {})).toEqual([
    'id',
    'class',
    'title',
    'affected',
    'reference',
    'promise',
    'found',
    'fixed',
    'system',
    'settings',
    'fixedSettings',
    'suspected',
    'seconds',
  ])
  expect(json).toMatchObject({
    command: 'gallery',
    seed: null,
    seconds: 14.2,
    leftOut: [{ id: 'C7', why: 'the model has no clocks' }],
  })
})

test('a row holds both verdicts as check has them, and both settings', () => {
  const [row] = galleryJson(galleryReport).rows
  expect(row).toMatchObject({
    found: { verdict: 'violated', counterexample: { faults: 1, minimal: 'proven', file: null } },
    fixed: { verdict: 'held', evidence: { exhaustive: [{ states: 1514 }] }, counterexample: null },
    settings: { 'acks': '1', 'log.flush.interval.messages': '9223372036854775807' },
    fixedSettings: { acks: 'all' },
    suspected: null,
    seconds: 0.4,
  })
})

test('a fix that was not looked at is null', () => {
  const rows = [{ ...flawRow, found: open, fixed: null }, suspectedRow]
  const json = gallerySchema.parse(galleryJson({ ...galleryReport, rows }))
  expect(json.rows.map(({ fixed, suspected }) => [fixed === null, suspected])).toEqual([
    [true, null],
    [false, 'a broker that is stopped between two requests'],
  ])
})
