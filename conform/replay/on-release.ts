/** A saved counterexample, or its control, on the brokers of a release: what a command prints of it, line by line. */
import type { Replay } from '../../harness/saved.ts'
import type { KafkaSettings } from '../../model/kafka/settings/types.ts'
import { deploymentOf, type Scope } from '../../model/kafka/state/deployment.ts'
import { type KafkaAction, kafkaSystem } from '../../model/kafka/system.ts'
import { compareVersions } from '../../model/kafka/releases/versions.ts'
import { knownSystem } from '../../model/systems.ts'
import type { SavedFile } from '../../reports/saved-file.ts'
import { jarsOf, MissingError } from '../jars.ts'
import { NotReachedError } from '../until.ts'
import { type Played, reasonsAgainst, replayOn } from './replay-on.ts'

export interface OnRelease {
  /** Of Kafka. */
  readonly version: string
  /** Without the decisive step. */
  readonly control: boolean
  readonly say: (line: string) => void
}

/** What came of it. */
export interface Happened {
  /** `broken`, `kept`: the promise, on the real cluster. `nothing`: it was not played to its end, and `why` says why. */
  readonly is: 'broken' | 'kept' | 'nothing'
  /** Whether the model says the same of the schedule that was played. */
  readonly asPredicted: boolean
  readonly why: string
}

/** The oldest release whose brokers are driven here. */
const OLDEST = '3.7.0'

/**
 * Plays it.
 * @param replay of the same file in the model: it knows which step is decisive
 */
export async function onRelease(saved: SavedFile, replay: Replay, asked: OnRelease): Promise<Happened> {
  const { version, control, say } = asked
  const reasons = [...reasonsOf(saved, version)]
  if (reasons.length > 0) return nothing(reasons, say)
  const played = playedOf(saved, control ? replay.decisive : undefined)
  const against = reasonsAgainst(played)
  if (against.length > 0) return nothing(against, say)
  const release = `Kafka ${version}`
  if (control) say(`control: step ${replay.decisive} is left out (${replay.steps[replay.decisive - 1]?.text ?? ''})`)
  try {
    const ending = await replayOn(await jarsOf(version), played, { release, say })
    if (ending.is === 'not-forced') return nothing(ending.reasons, say)
    if (ending.is === 'differs') {
      const at = ending.step === 0 ? 'before the first step' : `after step ${ending.step}`
      const why = `${at} ${release} shows something else than the model`
      say(why)
      return { is: 'nothing', asPredicted: false, why }
    }
    const { model, real } = ending
    const words = (clause: string | undefined): string => clause ?? 'the promise is kept'
    say(`predicted  ${words(model)}`)
    say(`happened   ${words(real)}`)
    return { is: real === undefined ? 'kept' : 'broken', asPredicted: model === real, why: words(real) }
  } catch (error) {
    if (!(error instanceof MissingError || error instanceof NotReachedError)) throw error
    return nothing([error.message], say)
  }
}

function reasonsOf(saved: SavedFile, version: string): readonly string[] {
  if (saved.system !== 'kafka') return [`the file is about the system ${saved.system}, not about Kafka`]
  return compareVersions(version, OLDEST) < 0 ? [`releases before ${OLDEST} are not done yet`] : []
}

/** @param without the step that is left out, from 1 */
function playedOf(saved: SavedFile, without: number | undefined): Played {
  const read = knownSystem(saved.system).saved(saved.settings, saved.bounds)
  // Whoever has replayed the file in the model has checked it.
  if ('problem' in read) throw new RangeError(read.problem)
  const settings = read.settings as unknown as KafkaSettings
  const scope = read.size as unknown as Scope
  const actions = saved.counterexample.actions as readonly KafkaAction[]
  return {
    system: kafkaSystem(settings, scope),
    deployment: deploymentOf(settings, scope),
    actions: actions.filter((_, index) => index + 1 !== without),
    promise: saved.promise,
  }
}

function nothing(reasons: readonly string[], say: (line: string) => void): Happened {
  for (const reason of reasons) say(`not played: ${reason}`)
  return { is: 'nothing', asPredicted: false, why: reasons.join('; ') }
}
