import { describe, expect, test } from 'vitest'
import { editsIn } from './diff.ts'

const edits = (before: string, after: string): unknown => editsIn([{ file: 'f', before, after }])

describe('edits of a file, line by line', () => {
  test('a line gives way to another, or to two', () => {
    expect(edits('a\nb\nc\n', 'a\nB\nx\nc\n')).toEqual([
      { file: 'f', line: 2, removed: 1, added: ['B', 'x'], end: '\n' },
    ])
  })

  test('lines come before one, and after the last', () => {
    expect(edits('a\r\nb\r\n', 'a\r\nx\r\nb\r\n')).toEqual([
      { file: 'f', line: 2, removed: 0, added: ['x'], end: '\r\n' },
    ])
    expect(edits('a\n', 'a\nx\n')).toEqual([{ file: 'f', line: 2, removed: 0, added: ['x'], end: '\n' }])
  })
})
