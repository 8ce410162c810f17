/** `toKeep`: a matcher for vitest and jest. Its message is the story, as a report tells it. */
import type { Invariant } from '../invariants/invariant.ts'
import { configurationLines, titleLine } from '../reports/header.ts'
import { replayOfOwn } from '../reports/replay.ts'
import type { CheckReport, Judged } from '../reports/report.ts'
import { byStory, storyBlocks } from '../reports/stories.ts'
import { minimality, text, verdictText } from '../reports/terminal.ts'
import { type Examined, examine, type Written } from './check.ts'
import { type CheckOptions, isOwn, type Target } from './target.ts'

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
    throw new TypeError('toKeep is asked of settings, or of what ownSystem made')
  const asked = { save: FOLDER, ...options, promises: listed(promises) }
  const examined = await examine(target as Target, asked)
  const { judged } = examined.report
  const isNot = this?.isNot === true
  const verdicts = judged.map(({ result }) => result.verdict)
  const isKept = isNot
    ? !verdicts.includes('violated')
    : verdicts.every((verdict) => verdict === 'held' || verdict === 'not-applicable')
  return { pass: isKept, message: () => message(target as Target, examined, isKept) }
}

function listed(promises: AskedPromises): readonly (string | Invariant)[] {
  return typeof promises === 'string' || 'id' in promises ? [promises] : promises
}

function message(target: Target, { report }: Examined, isKept: boolean): string {
  const ids = report.judged.map(({ result }) => result.promise).join(', ')
  const expected = `expected ${isOwn(target) ? 'this system' : 'these settings'}`
  const { configuration, judged, version } = report
  const about = [titleLine(version, configuration, PAGE), ...configurationLines(configuration, PAGE, { whole: false })]
  if (isKept) return text([[`${expected} to break ${ids}`], about, verdictLines(judged)])
  const stories = storyBlocks(judged, PAGE, (file) => replayCommand(target, file))
  return text([[`${expected} to keep ${ids}`], about, verdictLines(judged), ...stories.map(withProof(report))])
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
