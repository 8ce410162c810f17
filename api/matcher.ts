/** `toKeep`: a matcher for vitest and jest. Its message is the story, as a report tells it. */
import type { Invariant } from '../invariants/invariant.ts'
import { whereOf } from '../model/given.ts'
import { cureBlock } from '../reports/cures.ts'
import { configurationLines, titleLine } from '../reports/header.ts'
import { clean } from '../reports/page.ts'
import { replayOfOwn } from '../reports/replay.ts'
import type { CheckReport, Judged } from '../reports/report.ts'
import { byStory, storyBlocks } from '../reports/stories.ts'
import { minimality, text, verdictText } from '../reports/terminal.ts'
import { labelled, listed } from '../reports/wrap.ts'
import { examine, type Written } from './check.ts'
import { type CheckOptions, isFiles, isOwn, type Target } from './target.ts'

/** One promise, or several: by id, or of one's own. */
export type AskedPromises = string | Invariant | readonly (string | Invariant)[]

export type KeepOptions = Omit<CheckOptions, 'promises'> & Written

/** What a matcher answers. */
export interface Matched {
  readonly pass: boolean
  readonly message: () => string
}

/** The part of vitest's and jest's context of a matcher that counts here. */
interface MatcherContext {
  readonly isNot?: boolean
}

const PAGE = { width: 100, colour: false }
const LABEL = 12
/** Where the command saves what it finds, too. */
const FOLDER = '.tidemark'

/**
 * For `expect.extend(matchers)`. `await expect(settings).toKeep(promise, options?)` passes where every promise held or
 * has nothing to be about; `.not.toKeep` passes only where one of them is broken, not where there is no verdict.
 */
export const matchers = { toKeep }

/** @throws as `check` does; what is wrong with a target or an option is no failed promise */
async function toKeep(
  this: MatcherContext | void,
  target: unknown,
  promises: AskedPromises,
  options: KeepOptions = {},
): Promise<Matched> {
  if (typeof target !== 'object' || target === null)
    throw new TypeError('toKeep is asked of settings, of files(…), or of what ownSystem made')
  const asked = { save: FOLDER, ...options, promises: asList(promises) }
  const { reports } = await examine(target as Target, asked)
  const isNot = this?.isNot === true
  const isKept = reports.every(isNot ? isUnbroken : isAllKept)
  const told = isKept ? reports : reports.filter((report) => !(isNot ? isUnbroken : isAllKept)(report))
  return { pass: isKept, message: () => message(target as Target, reports, told, isKept) }
}

/** Whether every promise held, or has nothing to be about. */
function isAllKept({ judged }: CheckReport): boolean {
  return judged.every(({ result: { verdict } }) => verdict === 'held' || verdict === 'not-applicable')
}

function isUnbroken({ judged }: CheckReport): boolean {
  return judged.every(({ result: { verdict } }) => verdict !== 'violated')
}

function asList(promises: AskedPromises): readonly (string | Invariant)[] {
  return typeof promises === 'string' || 'id' in promises ? [promises] : promises
}

/** @param told those that decided it */
function message(
  target: Target,
  reports: readonly CheckReport[],
  told: readonly CheckReport[],
  isKept: boolean,
): string {
  const ids = (reports[0]?.judged ?? []).map(({ result }) => result.promise).join(', ')
  const head = `expected ${namesOf(target)} to ${isKept ? 'break' : 'keep'} ${ids}`
  const others = reports.filter((report) => !told.includes(report)).map(({ configuration: { of = '' } }) => of)
  return text([
    [head, ...(others.length === 0 ? [] : labelled('kept', `with ${others.join(', ')}`, LABEL, PAGE))],
    ...told.flatMap((report) => reportBlocks(target, report, isKept)),
  ])
}

function namesOf(target: Target): string {
  if (isOwn(target)) return 'this system'
  return isFiles(target) ? clean(target.paths.join(', ')) : 'these settings'
}

/** One configuration: what it is, the verdicts, and, where something is broken, how, and what is to blame. */
function reportBlocks(target: Target, report: CheckReport, isKept: boolean): readonly (readonly string[])[] {
  const { configuration, judged, version } = report
  const about = [
    titleLine(version, configuration, PAGE),
    ...configurationLines(configuration, PAGE, { whole: false }),
    ...placeLines(report),
  ]
  if (isKept) return [about, verdictLines(judged)]
  const stories = storyBlocks(judged, PAGE, (file) => replayCommand(target, file))
  return [about, verdictLines(judged), cureBlock(judged, PAGE), ...stories.map(withProof(report))]
}

/** Where the settings stand that were given in files, and count. */
function placeLines({ configuration: { from = {}, ignored } }: CheckReport): readonly string[] {
  const places = Object.entries(from)
    .filter(([key]) => !ignored.some((one) => one.key === key))
    .map(([key, origin]) => clean(`${key} (${whereOf(origin)})`))
  return places.length === 0 ? [] : listed('set in', places, LABEL, PAGE)
}

/** A line for each promise, without its story. */
function verdictLines(judged: readonly Judged[]): readonly string[] {
  return judged.flatMap(({ result }) => [
    verdictText(result, PAGE).trimEnd(),
    ...(result.verdict === 'undecided' || result.verdict === 'not-applicable' ? [`  ${result.why ?? ''}`] : []),
  ])
}

/** How the last line of a story begins where its file was saved. */
const REPLAY = '  replay  '

/** Before the last line, which says how to replay it: whether it is the shortest. */
function withProof({ judged }: CheckReport): (block: readonly string[], at: number) => readonly string[] {
  const found = byStory(judged).map(([first]) => first?.result.counterexample)
  return (block, at) => {
    const one = found[at]
    const proof = one === undefined ? [] : [`  shortest  ${minimality(one)}`]
    const last = block.at(-1) ?? ''
    return last.startsWith(REPLAY)
      ? [...block.slice(0, -1), ...proof, last.replace(REPLAY, '  replay    ')]
      : [...block, ...proof]
  }
}

function replayCommand(target: Target, file: string): string {
  return isOwn(target) ? replayOfOwn(file) : `npx tidemark replay ${file}`
}
