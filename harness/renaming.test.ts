import { describe, expect, test } from 'vitest'
import { renamings } from './renaming.ts'

describe('telling a story of other participants', () => {
  test('two numbers of one field change places, or one takes the place of the other', () => {
    const story = [
      { kind: 'send', record: 0 },
      { kind: 'send', record: 1 },
      { kind: 'crash', broker: 0 },
    ]
    const known = new Map([
      ['record', new Set([0, 1])],
      ['broker', new Set([0, 1, 2])],
    ])
    const told = renamings(story, known).map((actions) => JSON.stringify(actions))
    expect(told).toContain(
      JSON.stringify([
        { kind: 'send', record: 0 },
        { kind: 'crash', broker: 0 },
      ]),
    )
    expect(told).toContain(
      JSON.stringify([
        { kind: 'send', record: 1 },
        { kind: 'send', record: 0 },
        { kind: 'crash', broker: 0 },
      ]),
    )
    expect(told).toContain(
      JSON.stringify([
        { kind: 'send', record: 1 },
        { kind: 'send', record: 0 },
        { kind: 'crash', broker: 1 },
      ]),
    )
  })

  test('nobody is named who is not known in that place', () => {
    const told = renamings([
      { kind: 'send', record: 1, partition: 0 },
      { kind: 'send', record: 0, partition: 0 },
    ])
    for (const action of told.flat()) expect(action.partition).toBe(0)
  })

  test('an action without numbers has no other names', () => {
    expect(renamings(['stop', { kind: 'stop' }])).toEqual([])
  })
})
