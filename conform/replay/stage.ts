/** A real cluster as a replay uses it: with one topic, clients, gates, and a picture of it at any time. */
import { join } from 'node:path'
import type { Observation } from '../../model/observation.ts'
import type { KafkaSettings } from '../../model/kafka/settings/types.ts'
import type { Deployment } from '../../model/kafka/state/deployment.ts'
import { recordName } from '../../model/kafka/story/names.ts'
import { Cluster } from '../cluster/cluster.ts'
import { storedAt } from '../cluster/log-file.ts'
import { CONTROLLER, type Timing } from '../cluster/properties.ts'
import { Driver, DriverError } from '../driver.ts'
import { API } from '../proxy/frames.ts'
import { until } from '../until.ts'
import { clientConfiguration, topicConfiguration } from './configuration.ts'
import { closedGates, type Gates, rulesOf } from './gates.ts'
import { ascending, type BrokerPicture, type OwnView, type Picture, place } from './picture.ts'

const TOPIC = 'tidemark'
/** The one partition that is looked at. */
export const PARTITION = 0
const DRAIN_MS = 20_000

interface Truth {
  readonly leader: number
  readonly leaderEpoch: number
  readonly isr: readonly number[]
  readonly elr: readonly number[]
  readonly brokers: Readonly<Record<string, { readonly fenced: boolean; readonly shuttingDown: boolean }>>
}

type Look = OwnView & { readonly error: string; readonly lastStableOffset: number }

export class Stage {
  readonly cluster: Cluster
  readonly driver: Driver
  readonly paused = new Set<number>()
  /** Brokers that shut down. */
  readonly ending = new Set<number>()
  readonly #deployment: Deployment
  readonly #sent = new Set<number>()
  #gates: Gates

  private constructor(cluster: Cluster, driver: Driver, deployment: Deployment) {
    this.cluster = cluster
    this.driver = driver
    this.#deployment = deployment
    this.#gates = closedGates(cluster.brokers)
  }

  /** Starts a cluster for these settings, with a topic and producers. Throws where it does not come up. */
  static async set(jars: string, deployment: Deployment, timing: Timing): Promise<Stage> {
    const { settings } = deployment
    const cluster = await Cluster.start({ jars, brokers: settings.brokers, timing, settings: nodeSettings(settings) })
    try {
      const stage = new Stage(cluster, await Driver.start(jars, join(cluster.folder, 'driver.log')), deployment)
      await stage.#furnish()
      return stage
    } catch (error) {
      await cluster.stop()
      throw error
    }
  }

  get gates(): Gates {
    return this.#gates
  }

  name(record: number): string {
    return recordName(this.#deployment, record)
  }

  /** What stands in a record, so that it is found in a request. */
  value(record: number): string {
    return `tidemark:${this.name(record)}.`
  }

  folderOf(broker: number): string {
    return join(this.cluster.dataOf(broker), `${TOPIC}-${PARTITION}`)
  }

  open(change: Partial<Gates>): void {
    this.#gates = { ...this.#gates, ...change }
    this.cluster.proxy.setRules(rulesOf(this.#gates, this.cluster.brokers))
  }

  /** Nothing is held any more. */
  openAll(): void {
    const all = this.cluster.brokers
    this.#gates = { produce: true, fetch: all, metadata: all, isr: all, heartbeat: all }
    this.cluster.proxy.setRules([])
  }

  /** Closes the gates through which followers get what leaders have; waits until nothing is on its way. */
  async closeFetches(): Promise<void> {
    this.open({ fetch: [], isr: [] })
    const { proxy, brokers } = this.cluster
    await this.#drained(() =>
      brokers.every((from) =>
        brokers.every((to) => {
          const between = { api: API.fetch, from, to } as const
          // What was asked before the gate closed comes through: nobody has an action for it.
          const held = proxy.held({ ...between, is: 'response' })
          for (const one of held) proxy.pass(one)
          return held.length === 0 && (this.#isDeaf(to) || proxy.asked(between).length === 0)
        }),
      ),
    )
  }

  /** Nobody hears of the controller's decisions from now on; waits until nothing of them is on its way. */
  async closeMetadata(): Promise<void> {
    const { proxy, brokers } = this.cluster
    // The model says nothing of brokers without a replica: they hear of everything, and tell clients that ask.
    const idle = brokers.filter((broker) => !this.#deployment.hosts.includes(broker))
    this.open({ metadata: idle })
    await this.#drained(() =>
      this.#deployment.hosts.every(
        (from) => this.#isDeaf(from) || proxy.asked({ api: API.fetch, from, to: 'controller' }).length === 0,
      ),
    )
  }

  async #drained(isQuiet: () => boolean): Promise<void> {
    await until('what is on its way to arrive', DRAIN_MS, () => (isQuiet() ? true : undefined))
  }

  #isDeaf(broker: number): boolean {
    return this.paused.has(broker) || !this.cluster.isAlive(broker)
  }

