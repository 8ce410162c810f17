/** What was judged: the settings that matter, what was assumed, ignored, noted and searched. */
import type { Evidence } from '../harness/result.ts'
import { budgetInWords } from './evidence.ts'
import { groupBy } from './group.ts'
import { type Page, clean, paint } from './page.ts'
import { type Configuration, entryOf, shownValue } from './report.ts'
import { labelled, listed } from './wrap.ts'

const LABEL = 12

export function titleLine(version: string, configuration: Configuration, page: Page): string {
  const { settings, assumed, of = '' } = configuration
  const parts = entryOf(configuration)
    .headline(settings)
    .map(({ words, key }) => words + (key !== undefined && assumed.includes(key) ? ' (assumed)' : ''))
  const about = [...parts, ...(of === '' ? [] : [clean(of)])].join(', ')
  return paint(page, `Tidemark ${version}`, 'bold') + (about === '' ? '' : `  ${about}`)
}

export function configurationLines(
  configuration: Configuration,
  page: Page,
  { whole = true }: { readonly whole?: boolean } = {},
): readonly string[] {
  const { settings, assumed, ignored, warnings, notes } = configuration
  const { headline, asWritten } = entryOf(configuration)
  const inTitle = headline(settings).map(({ key }) => key)
  const pairs = Object.entries(settings).filter(
    ([name, value]) => !inTitle.includes(name) && value !== '' && !saysNothing(name, configuration),
  )
  const chips = (of: typeof pairs): readonly string[] =>
    of.flatMap(([name, value]) => asWritten(name, value)).map(([name, value]) => clean(`${name}=${shownValue(value)}`))
  const given = chips(pairs.filter(([name]) => !assumed.includes(name)))
  const unread = whole ? ignoredInWords(ignored) : ignoredInBrief(ignored, warnings)
  const taken = chips(pairs.filter(([name]) => assumed.includes(name)))
  return [
    ...(given.length === 0 ? [] : listed('configured', given, LABEL, page)),
    ...(taken.length === 0 ? [] : listed('assumed', taken, LABEL, page).map((line) => paint(page, line, 'dim'))),
    ...(unread === '' ? [] : labelled('ignored', unread, LABEL, page).map((line) => paint(page, line, 'dim'))),
    ...notes.flatMap((note) => labelled('note', note, LABEL, page)),
    ...warnings.flatMap((warning) =>
      labelled('warning', warning, LABEL, page).map((line) => paint(page, line, 'yellow')),
    ),
  ]
}

/** What counts for nothing here is shown only to those who gave it, and were not told that it is ignored. */
function saysNothing(name: string, configuration: Configuration): boolean {
  const { settings, assumed, ignored } = configuration
  const { counts, goesWithoutSaying } = entryOf(configuration)
  if (goesWithoutSaying(name, settings)) return true
  return !counts(name, settings) && (assumed.includes(name) || ignored.some(({ key }) => key === name))
}

/** So many ignored keys are named for each reason; JSON has them all. */
const MOST_NAMED = 100

function ignoredInWords(ignored: Configuration['ignored'], most = MOST_NAMED): string {
  const named = (keys: readonly string[]): string =>
    keys.length <= most ? keys.join(', ') : `${keys.slice(0, most).join(', ')} and ${keys.length - most} more`
  return [...groupBy(ignored, ({ why }) => why)]
    .map(([why, those]) => `${named([...new Set(those.map(({ key }) => key))])} (${why})`)
    .join('; ')
}

/** So few are named where the page is to be short. */
const FEW = 3

/** Of one reason so many more are named. */
const FEW_OF_A_REASON = 5

/** Many keys that just change nothing are counted; what a warning says is not said again. */
function ignoredInBrief(all: Configuration['ignored'], warnings: readonly string[]): string {
  const warned = new Set(warnings.flatMap((warning) => warning.split(/[\s,:()]+/)))
  const ignored = all.filter(({ key }) => !warned.has(key))
  const isPlain = ({ why }: Configuration['ignored'][number]): boolean => /^(not modelled|of )/.test(why)
  const plain = ignored.filter(isPlain)
  if (plain.length <= FEW) return ignoredInWords(ignored, FEW_OF_A_REASON)
  const others = ignored.filter((one) => !isPlain(one))
  return [
    `${plain.length} keys that change no verdict (--evidence names them)`,
    ...(others.length === 0 ? [] : [ignoredInWords(others, FEW_OF_A_REASON)]),
  ].join('; ')
}

/** How was searched, what was allowed, and the seed. */
export function searchLines(evidence: Evidence | undefined, seed: string | null, page: Page): readonly string[] {
  const seeded = seed === null ? '' : `; seed ${seed}`
  const isNothing = evidence === undefined || (evidence.random === null && evidence.exhaustive === null)
  const searched = isNothing ? 'nothing' : `${searchInWords(evidence)}, ${budgetInWords(evidence.bounds)}`
  return labelled('searched', `${searched}${seeded}`, LABEL, page)
}

/** `completely, then at random where that was not complete`. */
export function searchInWords({ random, exhaustive }: Evidence): string {
  if (exhaustive === null) return 'at random'
  return random === null ? 'completely' : 'completely, then at random where that was not complete'
}
