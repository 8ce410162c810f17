import { describe, expect, test } from 'vitest'
import { filledIn } from './variables.ts'

const VALUES: Readonly<Record<string, string>> = { SET: 'v', EMPTY: '', NESTED: '$SET' }
const fill = (text: string): string => {
  const filled = filledIn(text, (name) => VALUES[name])
  return 'text' in filled ? filled.text : `refused: ${filled.wrong}`
}

describe('variables are filled in as Docker Compose does', () => {
  test.each([
    ['$SET and ${SET}', 'v and v'],
    ['${SET:-d} ${EMPTY:-d} ${NONE:-d}', 'v d d'],
    ['${SET-d} ${EMPTY-d} ${NONE-d}', 'v  d'],
    ['${SET:+x} ${EMPTY:+x} ${EMPTY+x} ${NONE:+x}', 'x  x '],
    ['${SET:?why} ${SET?why}', 'v v'],
    ['${NONE:-${SET:-x}}/${NONE:-a$SET}', 'v/av'],
    ['$$SET and 5$$', '$SET and 5$'],
    ['${NESTED}', '$SET'],
    ['${NONE:-}', ''],
  ])('%s is %s', (text, filled) => {
    expect(fill(text)).toBe(filled)
  })

  test('what nobody sets stays as it is written, so that it is not taken for a value', () => {
    expect(fill('a $NONE ${NONE} ${NONE:?set it} ${EMPTY:?set it}')).toBe(
      'a $NONE ${NONE} ${NONE:?set it} ${EMPTY:?set it}',
    )
  })

  test('a sign that names no variable is refused, as Compose refuses it', () => {
    for (const text of ['5$', '$5', '${5}', '${SET', '${SET/x}'])
      expect(fill(text)).toBe('refused: a $ in its value names no variable, so Docker Compose refuses it')
  })
})
