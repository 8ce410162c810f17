import { describe, expect, test } from 'vitest'
import { invariantById } from '../invariants/index.ts'
import { budgetOf } from './budget.ts'
import { counterexampleOf } from './counterexample.ts'
import { SavedFileError, replaySaved } from './saved.ts'
import { queueSystem } from './testing/queue.ts'

const settings = { persistent: false }
const loss = invariantById('no-acknowledged-loss')
if (loss === undefined) throw new Error('no such promise')
const schedule = [
  { kind: 'send', record: 0 },
  { kind: 'receive', record: 0 },
  { kind: 'answer', record: 0 },
  { kind: 'crash-broker' },
] as const
const found = counterexampleOf(queueSystem(settings), loss, schedule, budgetOf(2))
const saved = { tidemark: '0.1.0', promise: loss.id, actions: found.actions, story: found.story }

describe('a saved counterexample', () => {
  test('replays to the same violation in the same words, line by line', () => {
    const replay = replaySaved(queueSystem(settings), saved)
    expect(replay).toMatchObject({
      title: loss.title,
      violated: true,
      firstImpossible: null,
      why: found.why,
      afterwards: found.afterwards,
    })
    expect(replay.steps.map(({ line, text, saved: before }) => ({ line, text, before }))).toEqual(
      found.story.map((text, index) => ({ line: index + 1, text, before: text })),
    )
  })

  test('replays to no violation where the system was mended', () => {
    expect(replaySaved(queueSystem(), saved)).toMatchObject({
      violated: false,
      firstImpossible: null,
      why: 'the promise "Acknowledged records are not lost" is kept',
      afterwards: { text: 'everything heals', seen: ['a new reader is given a b'] },
    })
  })

  test('says at which line an action was not possible any more', () => {
    const replay = replaySaved(queueSystem({ ...settings, records: 0 }), saved)
    expect(replay).toMatchObject({ violated: false, firstImpossible: 1 })
    expect(replay.steps.map(({ possible }) => possible)).toEqual([false, false, false, true])
  })

  test('numbers its steps as the saved story does, though some are passed over', () => {
    const [send, receive, answer, crash] = schedule
    const actions = [send, receive, receive, answer, crash]
    const replay = replaySaved(queueSystem(settings), { ...saved, actions, story: ['1', '2', '3', '4', '5'] })
    expect(replay).toMatchObject({ violated: true, firstImpossible: 3 })
    expect(replay.steps[2]).toMatchObject({ text: '3', possible: false, seen: [] })
    expect(replay.why).toContain('record a was sent in step 1 and acknowledged in step 4; from step 5 on')
  })

  test('counts its moves by kind', () => {
    const actions = [...schedule.slice(0, 3), { kind: 'stop-broker' }]
    expect(replaySaved(queueSystem(settings), { ...saved, actions })).toMatchObject({
      violated: true,
      moveKinds: { 'controlled-shutdown': 1 },
    })
  })

  test('about a promise that this version does not know is refused', () => {
    const replay = (): unknown => replaySaved(queueSystem(), { ...saved, promise: 'no-boredom' })
    expect(replay).toThrow(SavedFileError)
    expect(replay).toThrow(
      'the promise "no-boredom", which this tidemark does not know. Replay it with tidemark 0.1.0.',
    )
  })
})

describe('how a counterexample ends', () => {
  test('is told with the participants after healing and what a new reader is given, the record of the epilogue left out', () => {
    expect(found.afterwards).toEqual({
      text: 'everything heals',
      cost: null,
      participants: [
        {
          name: 'broker',
          columns: [
            { name: 'up', value: 'true' },
            { name: 'stored', value: 'b:done' },
          ],
        },
        expect.objectContaining({ name: 'consumer' }),
      ],
      seen: ['a new reader is given b'],
    })
  })
})
