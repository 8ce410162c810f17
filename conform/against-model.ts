/**
 * Holds the model against what a real broker answered: every produce request of a log is given to the model, with the
 * partition as the real broker had it then, and the two answers are compared.
 */
import { admittance, withQuestion } from '../model/kafka/coordinator/admission.ts'
import { verifyingAfter } from '../model/kafka/coordinator/verification.ts'
import { admit } from '../model/kafka/log/producer-state.ts'
import type { KafkaSettings } from '../model/kafka/settings/types.ts'
import {
  type Batch,
  type ProduceRequest,
  type ClusterState,
  type Entry,
  type RecordsBatch,
  type Replica,
  UNKNOWN,
  replicaOf,
  withReplica,
} from '../model/kafka/state/cluster-state.ts'
import { entryAt, withEntry } from '../model/kafka/state/coordinators.ts'
import { type Deployment, deploymentOf } from '../model/kafka/state/deployment.ts'
import { initialState } from '../model/kafka/state/initial.ts'
import type { TransactionMetadata, TransactionStatus } from '../model/kafka/state/transactions.ts'
import { type LogLine, markersIn } from './produce-log.ts'

export interface Difference {
  readonly model: string
  readonly broker: string
  /** What happened until then, for a person who looks for the reason. */
  readonly after: readonly string[]
}

export interface Comparison {
  readonly produces: number
  readonly agree: number
  /**
   * Of those that agree: the real coordinator had not noted the end of the transaction yet, and nothing in the log
   * shows when it did.
   */
  readonly stillCompleting: number
  readonly differences: readonly Difference[]
}

const COORDINATOR = 1
/** What a client hears while a coordinator is busy: come again. */
const AGAIN = 'come again'
const SAYS_AGAIN: ReadonlySet<string> = new Set(['NOT_ENOUGH_REPLICAS', 'CONCURRENT_TRANSACTIONS'])

type Produce = Extract<LogLine, { readonly op: 'produce' }>

/** Compares one sequence of requests, on a partition that was never written to. */
export function compareSequence(settings: KafkaSettings, lines: readonly LogLine[]): Comparison {
  const told = new Told(deploymentOf({ ...settings, 'replication.factor': 1 }, { records: 1, producers: 1 }))
  for (const line of lines) told.take(line)
  return told
}

