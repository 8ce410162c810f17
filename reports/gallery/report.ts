/** What the report of `gallery` is made from: known flaws, what was found of each, and what that means. */
import type { PromiseResult } from '../../harness/result.ts'
import { count } from '../cost.ts'
import { missingInWords, partInWords } from '../parts.ts'
import type { MissingPart, PartOfRun, SettingValue } from '../report.ts'

/** A flaw that was looked for, where it is and where its fix is. */
export interface FlawRow {
  readonly id: string
  /** By its name in the registry. */
  readonly system: string
  readonly class: string
  readonly title: string
  readonly affected: string
  readonly reference: string
  readonly story: string
  readonly promise: string
  /** What the flawed variant says, switched mechanisms as `gate.NAME` among it; and what the fix says on top. */
  readonly given: Readonly<Record<string, string>>
  readonly different: Readonly<Record<string, string>>
  /** What each mechanism that can be switched is, by the setting that switches it. */
  readonly switches: Readonly<Record<string, string>>
  /** Settings that are told even where nobody says them: the release. */
  readonly alwaysTold: readonly string[]
  /** The fix in words. */
  readonly fix: string
  /** What would confirm it on a real cluster; `null` for flaws that have been seen there. */
  readonly suspected: string | null
  /** Effective, of both variants. */
  readonly settings: Readonly<Record<string, SettingValue>>
  readonly fixedSettings: Readonly<Record<string, SettingValue>>
  readonly seed: string
  readonly found: PromiseResult<unknown>
  /** `null` when it was interrupted before the fix was looked at. */
  readonly fixed: PromiseResult<unknown> | null
  /** Taken by the search with the flaw. */
  readonly seconds: number
}

/** A flaw that the model does not show, and why. */
export interface LeftOutRow {
  readonly id: string
  readonly class: string
  readonly title: string
  readonly reference: string
  readonly why: string
}

export interface GalleryReport {
  readonly version: string
  /** `null` when each flaw has a seed of its own. */
  readonly seed: string | null
  /** Those that were examined; fewer than `asked` when it was interrupted. */
  readonly rows: readonly FlawRow[]
  /** Flaws to examine. */
  readonly asked: number
  readonly leftOut: readonly LeftOutRow[]
  /** Where it is a part itself. */
  readonly part?: PartOfRun
  /** Where it was put together of parts, and not all were there. */
  readonly missing?: readonly MissingPart[]
  readonly interrupted: boolean
  readonly seconds: number
}

export interface Outcome {
  readonly flaw: 'found' | 'missed' | 'unknown'
  readonly fix: 'holds' | 'fails' | 'unknown'
}

/** What was found means for the flaw and its fix; `unknown` where the search was stopped, or says nothing. */
export function outcomeOf({ found, fixed }: Pick<FlawRow, 'found' | 'fixed'>): Outcome {
  return {
    flaw: found.verdict === 'violated' ? 'found' : fixed === null ? 'unknown' : 'missed',
    fix: fixed?.verdict === 'held' ? 'holds' : fixed?.verdict === 'violated' ? 'fails' : 'unknown',
  }
}

/** `20 flaws: 19 found, 1 MISSED; 18 fixes hold, 1 DOES NOT HOLD, 1 undecided; 3 left out`. */
export function gallerySummary({ rows, asked, leftOut, interrupted, part, missing }: GalleryReport): string {
  const outcomes = rows.map(outcomeOf)
  const flaws = (which: Outcome['flaw']): number => outcomes.filter(({ flaw }) => flaw === which).length
  const fixes = (which: Outcome['fix']): number => outcomes.filter(({ fix }) => fix === which).length
  const some = (number: number, words: string): readonly string[] => (number === 0 ? [] : [`${number} ${words}`])
  const notSearched = flaws('unknown') + asked - rows.length
  const parts = [
    [
      ...some(flaws('found'), 'found'),
      ...some(flaws('missed'), 'MISSED'),
      ...some(notSearched, 'not searched to the end'),
    ].join(', '),
    [
      ...some(fixes('holds'), fixes('holds') === 1 ? 'fix holds' : 'fixes hold'),
      ...some(fixes('fails'), fixes('fails') === 1 ? 'fix DOES NOT HOLD' : 'fixes DO NOT HOLD'),
      ...some(fixes('unknown'), fixes('unknown') === 1 ? 'fix without a verdict' : 'fixes without a verdict'),
    ].join(', '),
  ].filter((part) => part !== '')
  const examined =
    asked === 0 && leftOut.length > 0
      ? []
      : [[count(asked, 'flaw'), parts.join('; ')].filter((part) => part !== '').join(': ')]
  const said = [...partInWords(part, rows.length), ...missingInWords(missing)].map((one) => `${one} `).join('')
  return `${interrupted ? 'Interrupted. ' : ''}${said}${[...examined, ...some(leftOut.length, 'left out')].join('; ')}`
}
