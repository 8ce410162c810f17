import { describe, expect, test } from 'vitest'
import { checksumOf } from '../harness/checksum.ts'
import { SavedFileError } from '../harness/saved.ts'
import { checkJson, compareJson, jsonText } from './json.ts'
import { parseSavedFile, savedFileText } from './saved-file.ts'
import { type CheckJson, checkSchema } from './schema.ts'
import { checkReport, compareReport, counterexample, violated } from './testing/sample.ts'

const text = savedFileText(checkReport, violated, '.tidemark/a.json')

/** The file with something changed, and a checksum that matches again. */
function rewritten(change: (content: ReturnType<typeof checkSchema.parse>) => void): string {
  const content = checkSchema.parse(JSON.parse(text))
  change(content)
  const { checksum: _, ...saved } = content.saved ?? { checksum: '' }
  const verdicts = content.verdicts.map((verdict) => {
    const { file: _file, ...found } = verdict.counterexample ?? { file: '' }
    return { ...verdict, counterexample: found }
  })
  const { system, ...rest } = content
  const covered = system === 'kafka' ? rest : content
  return JSON.stringify({ ...content, saved: { ...saved, checksum: checksumOf({ ...covered, saved, verdicts }) } })
}

describe('a saved file', () => {
  test('is the JSON of a check with that promise alone, and a mark', () => {
    const { saved, ...content } = checkSchema.parse(JSON.parse(text))
    const report = { ...checkReport, judged: [{ result: violated, file: '.tidemark/a.json' }], seconds: 0 }
    const checked = JSON.parse(JSON.stringify(checkJson(report))) as CheckJson
    for (const { counterexample } of checked.verdicts) delete counterexample?.decisive
    expect(content).toEqual(checked)
    expect(saved).toEqual({ format: 1, checksum: expect.stringMatching(/^[0-9a-f]{16}$/) })
  })

  test('is read back, however it is laid out and wherever it lies', () => {
    const read = parseSavedFile(text)
    expect(read).toMatchObject({
      tidemark: '0.1.0',
      seed: 'test',
      promise: violated.promise,
      bounds: violated.evidence.bounds,
      assumed: checkReport.configuration.assumed,
    })
    expect(read.counterexample).toMatchObject({
      actions: counterexample.actions,
      story: counterexample.story,
      why: counterexample.why,
    })
    expect(parseSavedFile(JSON.stringify(JSON.parse(text)))).toEqual(read)
    expect(() => parseSavedFile(text.replace('.tidemark/a.json', 'elsewhere/b.json'))).not.toThrow()
    expect(checkSchema.parse(JSON.parse(savedFileText(checkReport, violated, null))).saved).toEqual(
      checkSchema.parse(JSON.parse(text)).saved,
    )
  })

  test('of another version with more in it is read, as long as the format is the same', () => {
    const other = rewritten((content) => {
      content.tidemark = '9.0.0'
      Object.assign(content, { mood: 'calm' })
      Object.assign(content.verdicts[0]?.evidence ?? {}, { more: [1] })
    })
    expect(parseSavedFile(other).tidemark).toBe('9.0.0')
  })
})

describe('a file that cannot be replayed is refused with what to do', () => {
  test.each<{ says: string; file: string; message: string }>([
    { says: 'cut off', file: text.slice(0, 200), message: 'not JSON, or it was cut off: give the file' },
    { says: 'empty', file: '', message: 'not JSON, or it was cut off' },
    { says: 'another JSON file', file: '{"name":"tidemark"}', message: 'not a saved counterexample' },
    { says: 'not an object', file: 'null', message: 'not a saved counterexample' },
    {
      says: 'the JSON of check',
      file: jsonText(checkJson(checkReport)),
      message: 'a result of `tidemark check`, not a saved counterexample',
    },
    {
      says: 'the JSON of compare',
      file: jsonText(compareJson(compareReport)),
      message: 'a result of `tidemark compare`',
    },
    { says: 'edited settings', file: text.replace('"acks": "1"', '"acks": "0"'), message: 'was edited' },
    { says: 'an edited story', file: text.replace('broker 0 crashes', 'broker 0 shines'), message: 'was edited' },
    { says: 'an edited seed', file: text.replace('"seed": "test"', '"seed": "rest"'), message: 'was edited' },
    { says: 'without its checksum', file: text.replace('"checksum"', '"sum"'), message: 'damaged: "saved.checksum"' },
    {
      says: 'a field of the wrong type',
      file: text.replace('"seed": "test"', '"seed": 7'),
      message: 'damaged: "seed"',
    },
    {
      says: 'a held promise',
      file: text.replace('"verdict": "violated"', '"verdict": "held"'),
      message: 'damaged: "verdicts.0.verdict"',
    },
    {
      says: 'a newer format',
      file: text.replace('"format": 1', '"format": 2').replace('"tidemark": "0.1.0"', '"tidemark": "9.0.0"'),
      message: 'written by a newer tidemark (tidemark 9.0.0), in format 2; this one reads up to format 1. Update',
    },
  ])('$says', ({ file, message }) => {
    expect(() => parseSavedFile(file)).toThrow(SavedFileError)
    expect(() => parseSavedFile(file)).toThrow(message)
  })
})
