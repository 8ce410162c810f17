/** What a change of the configuration breaks and mends, against what it was before. */
import type { Verdict } from '../harness/result.ts'
import { type Page, paint } from './page.ts'
import type { Before } from './before.ts'
import { shownValue } from './report.ts'
import { labelled } from './wrap.ts'

const LABEL = 12

/** Nothing of it changed: nothing was judged. */
export function isUnchanged({ missing, changed }: Before): boolean {
  return missing === undefined && changed.length === 0
}

/** Promises by what became of their verdicts. */
export function comparedVerdicts(
  before: ReadonlyMap<string, Verdict>,
  now: ReadonlyMap<string, Verdict>,
): Pick<Before, 'breaks' | 'brokenBefore' | 'mends'> {
  const broken = [...now].filter(([, verdict]) => verdict === 'violated').map(([promise]) => promise)
  return {
    breaks: broken.filter((promise) => before.get(promise) !== 'violated'),
    brokenBefore: broken.filter((promise) => before.get(promise) === 'violated'),
    mends: [...before].flatMap(([promise, verdict]) =>
      verdict === 'violated' && now.get(promise) === 'held' ? [promise] : [],
    ),
  }
}

/** A sentence for each sort. */
export function beforeInWords(before: Before): readonly string[] {
  const { ref, missing, changed, breaks, brokenBefore, mends, removed } = before
  const settings = changed.map(
    ({ key, before: was, now }) =>
      `${key} (${was === undefined ? 'none' : shownValue(was)} → ${now === undefined ? 'none' : shownValue(now)})`,
  )
  return [
    ...(missing === undefined ? [] : [missing]),
    ...(isUnchanged(before) ? [`nothing that is judged has changed against ${ref}: nothing is searched`] : []),
    ...(settings.length === 0 ? [] : [`changed against ${ref}: ${settings.join(', ')}`]),
    ...(breaks.length === 0 ? [] : [`this change breaks ${breaks.join(', ')}`]),
    ...(brokenBefore.length === 0 ? [] : [`was broken before: ${brokenBefore.join(', ')} (does not fail this check)`]),
    ...(mends.length === 0 ? [] : [`this change mends ${mends.join(', ')}`]),
    ...(!isUnchanged(before) && breaks.length === 0 ? ['this change breaks nothing'] : []),
    ...(removed.length === 0 ? [] : [`this change removes ${removed.join(', ')}: not judged any more`]),
  ]
}

/** Of one promise; empty where its verdict is not known to have changed, or to have been the same. */
export function changeInWords(promise: string, { breaks, brokenBefore, mends }: Before): string {
  if (breaks.includes(promise)) return 'this change breaks it'
  if (brokenBefore.includes(promise)) return 'it was broken before'
  return mends.includes(promise) ? 'this change mends it' : ''
}

/** The same, under one label. */
export function beforeLines(before: Before, page: Page): readonly string[] {
  return beforeInWords(before).flatMap((line, at) =>
    labelled(at === 0 ? 'base' : '', line, LABEL, page).map((text) => paint(page, text, 'bold')),
  )
}
