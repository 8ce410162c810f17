/** A saved counterexample played on real brokers, action by action, and what clients saw judged as the model is. */
import { fold, foldAll } from '../../invariants/fold.ts'
import { invariantById } from '../../invariants/index.ts'
import { type Ledger, emptyLedger } from '../../invariants/ledger.ts'
import { heal as healModel } from '../../harness/heal.ts'
import type { Deployment } from '../../model/kafka/state/deployment.ts'
import { recordName } from '../../model/kafka/story/names.ts'
import type { KafkaAction, KafkaState } from '../../model/kafka/system.ts'
import type { System } from '../../model/system.ts'
import { DriverError } from '../driver.ts'
import { NotReachedError, until } from '../until.ts'
import { timingOf } from './configuration.ts'
import { isForced, type Operation, operationOf } from './operations.ts'
import { heal, type Lost, perform } from './perform.ts'
import { type BrokerPicture, type Picture, pictureOf } from './picture.ts'
import { isSame, sideBySide } from './side-by-side.ts'
import { PARTITION, Stage } from './stage.ts'

/** A counterexample, and the system that it is of. */
export interface Played {
  readonly system: System<KafkaState, KafkaAction>
  readonly deployment: Deployment
  readonly actions: readonly KafkaAction[]
  readonly promise: string
}

export interface Told {
  /** The release, in words. */
  readonly release: string
  readonly say: (line: string) => void
}

export type Ending =
  /** `broken`: as the model says it of the same schedule, and as the real cluster showed it, in words. */
  | { readonly is: 'played'; readonly model: string | undefined; readonly real: string | undefined }
  /** The cluster showed something else than the model after this step (from 1; 0 before the first). */
  | { readonly is: 'differs'; readonly step: number }
  | { readonly is: 'not-forced'; readonly reasons: readonly string[] }

interface Step {
  readonly text: string
  readonly operation: Operation
  readonly picture: Picture
}

/** How long the cluster may take to show what the model shows. */
const PATIENCE_MS = 40_000

/** Reasons why these actions cannot be played on real brokers; empty where they can. */
export function reasonsAgainst({ system, deployment, actions }: Played): readonly string[] {
  const { settings, dataPartitions, transactionLog, scope } = deployment
  const reasons: string[] = []
  if (settings.controller !== 'kraft') reasons.push('clusters with ZooKeeper are not done yet')
  if (transactionLog >= 0) reasons.push('transactions are not done yet')
  if (dataPartitions > 1) reasons.push('more than one partition is not done yet')
  if (scope.byRecord === true || scope.outbox === true) reasons.push('applications that send again are not done yet')
  if (settings.gates !== '') reasons.push(`no release has these mechanisms: ${settings.gates}`)
  let state = system.machine.initial
  for (const [index, action] of actions.entries()) {
    const { state: after } = system.machine.step(state, action)
    if (after === state) continue
    const operation = operationOf(action, state, after)
    if (!isForced(operation)) reasons.push(`step ${index + 1} (${action.kind}): ${operation.why}`)
    state = after
  }
  return reasons
}

/** Plays it. Throws `MissingError`, `NotReachedError` where the cluster does not come up. */
export async function replayOn(jars: string, played: Played, { release, say }: Told): Promise<Ending> {
  const reasons = reasonsAgainst(played)
  if (reasons.length > 0) return { is: 'not-forced', reasons }
  const { system, deployment, actions } = played
  const { steps, end } = modelled(played)
  const timing = timingOf(actions)
  say(`starting ${deployment.settings.brokers} brokers and a controller of ${release}`)
  const stage = await Stage.set(jars, deployment, timing)
  try {
    const names = { partition: PARTITION, record: (record: number) => recordName(deployment, record) }
    const play = new Play(stage, release, say)
    stage.openAll()
    if (!(await play.shows(pictureOf(system.machine.initial, emptyLedger, names)))) return { is: 'differs', step: 0 }
    await play.closeAll()
    for (const [index, step] of steps.entries()) {
      say(`${String(index + 1).padStart(2)}  ${step.text}`)
      if (!(await play.take(step))) return { is: 'differs', step: index + 1 }
    }
    say('    everything heals')
    const real = await play.healed(deployment.assignment[PARTITION] ?? [])
    const invariant = invariantById(played.promise)
    return {
      is: 'played',
      model: ofRecords(invariant?.violation(end), names.record),
      real: ofRecords(invariant?.violation(real), names.record),
    }
  } finally {
    await stage.strike()
  }
}

/** What the model does: each step with what can be seen after it, and the ledger of the end. */
function modelled(played: Played): { readonly steps: readonly Step[]; readonly end: Ledger } {
  const { system, deployment, actions } = played
  const names = { partition: PARTITION, record: (record: number) => recordName(deployment, record) }
  const steps: Step[] = []
  let state = system.machine.initial
  let ledger = emptyLedger
  const take = (action: KafkaAction): void => {
    const { state: after, seen } = system.machine.step(state, action)
    if (after === state) return
    const operation = operationOf(action, state, after)
    if (!isForced(operation)) throw new RangeError(operation.why)
    ledger = foldAll(ledger, seen)
    const text = system.machine.describe(action, state)
    steps.push({ text, operation, picture: pictureOf(after, ledger, names) })
    state = after
  }
  for (const action of actions) take(action)
  const { ledger: end } = healModel(system, state, ledger)
  for (const action of untilLost(system, state, ledger)) take(action)
  return { steps, end }
}

