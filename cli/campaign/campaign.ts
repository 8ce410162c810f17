/** `tidemark campaign`: seed after seed of the random search, for as long as is asked. */
import { Campaign, type CampaignPromise } from '../../harness/campaign.ts'
import { campaignJson } from '../../reports/campaign/json.ts'
import type { CampaignJudged, CampaignReport } from '../../reports/campaign/report.ts'
import { campaignBrief, campaignInWords, campaignText } from '../../reports/campaign/text.ts'
import { jsonText } from '../../reports/json.ts'
import { count } from '../../reports/cost.ts'
import { quoted } from '../check.ts'
import { readFiles, resolveConfiguration, shownConfiguration } from '../configuration.ts'
import { tellProblem, tellWarnings } from '../deliver.ts'
import type { Engine } from '../engine.ts'
import { EXIT, type ExitCode, checkExit } from '../exit-codes.ts'
import { watchForInterrupt } from '../interrupt.ts'
import { type Io, pageOf } from '../io.ts'
import { requestFor, save } from '../judge.ts'
import { askedPromises, checkPromises } from '../promises.ts'
import { reportFiles } from '../report-files.ts'
import { UsageError } from '../usage-error.ts'
import { VERSION } from '../../reports/version.ts'
import type { CampaignOptions } from './options.ts'
import { type Job, type Pool, threadPool } from './pool.ts'
import { runSeeds } from './run-seeds.ts'

export async function campaign(
  paths: readonly string[],
  options: CampaignOptions,
  io: Io,
  engine: Engine,
): Promise<ExitCode> {
  if (options.work) return (await import('./redis/work.ts')).work(options, io)
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

  const forms = await reportFiles('campaign', options, paths, read, io.env)
  const interrupt = watchForInterrupt(io, options.quiet)
  const pool = await poolFor(options, request)
  const tally = new Campaign(pool.before)
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
  if (pool.before !== undefined) {
    if (!options.quiet) io.err(`going on after ${count(tally.seeds, 'seed')} counted before\n`)
    await keep(tally.promises.filter(({ told }) => told !== null))
  }
  const ended = await runSeeds({
    pool,
    tally,
    keep,
    most: options.seeds ?? Infinity,
    isOver: () => options.for !== undefined && seconds() >= options.for,
    isInterrupted: () => interrupt.pressed() || pool.problem?.() !== undefined,
    jobOf: (seed) => ({ ...request, seed: seedOf(request.seed, seed) }),
  })
  if (io.errIsTerminal && !options.quiet) io.err('\r\u001b[2K')

  const report: CampaignReport = {
    version: VERSION,
    seed: request.seed,
    configuration,
    judged: newestFirst(tally.promises).map((found) => ({ ...found, file: files.get(found.result.promise) ?? null })),
    // Without a limit, Ctrl-C is how it ends.
    interrupted:
      ended === 'interrupted'
      && (options.seeds !== undefined || options.for !== undefined || pool.problem?.() !== undefined),
    required: asked.required,
    seeds: tally.seeds,
    asked: options.seeds ?? null,
    ended,
    workers: pool.threads(),
    seconds: seconds(),
  }
  tell(report, options, io)
  problem ??= await forms.write({ version: VERSION, verb: 'campaign', parts: [asPart(report)] })
  interrupt.end()
  const lost = pool.problem?.()
  if (lost !== undefined) tellProblem(io, lost)
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

/** Threads of this process; or machines, with what these need loaded only then. */
async function poolFor({ redis: url, workers, seeds: most = Infinity }: CampaignOptions, request: Job): Promise<Pool> {
  if (url === undefined) return threadPool(Math.min(workers, most))
  const { redisPool } = await import('./redis/coordinate.ts')
  return redisPool({ url, request, workers, most })
}

/** The text from which a seed of the campaign is made; `check --search random --seed` takes it, too. */
function seedOf(seed: string, at: number): string {
  return `${seed}-${at}`
}

function newestFirst(promises: readonly CampaignPromise[]): readonly Omit<CampaignJudged, 'file'>[] {
  return promises.toSorted((a, b) => (b.told ?? 0) - (a.told ?? 0))
}

/** As forms show it: how many seeds there were is a note. */
function asPart(report: CampaignReport): CampaignReport {
  const { configuration } = report
  return { ...report, configuration: { ...configuration, notes: [...configuration.notes, campaignInWords(report)] } }
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
