/** `tidemark check`: which promises one configuration keeps. */
import type { Scenario } from '../model/scenario.ts'
import type { Resolved } from '../model/system-entry.ts'
import { knownSystem } from '../model/systems.ts'
import { worstText } from '../reports/cases.ts'
import { casesJson, checkJson, jsonText } from '../reports/json.ts'
import type { CheckReport, Configuration } from '../reports/report.ts'
import { withAvailability } from './availability.ts'
import { curesOf, withCure } from './cures.ts'
import { readFiles, resolveConfiguration, shownConfiguration } from './configuration.ts'
import { withCache } from './cache.ts'
import { tellProblem, tellWarnings } from './deliver.ts'
import type { Engine } from './engine.ts'
import { EXIT, type ExitCode, checkExit } from './exit-codes.ts'
import { watchForInterrupt } from './interrupt.ts'
import { fixing } from './fix/fix.ts'
import { type Io, pageOf } from './io.ts'
import { judge, requestFor, save } from './judge.ts'
import type { SearchOptions } from './options.ts'
import { type Progress, progressOn } from './progress.ts'
import { tellGithub, withoutCommands } from './on-github.ts'
import { askedPromises, checkPromises } from './promises.ts'
import { baseOf, comparedWith, isSame, judgeBefore, knownBefore } from './base/base.ts'
import { keptFiles, playAll } from './regressions/folder.ts'
import { reportFiles } from './report-files.ts'
import { scenariosAsked } from './survive.ts'
import { type Telling, tellingAll, tellingNothing, tellingVerdicts } from './telling.ts'
import { UsageError } from './usage-error.ts'
import { VERSION } from '../reports/version.ts'
import { inThreads } from './workers/in-threads.ts'

export async function check(
  paths: readonly string[],
  options: SearchOptions,
  io: Io,
  engine: Engine,
): Promise<ExitCode> {
  // What is tried ahead is often not needed: it has not been shown to pay.
  const threads = inThreads(engine, options.workers ?? 1, Infinity)
  try {
    return await checkWith(paths, options, io, threads.engine)
  } finally {
    await threads.end()
  }
}

