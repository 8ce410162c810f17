/**
 * Messages that are due later: the clock, and the schedulers that move what is due into the queue. Time is counted in
 * ticks of a clock that only goes forward; a tick is ordinary work, and there is one only while somebody waits for it.
 * What a scheduler takes for due it takes from its own clock, which may have been set.
 */
import { recordName, type QueueContext } from './context.ts'
import { FREE, involves, NO_SITUATIONS, NOTHING, schedulerName, type QueueRows } from './row.ts'
import { isRunning, luckOfScheduler, ofSchedulers } from './scheduler.ts'
import { entryOf, withBroker, withScheduler, type Entry, type QueueState, type Scheduler } from './state.ts'
import { newEntry, replaced } from './store.ts'

type Kinds = 'pick' | 'put' | 'drop' | 'tick'

/**
 * Whether this scheduler takes the message for due. A clock that was set back makes the due time look further away than
 * the delay itself; RocketMQ then delivers at once (`ScheduleMessageService.correctDeliverTimestamp`), others wait for
 * the clock.
 */
function looksDue({ settings }: QueueContext, { clock }: Scheduler, { remaining }: Entry): boolean {
  if (clock === 'right') return remaining === 0
  return clock === 'ahead' || settings.delay?.['set-back'] === 'at-once'
}

/**
 * The message that stands before this one where only the first of a queue is looked at. RabbitMQ drops or dead-letters
 * expired messages from the head of a queue alone ("Only when expired messages reach the head of a queue will they
 * actually be discarded"), so that a long per-message TTL holds up what stands behind it.
 */
function inFrontOf({ settings, delays }: QueueContext, entries: readonly Entry[], entry: Entry): Entry | undefined {
  if (settings.delay?.['looks-at'] !== 'head') return undefined
  const isInOneQueue = (other: Entry): boolean =>
    settings.delay?.queues === 'one' || delays[other.record] === delays[entry.record]
  const first = entries.find((other) => other.status === 'delayed' && isInOneQueue(other))
  return first === entry ? undefined : first
}

function canPick(
  context: QueueContext,
  { broker, schedulers, active }: QueueState,
  by: number,
  entry: Entry | undefined,
): boolean {
  const scheduler = schedulers[by]
  if (entry?.status !== 'delayed' || by !== active || !isRunning(scheduler) || scheduler.job !== null || !broker.up)
    return false
  return looksDue(context, scheduler, entry) && inFrontOf(context, broker.entries, entry) === undefined
}

function picked(context: QueueContext, state: QueueState, by: number, entry: Entry): QueueState {
  const { entries } = state.broker
  const { record, copy, remaining } = entry
  switch (context.settings.delay?.fire) {
    case 'send-then-remove':
      return withScheduler(state, by, { job: { record, copy, remaining, step: 'picked' } })
    case 'remove-then-send':
      return withScheduler(withBroker(state, { entries: entries.filter((other) => other !== entry) }), by, {
        job: { record, copy, remaining, step: 'taken' },
      })
    default:
      return withBroker(state, { entries: replaced(entries, entry, { status: 'ready' }) })
  }
}

/** The message in the queue, from the hands of the scheduler. */
function put(context: QueueContext, state: QueueState, by: number): QueueState {
  const job = state.schedulers[by]?.job
  if (job === undefined || job === null) return state
  const entry = newEntry(context, state.broker, job.record, job.remaining, 'ready')
  const after = withBroker(state, { entries: [...state.broker.entries, entry] })
  return withScheduler(after, by, { job: job.step === 'taken' ? null : { ...job, step: 'sent' } })
}

const less = (remaining: number): number => Math.max(0, remaining - 1)

function ticked(state: QueueState): QueueState {
  return {
    ...state,
    broker: {
      ...state.broker,
      entries: state.broker.entries.map((entry) =>
        entry.remaining > 0 ? { ...entry, remaining: less(entry.remaining) } : entry,
      ),
    },
    schedulers: state.schedulers.map((one) =>
      one.job !== null && one.job.remaining > 0
        ? { ...one, job: { ...one.job, remaining: less(one.job.remaining) } }
        : one,
    ),
  }
}

const atBroker = (_: QueueContext, { scheduler }: { readonly scheduler: number }) =>
  involves([schedulerName(scheduler), 'broker'], ['active'])
