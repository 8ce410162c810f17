/** The options that only `check` has. */
import { type Command, Option } from 'commander'
import { nonEmpty } from './options.ts'
import { USUAL_FOLDER } from './regressions/folder.ts'
import { workersOption } from './workers/options.ts'

/** Adds them to the verb. */
export function checkOptions(command: Command): Command {
  return command
    .addOption(
      new Option(
        '--regressions <DIR>',
        `saved counterexamples that are kept, and played first (default: ${USUAL_FOLDER}, if it is there)`,
      ).argParser(nonEmpty),
    )
    .addOption(
      new Option(
        '--base <REF>',
        'a commit of git: only what this change breaks against it fails, and what did not change is not searched',
      ).argParser(nonEmpty),
    )
    .addOption(
      new Option(
        '--cache <DIR>',
        'results that are kept from run to run: what did not change is not searched again',
      ).argParser(nonEmpty),
    )
    .addOption(workersOption('threads that look for remedies (default: 1)'))
    .option('--fix', 'show what mends what is broken as a diff of your files; nothing is written', false)
    .option('--evidence', 'everything that each verdict rests on, and stories with the state after each step', false)
}
