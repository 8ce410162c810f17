/** The data of the page, from what a check or a comparison found. */
import { availabilityInWords } from '../availability.ts'
import { cellText } from '../compare-table.ts'
import { costInWords } from '../cost.ts'
import { budgetInWords, heldInBrief, searchesInWords } from '../evidence.ts'
import type { Found, Part } from '../forms/found.ts'
import { changeOf, historyInLines } from '../forms/history.ts'
import { inert } from '../forms/inert.ts'
import { titleLine } from '../header.ts'
import { entryOf, type Judged, shownValue } from '../report.ts'
import { byStory } from '../stories.ts'
import { summaryLine } from '../summary.ts'
import type { PageData, PartData, RemarkData, SettingData, VerdictData } from './page-data.ts'
import { storyData } from './story-data.ts'

const WIDE = { width: 10_000, colour: false }
const LONGEST = 1_000

export function pageData({ version, verb, parts }: Found): PageData {
  return { version, verb, parts: parts.map((part) => partData(part, parts, version)) }
}

function partData(part: Part, parts: readonly Part[], version: string): PartData {
  const { configuration, judged, interrupted, refused = '' } = part
  return {
    name: inert(configuration.of ?? ''),
    title: inert(titleLine(version, { ...configuration, of: '' }, WIDE).replace('  ', ' · ')),
    settings: settingsOf(part),
    remarks: remarksOf(part),
    verdicts: judged.map((one) => verdictData(one, part)),
    stories: byStory(judged).map((those) => storyData(those, part, parts)),
    summary: refused === '' ? inert(summaryLine(part)) : '',
    interrupted,
    refused: inert(refused, LONGEST),
  }
}

function settingsOf({ configuration }: Part): readonly SettingData[] {
  const { settings, assumed, from = {} } = configuration
  const { counts, goesWithoutSaying, asWritten, headline } = entryOf(configuration)
  const inTitle = headline(settings).map(({ key }) => key)
  return Object.entries(settings)
    .filter(([name, value]) => value !== '' && !inTitle.includes(name))
    .filter(([name]) => counts(name, settings) && !goesWithoutSaying(name, settings))
    .flatMap(([name, value]) =>
      asWritten(name, value).map(([key, written]) => {
        const place = from[name]
        return {
          text: inert(`${key}=${shownValue(written)}`),
          isAssumed: assumed.includes(name),
          from: place?.file === undefined ? '' : inert(`${place.file}:${place.line ?? 1}: ${place.key ?? name}`),
        }
      }),
    )
}

/** So many ignored keys are named. */
const MOST_IGNORED = 200

function remarksOf(part: Part): readonly RemarkData[] {
  const { configuration, availability } = part
  const { notes, warnings, ignored } = configuration
  const shown = ignored.slice(0, MOST_IGNORED).map(({ key, why }) => `${key}: ${why}`)
  const more = ignored.length - shown.length
  return [
    ...(availability === undefined
      ? []
      : [{ kind: 'available' as const, text: inert(availabilityInWords(availability), LONGEST) }]),
    ...historyInLines(part).map((text) => ({ kind: 'history' as const, text })),
    ...notes.map((text) => ({ kind: 'note' as const, text: inert(text, LONGEST) })),
    ...warnings.map((text) => ({ kind: 'warning' as const, text: inert(text, LONGEST) })),
    ...[...shown, ...(more > 0 ? [`${more} more keys`] : [])].map((text) => ({
      kind: 'ignored' as const,
      text: inert(text, LONGEST),
    })),
  ]
}

function verdictData(judged: Judged, part: Part): VerdictData {
  const { judged: all, required } = part
  const { result } = judged
  const { promise, title, verdict, counterexample, evidence, why } = result
  return {
    promise,
    title: inert(title),
    verdict,
    isRequired: required.includes(promise),
    says:
      counterexample !== null
        ? inert(`by ${costInWords(counterexample)}`)
        : inert(verdict === 'held' ? heldInBrief(evidence) : (why ?? ''), LONGEST),
    change: changeOf(promise, part),
    brief: inert(cellText(result)),
    story: byStory(all).findIndex((those) => those.some((one) => one.result.promise === promise)),
    evidence: {
      bounds: inert(budgetInWords(evidence.bounds), LONGEST),
      searched: searchesInWords(evidence).map((one) => inert(one, LONGEST)),
      reached: Object.entries(evidence.reached).map(([situation, times]) => [inert(situation), times]),
    },
  }
}
