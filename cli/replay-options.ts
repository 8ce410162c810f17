/** What `replay` is asked for beside a file. */
import type { Command } from 'commander'

/** Adds the options of `replay`, and what its exit codes mean. */
export function replayOptions(command: Command): Command {
  return command
    .option('--on <kafka:VERSION>', 'on real brokers of this release, step by step; needs Java and Maven')
    .option('--control', 'with --on: without the decisive step', false)
    .addHelpText(
      'after',
      '\nExit code: 1 when the violation happens again, 0 when it does not, 2 bad usage or input,\n'
        + '3 with --on where it could not be played to its end.',
    )
}
