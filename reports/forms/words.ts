/** A broken promise in plain lines, for forms that hold text. */
import { costInWords } from '../cost.ts'
import { remedyInWords } from '../cure.ts'
import type { Page } from '../page.ts'
import type { Configuration, Judged } from '../report.ts'
import { briefStoryLines } from '../story-brief.ts'
import type { Part } from './found.ts'
import { changeOf } from './history.ts'
import { inert } from './inert.ts'
import { causesIn } from './place.ts'

const PAGE: Page = { width: 100, colour: false }
/** A line of a story is a sentence of ours, with names in it that users gave. */
const LONGEST_LINE = 1_000

/** `violated by 1 fault (crash)`. */
export function headInWords({ result }: Judged): string {
  return result.counterexample === null ? result.verdict : `violated by ${costInWords(result.counterexample)}`
}

/** The steps of its story, as on the page; none where it has none. */
export function storyInLines({ result: { counterexample } }: Judged): readonly string[] {
  if (counterexample === null) return []
  return briefStoryLines(counterexample, PAGE).map((line) => inert(line, LONGEST_LINE))
}

/** How it is broken: the reason without when, and when. */
export function whyInWords({ result }: Judged): string {
  return inert(result.counterexample?.why ?? result.why ?? '', LONGEST_LINE)
}

/** What mends it, the smallest first. */
export function remediesInWords({ cure, otherwise }: Judged): readonly string[] {
  const found = (cure?.remedies ?? []).map((remedy) => inert(remedyInWords(remedy), LONGEST_LINE))
  return otherwise === undefined ? found : [...found, inert(otherwise, LONGEST_LINE)]
}

/** The settings that are to blame, with their places. */
export function causeInWords(judged: Judged, configuration: Configuration): string {
  const places = causesIn(judged, configuration)
  return (judged.cure?.cause ?? [])
    .map((setting) => {
      const place = places.find((one) => one.setting === setting)
      return inert(place === undefined ? setting : `${setting} (${inert(place.file)}:${place.line})`, LONGEST_LINE)
    })
    .join(', ')
}

/** In a line: the promise, how it is broken, and of which configuration. */
export function briefInWords(judged: Judged, { of = '' }: Configuration): string {
  const clause = inert(judged.result.counterexample?.clause ?? '', LONGEST_LINE)
  return `${judged.result.title}: ${headInWords(judged)}${of === '' ? '' : ` (${inert(of)})`}; ${clause}`
}

/** All of it: story, reason, cause, remedies, what became of it, and the file with which it is played again. */
export function brokenInLines(judged: Judged, part: Part): readonly string[] {
  const cause = causeInWords(judged, part.configuration)
  const change = changeOf(judged.result.promise, part)
  return [
    ...storyInLines(judged),
    `why     ${whyInWords(judged)}`,
    ...(cause === '' ? [] : [`cause   ${cause}`]),
    ...remediesInWords(judged).map((remedy, at) => `${at === 0 ? 'remedy' : 'or    '}  ${remedy}`),
    ...(change === '' ? [] : [`base    ${change}`]),
    ...(judged.file === null ? [] : [`replay  ${inert(judged.file)}`]),
  ]
}
