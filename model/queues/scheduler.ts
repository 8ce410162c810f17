/**
 * The processes that move due messages, and their clocks: crashes, pauses, one that takes over, clocks that are set.
 */
import type { QueueContext } from './context.ts'
import { fault, FREE, involves, NO_SITUATIONS, NOTHING, schedulerName, type QueueRows } from './row.ts'
import { withBroker, withScheduler, type OfScheduler, type QueueState, type Scheduler } from './state.ts'
import { gone, newEntry } from './store.ts'

/** Putting a job into the queue and dropping it stand in `delay.ts`, with the job. */
type Kinds = Exclude<OfScheduler, 'put' | 'drop'> | 'clock-step'

export function isRunning(scheduler: Scheduler | undefined): scheduler is Scheduler {
  return scheduler !== undefined && scheduler.up && !scheduler.paused
}

/** A job that the scheduler had taken out and not put in is gone with its memory: only its place is known. */
function crashed(context: QueueContext, state: QueueState, by: number): QueueState {
  const job = state.schedulers[by]?.job ?? null
  const down = withScheduler(state, by, { up: false, paused: false, job: null })
  if (job?.step !== 'taken') return down
  const lost = gone(context, newEntry(context, state.broker, job.record, 0, 'ready'))
  return withBroker(down, { entries: [...state.broker.entries, { ...lost, flushed: 2, copied: 2 }] })
}

/** One action of this kind for every scheduler. */
export function ofSchedulers<Kind extends OfScheduler>(kind: Kind) {
  return (_: QueueContext, { schedulers }: QueueState): Iterable<{ readonly kind: Kind; readonly scheduler: number }> =>
    schedulers.map((_, scheduler) => ({ kind, scheduler }))
}

export function luckOfScheduler({ kind, scheduler }: { readonly kind: string; readonly scheduler: number }): string {
  return `${kind} ${scheduler}`
}

const alone = (_: QueueContext, { scheduler }: { readonly scheduler: number }) => involves([schedulerName(scheduler)])
const atBroker = (_: QueueContext, { scheduler }: { readonly scheduler: number }) =>
  involves([schedulerName(scheduler), 'broker'], ['active'])

export const schedulerRows: QueueRows<Kinds> = {
  'take-over': {
    offers: ofSchedulers('take-over'),
    possible: (_, { schedulers, active }, { scheduler }) =>
      scheduler !== active && isRunning(schedulers[scheduler]) && !isRunning(schedulers[active]),
    apply: (_, state, { scheduler }) => ({ ...state, active: scheduler }),
    cost: FREE,
    words: (_, { scheduler }) => `${schedulerName(scheduler)} takes over`,
    luck: luckOfScheduler,
    involves: () => involves(['active'], ['schedulers']),
    situations: ['scheduler-failover'],
  },
  'start-scheduler': {
    offers: ofSchedulers('start-scheduler'),
    possible: (_, { schedulers }, { scheduler }) => schedulers[scheduler]?.up === false,
    apply: (_, state, { scheduler }) => withScheduler(state, scheduler, { up: true }),
    cost: FREE,
    words: (_, { scheduler }) => `${schedulerName(scheduler)} starts again`,
    luck: luckOfScheduler,
    involves: alone,
    situations: ['scheduler-restart'],
  },
  'resume-scheduler': {
    offers: ofSchedulers('resume-scheduler'),
    possible: (_, { schedulers }, { scheduler }) => schedulers[scheduler]?.paused === true,
    apply: (_, state, { scheduler }) => withScheduler(state, scheduler, { paused: false }),
    cost: FREE,
    words: (_, { scheduler }) => `${schedulerName(scheduler)} goes on where it stood still`,
    luck: luckOfScheduler,
    involves: alone,
    situations: NO_SITUATIONS,
  },
  'set-clock': {
    offers: ofSchedulers('set-clock'),
    possible: (_, { schedulers }, { scheduler }) => (schedulers[scheduler]?.clock ?? 'right') !== 'right',
    apply: (_, state, { scheduler }) => withScheduler(state, scheduler, { clock: 'right' }),
    cost: FREE,
    words: (_, { scheduler }) => `the clock of ${schedulerName(scheduler)} is set right`,
    luck: luckOfScheduler,
    involves: alone,
    situations: NO_SITUATIONS,
  },
  'crash-scheduler': {
    offers: ofSchedulers('crash-scheduler'),
    possible: (_, { schedulers }, { scheduler }) => schedulers[scheduler]?.up === true,
    apply: (context, state, { scheduler }) => crashed(context, state, scheduler),
    cost: fault('crash'),
    words: (_, { scheduler }) => `${schedulerName(scheduler)} crashes`,
    luck: luckOfScheduler,
    involves: atBroker,
    situations: NO_SITUATIONS,
  },
  'pause-scheduler': {
    offers: ofSchedulers('pause-scheduler'),
    possible: (_, { schedulers, active }, { scheduler }) => scheduler === active && isRunning(schedulers[scheduler]),
    apply: (_, state, { scheduler }) => withScheduler(state, scheduler, { paused: true }),
    cost: fault('pause'),
    words: (_, { scheduler }) => `${schedulerName(scheduler)} stands still (a long pause)`,
    luck: luckOfScheduler,
    involves: (_, { scheduler }) => involves([schedulerName(scheduler)], ['active']),
    situations: NO_SITUATIONS,
  },
  'clock-step': {
    offers: (context, { schedulers }) =>
      context.settings.delay?.clock === 'wall'
        ? schedulers.flatMap((_, scheduler) => [
            { kind: 'clock-step', scheduler, to: 'ahead' } as const,
            { kind: 'clock-step', scheduler, to: 'behind' } as const,
          ])
        : NOTHING,
    possible: (context, { broker, schedulers }, { scheduler }) =>
      context.settings.delay?.clock === 'wall'
      && schedulers[scheduler]?.clock === 'right'
      && broker.entries.some(({ status }) => status === 'delayed'),
    apply: (_, state, { scheduler, to }) => withScheduler(state, scheduler, { clock: to }),
    cost: fault('clock-step'),
    words: (_, { scheduler, to }) =>
      `the clock of ${schedulerName(scheduler)} is set ${to === 'ahead' ? 'forward, past every due time' : 'back'}`,
    luck: ({ scheduler }) => `clock-step ${scheduler}`,
    involves: (_, { scheduler }) => involves([schedulerName(scheduler)], ['broker']),
    situations: NO_SITUATIONS,
  },
}
