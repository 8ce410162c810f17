/** One flaw told: what it is, how it breaks its promise, what prevents it, and that nothing is found then. */
import { USUAL_SYSTEM } from '../../model/systems.ts'
import { searchLines } from '../header.ts'
import { type Page, clean, paint } from '../page.ts'
import { shownValue } from '../report.ts'
import { promiseLines, text } from '../terminal.ts'
import { labelled, listed, wrap } from '../wrap.ts'
import { type FlawRow, type GalleryReport, type LeftOutRow, gallerySummary, outcomeOf } from './report.ts'
import { secondsInWords } from './table.ts'

const LABEL = 12

/** Everything about these flaws, one after the other, and one line that sums up. */
export function galleryStories(report: GalleryReport, page: Page): string {
  return text([
    [paint(page, `Tidemark ${report.version}`, 'bold')],
    ...report.rows.flatMap((row) => flawStory(row, page)),
    ...report.leftOut.map((one) => leftOutStory(one, page)),
    wrap(gallerySummary(report), page.width).map((line) => paint(page, line, 'bold')),
  ])
}

/** The flaw in blocks of lines. */
export function flawStory(row: FlawRow, page: Page): readonly (readonly string[])[] {
  const { flaw, fix } = outcomeOf(row)
  return [
    [
      ...titleLines(row, page),
      ...labelled('affected', row.affected, LABEL, page),
      ...labelled('reference', row.reference, LABEL, page),
    ],
    wrap(row.story, page.width),
    [
      ...listed('configured', givenChips(row), LABEL, page),
      ...switchLines(row, row.given, page),
      ...searchLines(row.found.evidence, row.seed, page),
      ...labelled('took', `${secondsInWords(row.seconds)} with the flaw`, LABEL, page),
    ],
    [
      ...(flaw === 'missed' ? alarm('MISSED: the flaw was not found where it should be', page) : []),
      ...resultLines(row.found, page),
    ],
    [
      ...labelled('fix', row.fix, LABEL, page).map((line) => paint(page, line, 'bold')),
      ...listed('different', differentChips(row), LABEL, page),
      ...switchLines(row, row.different, page),
    ],
    row.fixed === null
      ? []
      : [...(fix === 'fails' ? alarm('THE FIX DOES NOT HOLD', page) : []), ...resultLines(row.fixed, page)],
    row.suspected === null
      ? []
      : labelled(
          'suspected',
          `derived from the source, and seen on no real cluster that we know of. What would confirm it: ${row.suspected}`,
          LABEL,
          page,
        ),
  ]
}

function leftOutStory(one: LeftOutRow, page: Page): readonly string[] {
  return [
    ...titleLines(one, page),
    ...labelled('reference', one.reference, LABEL, page),
    ...labelled('left out', one.why, LABEL, page),
  ]
}

function titleLines({ id, title }: Pick<FlawRow, 'id' | 'title'>, page: Page): readonly string[] {
  return labelled(clean(id), title, clean(id).length + 2, page).map((line) => paint(page, line, 'bold'))
}

function alarm(words: string, page: Page): readonly string[] {
  return wrap(words, page.width).map((line) => paint(page, line, 'bold', 'red'))
}

/** A verdict as `check` tells it; nothing is saved, so there is nothing to replay. */
function resultLines(result: FlawRow['found'], page: Page): readonly string[] {
  return promiseLines({ result, file: null }, null, page, (file) => file)
}

/**
 * The settings of the flawed variant, as a file of its system says them; the release stands there even where the
 * newest one is meant.
 */
function givenChips({ system, given, settings, alwaysTold }: FlawRow): readonly string[] {
  const assumed = alwaysTold.flatMap((key) => {
    const value = settings[key]
    return given[key] === undefined && value !== undefined ? [`${key}=${shownValue(value)} (assumed)`] : []
  })
  const ofSystem = system === USUAL_SYSTEM ? [] : [`system=${system}`]
  return [...ofSystem, ...assumed, ...Object.entries(given).map(([key, value]) => `${key}=${value}`)]
}

/** `acks=all (was 1)`. */
function differentChips({ given, different, settings }: FlawRow): readonly string[] {
  return Object.entries(different).map(([key, value]) => {
    const before = given[key] ?? settings[key]
    return `${key}=${value}${before === undefined ? '' : ` (was ${shownValue(before)})`}`
  })
}

/** What a switched mechanism is. */
function switchLines({ switches }: FlawRow, settings: Readonly<Record<string, string>>, page: Page): readonly string[] {
  return Object.keys(settings).flatMap((key) => {
    const says = switches[key]
    return says === undefined ? [] : labelled('', says, LABEL, page).map((line) => paint(page, line, 'dim'))
  })
}
