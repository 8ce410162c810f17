/** `tidemark campaign`: seed after seed of the random search, for as long as is asked. */
import { Campaign, type CampaignPromise } from '../../harness/campaign.ts'
import { campaignJson } from '../../reports/campaign/json.ts'
import type { CampaignJudged, CampaignReport } from '../../reports/campaign/report.ts'
import { campaignBrief, campaignText } from '../../reports/campaign/text.ts'
import { jsonText } from '../../reports/json.ts'
import { quoted } from '../check.ts'
import { readFiles, resolveConfiguration, shownConfiguration } from '../configuration.ts'
import { tellProblem, tellWarnings } from '../deliver.ts'
import type { Engine } from '../engine.ts'
import { EXIT, type ExitCode, checkExit } from '../exit-codes.ts'
import { watchForInterrupt } from '../interrupt.ts'
import { type Io, pageOf } from '../io.ts'
import { requestFor, save } from '../judge.ts'
import { askedPromises, checkPromises } from '../promises.ts'
import { UsageError } from '../usage-error.ts'
import { VERSION } from '../../reports/version.ts'
import type { CampaignOptions } from './options.ts'
import { type Pool, threadPool } from '../workers/pool.ts'
import { runSeeds } from './run-seeds.ts'

export async function campaign(
  paths: readonly string[],
  options: CampaignOptions,
  io: Io,
  engine: Engine,
  poolOf: (size: number) => Pool = threadPool,
): Promise<ExitCode> {
  const started = io.now()
  const seconds = (): number => (io.now() - started) / 1000
  checkPromises(options.promise, options.require)
  const read = await readFiles(engine, paths, options)
  const asked = askedPromises(read.system, options.promise, options.require)
  const [one, ...others] = read.cases
  if (one === undefined || others.length > 0)
    throw new UsageError(
      `these files hold ${read.cases.length} configurations (${read.cases.map(({ name }) => name).join('; ')}), and a `
        + 'campaign is about one; give the files of one',
    )
  if (asked.judged.length === 0) throw new UsageError('campaign: none of these promises can be judged yet')
  const configuration = shownConfiguration(read.system, resolveConfiguration(engine, read, one, options))
  const request = requestFor(read.system, configuration, asked, { ...options, search: 'random' })

  const interrupt = watchForInterrupt(io, options.quiet)
  const pool = poolOf(Math.min(options.workers, options.seeds ?? options.workers))
  const tally = new Campaign()
  const files = new Map<string, string | null>()
  let problem: string | null = null
  const keep = async (found: readonly CampaignPromise[]): Promise<void> => {
    for (const { result, told } of found) {
      const saved = await save(
        { request: { seed: seedOf(request.seed, told ?? 0) }, judged: [{ result, file: null }] },
        configuration,
        options.out,
      )
      problem ??= saved.problem
      files.set(result.promise, saved.judged[0]?.file ?? null)
    }
    if (io.errIsTerminal && !options.quiet) io.err(`\r\u001b[2K${tally.seeds} seeds, ${files.size} promises broken`)
  }
  const ended = await runSeeds({
    pool,
    tally,
    keep,
    most: options.seeds ?? Infinity,
    isOver: () => options.for !== undefined && seconds() >= options.for,
    isInterrupted: interrupt.pressed,
    jobOf: (seed) => ({ ...request, seed: seedOf(request.seed, seed) }),
  })
  if (io.errIsTerminal && !options.quiet) io.err('\r\u001b[2K')

  const report: CampaignReport = {
    version: VERSION,
    seed: request.seed,
    configuration,
    judged: newestFirst(tally.promises).map((found) => ({ ...found, file: files.get(found.result.promise) ?? null })),
    // Without a limit, Ctrl-C is how it ends.
    interrupted: ended === 'interrupted' && (options.seeds !== undefined || options.for !== undefined),
    required: asked.required,
    seeds: tally.seeds,
    asked: options.seeds ?? null,
    ended,
    workers: pool.size,
    seconds: seconds(),
  }
  tell(report, options, io)
  interrupt.end()
  if (problem !== null) {
    tellProblem(io, problem)
    return EXIT.badInput
  }
  const code = checkExit(
    report.judged.map(({ result }) => result),
    asked.required,
    report.interrupted,
  )
  return tally.seeds === 0 ? EXIT.noVerdict : code
}

/** The text from which a seed of the campaign is made; `check --search random --seed` takes it, too. */
function seedOf(seed: string, at: number): string {
  return `${seed}-${at}`
}

function newestFirst(promises: readonly CampaignPromise[]): readonly Omit<CampaignJudged, 'file'>[] {
  return promises.toSorted((a, b) => (b.told ?? 0) - (a.told ?? 0))
}

function tell(report: CampaignReport, options: CampaignOptions, io: Io): void {
  if (options.json) {
    io.out(jsonText(campaignJson(report)))
    return tellWarnings(io, report.configuration, options.quiet)
  }
  const page = { ...pageOf(io, options.color), evidence: false, seed: false }
  const replay = (file: string): string => `${io.commandName} replay ${quoted(file)}`
  io.out(options.quiet ? campaignBrief(report, page) : campaignText(report, page, replay))
}
