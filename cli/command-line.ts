/** The command line itself: verbs, options, help. What an option may hold is said in options.ts. */
import { Command, Option } from 'commander'
import { CLIENTS, JAVA } from '../model/clients/libraries.ts'
import { SYSTEMS, USUAL_SYSTEM } from '../model/systems.ts'
import { MOST_BROKERS, MOST_PRODUCERS, MOST_RECORDS, WHY_BROKERS, WHY_LETTERS } from '../model/kafka/settings/limits.ts'
import {
  type EffortOptions,
  type SearchOptions,
  type Variation,
  assignment,
  faultLimit,
  filePath,
  gateSwitch,
  idList,
  nonEmpty,
  searchKind,
  variation,
  wholeNumber,
} from './options.ts'
import { PLATFORMS } from './ci/workflows.ts'
import type { Verb } from '../reports/forms/found.ts'
import { type CampaignOptions, campaignOptions } from './campaign/options.ts'
import type { MergeOptions } from './shard/merge.ts'
import { formOptions, outOption, shardOptions } from './shard/options.ts'
import { surviveList } from './survive.ts'
import type { InitOptions } from './init.ts'
import type { OpenOptions } from './open.ts'
import type { ReplayOptions } from './replay.ts'
import { replayOptions } from './replay-options.ts'
import { checkOptions } from './check-options.ts'
import { freshSeed } from '../reports/seed.ts'
import { VERSION } from '../reports/version.ts'

/** What happens for each verb. */
export interface Verbs {
  readonly check: (paths: readonly string[], options: SearchOptions) => Promise<void>
  readonly compare: (
    paths: readonly string[],
    options: SearchOptions & { readonly vary: readonly Variation[] },
  ) => Promise<void>
  readonly gallery: (id: string | undefined, options: EffortOptions) => Promise<void>
  readonly replay: (file: string, options: ReplayOptions) => Promise<void>
  readonly campaign: (paths: readonly string[], options: CampaignOptions) => Promise<void>
  readonly merge: (paths: readonly string[], options: MergeOptions) => Promise<void>
  readonly open: (file: string, options: OpenOptions) => Promise<void>
  readonly ci: (platform: string | undefined) => Promise<void>
  readonly init: (paths: readonly string[], options: InitOptions) => Promise<void>
}

const SYSTEMS_HELP = `
Systems: ${SYSTEMS.map(({ name, title }) => `${name} (${title})`).join(', ')}.
A YAML or JSON file says its system with the key system; without it, it is about ${USUAL_SYSTEM}.`

const EXIT_CODES = `
Exit code: 0 every required promise held, 1 one is violated, 2 bad usage or input,
3 no verdict on a required promise, 70 a bug in tidemark.`

