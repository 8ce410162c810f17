import { Ajv } from 'ajv'
import { describe, expect, test } from 'vitest'
import { hostileReport } from '../testing/hostile.ts'
import { checkReport } from '../testing/sample.ts'
import { codeQualityText } from './code-quality.ts'
import type { Part } from './found.ts'

/** GitLab publishes no schema: these are the fields that its page demands, in ours. */
const isCodeQuality = new Ajv().compile({
  type: 'array',
  items: {
    type: 'object',
    additionalProperties: false,
    required: ['description', 'check_name', 'fingerprint', 'location', 'severity'],
    properties: {
      description: { type: 'string', minLength: 1 },
      check_name: { type: 'string', minLength: 1 },
      fingerprint: { type: 'string', minLength: 1 },
      severity: { enum: ['info', 'minor', 'major', 'critical', 'blocker'] },
      location: {
        type: 'object',
        additionalProperties: false,
        required: ['path', 'lines'],
        properties: {
          path: { type: 'string', pattern: '^[^/]' },
          lines: {
            type: 'object',
            additionalProperties: false,
            required: ['begin'],
            properties: { begin: { type: 'integer', minimum: 1 } },
          },
        },
      },
    },
  },
})

function findingsOf(...parts: readonly Part[]): readonly unknown[] {
  const findings = JSON.parse(
    codeQualityText({ version: '0', verb: 'check', parts, cwd: '/repo', root: '/repo' }),
  ) as unknown[]
  expect(isCodeQuality(findings) ? [] : isCodeQuality.errors).toEqual([])
  return findings
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

  test('is a list without any where nothing is broken, or nobody asked', () => {
    expect(findingsOf()).toEqual([])
    expect(findingsOf({ ...checkReport, required: [] })).toMatchObject([{ severity: 'minor', location: { path: '.' } }])
  })

  test('is whole whatever the settings hold', () => {
    expect(JSON.stringify(findingsOf(hostileReport))).not.toMatch(/\u202e|\\u0000/)
  })
})
