/** Whose turn it is: the choice among the messages that wait. */
import type { QueueContext } from './context.ts'
import type { Broker, Entry } from './state.ts'

/**
 * ActiveMQ Classic keeps priorities above 4, 4 and below 4 apart in the index of KahaDB (`MessageOrderIndex`), and no
 * more.
 */
const MIDDLE = 4

/** How urgent a message is to the queue. A message that was passed over often enough goes before all others. */
export function rankOf(
  { settings: { priority }, priorities }: QueueContext,
  { record, passed }: Pick<Entry, 'record' | 'passed'>,
): number {
  if (priority === null || priority.order === 'off') return 0
  if (priority.ageing > 0 && passed >= priority.ageing) return Infinity
  const own = priorities[record] ?? 0
  return priority.classes === 'three' ? Math.sign(own - MIDDLE) : own
}

/** Messages that can be handed over now: ready, and not delivered as often as they may be. */
export function waitingIn({ settings: { redelivery } }: QueueContext, { entries }: Broker): readonly Entry[] {
  return entries.filter(
    (entry) => entry.status === 'ready' && (redelivery.limit === 0 || entry.deliveries < redelivery.limit),
  )
}

/**
 * The message whose turn it is: the first of the most urgent ones, as FIFO holds inside a priority; with a weighted
 * order the first of the others when it is their turn.
 */
export function chosenIn(
  context: QueueContext,
  broker: Broker,
  among: readonly Entry[] = waitingIn(context, broker),
): Entry | undefined {
  const most = Math.max(...among.map((entry) => rankOf(context, entry)))
  const urgent = among.find((entry) => rankOf(context, entry) === most)
  const { priority } = context.settings
  if (priority?.order !== 'weighted' || broker.served < priority.weight) return urgent
  return among.find((entry) => rankOf(context, entry) < most) ?? urgent
}

/** The broker that has handed this one over, with what it counts for ageing and for the share of the others. */
export function countedTurn(context: QueueContext, broker: Broker, chosen: Entry): Broker {
  const { priority } = context.settings
  if (priority === null || priority.order === 'off' || (priority.ageing === 0 && priority.order !== 'weighted'))
    return broker
  const rank = rankOf(context, chosen)
  const isPassed = (entry: Entry): boolean =>
    entry.status === 'ready' && entry !== chosen && rankOf(context, entry) < rank
  const others = broker.entries.some(isPassed)
  const served = priority.order === 'weighted' && others ? Math.min(priority.weight, broker.served + 1) : 0
  if (priority.ageing === 0) return { ...broker, served }
  return {
    ...broker,
    served,
    entries: broker.entries.map((entry) =>
      isPassed(entry) ? { ...entry, passed: Math.min(priority.ageing, entry.passed + 1) } : entry,
    ),
  }
}

/** With a topic for each priority: the priorities that there are topics for, the most urgent first. */
export function topicsOf({ priorities }: QueueContext): readonly number[] {
  return [...new Set(priorities)].sort((a, b) => b - a)
}

/** What waits in the topic that this turn is at. */
export function waitingInTopic(context: QueueContext, broker: Broker, turn: number): readonly Entry[] {
  const topic = topicsOf(context)[turn]
  return waitingIn(context, broker).filter(({ record }) => context.priorities[record] === topic)
}
