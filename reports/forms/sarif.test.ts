import { describe, expect, test } from 'vitest'
import { hostileReport } from '../testing/hostile.ts'
import { checkReport } from '../testing/sample.ts'
import { problemsOfSarif } from '../testing/validators.ts'
import type { Part } from './found.ts'
import { sarifText } from './sarif.ts'

interface Result {
  readonly ruleId: string
  readonly level: string
  readonly message: { readonly text: string }
  readonly locations: readonly unknown[]
  readonly fixes?: readonly unknown[]
  readonly codeFlows: readonly [{ readonly threadFlows: readonly [{ readonly locations: readonly unknown[] }] }]
  readonly partialFingerprints: Readonly<Record<string, string>>
}
interface Log {
  readonly runs: readonly [
    { readonly results: readonly Result[]; readonly tool: { readonly driver: { readonly rules: readonly unknown[] } } },
  ]
}

/** The log, seen to be what the schema says. */
function logOf(...parts: readonly Part[]): Log {
  const text = sarifText({ version: '0.1.0', verb: 'check', parts, cwd: '/repo', root: '/repo' })
  expect(problemsOfSarif(text)).toEqual([])
  return JSON.parse(text) as Log
}

const cure = {
  cause: ['acks'],
  remedies: [{ change: { acks: 'all' }, price: [], completeTo: 1, schedules: 0 }],
  tried: 2,
  isCut: false,
}
const broken: Part = {
  ...checkReport,
  configuration: {
    ...checkReport.configuration,
    from: {
      brokers: { file: '/repo/conf/b.yaml', line: 2 },
      acks: { file: '/repo/conf/my producer.properties', line: 7, key: 'acks', span: { start: 3, end: 9 } },
    },
  },
  judged: checkReport.judged.map((one, at) => (at === 0 ? { ...one, cure } : one)),
  fix: {
    change: { acks: 'all' },
    mends: ['no-acknowledged-loss'],
    diff: '',
    edits: [
      { file: 'conf/my producer.properties', line: 7, removed: 1, added: ['acks=all'], end: '\n' },
      { file: 'conf/my producer.properties', line: 9, removed: 0, added: ['a', 'b'], end: '\r\n' },
    ],
    byHand: [],
  },
}

describe('SARIF', () => {
  test('is what its schema says, and the schema refuses others', () => {
    expect(logOf(checkReport).runs[0].tool.driver.rules).toHaveLength(3)
    expect(logOf().runs[0].results).toEqual([])
    expect(problemsOfSarif('{ "version": "2.1.0", "runs": [{}] }')).not.toEqual([])
  })

  test('a broken promise is a result at the line of the setting that breaks it, relative to the root', () => {
    const [result, ...more] = logOf(broken).runs[0].results
    expect(more).toEqual([])
    expect(result).toMatchObject({ ruleId: 'no-acknowledged-loss', level: 'error', kind: 'fail' })
    expect(result?.locations).toEqual([
      {
        physicalLocation: {
          artifactLocation: { uri: 'conf/my%20producer.properties', uriBaseId: '%SRCROOT%' },
          region: { startLine: 7, startColumn: 3, endColumn: 9 },
        },
        logicalLocations: [{ fullyQualifiedName: 'acks', kind: 'member' }],
      },
    ])
    expect(result?.message.text).toContain('broker 0 crashes \\[fault: crash\\]')
    expect(result?.message.text).toContain('Remedy: acks=all.')
    expect(result?.codeFlows[0].threadFlows[0].locations).toHaveLength(4)
  })

  test('the remedy is a fix of whole lines', () => {
    expect(logOf(broken).runs[0].results[0]?.fixes).toMatchObject([
      {
        description: { text: 'acks=all' },
        artifactChanges: [
          {
            artifactLocation: { uri: 'conf/my%20producer.properties' },
            replacements: [
              { deletedRegion: { startLine: 7, endLine: 7 }, insertedContent: { text: 'acks=all' } },
              {
                deletedRegion: { startLine: 9, startColumn: 1, endColumn: 1 },
                insertedContent: { text: 'a\r\nb\r\n' },
              },
            ],
          },
        ],
      },
    ])
  })

  test('what is not required is a warning; without a file it is at the setting itself', () => {
    const { from: _from, ...nowhere } = broken.configuration
    const { fix: _fix, ...unmended } = broken
    const [result] = logOf({ ...unmended, required: [], configuration: nowhere }).runs[0].results
    expect(result?.level).toBe('warning')
    expect(result?.locations).toEqual([{ logicalLocations: [{ fullyQualifiedName: 'acks', kind: 'member' }] }])
  })

  test('where nobody wrote what breaks it, it is at the line beside which the remedy would stand', () => {
    const from = { brokers: { file: 'conf/b.yaml', line: 2 } }
    const edit = { file: 'conf/p.properties', line: 4, removed: 0, added: ['acks=all'], end: '\n' }
    const fix = { change: { acks: 'all' }, mends: [], diff: '', edits: [edit], byHand: [] }
    const placeIn = (part: Part): unknown => logOf(part).runs[0].results[0]?.locations[0]
    const part = { ...broken, configuration: { ...broken.configuration, from } }
    expect(placeIn({ ...part, fix })).toMatchObject({
      physicalLocation: { artifactLocation: { uri: 'conf/p.properties' }, region: { startLine: 3 } },
      logicalLocations: [{ fullyQualifiedName: 'acks' }],
    })
    const { fix: _fix, ...without } = part
    expect(placeIn(without)).toMatchObject({ physicalLocation: { region: { startLine: 2 } } })
  })

  test('has the same fingerprint when the line moves, another one for another promise or file', () => {
    const printOf = (part: Part): string | undefined =>
      logOf(part).runs[0].results[0]?.partialFingerprints['tidemark/v1']
    const at = (file: string, line: number): Part => ({
      ...broken,
      configuration: { ...broken.configuration, from: { acks: { file, line } } },
    })
    expect(printOf(at('a', 1))).toBe(printOf(at('/repo/a', 9)))
    expect(printOf(at('a', 1))).not.toBe(printOf(at('b', 1)))
  })

  test('is whole whatever the settings hold', () => {
    const [result] = logOf(hostileReport).runs[0].results
    const text = JSON.stringify(result)
    expect(text).not.toMatch(/[\u202e\u2028]|\\u0000/)
    expect(result?.fixes).toBeUndefined()
    expect(text.length).toBeLessThan(20_000)
  })
})
