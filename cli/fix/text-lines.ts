/** The lines of a text, each with what ends it, so that an edit leaves all others as they are. */

interface Line {
  readonly text: string
  readonly end: string
}

function linesOf(text: string): readonly Line[] {
  return [...text.matchAll(/([^\r\n]*)(\r\n|\n|\r|$)/g)]
    .map(([, line = '', end = '']) => ({ text: line, end }))
    .filter(({ text: line, end }) => line !== '' || end !== '')
}

/** The lines without what ends them. */
export function plainLines(text: string): readonly string[] {
  return linesOf(text).map(({ text: line }) => line)
}

/** The text with other lines in the place of some, by their numbers. */
export function withLines(text: string, changed: ReadonlyMap<number, readonly string[]>): string {
  const lines = linesOf(text)
  const usual = lines.find(({ end }) => end !== '')?.end ?? '\n'
  return lines
    .flatMap(({ text: old, end }, at) => {
      const wanted = changed.get(at + 1) ?? [old]
      // The last line without an end stays the last: a diff would show it otherwise, whatever it holds.
      const put = end === '' && wanted[0] === old ? [...wanted.slice(1), old] : wanted
      return put.map((one, index) => one + (index < put.length - 1 ? end || usual : end))
    })
    .join('')
}
