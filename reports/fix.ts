/** What mends broken promises in the user's own files, in words and as a diff. */
import { type Page, clean, paint } from './page.ts'
import type { Fix } from './report.ts'
import { text } from './terminal.ts'
import { labelled } from './wrap.ts'

const LABEL = 12

/** The same as text: no line of the diff is touched, or no tool would take it. */
export function fixText(fix: Fix, page: Page): string {
  const diff = diffLines(fix.diff, page).map((line) => `${line}\n`)
  return text([fixLines(fix, page)]) + diff.join('')
}

/** What is changed, what holds then, and what nobody knows how to write into the files. */
function fixLines({ change, mends, byHand }: Fix, page: Page): readonly string[] {
  const settings = Object.entries(change).map(([key, value]) => `${key}=${value}`)
  if (settings.length === 0) return labelled('fix', 'none: no setting is known to mend what is broken', LABEL, page)
  const together = settings.length > 1 ? ', all together' : ''
  return [
    ...labelled('fix', `${settings.join(' and ')}${together}: then ${mends.join(', ')} ${holds(mends)}`, LABEL, page),
    ...byHand.flatMap(({ key, value, where }) => labelled('by hand', `${key}=${value}${placed(where)}`, LABEL, page)),
  ]
}

/** Lines that `patch -p1` takes, with whatever ends them in the file. */
function diffLines(diff: string, page: Page): readonly string[] {
  return diff
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      if (line.startsWith('---') || line.startsWith('+++')) return paint(page, clean(line), 'bold')
      return line.startsWith('-') ? paint(page, line, 'red') : line.startsWith('+') ? paint(page, line, 'green') : line
    })
}

function placed(where: string | undefined): string {
  if (where === undefined) return ': no file says it, and it is not known how one would'
  return where.startsWith('--')
    ? `: it is given by ${where}`
    : `: it stands at ${where}, in a way that is not known here`
}

function holds(promises: readonly string[]): string {
  return promises.length === 1 ? 'holds, and all that held' : 'hold, and all that held'
}
