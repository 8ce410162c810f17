/** How long a campaign goes on, and on how many threads. */
import { availableParallelism } from 'node:os'
import { type Command, InvalidArgumentError, Option } from 'commander'
import { wholeNumber, type SearchOptions } from '../options.ts'
import { workersOption } from '../workers/options.ts'

export interface CampaignOptions extends SearchOptions {
  /** Seconds. */
  readonly for?: number
  readonly seeds?: number
  readonly workers: number
}

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
      workersOption('threads that search (default: one less than there are cores)').default(
        Math.max(1, availableParallelism() - 1),
        '',
      ),
    )
}
