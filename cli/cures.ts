/** Cause and remedy of what a check found broken. */
import type { Cure } from '../harness/remedies.ts'
import type { SearchProgress } from '../harness/search.ts'
import type { Change, Settings } from '../model/system-entry.ts'
import { knownSystem } from '../model/systems.ts'
import type { Judged } from '../reports/report.ts'
import { settingsWith } from './configuration.ts'
import type { Case, Engine, JudgeRequest, ReadConfiguration } from './engine.ts'
import type { Judgement } from './judge.ts'
import type { SearchOptions } from './options.ts'

/** What is changed to look for a remedy: the files and options of the command. */
interface Command {
  readonly engine: Engine
  readonly read: ReadConfiguration
  readonly options: SearchOptions
}

/** By promise id; nothing where nothing was broken, the search was stopped, or nobody would be told. */
export async function curesOf(
  { request, judged, interrupted }: Judgement,
  one: Case,
  { engine, read, options }: Command,
  onProgress: (progress: SearchProgress) => void,
): Promise<ReadonlyMap<string, Cure>> {
  const results = judged.map(({ result }) => result)
  const isTold = options.remedies && (!options.quiet || options.fix === true)
  if (interrupted || !isTold || results.every(({ counterexample }) => counterexample === null)) return new Map()
  const resolve = (changes: readonly Change[]): Settings | undefined =>
    settingsWith(engine, read, one, options, Object.fromEntries(changes.map(({ key, value }) => [key, value])))
  return engine.remedies({ ...request, onProgress }, { promises: results, interrupted }, resolve)
}

/** A verdict with its cure, and with what else helps where there is none. */
export function withCure(
  judged: Judged,
  cures: ReadonlyMap<string, Cure>,
  { system, settings }: Pick<JudgeRequest, 'system' | 'settings'>,
): Judged {
  const { promise } = judged.result
  const cure = cures.get(promise)
  if (cure === undefined) return judged
  const otherwise = cure.remedies.length === 0 ? knownSystem(system).otherwise?.(promise, settings) : undefined
  return { ...judged, cure, ...(otherwise !== undefined && { otherwise }) }
}
