import { describe, expect, test } from 'vitest'
import { hostileReport } from '../testing/hostile.ts'
import { LOST, LOST_IN_QUEUE, reportOf } from '../testing/real.ts'
import { held } from '../testing/sample.ts'
import { mermaid } from '../testing/validators.ts'
import type { Part } from './found.ts'
import { mermaidTexts } from './mermaid.ts'

const { mermaidAPI, parse } = mermaid()
const textsOf = (...parts: readonly Part[]): readonly string[] =>
  mermaidTexts({ version: '0', verb: 'check', parts, cwd: '/', root: '/' })
/** Types of messages in Mermaid: an arrow, one that ends in a cross, a note. */
const SOLID = 0
const CROSS = 3
const NOTE = 2

async function drawn(text: string) {
  // It loads the kinds of diagrams that it knows.
  await parse(text)
  const { db } = await mermaidAPI.getDiagramFromText(text)
  return { messages: db.getMessages(), actors: [...db.getActors().values()].map(({ description }) => description) }
}

describe('Mermaid', () => {
  test('a sequence diagram of who sends what to whom', async () => {
    const [text = '', ...more] = textsOf(reportOf(LOST))
    expect(more).toEqual([])
    const { messages, actors } = await drawn(text)
    expect(actors).toEqual(['producer', 'controller', 'broker 0', 'broker 1'])
    expect(messages.filter(({ type }) => type === SOLID)).toMatchObject([{ from: 'p0', to: 'p2' }])
    expect(messages.filter(({ type }) => type === NOTE)).toHaveLength(4)
    expect(text).toContain('p0->>p2: 2. a arrives at broker 0<br/>» record a is acknowledged')
    expect(text).toContain('rect rgb')
  })

  test('a lost message ends in a cross', async () => {
    const [text = ''] = textsOf(reportOf(LOST_IN_QUEUE))
    const { messages, actors } = await drawn(text)
    expect(actors).toEqual(['producer 1', 'broker'])
    expect(messages.filter(({ type }) => type === CROSS)).toMatchObject([{ from: 'p0', to: 'p1' }])
  })

  test('each story has a diagram; where there is none, one says so', async () => {
    expect(textsOf(reportOf(LOST), reportOf(LOST_IN_QUEUE))).toHaveLength(2)
    const [text = '', ...more] = textsOf({ ...reportOf(LOST), judged: [{ result: held, file: null }] })
    expect(more).toEqual([])
    expect((await drawn(text)).messages).toHaveLength(1)
  })

  test('is read whole whatever the settings hold, also where the story cannot be played', async () => {
    const { configuration } = hostileReport
    for (const part of [
      hostileReport,
      { ...reportOf(LOST), configuration: { ...reportOf(LOST).configuration, of: configuration.of ?? '' } },
    ])
      for (const text of textsOf(part)) {
        const { messages } = await drawn(text)
        expect(messages.filter(({ type }) => [SOLID, CROSS, NOTE].includes(type))).toHaveLength(5)
        expect(text).not.toMatch(/<script|[`"\u202e]/)
      }
  })
})
