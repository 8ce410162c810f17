/** The options of a part, and the verb that puts parts together. */
import { type Command, Option } from 'commander'
import { FORMS } from '../../reports/forms/forms.ts'
import type { Verb } from '../../reports/forms/found.ts'
import { nonEmpty } from '../options.ts'
import { flagOf } from '../report-files.ts'
import { workersOption } from '../workers/options.ts'
import { shardOption } from './part.ts'

/** `--workers`, `--shard` and `--shard-file`. */
export function shardOptions(command: Command): Command {
  return command
    .addOption(workersOption('rows at a time, each in a thread (default: as many as there are cores)'))
    .addOption(
      new Option('--shard <I/N>', 'only part I of N, for as many machines; merge joins what they print').argParser(
        shardOption,
      ),
    )
    .addOption(
      new Option('--shard-file <FILE>', 'write the part for merge there, too; with --json it is printed').argParser(
        nonEmpty,
      ),
    )
}

/** An option for each form that this verb is written in. */
export function formOptions(command: Command, verb: Verb): Command {
  for (const { option, title, verbs } of FORMS)
    if ((verbs as readonly Verb[]).includes(verb))
      command.addOption(new Option(`${flagOf(option)} <FILE>`, `write the result as ${title}`).argParser(nonEmpty))
  return command
}

/** Where counterexamples go. */
export function outOption(): Option {
  return new Option('--out <DIR>', 'where counterexamples are saved').argParser(nonEmpty).default('.tidemark')
}
