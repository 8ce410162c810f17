import { describe, expect, test } from 'vitest'
import { invariantById } from '../invariants/index.ts'
import { budgetOf } from './budget.ts'
import { checksumOf } from './checksum.ts'
import { counterexampleOf } from './counterexample.ts'
import { parseSaved, replaySaved, SavedFileError, savedOf } from './saved.ts'
import { queueSystem } from './testing/queue.ts'

const settings = { persistent: false }
const loss = invariantById('no-acknowledged-loss')
if (loss === undefined) throw new Error('no such promise')
const found = counterexampleOf(
  queueSystem(settings),
  loss,
  [{ kind: 'send', record: 0 }, { kind: 'receive', record: 0 }, { kind: 'answer', record: 0 }, { kind: 'crash-broker' }],
  budgetOf(2),
)
const context = { tidemark: '0.1.0', system: 'queue', settings, seed: 'test', promise: loss.id, budget: budgetOf(2) }
const text = JSON.stringify(savedOf(context, found), null, 2)

/** The file with another version or the like, and a checksum that matches again. */
function rewritten(change: (content: Record<string, unknown>) => void): string {
  const { checksum: _, ...content } = JSON.parse(text) as Record<string, unknown>
  change(content)
  return JSON.stringify({ ...content, checksum: checksumOf(content) })
}

describe('a saved counterexample', () => {
  test('is read back as it was written, however it is laid out', () => {
    expect(parseSaved(text)).toEqual(savedOf(context, found))
    expect(parseSaved(JSON.stringify(JSON.parse(text)))).toEqual(savedOf(context, found))
  })

  test('replays to the same violation, line by line', () => {
    const replay = replaySaved(queueSystem(settings), parseSaved(text))
    expect(replay).toMatchObject({ violated: true, firstImpossible: null, why: 'record a was acknowledged, and it can no longer be read' })
    expect(replay.steps.map(({ line, text: told, saved }) => ({ line, told, saved }))).toEqual(
      found.story.map((told, index) => ({ line: index + 1, told, saved: told })),
    )
  })

  test('replays to no violation where the system was mended', () => {
    expect(replaySaved(queueSystem(), parseSaved(text))).toMatchObject({
      violated: false,
      firstImpossible: null,
      why: 'the promise "Acknowledged records are not lost" is kept',
    })
  })

  test('says at which line an action was not possible any more', () => {
    const replay = replaySaved(queueSystem({ ...settings, records: 0 }), parseSaved(text))
    expect(replay).toMatchObject({ violated: false, firstImpossible: 1 })
    expect(replay.steps.map(({ possible }) => possible)).toEqual([false, false, false, true])
  })
})

describe('a file that cannot be replayed is refused with what to do', () => {
  test.each<{ says: string; file: string; message: string }>([
    { says: 'cut off', file: text.slice(0, 200), message: 'not JSON, or it was cut off' },
    { says: 'empty', file: '', message: 'not JSON, or it was cut off' },
    { says: 'another JSON file', file: '{"name":"tidemark"}', message: 'not a saved counterexample' },
    { says: 'not an object', file: 'null', message: 'not a saved counterexample' },
    { says: 'edited settings', file: text.replace('"persistent": false', '"persistent": true'), message: 'was edited' },
    { says: 'an edited story', file: text.replace('the broker crashes', 'the broker shines'), message: 'was edited' },
    { says: 'without its checksum', file: text.replace('"checksum"', '"sum"'), message: 'damaged' },
    { says: 'a field of the wrong type', file: rewritten((content) => (content['seed'] = 7)), message: 'damaged: "seed"' },
    {
      says: 'a newer version',
      file: rewritten((content) => Object.assign(content, { version: 2, tidemark: '9.0.0', more: true })),
      message: 'written by a newer tidemark (tidemark 9.0.0), in format version 2; this one reads up to version 1',
    },
  ])('$says', ({ file, message }) => {
    expect(() => parseSaved(file)).toThrow(SavedFileError)
    expect(() => parseSaved(file)).toThrow(message)
  })

  test('a promise that this version does not know', () => {
    const saved = parseSaved(rewritten((content) => (content['promise'] = 'no-boredom')))
    expect(() => replaySaved(queueSystem(), saved)).toThrow('the promise "no-boredom", which this tidemark does not know')
  })
})
