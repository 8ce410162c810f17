/** The command of a run, without what says which part of it and where to: so that a part can be run again. */
import type { Configuration } from '../../reports/report.ts'
import { quoted } from '../check.ts'
import { FORMS } from '../../reports/forms/forms.ts'
import { flagOf } from '../report-files.ts'

const ALONE: readonly string[] = ['--json', '--quiet', '--no-color']
const WITH_VALUE: readonly string[] = [
  '--shard',
  '--shard-file',
  '--workers',
  ...FORMS.map(({ option }) => flagOf(option)),
]

/**
 * The words of the command that all parts share. Values that are not judged are left out, as they are everywhere: they
 * may be passwords, and change no result.
 */
export function sharedWords(args: readonly string[], configurations: readonly Configuration[]): readonly string[] {
  const ignored = new Set(configurations.flatMap((one) => one.ignored.map(({ key }) => key)))
  const words: string[] = []
  for (let at = 0; at < args.length; at++) {
    const word = args[at] ?? ''
    const [flag = ''] = word.split('=', 1)
    if (ALONE.includes(word)) continue
    if (WITH_VALUE.includes(flag)) {
      if (!word.includes('=')) at++
      continue
    }
    const isValue = args[at - 1] === '--set'
    words.push(isValue || flag === '--set' ? withoutIgnored(word, ignored) : word)
  }
  return words
}

/** `--set KEY=…` */
function withoutIgnored(word: string, ignored: ReadonlySet<string>): string {
  const [, before = '', key = ''] = /^((?:--set=)?)([^=]*)=/.exec(word) ?? []
  const own = key.trim()
  const isIgnored = ignored.has(own) || ignored.has(own.replace(/^(broker|topic|producer|consumer)\./, ''))
  return isIgnored ? `${before}${own}=…` : word
}

/** The command that runs a part again. */
export function commandOfPart(name: string, words: readonly string[], part: number, of: number): string {
  return [name, ...words.map(quoted), '--shard', `${part}/${of}`, '--shard-file', `shard-${part}.json`].join(' ')
}
