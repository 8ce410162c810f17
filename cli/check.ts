/** `tidemark check`: which promises one configuration keeps. */
import { checkJson, jsonText } from '../reports/json.ts'
import type { Configuration } from '../reports/report.ts'
import { readFiles, resolveConfiguration, shownConfiguration } from './configuration.ts'
import { tellProblem, tellWarnings } from './deliver.ts'
import type { Engine } from './engine.ts'
import { EXIT, type ExitCode, checkExit } from './exit-codes.ts'
import { watchForInterrupt } from './interrupt.ts'
import { type Io, pageOf } from './io.ts'
import { judge, requestFor, save } from './judge.ts'
import type { SearchOptions } from './options.ts'
import { type Progress, progressOn } from './progress.ts'
import { askedPromises, checkPromises } from './promises.ts'
import { type Telling, tellingAll, tellingNothing, tellingVerdicts } from './telling.ts'
import { VERSION } from './version.ts'

export async function check(
  paths: readonly string[],
  options: SearchOptions,
  io: Io,
  engine: Engine,
): Promise<ExitCode> {
  const started = io.now()
  checkPromises(options.promise, options.require)
  const read = await readFiles(engine, paths, options)
  const asked = askedPromises(read.system, options.promise, options.require)
  const resolved = resolveConfiguration(engine, read, options)
  const configuration = shownConfiguration(read.system, resolved)

  const interrupt = watchForInterrupt(io, options.quiet)
  const progress = progressOn(io, options.quiet)
  const telling = tellingOf(configuration, options, io, progress)
  const reportProgress = progress.report('')
  const request = requestFor(read.system, resolved, asked, options, {
    onProgress: (now) => {
      telling.begin()
      reportProgress(now)
    },
    onBroken: telling.broken,
    onSettled: telling.settled,
    interrupted: interrupt.pressed,
  })
  const judgement = await judge(engine, request, asked)
  progress.end()

  const { judged, problem } = await save(judgement, configuration, options.out)
  telling.end({
    version: VERSION,
    seed: request.seed,
    configuration,
    judged,
    interrupted: judgement.interrupted,
    required: asked.required,
    seconds: (io.now() - started) / 1000,
  })
  interrupt.end()

  if (problem !== null) {
    tellProblem(io, problem)
    return EXIT.badInput
  }
  return checkExit(
    judged.map(({ result }) => result),
    asked.required,
    judgement.interrupted,
  )
}

/** How the verdicts are told, as the options say. */
function tellingOf(configuration: Configuration, options: SearchOptions, io: Io, progress: Progress): Telling {
  if (options.json)
    return tellingNothing((report) => {
      io.out(jsonText(checkJson(report)))
      tellWarnings(io, configuration, options.quiet)
    })
  const page = pageOf(io, options.color)
  // What is told takes the place of the line of progress.
  const out = (text: string): void => {
    progress.end()
    io.out(text)
  }
  if (options.quiet) return tellingVerdicts(out, page)
  return tellingAll(
    out,
    page,
    { version: VERSION, configuration },
    (file) => `${io.commandName} replay ${quoted(file)}`,
  )
}

/** A file name as a shell takes it. */
export function quoted(file: string): string {
  return /^[\w./@:+-]+$/.test(file) ? file : `'${file.replaceAll("'", `'\\''`)}'`
}