/**
 * What healing begins with where a response is still to be lost: it is played step by step, too, or there would be
 * nothing to lose when all is let through.
 */
function untilLost(system: Played['system'], state: KafkaState, ledger: Ledger): readonly KafkaAction[] {
  const isDue = ({ requests }: KafkaState): boolean => requests.some(({ silent }) => silent)
  if (!isDue(state)) return []
  const healing: KafkaAction[] = []
  let isOver = false
  healModel(system, state, ledger, (action, _, after) => {
    if (!isOver) healing.push(action)
    isOver ||= !isDue(after)
  })
  return healing
}

class Play {
  #ledger: Ledger = emptyLedger
  readonly #lost: Lost = new Set()
  readonly #told = new Set<number>()
  readonly #stage: Stage
  readonly #release: string
  readonly #say: (line: string) => void

  constructor(stage: Stage, release: string, say: (line: string) => void) {
    this.#stage = stage
    this.#release = release
    this.#say = say
  }

  async closeAll(): Promise<void> {
    this.#stage.open({ produce: false })
    await this.#stage.closeMetadata()
    await this.#stage.closeFetches()
  }

  /** Does one step. Whether the cluster shows what the model shows after it. */
  async take({ operation, picture }: Step): Promise<boolean> {
    if (operation.does === 'send' && !operation.again)
      this.#see({ kind: 'sent', record: operation.record, producer: operation.producer, log: PARTITION })
    try {
      await perform(this.#stage, operation, this.#lost, () => this.#reached(picture))
    } catch (error) {
      if (!(error instanceof NotReachedError || error instanceof DriverError)) throw error
      this.#say(`    stopped: ${error.message}`)
      return this.#differs(picture)
    }
    return this.shows(picture)
  }

  /** Waits until the cluster shows this; prints both where it does not come. */
  async shows(picture: Picture): Promise<boolean> {
    try {
      await this.#reached(picture)
      return true
    } catch (error) {
      if (!(error instanceof NotReachedError)) throw error
      return this.#differs(picture)
    }
  }

  /** Heals the cluster, reads everything back, and gives all that clients saw. */
  async healed(replicas: readonly number[]): Promise<Ledger> {
    await heal(this.#stage)
    await until('all replicas to be in sync and all sends to have an outcome', HEAL_MS, async () => {
      const { controller, outcomes, brokers } = await this.#stage.picture()
      const copies = brokers.filter((_, broker) => replicas.includes(broker))
      const isWhole = controller.isr.length === replicas.length && copies.every((copy) => isLevel(copy, copies[0]))
      return isWhole && Object.values(outcomes).every((outcome) => outcome !== 'open') ? true : undefined
    })
    this.#hear()
    const back = await this.#stage.readBack()
    this.#see(back)
    if (back.kind === 'read-back')
      this.#say(
        `    » a new reader is given ${back.records.map((one) => this.#stage.name(one)).join(', ') || 'nothing'}`,
      )
    return this.#ledger
  }

  async #reached(picture: Picture): Promise<void> {
    await until('what the model shows', PATIENCE_MS, async () => {
      const real = await this.#stage.picture()
      this.#hear()
      return isSame(picture, real) ? true : undefined
    })
  }

  async #differs(picture: Picture): Promise<false> {
    const table = sideBySide(picture, await this.#stage.picture(), this.#release)
    for (const line of table) this.#say(`    ${line}`)
    return false
  }

  /** Takes over what clients were told since. */
  #hear(): void {
    for (const { record, error } of this.#stage.driver.outcomes) {
      if (this.#told.has(record)) continue
      this.#told.add(record)
      const name = this.#stage.name(record)
      this.#say(error === undefined ? `    » record ${name} is acknowledged` : `    » record ${name} fails: ${error}`)
      this.#see(error === undefined ? { kind: 'acknowledged', record } : { kind: 'rejected', record, error })
    }
  }

  #see(observation: Parameters<typeof fold>[1]): void {
    this.#ledger = fold(this.#ledger, observation)
  }
}

const HEAL_MS = 120_000

/** Whether a replica holds what another one holds, all of it readable. */
function isLevel({ log, own }: BrokerPicture, other: BrokerPicture | undefined): boolean {
  return own?.highWatermark === log.length && log.join() === other?.log.join()
}

function ofRecords(
  violation: { readonly clause: string; readonly records: readonly number[] } | undefined,
  name: (record: number) => string,
): string | undefined {
  return violation?.clause.replace(/\{(\d+)\}/g, (_, at: string) => name(violation.records[Number(at)] ?? -1))
}