/** The program, ready to parse; it never ends the process itself. */
export function commandLine(verbs: Verbs, out: (text: string) => void, err: (text: string) => void): Command {
  const program = new Command('tidemark')
    .description('Which promises does this Kafka configuration keep, and how does it break the others?')
    .version(VERSION, '--version', 'print the version')
    .helpOption('--help', 'print this help')
    .exitOverride()
    .configureOutput({ writeOut: out, writeErr: err })
    .showSuggestionAfterError()

  const verb = (name: string, description: string): Command =>
    program
      .command(name)
      .description(description)
      .version(VERSION, '--version', 'print the version')
      .helpOption('--help', 'print this help')

  checkOptions(searchOptions(verb('check', 'judge one configuration'), 'check'))
    .argument(
      '[PATH...]',
      'configuration files, a folder of them, or one JSON or YAML file; without any, the defaults of Kafka',
    )
    .addHelpText('after', SYSTEMS_HELP + EXIT_CODES)
    .action((paths: string[], options: SearchOptions) => verbs.check(paths, options))

  shardOptions(searchOptions(verb('compare', 'judge every combination of settings, as a table'), 'compare'))
    .argument('[PATH...]', 'as for check')
    .addOption(
      new Option(
        '--vary <KEY=V1,V2>',
        'values to compare; repeatable, all combinations are judged; kafka.version, brokers and gate.NAME=on,off too',
      )
        .argParser(variation)
        .makeOptionMandatory(),
    )
    .addHelpText('after', '\nExit code: as for check, but 1 and 3 for a verdict only with --require.')
    .action((paths: string[], options: SearchOptions & { readonly vary: readonly Variation[] }) =>
      verbs.compare(paths, options),
    )

  replayOptions(outputOptions(verb('replay', 'run a saved counterexample again, step by step')))
    .argument('<FILE>', 'a file that check or compare has saved')
    .action((file: string, options: ReplayOptions) => verbs.replay(file, options))

  const ofGallery = verb('gallery', 'find a known flaw again, and show that its fix holds')
  shardOptions(outputOptions(effortOptions(ofGallery, 'the flaw', GALLERY_EFFORT)))
    .argument('[ID]', 'a flaw, or the KIP or issue that it is known by; without it, all of them, as a table')
    .addHelpText(
      'after',
      '\nExit code: 0 every flaw was found and every fix holds, 1 a flaw was missed or its fix does not hold,\n2 '
        + 'bad usage, 3 interrupted or without a verdict on a fix, 70 a bug in tidemark.',
    )
    .action((id: string | undefined, options: EffortOptions) => verbs.gallery(id, options))

  searchOptions(verb('campaign', 'search at random, seed after seed, for as long as is asked'), 'campaign')
    .argument('[PATH...]', 'as for check; one configuration')
    .addHelpText('after', `\nWithout --for and --seeds it goes on until Ctrl-C.\n${EXIT_CODES}`)
    .action((paths: string[], options: CampaignOptions) => verbs.campaign(paths, options))

  outputOptions(
    formOptions(verb('merge', 'join what the parts of a compare or a gallery found (--shard I/N)'), 'compare'),
  )
    .argument('<PATH...>', 'files that --shard-file has written, or folders of them')
    .addOption(outOption())
    .addHelpText('after', '\nExit code: as for the whole run on one machine; 3 where a part is missing.')
    .action((paths: string[], options: MergeOptions) => verbs.merge(paths, options))

  verb('open', 'show a result that was kept as JSON: a page with its stories, step by step')
    .argument('<FILE>', 'a file that check has saved, or what check, compare or campaign printed with --json')
    .option('--html <FILE>', 'the page to write (default: beside the file)')
    .option('--no-browser', 'only write it; without a terminal no browser is started anyhow')
    .addHelpText('after', '\nExit code: 0 the page is written, 2 bad usage or input.')
    .action((file: string, options: OpenOptions) => verbs.open(file, options))

  verb('init', 'write what the files of a project say into one tidemark.yaml')
    .argument('[PATH...]', 'files, or folders with all that is below them (default: the current folder)')
    .option('--dry-run', 'print what would be written, and write nothing', false)
    .addHelpText('after', '\nExit code: 0 it is written, 2 bad input, nothing found, or the file is there already.')
    .action((paths: string[], options: InitOptions) => verbs.init(paths, options))

  verb('ci', 'print a workflow that checks this repository in CI, ready to copy')
    .argument('[PLATFORM]', `${PLATFORMS.join(', ')}; without it, that which the repository uses`)
    .addHelpText('after', '\nExit code: 0 it is printed, 2 bad usage, or nothing was found that could be checked.')
    .action((platform: string | undefined) => verbs.ci(platform))
  return program
}