class Told implements Comparison {
  produces = 0
  agree = 0
  stillCompleting = 0
  readonly differences: Difference[] = []
  readonly #deployment: Deployment
  readonly #after: string[] = []
  #state: ClusterState
  #transaction: TransactionMetadata = {
    state: 'Empty',
    producerId: UNKNOWN,
    producerEpoch: 0,
    lastProducerEpoch: -1,
    partitions: [],
  }
  #ended = false

  constructor(deployment: Deployment) {
    this.#deployment = deployment
    this.#state = initialState(deployment)
  }

  take(line: LogLine): void {
    switch (line.op) {
      case 'init':
        if (line.error === 'NONE')
          this.#transaction = {
            state: 'Empty',
            producerId: line.pid ?? UNKNOWN,
            producerEpoch: line.epoch ?? 0,
            lastProducerEpoch: -1,
            partitions: [],
          }
        this.#ended = false
        break
      case 'add':
        if (line.error === 'NONE') this.#become('Ongoing', [0])
        if (line.error === 'NONE') this.#ended = false
        break
      case 'end':
        if (line.error === 'NONE') this.#end(line.commit, line.now)
        break
      case 'restart':
        this.#keep({ verifying: [], snapshot: this.#leader.log.length, loadedFrom: this.#leader.log.length })
        break
      case 'log':
      case 'end-of-phase':
        for (const { offset, commit, producerId, epoch } of markersIn(line.items)) {
          if (offset !== this.#leader.log.length) continue
          this.#append({
            kind: 'marker',
            producerId,
            producerEpoch: epoch,
            decision: commit ? 'commit' : 'abort',
            coordinatorEpoch: 0,
          })
        }
        if (this.#transaction.state === 'PrepareCommit') this.#become('CompleteCommit', [])
        if (this.#transaction.state === 'PrepareAbort') this.#become('CompleteAbort', [])
        return
      case 'produce':
        return this.#compare(line)
    }
    this.#after.push(`${line.op} ${'error' in line ? line.error : line.how}`)
  }

  #compare({ pid, epoch, s, txn, error, offset }: Produce): void {
    const batch: RecordsBatch | null =
      pid < 0 ? null : { kind: 'records', producerId: pid, producerEpoch: epoch, sequence: s, transactional: txn }
    const broker = error === 'NONE' ? `stored at ${offset}` : error
    const said = this.#answer(batch)
    const waits = this.#ended && SAYS_AGAIN.has(error) && said !== AGAIN
    const completing = waits && this.#admittance(batch, 'PrepareAbort').is === 'wait'
    this.produces++
    this.#after.push(`p${pid} e${epoch} s${s}${txn ? ' in a transaction' : ''}: ${broker}`)
    if (said === broker || completing || (said === AGAIN && SAYS_AGAIN.has(error))) this.agree++
    else this.differences.push({ model: said, broker, after: [...this.#after] })
    if (completing) this.stillCompleting++
    if (error === 'NONE' && offset === this.#leader.log.length) this.#append(batch)
  }

  /** What the model says, in the words of the broker. */
  #answer(batch: RecordsBatch | null): string {
    const isTransactional = this.#deployment.transactionLog >= 0
    const admitted = isTransactional ? this.#admittance(batch, this.#transaction.state) : null
    if (admitted?.is === 'wait') return AGAIN
    if (isTransactional) this.#state = withQuestion(this.#deployment, this.#state, this.#request(batch))
    if (admitted?.is === 'refuse') return admitted.error
    if (admitted?.is === 'ask') this.#become('Ongoing', [0])
    const end = this.#leader.log.length
    const admission = batch === null ? null : admit(this.#deployment, this.#leader, batch)
    if (admission?.is === 'refused') return admission.error
    return `stored at ${admission?.is === 'duplicate' ? admission.offset : end}`
  }

  #admittance(batch: RecordsBatch | null, status: TransactionStatus): ReturnType<typeof admittance> {
    const entry = entryAt(this.#state, COORDINATOR, 0)
    if (entry !== null)
      this.#state = withEntry(this.#state, COORDINATOR, 0, {
        ...entry,
        metadata: { ...this.#transaction, state: status },
      })
    return admittance(this.#deployment, this.#state, this.#request(batch))
  }

  #request(batch: RecordsBatch | null): ProduceRequest {
    const travelling = {
      offset: UNKNOWN,
      silent: false,
      late: false,
      generation: -1,
      verification: 'none',
    } as const
    return { ...travelling, kind: 'produce', producer: 0, record: 0, broker: 0, partition: 0, batch }
  }

  /** With transaction version 2 the end is told with the next epoch. */
  #end(commit: boolean, epoch: number | undefined): void {
    if (epoch !== undefined) this.#transaction = { ...this.#transaction, producerEpoch: epoch }
    if (this.#transaction.state !== 'Ongoing') return
    this.#transaction = { ...this.#transaction, state: commit ? 'PrepareCommit' : 'PrepareAbort' }
    this.#ended = true
  }

  #become(state: TransactionStatus, partitions: readonly number[]): void {
    this.#transaction = { ...this.#transaction, state, partitions }
  }

  get #leader(): Replica {
    return replicaOf(this.#state, 0, 0)
  }

  #append(payload: Batch | null): void {
    const entry: Entry = { record: 0, leaderEpoch: 0, payload }
    this.#keep({
      log: [...this.#leader.log, entry],
      verifying: verifyingAfter(this.#deployment, this.#leader, [entry]),
    })
  }

  #keep(change: Partial<Replica>): void {
    this.#state = withReplica(this.#state, 0, 0, { ...this.#leader, ...change })
  }
}