async function checkWith(
  paths: readonly string[],
  options: SearchOptions,
  outside: Io,
  searching: Engine,
): Promise<ExitCode> {
  const io = options.json ? outside : withoutCommands(outside)
  const started = io.now()
  checkPromises(options.promise, options.require)
  if (options.fix === true && !options.remedies)
    throw new UsageError('--fix is made of remedies, and --no-remedies looks for none; give one of them')
  const read = await readFiles(searching, paths, options)
  const engine = withCache(searching, options, read, io)
  const asked = askedPromises(read.system, options.promise, options.require)
  // Whatever is refused is refused before anything is searched.
  const base = await baseOf(engine, paths, options, read, asked)
  const cases = read.cases.flatMap((one) => {
    const resolved = resolveConfiguration(engine, read, one, options)
    return scenariosAsked(knownSystem(read.system), resolved.settings, options).map((scenario) => ({
      one,
      configuration: configurationOf(read.system, resolved, one.name, scenario),
      search: requestFor(read.system, resolved, asked, options, scenario),
      at: base?.(one, resolved, scenario),
    }))
  })

  const kept = await keptFiles(options.regressions)
  const files = await reportFiles('check', options, paths, read, io.env)
  // Files tell cause and remedy also where the page does not.
  const sought = { ...options, quiet: options.quiet && !files.isAsked, fix: options.fix === true || files.showsFix }
  const fixed = fixing(engine, paths, sought)
  const interrupt = watchForInterrupt(io, options.quiet)
  const progress = progressOn(io, options.quiet)
  const reports: CheckReport[] = []
  const parts: CheckReport[] = []
  let problem: string | null = null
  for (const { one, configuration, search, at } of cases) {
    const isAsBefore = isSame(at)
    const { regressions, known } = playAll(isAsBefore ? [] : kept, search, engine)
    const opening = { version: VERSION, configuration, regressions }
    const telling = tellingOf(opening, options, io, progress, reports.length === 0)
    const reportProgress = progress.report(configuration.of === '' ? '' : `${configuration.of}: `)
    const were = await judgeBefore(at, kept, engine, asked, {
      onProgress: progress.report(`${options.base ?? ''}: `),
      interrupted: interrupt.pressed,
    })
    const judgement = await judge(
      engine,
      {
        ...search,
        ...(isAsBefore && { promises: [] }),
        known: [...known, ...knownBefore(at, were, search, engine)],
        onProgress: (now) => {
          telling.begin()
          reportProgress(now)
        },
        onBroken: telling.broken,
        onSettled: telling.settled,
        interrupted: interrupt.pressed,
      },
      isAsBefore ? { ...asked, notModelled: [] } : asked,
    )
    progress.end()
    const results = judgement.judged.map(({ result }) => result)
    const before = at && comparedWith(at, were, results, engine, search)
    const saved = await save(judgement, configuration, options.out)
    problem ??= saved.problem
    const found = {
      ...opening,
      seed: search.seed,
      judged: saved.judged,
      ...(!isAsBefore && withAvailability(engine.availability(search))),
      ...(before !== undefined && { before }),
      interrupted: judgement.interrupted,
      isFromCache: judgement.isFromCache,
      required: asked.required.filter((promise) => before?.brokenBefore.includes(promise) !== true),
    }
    telling.found({ ...found, seconds: (io.now() - started) / 1000 })
    const cures = await curesOf(judgement, one, { engine, read, options: sought }, progress.report('remedies: '))
    progress.end()
    const fix = await fixed(judgement, one, cures, progress.report('fix: '))
    progress.end()
    const report = {
      ...found,
      ...(fix !== undefined && options.fix === true && { fix }),
      judged: saved.judged.map((each) => withCure(each, cures, search)),
      seconds: (io.now() - started) / 1000,
    }
    telling.end(report)
    reports.push(report)
    parts.push(fix === undefined ? report : { ...report, fix })
  }
  tellTogether(reports, options, io)
  problem ??= await files.write({ version: VERSION, verb: 'check', parts })
  await tellGithub(outside, 'check', parts, !options.json)
  interrupt.end()

  if (problem !== null) {
    tellProblem(io, problem)
    return EXIT.badInput
  }
  return checkExit(
    reports.flatMap(({ judged, required }) =>
      judged.flatMap(({ result }) => (required.includes(result.promise) ? [result] : [])),
    ),
    asked.required,
    reports.some(({ interrupted }) => interrupted),
  )
}

/** What is judged, by the names of the files and of what is to be survived. */
function configurationOf(
  system: string,
  resolved: Resolved,
  name: string,
  scenario: Scenario | undefined,
): Configuration {
  const shown = shownConfiguration(system, resolved)
  if (scenario === undefined) return { ...shown, of: name }
  return {
    ...shown,
    of: [name, scenario.name].filter((one) => one !== '').join(', '),
    notes: [...shown.notes, `${scenario.name}: ${scenario.title}`],
  }
}

/** What only all of them say: in JSON everything, in a terminal the worst of each promise where there are several. */
function tellTogether(reports: readonly CheckReport[], options: SearchOptions, io: Io): void {
  const [first] = reports
  if (first === undefined) return
  if (options.json) {
    io.out(jsonText(reports.length === 1 ? checkJson(first) : casesJson(reports)))
    for (const { configuration } of reports) tellWarnings(io, configuration, options.quiet)
  } else if (reports.length > 1) io.out(`\n${worstText(reports, pageOf(io, options.color))}`)
}

/** How the verdicts are told, as the options say. */
function tellingOf(
  opening: Pick<CheckReport, 'version' | 'configuration' | 'regressions'>,
  options: SearchOptions,
  io: Io,
  progress: Progress,
  isFirst: boolean,
): Telling {
  if (options.json) return tellingNothing
  const page = pageOf(io, options.color)
  // What is told takes the place of the line of progress.
  const out = (text: string): void => {
    progress.end()
    io.out(text)
  }
  if (options.quiet) return tellingVerdicts(out, page, opening.configuration.of ?? '')
  return tellingAll(
    out,
    { ...page, evidence: options.evidence === true, seed: options.seed !== undefined },
    opening,
    (file) => `${io.commandName} replay ${quoted(file)}`,
    isFirst,
  )
}

/** A file name as a shell takes it. */
export function quoted(file: string): string {
  return /^[\w./@:+,=-]+$/.test(file) ? file : `'${file.replaceAll("'", `'\\''`)}'`
}
