/** A counterexample, or its control, on the brokers of a release: what a command prints of it, line by line. */
import type { Replay } from '../../harness/saved.ts'
import type { Settings } from '../../model/system-entry.ts'
import type { KafkaSettings } from '../../model/kafka/settings/types.ts'
import { deploymentOf, type Scope } from '../../model/kafka/state/deployment.ts'
import { type KafkaAction, kafkaSystem } from '../../model/kafka/system.ts'
import { compareVersions } from '../../model/kafka/releases/versions.ts'
import { knownSystem } from '../../model/systems.ts'
import type { SavedFile } from '../../reports/saved-file.ts'
import { DriverError } from '../driver.ts'
import { jarsOf, MissingError } from '../jars.ts'
import { NotReachedError } from '../until.ts'
import { type Played, reasonsAgainst, replayOn } from './replay-on.ts'

/** A counterexample of the model. */
export interface Scenario {
  /** The name of the system. */
  readonly system: string
  readonly settings: Settings
  /** The size of the system, and the bounds of the search. */
  readonly bounds: Readonly<Record<string, unknown>>
  readonly promise: string
  readonly actions: readonly unknown[]
  /** The step without which the promise is kept (from 1), and what it is, in words. */
  readonly decisive: number
  readonly decisiveText: string
}

/** @param replay of the file in the model: it knows which step is decisive */
export function scenarioOf(saved: SavedFile, { decisive, steps }: Replay): Scenario {
  const { system, settings, bounds, promise, counterexample } = saved
  const decisiveText = steps[decisive - 1]?.text ?? ''
  return { system, settings, bounds, promise, actions: counterexample.actions, decisive, decisiveText }
}

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

/** Plays it. */
export async function onRelease(scenario: Scenario, asked: OnRelease): Promise<Happened> {
  const { version, control, say } = asked
  const reasons = reasonsOf(scenario, version)
  if (reasons.length > 0) return nothing(reasons, say)
  const played = playedOf(scenario, control ? scenario.decisive : undefined)
  const against = reasonsAgainst(played)
  if (against.length > 0) return nothing(against, say)
  const release = `Kafka ${version}`
  if (control) say(`control: step ${scenario.decisive} is left out (${scenario.decisiveText})`)
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
    if (!TOLD.some((kind) => error instanceof kind) || !(error instanceof Error)) throw error
    return nothing([error.message], say)
  }
}

/** What a machine or a cluster may have against it. */
const TOLD = [MissingError, NotReachedError, DriverError] as const

function reasonsOf({ system }: Scenario, version: string): readonly string[] {
  if (system !== 'kafka') return [`the file is about the system ${system}, not about Kafka`]
  return compareVersions(version, OLDEST) < 0 ? [`releases before ${OLDEST} are not done yet`] : []
}

/** @param without the step that is left out, from 1 */
function playedOf(scenario: Scenario, without: number | undefined): Played {
  const read = knownSystem(scenario.system).saved(scenario.settings, scenario.bounds)
  // Whoever has replayed the file in the model has checked it.
  if ('problem' in read) throw new RangeError(read.problem)
  const settings = read.settings as unknown as KafkaSettings
  const scope = read.size as unknown as Scope
  const actions = scenario.actions as readonly KafkaAction[]
  return {
    system: kafkaSystem(settings, scope),
    deployment: deploymentOf(settings, scope),
    actions: actions.filter((_, index) => index + 1 !== without),
    promise: scenario.promise,
  }
}

function nothing(reasons: readonly string[], say: (line: string) => void): Happened {
  for (const reason of reasons) say(`not played: ${reason}`)
  return { is: 'nothing', asPredicted: false, why: reasons.join('; ') }
}
