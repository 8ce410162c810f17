/** How long a campaign goes on, on how many threads, and whether on several machines. */
import { availableParallelism } from 'node:os'
import { type Command, InvalidArgumentError, Option } from 'commander'
import { wholeNumber, type SearchOptions } from '../options.ts'
import { workersOption } from '../workers/options.ts'

export interface CampaignOptions extends SearchOptions {
  /** Seconds. */
  readonly for?: number
  readonly seeds?: number
  readonly workers: number
  /** The server over which machines share the seeds; not yet looked at. */
  readonly redis?: string
  /** Only work at what other processes coordinate there. */
  readonly work?: boolean
}

/** All that a process that only works takes. */
const OF_WORK = ['redis', 'work', 'workers', 'for', 'quiet', 'color']

const SECONDS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 }

/** `90s`, `10m`, `2h`, in seconds. */
export function duration(text: string): number {
  const [, number = '', unit = ''] = /^(\d{1,6})([smhd])$/.exec(text) ?? []
  const seconds = Number(number) * (SECONDS[unit] ?? 0)
  if (seconds === 0) throw new InvalidArgumentError('It takes a time such as 90s, 10m or 2h.')
  return seconds
}

export function campaignOptions(command: Command): Command {
  return command
    .addOption(new Option('--for <TIME>', 'begin no seed after this time: 90s, 10m, 2h').argParser(duration))
    .addOption(new Option('--seeds <N>', 'end after this many seeds').argParser(wholeNumber(1)))
    .addOption(
      workersOption('threads that search (default: one less than there are cores)', 0).default(
        Math.max(1, availableParallelism() - 1),
        '',
      ),
    )
    .option('--redis <URL>', 'share the seeds over this Redis server with every process that works there')
    .option('--work', 'with --redis alone: search for the campaigns of other processes, until Ctrl-C')
    .hook('preAction', (_, campaign) => check(campaign))
}

function check(campaign: Command): void {
  const { redis, work, workers } = campaign.opts<CampaignOptions>()
  if (redis === undefined && work) campaign.error('error: --work needs --redis URL, where its seeds come from')
  if (workers === 0 && (redis === undefined || work))
    campaign.error('error: --workers 0: somebody has to search; it takes a number from 1, or --redis without --work')
  if (!work) return
  const given = campaign.options.find(
    (option) =>
      !OF_WORK.includes(option.attributeName()) && campaign.getOptionValueSource(option.attributeName()) === 'cli',
  )
  const what = campaign.args.length > 0 ? 'files' : given?.long
  if (what !== undefined) campaign.error(`error: --work takes no ${what}: each campaign says what is searched, and how`)
}
