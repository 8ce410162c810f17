import { describe, expect, test } from 'vitest'
import { hostileReport } from '../testing/hostile.ts'
import { checkReport } from '../testing/sample.ts'
import { problemsOfCodeQuality } from '../testing/validators.ts'
import { codeQualityText } from './code-quality.ts'
import type { Part } from './found.ts'

function findingsOf(...parts: readonly Part[]): readonly unknown[] {
  const text = codeQualityText({ version: '0', verb: 'check', parts, cwd: '/repo', root: '/repo' })
  expect(problemsOfCodeQuality(text)).toEqual([])
  return JSON.parse(text) as unknown[]
}

describe('code quality', () => {
  test('a finding for each broken promise, at the line that breaks it', () => {
    const from = { acks: { file: '/repo/conf/p.properties', line: 4 } }
    expect(findingsOf({ ...checkReport, configuration: { ...checkReport.configuration, from } })).toEqual([
      {
        description:
          'Acknowledged records are not lost: violated by 1 fault (crash); record a was acknowledged in step 1',
        check_name: 'no-acknowledged-loss',
        fingerprint: expect.stringMatching(/^[0-9a-f]{16}$/),
        severity: 'major',
        location: { path: 'conf/p.properties', lines: { begin: 4 } },
      },
    ])
  })

  test('what no file of the repository says has no place there', () => {
    const from = { acks: { file: '/else/p.properties', line: 4 } }
    expect(findingsOf({ ...checkReport, configuration: { ...checkReport.configuration, from } })).toMatchObject([
      { location: { path: '.', lines: { begin: 1 } } },
    ])
  })

  test('is a list without any where nothing is broken, or nobody asked', () => {
    expect(findingsOf()).toEqual([])
    expect(findingsOf({ ...checkReport, required: [] })).toMatchObject([{ severity: 'minor', location: { path: '.' } }])
  })

  test('is whole whatever the settings hold', () => {
    expect(JSON.stringify(findingsOf(hostileReport))).not.toMatch(/\u202e|\\u0000/)
  })
})
