import { describe, expect, test } from 'vitest'
import { InputError } from '../../../model/input-error.ts'
import { parseEnv, parseRawEnv } from './env-text.ts'

const read = (text: string): readonly string[] =>
  parseEnv(text, '.env').map(({ key, value, line }) => `${key}=${value ?? '(none)'} @${line}`)

function refusal(text: string): string {
  try {
    return read(text).join('; ')
  } catch (error) {
    if (error instanceof InputError) return error.message
    throw error
  }
}

describe('an env file is read as Docker Compose reads it', () => {
  test('a value without quotes ends before a # after a blank, and nowhere else', () => {
    expect(read('# first\nA=1 # one\nB=1#one\n\nC=  x y  \nD=\n')).toEqual([
      'A=1 @2',
      'B=1#one @3',
      'C=x y @5',
      'D= @6',
    ])
  })

  test('quotes are no part of a value, and within them # is', () => {
    expect(read(`A="x # y" # z\nB='x # $A "y"'\nC="a\\"b"`)).toEqual(['A=x # y @1', 'B=x # $A "y" @2', 'C=a"b @3'])
  })

  test('double quotes may hold several lines and escapes, and the lines after them are counted right', () => {
    expect(read('A="one\ntwo\\tthree"\nB=2')).toEqual(['A=one\ntwo\tthree @1', 'B=2 @3'])
  })

  test('export, a colon for the sign, CRLF and a byte order mark are allowed', () => {
    expect(read('\ufeffexport A=1\r\nB: 2\r\n')).toEqual(['A=1 @1', 'B=2 @2'])
  })

  test('earlier variables are filled in, but not within single quotes; $$ is a plain sign', () => {
    expect(read('A=1\nB=${A}2\nC="$B"\nD=\'$B\'\nE=$$A\nF=${NONE:-3}')).toEqual([
      'A=1 @1',
      'B=12 @2',
      'C=12 @3',
      'D=$B @4',
      'E=$A @5',
      'F=3 @6',
    ])
  })

  test('a name alone has no value: it is of the environment of the command', () => {
    expect(read('A\nB=1')).toEqual(['A=(none) @1', 'B=1 @2'])
  })

  test('in the raw format nothing is taken off a value', () => {
    expect(parseRawEnv('# c\nA="1" # one\n')).toEqual([{ key: 'A', value: '"1" # one', line: 2 }])
  })

  test('what Compose refuses is refused', () => {
    expect(refusal('A=1\nB="x\ny')).toBe(
      '.env:2: B: its value begins with " and never ends, so Docker Compose refuses this file.\n  '
        + 'Close the value with ", or write it without quotes.',
    )
    expect(refusal('A=1\nno variable\n')).toContain('.env:2: this line does not begin with the name of a variable')
    expect(refusal('A=1\nB=$5\n')).toContain('.env:2: B: a $ in its value names no variable')
  })

  test('what is refused may be a password, and is not shown', () => {
    for (const text of ['A="hunter2', 'A=1\nhunter2 2', 'A=$5hunter2', 'A=${hunter2/x}', 'A="x\nhunter2"y z'])
      expect(refusal(text)).not.toContain('hunter2')
  })

  test('many lines are read in a moment', () => {
    const many = read('A=1\n'.repeat(100_000))
    expect(many.at(-1)).toBe('A=1 @100000')
  })
})
