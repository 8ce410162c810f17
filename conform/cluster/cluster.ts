/**
 * A cluster of real brokers on this machine: one controller and some brokers (KRaft), loopback only, at ports that were
 * free, with the proxy where they say that they listen.
 */
import type { ChildProcess } from 'node:child_process'
import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { Proxy } from '../proxy/proxy.ts'
import { until } from '../until.ts'
import { freePorts } from './ports.ts'
import { ended, isAlive, killed, removedAtEnd, removeNow, startProcess } from './processes.ts'
import {
  brokerProperties,
  type ClusterPorts,
  CONTROLLER,
  controllerProperties,
  DATA,
  type Timing,
} from './properties.ts'

const run = promisify(execFile)

/** Any id does; one cluster does not know another. */
const CLUSTER_ID = 't70E5qASTwa6SnQfYDMGkQ'
const HEAP = ['-Xmx200m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1']
const LOG_TIMES = ['-Dorg.slf4j.simpleLogger.showDateTime=true', '-Dorg.slf4j.simpleLogger.dateTimeFormat=HH:mm:ss.SSS']
/** How long a process may take to start on a machine that is busy. */
export const START_MS = 120_000

export interface ClusterPlan {
  /** The folder with the jars of the release. */
  readonly jars: string
  readonly brokers: number
  readonly timing: Timing
  /** Of all nodes, by Kafka's names. */
  readonly settings: Readonly<Record<string, string>>
}

export class Cluster {
  readonly proxy = new Proxy()
  readonly folder: string
  readonly #plan: ClusterPlan
  readonly #ports: ClusterPorts
  readonly #processes = new Map<number, ChildProcess>()

  private constructor(plan: ClusterPlan, folder: string, ports: ClusterPorts) {
    this.#plan = plan
    this.folder = folder
    this.#ports = ports
  }

  /** Starts a cluster and waits until all of it is up. Throws `NotReachedError`; nothing stays behind then. */
  static async start(plan: ClusterPlan): Promise<Cluster> {
    const free = await freePorts(2 + 4 * plan.brokers)
    const next = (): number => free[at++] ?? 0
    let at = 0
    const listening = () => ({ own: next(), advertised: next() })
    const ports: ClusterPorts = {
      controller: listening(),
      brokers: Array.from({ length: plan.brokers }, () => ({ clients: listening(), brokers: listening() })),
    }
    const folder = mkdtempSync(join(tmpdir(), 'tidemark-kafka-'))
    removedAtEnd(folder)
    const cluster = new Cluster(plan, folder, ports)
    try {
      await cluster.#start()
      return cluster
    } catch (error) {
      await cluster.stop()
      throw error
    }
  }

  get brokers(): readonly number[] {
    return this.#ports.brokers.map((_, broker) => broker)
  }

  /** Where clients are told to connect: the proxy stands there. */
  get bootstrap(): string {
    return this.#ports.brokers.map(({ clients }) => `127.0.0.1:${clients.advertised}`).join(',')
  }

  /** Where a broker really listens, for who wants to look at it without being seen. */
  portOf(broker: number): number {
    return this.#ports.brokers[broker]?.clients.own ?? 0
  }

  /** The folder of the logs of a node. */
  dataOf(node: number): string {
    return join(this.folder, String(node), DATA)
  }

  isAlive(node: number): boolean {
    const child = this.#processes.get(node)
    return child !== undefined && isAlive(child)
  }

  signal(broker: number, signal: NodeJS.Signals): void {
    this.#processes.get(broker)?.kill(signal)
  }

  /** Like a crash: kill -9; waits until the process is gone. */
  async kill(broker: number): Promise<void> {
    const child = this.#processes.get(broker)
    if (child !== undefined) await killed(child)
  }

  /** Waits until the process has ended by itself. Throws `NotReachedError`. */
  async awaitEnd(broker: number, milliseconds: number): Promise<void> {
    await until(`the process of broker ${broker} to end`, milliseconds, () => (this.isAlive(broker) ? undefined : true))
  }

  /** Starts the process of a node; says nothing of when it is up. */
  begin(node: number): void {
    const log = this.#logOf(node)
    writeFileSync(log, `--- start of node ${node}\n`, { flag: 'a' })
    const args = [...HEAP, ...LOG_TIMES, '-cp', `${this.#plan.jars}/*`, 'kafka.Kafka', this.#propertiesOf(node)]
    this.#processes.set(node, startProcess('java', args, log))
  }

  /** Waits until a node says that it is up. Throws `NotReachedError` with the last line of its log. */
  async awaitUp(node: number): Promise<void> {
    let last = ''
    await until(
      `node ${node} to start`,
      START_MS,
      async () => {
        const own = (await readFile(this.#logOf(node), 'utf8')).split('--- start of node').at(-1) ?? ''
        last = own.trimEnd().split('\n').at(-1) ?? ''
        if (own.includes('Kafka Server started')) return true
        if (!this.isAlive(node)) throw new Error(`node ${node} did not start: ${last}`)
        return undefined
      },
      () => last,
    )
  }

  /** The disk of a broker whose process is gone is a new one. */
  async loseDisk(broker: number): Promise<void> {
    await rm(this.dataOf(broker), { recursive: true, force: true })
    await this.#format(broker)
  }

  /** Stops all of it and removes its folder. */
  async stop(): Promise<void> {
    await Promise.all([...this.#processes.values()].map((child) => killed(child).then(() => ended(child))))
    await this.proxy.close()
    removeNow(this.folder)
  }

  async #start(): Promise<void> {
    const { controller, brokers } = this.#ports
    await this.proxy.listen(controller.advertised, 'controller', controller.own)
    for (const [id, { clients, brokers: others }] of brokers.entries()) {
      await this.proxy.listen(clients.advertised, id, clients.own)
      await this.proxy.listen(others.advertised, id, others.own)
    }
    const { timing, settings } = this.#plan
    const nodes = [CONTROLLER, ...this.brokers]
    for (const node of nodes) {
      const folder = join(this.folder, String(node))
      mkdirSync(folder)
      const text =
        node === CONTROLLER
          ? controllerProperties(this.#ports, timing, folder, settings)
          : brokerProperties(node, this.#ports, timing, folder, settings)
      writeFileSync(this.#propertiesOf(node), text)
    }
    await Promise.all(nodes.map((node) => this.#format(node)))
    for (const node of nodes) this.begin(node)
    await Promise.all(nodes.map((node) => this.awaitUp(node)))
  }

  async #format(node: number): Promise<void> {
    const tool = ['kafka.tools.StorageTool', 'format', '-t', CLUSTER_ID, '-c', this.#propertiesOf(node)]
    await run('java', ['-Xmx128m', ...HEAP.slice(1), '-cp', `${this.#plan.jars}/*`, ...tool], { timeout: START_MS })
  }

  #propertiesOf(node: number): string {
    return join(this.folder, `${node}.properties`)
  }

  #logOf(node: number): string {
    return join(this.folder, `${node}.log`)
  }
}
