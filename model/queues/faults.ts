/** What goes wrong with a queue, and what is planned. */
import type { SystemFault } from '../system.ts'
import type { QueueSettings } from './settings.ts'

/** The kinds of faults that a queue with these settings has, in the order of evidence, each with its usual limit. */
export function faultsOf({ delay, order, producers }: QueueSettings): readonly SystemFault[] {
  return [
    { kind: 'crash', title: 'a process dies: the broker, a consumer, or a scheduler' },
    { kind: 'power-loss', title: 'the broker dies, and what it had not flushed is gone', limit: 1 },
    { kind: 'pause', title: 'a consumer or a scheduler stands still for longer than others wait, and goes on' },
    { kind: 'partition', title: 'a consumer is cut off from the broker, and goes on with what it has' },
    {
      kind: 'lost-request',
      title: 'a message is lost on its way to the broker, or an acknowledgement; that one alone or with its connection',
    },
    {
      kind: 'lost-response',
      title: 'an answer to a producer is lost, or a message to a consumer that nothing but the answer brings',
    },
    ...(producers.confirms || order?.payment === 'external'
      ? [
          {
            kind: 'timeout' as const,
            title: 'somebody gives up although nothing was lost: a producer its send, the gateway its callback in time',
          },
        ]
      : []),
    { kind: 'client-restart', title: 'a producer dies before it hears, and starts again' },
    ...(delay?.clock === 'wall' ? [{ kind: 'clock-step' as const, title: 'the clock of a scheduler is set' }] : []),
  ]
}

/** Planned moves, by name. */
export const QUEUE_MOVES: Readonly<Record<string, string>> = {
  'controlled-shutdown': 'the broker is shut down as planned, and starts again',
}
