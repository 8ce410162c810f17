import { describe, expect, test } from 'vitest'
import { hostileReport } from '../testing/hostile.ts'
import { checkReport } from '../testing/sample.ts'
import { problemsOfJunit } from '../testing/validators.ts'
import type { Part } from './found.ts'
import { junitText } from './junit.ts'

const of = (...parts: readonly Part[]): string =>
  junitText({ version: '0.1.0', verb: 'check', parts, cwd: '/', root: '/' })

describe('JUnit XML', () => {
  test('is what the schema of Jenkins takes, and the schema refuses others', async () => {
    expect(await problemsOfJunit(of(checkReport))).toEqual([])
    expect(await problemsOfJunit(of())).toEqual([])
    expect(await problemsOfJunit(of(checkReport).replace('classname=', 'clasname='))).toHaveLength(1)
  })

  test('a required promise that is broken fails, with its story; without a verdict it is an error', () => {
    const xml = of(checkReport)
    expect(xml).toContain('<testsuites name="tidemark" tests="3" failures="1" errors="1" time="1.234">')
    expect(xml).toContain('<failure type="violated" message="violated by 1 fault (crash): record a was acknowledged')
    expect(xml).toContain('broker 0 crashes [fault: crash]')
    expect(xml).toContain('<error type="undecided" message="enable.idempotence is on')
    expect(xml).toContain('<property name="acks" value="1"/>')
  })

  test('what is not required fails nothing', async () => {
    const xml = of({ ...checkReport, required: [] })
    expect(xml).toContain('failures="0" errors="0" skipped="1"')
    expect(xml).toContain('<system-out>violated by 1 fault (crash)')
    expect(await problemsOfJunit(xml)).toEqual([])
  })

  test('several configurations are a suite each; one that is refused is skipped, and says why', async () => {
    const named = (name: string): Part => ({
      ...checkReport,
      configuration: { ...checkReport.configuration, of: name },
    })
    const xml = of(named('topic a'), { ...named('topic b'), judged: [], refused: 'acks=7: no such value' })
    expect(xml.match(/<testsuite name="[^"]*" tests="\d"/g)).toEqual([
      '<testsuite name="topic a" tests="3"',
      '<testsuite name="topic b" tests="1"',
    ])
    expect(xml).toContain('<skipped>acks=7: no such value</skipped>')
    expect(await problemsOfJunit(xml)).toEqual([])
  })

  test('is whole whatever the settings hold', async () => {
    const xml = of(hostileReport)
    expect(await problemsOfJunit(xml)).toEqual([])
    expect(xml).not.toContain('<script')
    expect(xml).not.toMatch(/[^\t\n\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]|[\u202e\u2028]/u)
    expect(xml.length).toBeLessThan(20_000)
  })
})
