import { describe, expect, test } from 'vitest'
import { hostileReport } from '../testing/hostile.ts'
import { checkReport } from '../testing/sample.ts'
import { annotations } from './annotations.ts'
import type { Part } from './found.ts'

const of = (...parts: readonly Part[]): string =>
  annotations({ version: '0', verb: 'check', parts, cwd: '/repo/sub', root: '/repo' })
const placed: Part = {
  ...checkReport,
  configuration: { ...checkReport.configuration, from: { acks: { file: 'a,b.properties', line: 4 } } },
}

describe('annotations of GitHub Actions', () => {
  test('an error at the line of the file, from the folder of the repository, with the story', () => {
    const text = of(placed)
    expect(text).toMatch(
      /^::error file=sub\/a%2Cb\.properties,line=4,title=Acknowledged records are not lost::Acknowledged records/,
    )
    expect(text).toContain('%0A 1  the producer sends a to broker 0')
    expect(text.match(/\n/g)).toHaveLength(1)
  })

  test('a warning for what is not required; without a file it has no place', () => {
    expect(of({ ...checkReport, required: [] })).toMatch(/^::warning title=Acknowledged/)
    expect(of({ ...checkReport, judged: [] })).toBe('')
  })

  test('is one command whatever the settings hold', () => {
    const text = of(hostileReport)
    expect(text.match(/^::/gm)).toHaveLength(1)
    expect(text.split('\n')).toHaveLength(2)
    expect(text).not.toMatch(/\r|\u202e/)
    expect(text).toContain('%250A')
    const [, properties = ''] = /^::error ([^:]*)::/.exec(text) ?? []
    expect(properties.split(',').map((one) => one.split('=')[0])).toEqual(['file', 'line', 'title'])
  })
})
