/** One command from its arguments to its exit code. Everything that can go wrong ends here, as a message and a code. */
import { CommanderError } from 'commander'
import { clean } from '../reports/page.ts'
import { campaign } from './campaign/campaign.ts'
import { check } from './check.ts'
import { ci } from './ci.ts'
import { commandLine } from './command-line.ts'
import { compare } from './compare.ts'
import type { Engine } from './engine.ts'
import { EXIT, type ExitCode } from './exit-codes.ts'
import { gallery } from './gallery.ts'
import { init } from './init.ts'
import type { Io } from './io.ts'
import { withoutCommands } from './on-github.ts'
import { open } from './open.ts'
import { replay } from './replay.ts'
import { replayOnBrokers } from './replay-on.ts'
import { merge } from './shard/merge.ts'
import { UsageError } from './usage-error.ts'
import { VERSION } from '../reports/version.ts'

/** Runs `tidemark` with these arguments. */
export async function run(args: readonly string[], io: Io, engine: Engine): Promise<ExitCode> {
  let code: ExitCode = EXIT.kept
  let seed: string | undefined
  // Who annotates by itself takes the streams as they are.
  const plain = withoutCommands(io)
  const program = commandLine(
    {
      check: async (paths, options) => {
        seed = options.seed
        code = await check(paths, options, io, engine)
      },
      compare: async (paths, options) => {
        seed = options.seed
        code = await compare(paths, options.vary, options, io, engine, args)
      },
      gallery: async (id, options) => {
        seed = options.seed
        code = await gallery(id, options, plain, engine, args)
      },
      replay: async (file, options) => {
        const { on, control = false } = options
        if (on === undefined && control) throw new UsageError('--control: it is for real brokers; add --on kafka:4.3.1')
        code =
          on === undefined
            ? await replay(file, options, plain, engine)
            : await replayOnBrokers(file, on, options, plain, engine)
      },
      campaign: async (paths, options) => {
        seed = options.seed
        code = await campaign(paths, options, plain, engine)
      },
      merge: async (paths, options) => {
        code = await merge(paths, options, io)
      },
      open: async (file, options) => {
        code = await open(file, options, plain, engine)
      },
      ci: async (platform) => {
        code = await ci(platform, io, engine)
      },
      init: async (paths, options) => {
        code = await init(paths, options, plain, engine)
      },
    },
    io.out,
    (text) => plain.err(inert(text)),
  )
  try {
    await program.parseAsync(args, { from: 'user' })
    return code
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.kept : EXIT.badInput
    const message = error instanceof UsageError ? error.message : engine.badInput(error)
    if (message !== undefined) {
      plain.err(`tidemark: ${inert(message)}\n`)
      return EXIT.badInput
    }
    plain.err(inert(bugReport(error, args, seed)))
    return EXIT.bug
  }
}

/** No line of a message is longer: what was written into it may be. */
const LONGEST_LINE = 2_000

/** A message line by line, in which nothing of what was given steers the terminal or fills it. */
function inert(message: string): string {
  return message
    .split('\n')
    .map(clean)
    .map((line) => (line.length <= LONGEST_LINE ? line : `${line.slice(0, LONGEST_LINE)}…`))
    .join('\n')
}

/** What stands before the host of an address: a user, a password. */
const SECRET = /(\b[a-z][a-z+.-]*:\/\/)\S*@/gi

function bugReport(error: unknown, args: readonly string[], seed: string | undefined): string {
  const lines = [
    'tidemark: this is a bug in tidemark, not in your configuration. Please report these lines:',
    `  version       tidemark ${VERSION}, node ${process.version}`,
    `  command line  tidemark ${args.map((arg) => JSON.stringify(arg)).join(' ')}`,
    `  seed          ${seed ?? 'derived from the settings'}`,
    `  error         ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
  ]
  return `${lines.join('\n').replaceAll(SECRET, '$1…@')}\n`
}
