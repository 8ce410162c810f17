/** `tidemark replay FILE --on kafka:VERSION`: a saved counterexample on real brokers. All of that is loaded here alone. */
import { clean } from '../reports/page.ts'
import { jsonText } from '../reports/json.ts'
import { VERSION } from '../reports/version.ts'
import type { Engine } from './engine.ts'
import { EXIT, type ExitCode } from './exit-codes.ts'
import type { Io } from './io.ts'
import { type ReplayOptions, replayedFile } from './replay.ts'
import { UsageError } from './usage-error.ts'

/** @param on as the user wrote it: `kafka:4.3.1` */
export async function replayOnBrokers(
  file: string,
  on: string,
  options: ReplayOptions,
  io: Io,
  engine: Engine,
): Promise<ExitCode> {
  const [, version] = /^kafka:(\d+\.\d+\.\d+)$/.exec(on) ?? []
  if (version === undefined)
    throw new UsageError(`--on ${on}: this is no release of Kafka; write it as in --on kafka:4.3.1`)
  const { saved, replay } = await replayedFile(file, engine)
  const { onRelease, scenarioOf } = await import('../conform/replay/on-release.ts')
  const { json, quiet, control = false } = options
  const lines: string[] = []
  const say = (line: string): void => {
    lines.push(line)
    if (!json && !quiet) io.out(`${clean(line)}\n`)
  }
  say(`${replay.title} (${saved.promise}), on Kafka ${version}`)
  const happened = await onRelease(scenarioOf(saved, replay), { version, control, say })
  const outcome = happened.is === 'nothing' ? `no verdict: ${happened.why}` : OUTCOMES[happened.is]
  const predicted =
    happened.is === 'nothing' ? '' : happened.asPredicted ? ', as predicted' : ', which was not predicted'
  if (json)
    io.out(
      jsonText({ tidemark: VERSION, command: 'replay', file, promise: saved.promise, on, control, ...happened, lines }),
    )
  else if (!quiet) io.out(`${clean(outcome + predicted)}\n`)
  return happened.is === 'nothing' ? EXIT.noVerdict : happened.is === 'broken' ? EXIT.violated : EXIT.kept
}

const OUTCOMES = { broken: 'The promise is broken', kept: 'The promise is kept' } as const
