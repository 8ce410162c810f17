/** `--base REF`: the configuration as it was, judged beside what it is. */
import type { PromiseResult } from '../../harness/result.ts'
import type { Scenario } from '../../model/scenario.ts'
import type { Resolved } from '../../model/system-entry.ts'
import { comparedVerdicts } from '../../reports/base.ts'
import type { Before, Changed } from '../../reports/before.ts'
import { settingsJson } from '../../reports/json.ts'
import { readFiles, resolveConfiguration } from '../configuration.ts'
import type { Case, Engine, JudgeRequest, KnownSchedule, ReadConfiguration } from '../engine.ts'
import { judge, requestFor } from '../judge.ts'
import { type KeptFile, playAll } from '../regressions/folder.ts'
import type { SearchOptions } from '../options.ts'
import type { Asked } from '../promises.ts'
import { scenariosAsked } from '../survive.ts'
import { knownSystem } from '../../model/systems.ts'
import { UsageError } from '../usage-error.ts'
import { VERSION } from '../../reports/version.ts'
import { filesAtBase } from './files.ts'
import { counterpartOf, namedHere, removedSince } from './names.ts'

type Search = ReturnType<typeof requestFor>

/** What is judged, as it was; or why it cannot be. */
export type AtBase =
  | { readonly ref: string; readonly missing: string }
  | { readonly ref: string; readonly search: Search; readonly changed: readonly Changed[] }

export interface Base {
  /** What stood at the commit for one of the configurations of now. */
  readonly of: (one: Case, resolved: Resolved, scenario: Scenario | undefined) => AtBase
  /** What was judged there and is not there any more, by name. */
  readonly removed: readonly string[]
}

/**
 * The configuration at the commit; `undefined` where none is named.
 * @throws UsageError for what is no commit of a repository
 */
export async function baseOf(
  engine: Engine,
  paths: readonly string[],
  options: SearchOptions,
  { system, cases: now }: ReadConfiguration,
  asked: Asked,
): Promise<Base | undefined> {
  const { base: ref, broker, topic, producer, consumer } = options
  if (ref === undefined) return undefined
  const outright = { broker, topic, producer, consumer }
  const files = filesAtBase(ref, [...paths, ...Object.values(outright).flatMap((named) => named ?? [])])
  const moved = Object.fromEntries(
    Object.entries(outright).flatMap(([kind, named]) => (named === undefined ? [] : [[kind, named.map(files.at)]])),
  )
  const notJudged = (error: unknown): string => {
    const why = error instanceof UsageError ? error.message : engine.badInput(error)
    if (why === undefined) throw error
    return `at ${ref} there is nothing that can be judged (${files.named(why)}): all of it is new`
  }
  const missing = (why: string): Base => ({ of: () => ({ ref, missing: why }), removed: [] })
  try {
    const read = await readFiles(engine, paths.map(files.at), { ...options, ...moved })
    if (read.system !== system) return missing(`at ${ref} it was about ${read.system}: all of it is new`)
    const were = read.cases.map((one) => namedHere(one, files))
    const of: Base['of'] = (one, resolved, scenario) => {
      const before = counterpartOf(one, were, now)
      if (before === undefined)
        return { ref, missing: `at ${ref} there was no ${one.name || 'such configuration'}: all of it is new` }
      const was = resolveConfiguration(engine, read, before, options)
      const { settings } = was
      const same = scenariosAsked(knownSystem(system), settings, options).find(
        (other) => other?.name === scenario?.name,
      )
      return {
        ref,
        search: requestFor(system, was, asked, options, same ?? scenario),
        changed: changedIn(settings, resolved.settings),
      }
    }
    return {
      of: (...one) => {
        try {
          return of(...one)
        } catch (error) {
          return { ref, missing: notJudged(error) }
        }
      },
      removed: removedSince(were, now),
    }
  } catch (error) {
    return missing(notJudged(error))
  } finally {
    files.remove()
  }
}

function changedIn(before: Resolved['settings'], now: Resolved['settings']): readonly Changed[] {
  const [was, is] = [settingsJson(before), settingsJson(now)]
  const keys = [...new Set([...Object.keys(was), ...Object.keys(is)])].filter((key) => was[key] !== is[key])
  return keys.map((key) => ({
    key,
    ...(key in was && { before: was[key] as Changed['before'] & {} }),
    ...(key in is && { now: is[key] as Changed['now'] & {} }),
  }))
}

/** Whether nothing changed that is judged. */
export function isSame(at: AtBase | undefined): boolean {
  return at !== undefined && 'search' in at && at.changed.length === 0
}

/**
 * What the change breaks and mends. What breaks a promise now is played against what was before, and the reverse was
 * done when `now` was searched: that one search got further than the other is no change.
 */
export function comparedWith(
  at: AtBase,
  before: readonly PromiseResult<unknown>[],
  now: readonly PromiseResult<unknown>[],
  engine: Engine,
  search: Search,
): Before {
  const verdictsOf = (results: readonly PromiseResult<unknown>[]) =>
    new Map(results.map(({ promise, verdict }) => [promise, verdict]))
  if ('missing' in at) {
    const breaks = now.flatMap(({ promise, verdict }) => (verdict === 'violated' ? [promise] : []))
    return { ref: at.ref, missing: at.missing, changed: [], breaks, brokenBefore: [], mends: [], removed: [] }
  }
  const was = verdictsOf(before)
  for (const { promise } of knownFrom(now, search, at.search, engine)) was.set(promise, 'violated')
  return { ref: at.ref, changed: at.changed, ...comparedVerdicts(was, verdictsOf(now)), removed: [] }
}

/** The schedules that were found with some settings and break promises with others, too. */
function knownFrom(
  results: readonly PromiseResult<unknown>[],
  own: Pick<JudgeRequest, 'system' | 'settings' | 'seed'>,
  other: Search,
  engine: Engine,
): readonly KnownSchedule[] {
  return results.flatMap(({ promise, counterexample, evidence }) => {
    if (counterexample === null) return []
    const { system, seed } = own
    const faultKinds = Object.fromEntries(Object.entries(counterexample.faultKinds).map(([kind, n]) => [kind, n ?? 0]))
    const played = engine.play(other, {
      tidemark: VERSION,
      seed,
      system,
      settings: settingsJson(own.settings),
      assumed: [],
      ignored: [],
      promise,
      bounds: evidence.bounds as unknown as Parameters<Engine['play']>[1]['bounds'],
      counterexample: {
        ...counterexample,
        faultKinds,
        actions: [...counterexample.actions],
        story: [...counterexample.story],
      },
    })
    return played.outcome === 'broken' ? [played.known] : []
  })
}

/** The verdicts on what was before; none where there was nothing, or nothing changed. */
export async function judgeBefore(
  at: AtBase | undefined,
  kept: readonly KeptFile[],
  engine: Engine,
  asked: Asked,
  watched: Pick<JudgeRequest, 'onProgress' | 'interrupted'>,
): Promise<readonly PromiseResult<unknown>[]> {
  if (at === undefined || 'missing' in at || isSame(at)) return []
  const { known } = playAll(kept, at.search, engine)
  const { judged } = await judge(engine, { ...at.search, ...watched, known }, asked)
  return judged.map(({ result }) => result)
}

/** What broke promises before, and does now: it need not be found again. */
export function knownBefore(
  at: AtBase | undefined,
  were: readonly PromiseResult<unknown>[],
  search: Search,
  engine: Engine,
): readonly KnownSchedule[] {
  return at === undefined || 'missing' in at ? [] : knownFrom(were, at.search, search, engine)
}
