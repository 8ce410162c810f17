/** What a story shows of a queue, in fixed places. */
import type { Column, Participant, Strip } from '../system.ts'
import { recordName, type QueueContext } from './context.ts'
import { consumerName, orderName, producerName, schedulerName } from './row.ts'
import type { Consumer, Entry, QueueState, Scheduler } from './state.ts'

/** Everybody who takes part: producers, the broker, consumers, schedulers, orders. */
export function participants(context: QueueContext, state: QueueState): readonly Participant[] {
  const name = (record: number): string => recordName(context, record)
  return [
    ...state.producers.map(({ pending }, producer) => ({
      name: producerName(producer),
      columns: [
        column(
          'unanswered',
          pending
            .filter(({ travels }) => travels !== 'late')
            .map(({ record }) => name(record))
            .join(' '),
        ),
      ],
    })),
    {
      name: 'broker',
      columns: [
        column('', state.broker.up ? '' : 'down'),
        column(
          'queue',
          state.broker.entries
            .filter(({ status }) => status !== 'done' && status !== 'delayed')
            .map((entry) => entryInWords(entry, name))
            .join(' '),
        ),
        ...(context.isDelayed
          ? [
              column(
                'delayed',
                state.broker.entries
                  .filter(({ status }) => status === 'delayed')
                  .map(({ record, remaining }) => `${name(record)}:${remaining}`)
                  .join(' '),
              ),
            ]
          : []),
        ...(context.settings.redelivery.limit > 0
          ? [column('dead letters', state.broker.deadLetters.map(({ record }) => name(record)).join(' '))]
          : []),
      ],
      strip: queueStrip(state, name),
    },
    ...state.consumers.map((consumer, at) => ({
      name: consumerName(at),
      columns: [
        column('', conditionOf(consumer)),
        column('holds', consumer.buffer.map(({ record }) => name(record)).join(' ')),
      ],
    })),
    ...state.schedulers.map((scheduler, at) => ({
      name: schedulerName(at),
      columns: schedulerColumns(scheduler, state.active === at, name),
    })),
    ...state.orders.map(({ status, gateway }, record) => ({
      name: orderName(record),
      columns: [
        column('', status),
        ...(context.settings.order?.payment === 'external' ? [column('gateway', gateway)] : []),
      ],
    })),
  ]
}

/** What waits in the broker or is held by a consumer, in the order of the queue. */
function queueStrip({ broker }: QueueState, name: (record: number) => string): Strip {
  return {
    column: 'queue',
    boxes: broker.entries
      .filter(({ status }) => status !== 'done' && status !== 'delayed')
      .map((entry) => ({
        text: entryInWords(entry, name),
        is: name(entry.record),
        about: `message ${name(entry.record)}: ${entry.status}, delivered ${entry.deliveries} times`,
      })),
    marks: [],
  }
}

/** `a`; `a@1` where consumer 1 has it; `(a)` on its way to the dead letters. */
function entryInWords({ record, status, holder }: Entry, name: (record: number) => string): string {
  if (status === 'leased') return `${name(record)}@${holder + 1}`
  return status === 'parking' ? `(${name(record)})` : name(record)
}

function conditionOf({ up, paused, cut }: Consumer): string {
  if (!up) return 'down'
  return [paused ? 'paused' : '', cut ? 'cut off' : ''].filter((word) => word !== '').join(' ')
}

function schedulerColumns(
  { up, paused, clock, job }: Scheduler,
  isActive: boolean,
  name: (record: number) => string,
): readonly Column[] {
  const condition = up ? (paused ? 'paused' : isActive ? 'active' : 'stands by') : 'down'
  return [column('', condition), column('clock', clock), column('moves', job === null ? '' : name(job.record))]
}

function column(name: string, value: string): Column {
  return { name, value }
}

/** A coarse view, alike for states that are alike in what may come of them. */
export function viewOf({ broker, producers, consumers, schedulers, orders, active }: QueueState): string {
  const entries = broker.entries
    .map(({ status, deliveries }) => status.charAt(0) + String(Math.min(2, deliveries)))
    .join('')
  const pending = producers.map((one) => one.pending.map(({ travels }) => travels.charAt(0)).join('')).join('/')
  const working = consumers
    .map(
      ({ up, paused, cut, buffer }) =>
        `${up ? '' : 'd'}${paused ? 'p' : ''}${cut ? 'c' : ''}${buffer.map(({ phase }) => phase.charAt(0)).join('')}`,
    )
    .join('/')
  const moving = schedulers
    .map(({ up, clock, job }) => `${up ? '' : 'd'}${clock.charAt(0)}${job?.step.charAt(0) ?? ''}`)
    .join('/')
  const paying = orders.map(({ status, callback }) => status.charAt(0) + callback.charAt(0)).join('')
  const process = `${broker.up ? '' : 'd'} ${entries} ${broker.deadLetters.length}`
  return `${process} ${pending} ${working} ${moving} ${active} ${paying}`
}