  /** Waits until a producer takes this broker for the leader. */
  async know(producer: number, leader: number): Promise<void> {
    await this.driver.ask({ op: 'know', name: `producer-${producer}`, topic: TOPIC, partition: PARTITION, leader })
  }

  async send(producer: number, record: number): Promise<void> {
    this.#sent.add(record)
    const value = this.value(record)
    await this.driver.ask({
      op: 'send',
      name: `producer-${producer}`,
      topic: TOPIC,
      partition: PARTITION,
      record,
      value,
    })
  }

  /** Moves the leader; the broker that is asked passes it on to the controller. */
  async move(to: number, over: number): Promise<void> {
    const replicas = this.#deployment.assignment[PARTITION] ?? []
    const order = [to, ...replicas.filter((broker) => broker !== to)]
    await this.driver.ask({ op: 'move', port: this.cluster.portOf(over), topic: TOPIC, partition: PARTITION, order })
  }

  /** What can be seen of all of it now. */
  async picture(): Promise<Picture> {
    const folder = join(this.cluster.dataOf(CONTROLLER), '__cluster_metadata-0')
    const truth = (await this.driver.ask({ op: 'truth', folder, topic: TOPIC, partition: PARTITION })) as Truth
    const brokers = await Promise.all(this.cluster.brokers.map((broker) => this.#brokerPicture(broker, truth)))
    const told = this.driver.outcomes
    return {
      controller: {
        leader: truth.leader,
        leaderEpoch: truth.leaderEpoch,
        isr: ascending(truth.isr),
        elr: ascending(truth.elr),
      },
      brokers,
      outcomes: Object.fromEntries(
        [...this.#sent].map((record) => {
          const outcome = told.find((one) => one.record === record)
          const is = outcome === undefined ? 'open' : outcome.error === undefined ? 'acknowledged' : 'rejected'
          return [this.name(record), is]
        }),
      ),
    }
  }

  /** All that a new reader is given, as the model reads it back. */
  async readBack(): Promise<Observation> {
    const ask = { op: 'read', bootstrap: this.cluster.bootstrap, topic: TOPIC, partition: PARTITION }
    const given = (await this.driver.ask({ ...ask, isolation: 'read_uncommitted' })) as readonly { value: string }[]
    return { kind: 'read-back', log: PARTITION, records: given.map(({ value }) => this.recordOf(value)) }
  }

  /** The number of the record with this value. */
  recordOf(value: string): number {
    const record = [...this.#sent].find((one) => this.value(one) === value)
    if (record === undefined) throw new RangeError(`nobody sent ${value}`)
    return record
  }

  async strike(): Promise<void> {
    await this.driver.stop()
    await this.cluster.stop()
  }

  async #brokerPicture(broker: number, truth: Truth): Promise<BrokerPicture> {
    const stored = await storedAt(this.folderOf(broker))
    const isPaused = this.paused.has(broker)
    const isAlive = this.cluster.isAlive(broker)
    const { fenced = true } = truth.brokers[broker] ?? {}
    return {
      process: isPaused ? 'paused' : isAlive ? 'running' : 'stopped',
      registration: fenced ? 'fenced' : 'active',
      log: stored.map(({ isControl, value, leaderEpoch }) =>
        place(isControl ? 'marker' : (/^tidemark:(.*)\.$/.exec(value)?.[1] ?? value), leaderEpoch),
      ),
      own: isAlive && !isPaused ? await this.#look(broker) : undefined,
    }
  }

  async #look(broker: number): Promise<OwnView | undefined> {
    try {
      const port = this.cluster.portOf(broker)
      const look = (await this.driver.ask({ op: 'look', port, topic: TOPIC, partition: PARTITION })) as Look
      const { leader, leaderEpoch, highWatermark } = look
      return look.error === 'NONE' ? { leader, leaderEpoch, highWatermark } : undefined
    } catch (error) {
      // A broker that starts or stops answers nobody.
      if (error instanceof DriverError) return undefined
      throw error
    }
  }

  async #furnish(): Promise<void> {
    const { settings, assignment, scope } = this.#deployment
    const { bootstrap } = this.cluster
    const configs = topicConfiguration(settings)
    await this.driver.ask({ op: 'create', bootstrap, topic: TOPIC, assignment: [assignment[PARTITION]], configs })
    for (let producer = 0; producer < scope.producers; producer++) {
      const configuration = clientConfiguration(settings, bootstrap, producer)
      await this.driver.ask({ op: 'producer', name: `producer-${producer}`, configuration })
    }
  }
}

function nodeSettings(settings: KafkaSettings): Readonly<Record<string, string>> {
  return { 'unclean.leader.election.enable': String(settings['unclean.leader.election.enable']) }
}