const jobName = (context: QueueContext, { schedulers }: QueueState, by: number): string =>
  `message ${recordName(context, schedulers[by]?.job?.record ?? 0)}`

export const delayRows: QueueRows<Kinds> = {
  pick: {
    offers: (_, { broker, schedulers, active }) =>
      schedulers.length === 0
        ? NOTHING
        : broker.entries
            .filter(({ status }) => status === 'delayed')
            .map(({ record, copy }) => ({ kind: 'pick', scheduler: active, record, copy })),
    possible: (context, state, action) => canPick(context, state, action.scheduler, entryOf(state.broker, action)),
    apply: (context, state, action, see) => {
      // Who takes a message out of the store answers for it from now on.
      if (context.settings.delay?.fire === 'remove-then-send')
        see({ kind: 'consumed', record: action.record, consumer: context.settings.consumers.count + action.scheduler })
      return picked(context, state, action.scheduler, entryOf(state.broker, action) as Entry)
    },
    cost: FREE,
    words: (context, { scheduler, record }) =>
      `${schedulerName(scheduler)} finds message ${recordName(context, record)} due${PICKED[context.settings.delay?.fire ?? 'atomic']}`,
    luck: ({ record, scheduler }) => `pick ${scheduler} ${record}`,
    involves: atBroker,
    situations: (_, action, before) =>
      (entryOf(before.broker, action)?.remaining ?? 0) > 0 ? ['fired-early'] : ['fired'],
  },
  put: {
    offers: ofSchedulers('put'),
    possible: (_, { broker, schedulers }, { scheduler }) => {
      const own = schedulers[scheduler]
      return broker.up && isRunning(own) && own.job !== null && own.job.step !== 'sent'
    },
    apply: (context, state, { scheduler }) => put(context, state, scheduler),
    cost: FREE,
    words: (context, { scheduler }, before) =>
      `${schedulerName(scheduler)} puts ${jobName(context, before, scheduler)} into the queue`,
    luck: luckOfScheduler,
    involves: atBroker,
    situations: NO_SITUATIONS,
  },
  drop: {
    offers: ofSchedulers('drop'),
    possible: (_, { broker, schedulers }, { scheduler }) =>
      broker.up && isRunning(schedulers[scheduler]) && schedulers[scheduler].job?.step === 'sent',
    apply: (_, state, { scheduler }) => {
      const job = state.schedulers[scheduler]?.job
      const entry = job ? entryOf(state.broker, job) : undefined
      return withScheduler(
        withBroker(state, {
          entries: state.broker.entries.filter((other) => other !== entry || other.status !== 'delayed'),
        }),
        scheduler,
        { job: null },
      )
    },
    cost: FREE,
    words: (context, { scheduler }, before) =>
      `${schedulerName(scheduler)} removes ${jobName(context, before, scheduler)} from the delayed ones`,
    luck: luckOfScheduler,
    involves: atBroker,
    situations: NO_SITUATIONS,
  },
  tick: {
    offers: (_, { broker, schedulers }) =>
      broker.entries.some(({ remaining }) => remaining > 0) || schedulers.some(({ job }) => (job?.remaining ?? 0) > 0)
        ? [{ kind: 'tick' }]
        : NOTHING,
    possible: (_, { broker, schedulers }) =>
      broker.entries.some(({ remaining }) => remaining > 0) || schedulers.some(({ job }) => (job?.remaining ?? 0) > 0),
    apply: (context, state, _, see) => {
      const after = ticked(state)
      for (const entry of after.broker.entries) {
        const first =
          entry.status === 'delayed' && entry.remaining === 0
            ? inFrontOf(context, after.broker.entries, entry)
            : undefined
        if (first !== undefined && first.remaining > 0)
          see({ kind: 'held-up', record: entry.record, behind: first.record })
      }
      return after
    },
    cost: FREE,
    words: () => 'time goes by',
    luck: () => 'tick',
    involves: () => involves(['broker', 'schedulers']),
    situations: NO_SITUATIONS,
  },
}

const PICKED = {
  'atomic': ' and moves it into the queue',
  'send-then-remove': '',
  'remove-then-send': ' and takes it out',
} as const
