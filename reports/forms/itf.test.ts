import { describe, expect, test } from 'vitest'
import { HOSTILE, hostileReport } from '../testing/hostile.ts'
import { LOST, LOST_IN_QUEUE, reportOf } from '../testing/real.ts'
import { held } from '../testing/sample.ts'
import { problemsOfItf } from '../testing/validators.ts'
import type { Part } from './found.ts'
import { itfTexts, itfValue } from './itf.ts'

interface Trace {
  readonly vars: readonly string[]
  readonly states: readonly Readonly<Record<string, unknown>>[]
}

function tracesOf(...parts: readonly Part[]): readonly Trace[] {
  return itfTexts({ version: '0', verb: 'check', parts, cwd: '/', root: '/' }).map((text) => {
    const trace = JSON.parse(text) as Trace
    expect(problemsOfItf(text)).toEqual([])
    for (const [index, { '#meta': meta, ...values }] of trace.states.entries()) {
      expect(meta).toMatchObject({ index })
      expect(Object.keys(values)).toEqual(trace.vars)
    }
    return trace
  })
}

describe('Informal Trace Format', () => {
  test('the states that a story goes through, each with what led to it', () => {
    const [trace] = tracesOf(reportOf(LOST))
    expect(trace?.states).toHaveLength(4)
    expect(trace?.states[1]).toMatchObject({
      step: { action: { kind: 'send', producer: 0, record: 0 }, text: 'the producer sends a to broker 0 (acks=1)' },
    })
    expect(trace?.states[2]).toMatchObject({ partitions: [{ replicas: [{ log: [{ record: 0 }] }, {}, {}] }] })
    expect(tracesOf(reportOf(LOST), reportOf(LOST_IN_QUEUE))).toHaveLength(2)
  })

  test('has no states where nothing is broken', () => {
    expect(tracesOf({ ...reportOf(LOST), judged: [{ result: held, file: null }] })).toMatchObject([{ states: [] }])
  })

  test('values are written as the format has them', () => {
    expect(itfValue({ a: null, b: [1, 2 ** 60, 3n, Infinity, 0.5], c: undefined, d: true, e: 'x' })).toEqual({
      a: { tag: 'Nothing', value: 'U_OF_UNIT' },
      b: [1, { '#bigint': '1152921504606846976' }, { '#bigint': '3' }, 'Infinity', '0.5'],
      d: true,
      e: 'x',
    })
    expect(itfValue({ 'from': 1, 'a-b': 2 })).toEqual({ from_: 1, a_b: 2 })
    expect(itfValue(new Set([1]))).toEqual({ '#set': [1] })
    expect(itfValue(new Map([['a', 1]]))).toEqual({ '#map': [['a', 1]] })
    expect(problemsOfItf(JSON.stringify({ vars: ['x'], states: [{ x: null }] }))).not.toEqual([])
  })

  test('is whole whatever the settings hold', () => {
    const report = reportOf(LOST)
    const [trace] = tracesOf({ ...report, configuration: { ...report.configuration, of: HOSTILE } })
    expect(JSON.stringify(trace)).not.toMatch(/\u202e|\\u0000/)
    // A story that cannot be played has no states.
    expect(tracesOf(hostileReport)).toMatchObject([{ states: [] }])
  })
})