function searchOptions(command: Command, verb: Verb | 'campaign'): Command {
  for (const section of ['broker', 'topic', 'producer', 'consumer'])
    command.addOption(
      new Option(`--${section} <FILE>`, `a file with ${section} settings; repeatable`).argParser(filePath),
    )
  command
    .addOption(
      new Option(
        '--set <KEY=VALUE>',
        'override a setting; producer., consumer., topic. or broker. in front where a name is ambiguous; repeatable',
      )
        .argParser(assignment)
        .default([], ''),
    )
    .addOption(
      new Option(
        '--gate <NAME=on|off>',
        'switch a mechanism against what the release has (docs/gates.md lists them); repeatable',
      ).argParser(gateSwitch),
    )
    .addOption(
      new Option(
        '--kafka-version <V>',
        'protocol of that release, such as 4.3 (default: the newest modelled)',
      ).argParser(nonEmpty),
    )
    .addOption(
      new Option(
        '--brokers <N>',
        'brokers in the cluster (default: 3, or the replication factor if that is more)',
      ).argParser(wholeNumber(1, MOST_BROKERS, WHY_BROKERS)),
    )
    .addOption(
      new Option('--client <NAME>', `the client library: ${CLIENTS.join(', ')} (default: ${JAVA})`).argParser(nonEmpty),
    )
    .addOption(new Option('--promise <ID,…>', 'judge only these').argParser(idList))
    .addOption(
      new Option(
        '--require <ID,…>',
        'the exit code depends on these alone (default: those of --promise; without it all judged but honest-outcome)',
      ).argParser(idList),
    )
    .addOption(
      new Option('--faults <N>', 'at most N faults and moves together in one schedule')
        .argParser(wholeNumber(0, 1000))
        .default(2),
    )
    .addOption(
      new Option(
        '--fault <KIND=N>',
        'at most N of this kind; repeatable (default: power-loss=1, disk-loss=0, rack-power-loss=0)',
      )
        .argParser(faultLimit)
        .default({}, ''),
    )
    .addOption(
      new Option('--moves <N>', 'at most N planned moves among them (default: 1)').argParser(wholeNumber(0, 1000)),
    )
    .addOption(
      new Option('--only <KIND,…>', 'only these kinds of faults and moves; move: any planned move').argParser(idList),
    )
    .addOption(
      new Option(
        '--survive <NAME,…>',
        'what is to be survived, by name: nothing, rolling-restart, one-broker-crash, one-broker-lost-disk, network, '
          + 'producer-restart, rack-power-loss, slow-consumer; a,b each alone, a+b together',
      ).argParser(surviveList),
    )
    .addOption(
      new Option(
        '--records <N>',
        'records that are sent (default: 1, and then 2; in transactions 1, and then 3)',
      ).argParser(wholeNumber(1, MOST_RECORDS, WHY_LETTERS)),
    )
    .addOption(
      new Option('--producers <N>', 'producers that send them (default: 1; with --loop 2)').argParser(
        wholeNumber(1, MOST_PRODUCERS, WHY_LETTERS),
      ),
    )
    .addOption(
      new Option(
        '--loop',
        'an application reads a record, sends what it makes of it and commits its position, in one transaction; '
          + 'two processes share the work',
      ).default(false),
    )
    .addOption(
      new Option(
        '--by-record',
        'an application sends a record again, as a new call, when the first call failed or nobody knows; judged '
          + 'by the record',
      ).default(false),
    )
    .addOption(
      new Option(
        '--outbox <WHEN>',
        'what is sent comes from rows of an outbox, each deleted after the acknowledgement, or before it: is every row sent?',
      ).choices(['after-ack', 'before-ack']),
    )
  const effort = verb === 'campaign' ? CAMPAIGN_EFFORT : { runs: 1000, maxStates: 200_000 }
  effortOptions(command, 'the settings', effort).addOption(outOption())
  if (verb === 'campaign') return outputOptions(formOptions(campaignOptions(command), verb))
  command.option('--no-remedies', 'do not look for what is to blame for a broken promise, and what would mend it')
  return outputOptions(formOptions(command, verb))
}

/** How hard to search; the seed comes from `seededBy` where it is not given. */
/** Scopes of the gallery are small: more schedules cost little, and what it says is to be complete. */
const GALLERY_EFFORT: Effort = { runs: 10_000, maxStates: 500_000 }

/** A seed is to take seconds: what it finds is made short among fewer states. */
const CAMPAIGN_EFFORT: Effort = { runs: 1000, maxStates: 5_000, isRandom: true }

interface Effort {
  readonly runs: number
  readonly maxStates: number
  /** There is no choice between ways to search. */
  readonly isRandom?: boolean
}

function effortOptions(command: Command, seededBy: string, { runs, maxStates, isRandom }: Effort): Command {
  if (isRandom !== true)
    command.addOption(
      new Option(
        '--search <KIND>',
        'sample schedules (random), explore all of them (exhaustive), or explore, and sample where that was not complete (both)',
      )
        .argParser(searchKind)
        .default('both'),
    )
  return command
    .addOption(new Option('--runs <N>', 'schedules of the random search').argParser(wholeNumber(1)).default(runs))
    .addOption(new Option('--steps <N>', 'length of a random schedule').argParser(wholeNumber(1, 100_000)).default(60))
    .addOption(
      new Option(
        '--max-states <N>',
        'states that the exhaustive search stores, for each number of records, before it stops and says how far '
          + 'it was complete',
      )
        .argParser(wholeNumber(1))
        .default(maxStates),
    )
    .addOption(
      new Option('--seed <TEXT>', `any text; random for a fresh one (default: derived from ${seededBy})`).argParser(
        (text) => (nonEmpty(text) === 'random' ? freshSeed() : text),
      ),
    )
}

function outputOptions(command: Command): Command {
  return command
    .option('--json', 'the result as JSON on standard output', false)
    .option('--quiet', 'the verdicts alone; no progress, no warnings', false)
    .option('--no-color', 'no colour; NO_COLOR is honoured, too')
}
