/** Carries out one operation on a real cluster. What it brings about is waited for by whoever compares. */
import { cutTo } from '../cluster/log-file.ts'
import { API } from '../proxy/frames.ts'
import type { Held } from '../proxy/proxy.ts'
import { UNKNOWN } from '../../model/kafka/state/cluster-state.ts'
import { until } from '../until.ts'
import type { Operation } from './operations.ts'
import { PARTITION, type Stage } from './stage.ts'

/** How long something may take to come to the proxy on a machine that is busy. */
const PATIENCE_MS = 40_000
/** A response that is never given is lost once its connection has broken. */
const ALL = Number.MAX_SAFE_INTEGER

/** Records whose response will be lost. */
export type Lost = Set<number>

/**
 * Does what the operation says. Throws `NotReachedError` where what it needs does not come, and `DriverError` where a
 * client is refused.
 * @param reached asks whether the cluster shows what the model shows, waits for it, and throws if it does not come
 */
export async function perform(
  stage: Stage,
  operation: Operation,
  lost: Lost,
  reached: () => Promise<void>,
): Promise<void> {
  const { proxy } = stage.cluster
  switch (operation.does) {
    case 'nothing':
      return
    case 'send':
      if (operation.broker !== UNKNOWN) await stage.know(operation.producer, operation.broker)
      if (!operation.again) await stage.send(operation.producer, operation.record)
      if (operation.broker !== UNKNOWN) await awaitProduce(stage, operation.record, operation.broker)
      return
    case 'deliver':
      return deliver(stage, operation, lost)
    case 'break':
      for (const { connection } of proxy.held({ is: 'request', api: API.produce, to: operation.broker })) {
        if (operation.keeps) connection.closeNear()
        else connection.close()
      }
      return
    case 'lose-response':
      lost.add(operation.record)
      return
    case 'fetch': {
      const between = { api: API.fetch, from: operation.follower, to: operation.leader } as const
      proxy.pass(
        await proxy.awaitHeld(`a fetch of broker ${operation.follower}`, { ...between, is: 'request' }, PATIENCE_MS),
      )
      await proxy.awaitHeld(`the answer to broker ${operation.follower}`, { ...between, is: 'response' }, PATIENCE_MS)
      return
    }
    case 'fetched': {
      const between = { is: 'response', api: API.fetch, from: operation.follower, to: operation.leader } as const
      proxy.pass(await proxy.awaitHeld(`the answer to broker ${operation.follower}`, between, PATIENCE_MS))
      return
    }
    case 'learn':
      stage.open({ metadata: [...stage.gates.metadata, ...operation.brokers] })
      await reached()
      await stage.closeMetadata()
      for (const broker of operation.brokers) forgetFetches(stage, broker)
      return
    case 'replicate':
      stage.open({ fetch: operation.followers, isr: [operation.leader] })
      await reached()
      await stage.closeFetches()
      return
    case 'shrink':
      await proxy.awaitHeld(
        `broker ${operation.leader} to ask for a smaller ISR`,
        { is: 'request', api: API['alter-partition'], from: operation.leader },
        PATIENCE_MS,
      )
      return
    case 'alter-partition':
      stage.open({ isr: [operation.leader] })
      await reached()
      stage.open({ isr: [] })
      return
    case 'move':
      return stage.move(operation.to, operation.over)
    default:
      return ofBroker(stage, operation)
  }
}

type OfBroker = Extract<Operation, { readonly broker: number; readonly keep?: readonly number[] }> & {
  readonly does: Exclude<Operation['does'], 'deliver' | 'break'>
}

async function ofBroker(stage: Stage, operation: OfBroker): Promise<void> {
  const { cluster } = stage
  const { broker } = operation
  const { heartbeat } = stage.gates
  switch (operation.does) {
    case 'fence':
      stage.open({ heartbeat: heartbeat.filter((one) => one !== broker) })
      return
    case 'unfence':
      stage.open({ heartbeat: [...heartbeat, broker], metadata: [...stage.gates.metadata, broker] })
      await cluster.awaitUp(broker)
      await stage.closeMetadata()
      return
    case 'start':
      stage.open({ heartbeat: heartbeat.filter((one) => one !== broker), metadata: [...stage.gates.metadata, broker] })
      cluster.begin(broker)
      return
    case 'shut-down':
      cluster.signal(broker, 'SIGTERM')
      stage.ending.add(broker)
      return
    case 'end':
      await cluster.awaitEnd(broker, PATIENCE_MS)
      stage.ending.delete(broker)
      return
    case 'pause':
      cluster.signal(broker, 'SIGSTOP')
      stage.paused.add(broker)
      return
    case 'resume':
      cluster.signal(broker, 'SIGCONT')
      stage.paused.delete(broker)
      return
    default:
      await cluster.kill(broker)
      stage.paused.delete(broker)
      stage.ending.delete(broker)
      if (operation.does === 'lose-disk') await cluster.loseDisk(broker)
      if (operation.does === 'lose-power') await cutTo(stage.folderOf(broker), operation.keep[PARTITION] ?? ALL)
  }
}

async function deliver(
  stage: Stage,
  { record, broker, late }: Extract<Operation, { readonly does: 'deliver' }>,
  lost: Lost,
): Promise<void> {
  const held = await until(`a request with ${stage.name(record)} for broker ${broker}`, PATIENCE_MS, () =>
    produces(stage, record).find(({ passing, connection }) => passing.to === broker && connection.isLate === late),
  )
  if (lost.delete(record)) held.connection.breakAtAnswer(API.produce)
  stage.cluster.proxy.pass(held)
}

async function awaitProduce(stage: Stage, record: number, broker: number): Promise<void> {
  await until(`the producer to send ${stage.name(record)} to broker ${broker}`, PATIENCE_MS, () =>
    produces(stage, record).find(({ passing }) => passing.to === broker),
  )
}

function produces(stage: Stage, record: number): readonly Held[] {
  return stage.cluster.proxy.held({ is: 'request', api: API.produce, has: stage.value(record) })
}

/**
 * What a follower had asked before it heard of a new leader is not what it asks now: those connections break, and it
 * asks again.
 */
function forgetFetches(stage: Stage, follower: number): void {
  for (const to of stage.cluster.brokers) stage.cluster.proxy.breakThose({ api: API.fetch, from: follower, to })
}

/**
 * Everything heals, in the order in which the model heals: whoever runs hears of the controller's decisions, then
 * followers get what their leaders have, then who is down starts again. Waits until all processes are up.
 */
export async function heal(stage: Stage): Promise<void> {
  const { cluster } = stage
  for (const broker of stage.paused) cluster.signal(broker, 'SIGCONT')
  stage.paused.clear()
  stage.open({ metadata: cluster.brokers, heartbeat: cluster.brokers })
  await until('all brokers to hear of the leader', PATIENCE_MS, async () => {
    const { controller, brokers } = await stage.picture()
    const isHeard = brokers.every(({ own }) => own === undefined || own.leaderEpoch === controller.leaderEpoch)
    return isHeard ? true : undefined
  })
  for (const broker of cluster.brokers) forgetFetches(stage, broker)
  stage.openAll()
  for (const broker of stage.ending) await cluster.awaitEnd(broker, PATIENCE_MS)
  stage.ending.clear()
  const dead = cluster.brokers.filter((broker) => !cluster.isAlive(broker))
  for (const broker of dead) cluster.begin(broker)
  await Promise.all(dead.map((broker) => cluster.awaitUp(broker)))
}
