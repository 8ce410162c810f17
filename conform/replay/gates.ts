/** What the proxy holds back during a replay: everything that the model has an action for, until it is its turn. */
import { API } from '../proxy/frames.ts'
import type { Rule } from '../proxy/rules.ts'

/** Who is let through now; brokers by their ids. */
export interface Gates {
  /** Records that clients send. */
  readonly produce: boolean
  /** Followers whose fetches reach their leaders, and whose answers reach them. */
  readonly fetch: readonly number[]
  /** Brokers that hear what the controller has decided. */
  readonly metadata: readonly number[]
  /** Leaders whose changes of the ISR reach the controller. */
  readonly isr: readonly number[]
  /** Brokers of which the controller hears that they are alive. */
  readonly heartbeat: readonly number[]
}

export function closedGates(brokers: readonly number[]): Gates {
  return { produce: false, fetch: [], metadata: [], isr: [], heartbeat: brokers }
}

/** The rules for these gates; what no gate is about passes. */
export function rulesOf(gates: Gates, brokers: readonly number[]): readonly Rule[] {
  const rules: Rule[] = []
  if (!gates.produce) rules.push({ does: 'hold', is: 'request', api: API.produce })
  for (const broker of brokers) {
    if (!gates.fetch.includes(broker))
      for (const to of brokers) if (to !== broker) rules.push({ does: 'hold', api: API.fetch, from: broker, to })
    const held = (api: number): Rule => ({ does: 'hold', is: 'request', api, from: broker, to: 'controller' })
    if (!gates.metadata.includes(broker)) rules.push(held(API.fetch))
    if (!gates.isr.includes(broker)) rules.push(held(API['alter-partition']))
    if (!gates.heartbeat.includes(broker)) rules.push(held(API['broker-heartbeat']))
  }
  return rules
}
