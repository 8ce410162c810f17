/** `--workers N`: how much is searched at a time. */
import { Option } from 'commander'
import { wholeNumber } from '../options.ts'

const MOST_WORKERS = 256

export function workersOption(says: string, fewest = 1): Option {
  return new Option('--workers <N>', says).argParser(wholeNumber(fewest, MOST_WORKERS))
}
