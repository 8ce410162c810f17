/** What becomes of a file that somebody broke, or made to break whoever reads it. */
import { PASSWORD, type Sample } from './samples.ts'

export interface Hostility {
  readonly what: string
  readonly text: (sample: Sample) => string
}

const isTree = ({ name }: Sample): boolean => /\.(ya?ml|json)$/i.test(name)

/** Trees take more time for each line, and have a smaller limit where files are opened. */
const many = (sample: Sample, scale: number): number => (isTree(sample) ? 20_000 : 100_000) * scale

const numbered = (count: number, line: (at: number) => string): string =>
  Array.from({ length: count }, (_, at) => line(at)).join('')

/** The lines of a sample, with something in the place of each value. */
const withValues = (sample: Sample, value: string): string =>
  sample.text
    .split('\n')
    .map((line) => line.replace(/((?::|=) ?"?)([\w.]+)("?)$/, (_, before, __, after) => `${before}${value}${after}`))
    .join('\n')

const repeated = (part: string, times: number): Hostility => ({
  what: `with ${JSON.stringify(part).slice(0, 30)} ${Math.floor(times)} times at its end`,
  text: ({ text }) => `${text}${part.repeat(times)}\n`,
})

/** Every sort of them, as large as the scale says: at 1 as large as files may be. */
export const hostilities = (scale: number): readonly Hostility[] => [
  { what: 'as it is', text: ({ text }) => text },
  { what: 'with CRLF', text: ({ text }) => text.replaceAll('\n', '\r\n') },
  { what: 'with CR', text: ({ text }) => text.replaceAll('\n', '\r') },
  { what: 'with a mark of the byte order', text: ({ text }) => `\ufeff${text}` },
  { what: 'twice', text: ({ text }) => text + text },
  { what: 'many times', text: ({ text }) => text.repeat(1_000 * scale) },
  {
    what: 'in many documents',
    text: ({ text }) =>
      Array<string>(1_000 * scale)
        .fill(text)
        .join('---\n'),
  },
  {
    what: 'with many unknown lines',
    text: (sample) => sample.text + numbered(many(sample, scale), (at) => `key.${at}=1\n`),
  },
  {
    what: 'with many unknown keys',
    text: (sample) => sample.text + numbered(many(sample, scale), (at) => `key-${at}: 1\n`),
  },
  {
    what: 'with many unknown keys at its last place',
    text: (sample) => {
      const [, indent = '', mark = ': '] = /^([ \t]*)[\w."-]+( ?= ?|: ?)\S[^\n]*\n$/m.exec(sample.text) ?? []
      return sample.text + numbered(many(sample, scale), (at) => `${indent}key.k${at}${mark}1\n`)
    },
  },
  {
    what: 'with many settings in one value',
    text: (sample) => withValues(sample, `2,${numbered(50_000 * scale, (at) => `k.${at}=1,`)}`),
  },
  {
    what: 'with many others like it',
    text: ({ name, text }) =>
      numbered(2_000 * scale, (at) =>
        `${isTree({ name, text }) ? '---\n' : ''}${text}`.replace(
          /orders|committed|kafka:|\bp\b|\b1\b|\ball\b/g,
          `${at}$&`,
        ),
      ),
  },
  { what: 'with a huge value', text: (sample) => withValues(sample, 'x'.repeat(100_000 * scale)) },
  { what: 'with an enormous last line', text: ({ text }) => `${text.trimEnd()}${'x'.repeat(4_000_000 * scale)}` },
  { what: 'with huge numbers', text: (sample) => withValues(sample, '9'.repeat(400)) },
  {
    what: 'with a blank for the sign between a password and its key',
    text: ({ text }) => text.replaceAll(new RegExp(`\\s*[=:]\\s*(?="?${PASSWORD})`, 'g'), ' '),
  },
  { what: 'with control characters', text: (sample) => withValues(sample, 'a\u0001\u001b[2J\u202eb') },
  { what: 'with lone surrogates', text: (sample) => withValues(sample, '\ud800x\udc00') },
  { what: 'with placeholders in placeholders', text: (sample) => withValues(sample, '${'.repeat(5_000 * scale)) },
  { what: 'with placeholders of themselves', text: (sample) => withValues(sample, '${A:${B:-${A}}}') },
  { what: 'with values that are lists', text: (sample) => withValues(sample, '[1, {a: b}]') },
  { what: 'with values that are nothing', text: (sample) => withValues(sample, '~') },
  { what: 'with names of JavaScript for keys', text: ({ text }) => text.replace(/kafka|acks/g, '__proto__') },
  {
    what: 'with aliases of aliases',
    text: ({ text }) =>
      `${text}bomb0: &b0 [x, x, x, x, x, x, x, x, x, x]\n${numbered(12, (at) => `bomb${at + 1}: &b${at + 1} [${Array<string>(10).fill(`*b${at}`).join(', ')}]\n`)}`,
  },
  { what: 'with an alias of itself', text: ({ text }) => `${text}loop: &loop [*loop]\nmerged: {<<: *loop}\n` },
  { what: 'deep in maps', text: ({ text }) => text + numbered(2_000, (at) => `${' '.repeat(at)}a:\n`) },
  repeated('[', 50_000 * scale),
  repeated('{a: ', 50_000 * scale),
  repeated('- ', 50_000 * scale),
  repeated('(', 50_000 * scale),
  repeated('"', 99_999 * scale),
  repeated("'", 99_999 * scale),
  repeated('`', 99_999 * scale),
  repeated('\\', 99_999 * scale),
  repeated(' ', 500_000 * scale),
  repeated('\t=', 100_000 * scale),
  repeated(' =', 100_000 * scale),
  repeated('= ', 100_000 * scale),
  repeated('/*', 100_000 * scale),
  repeated('<!--', 100_000 * scale),
  repeated('${a:-', 50_000 * scale),
  repeated('a.', 100_000 * scale),
  repeated('a,', 100_000 * scale),
  repeated('Topic: ', 100_000 * scale),
  repeated(' sensitive=', 100_000 * scale),
  repeated('<<EOF\n', 20_000 * scale),
  ...Array.from({ length: 12 }, (_, at) => ({
    what: `cut off after ${at}/12`,
    text: ({ text }: Sample) => text.slice(0, Math.floor((text.length * at) / 12)),
  })),
]
