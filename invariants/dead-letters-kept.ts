import { DEAD_LETTERS } from '../model/observation.ts'
import type { Invariant, Violation } from './invariant.ts'
import type { Ledger } from './ledger.ts'

/**
 * A message that was given up is in a dead-letter queue after healing. Where there is none it is gone the moment it is
 * given up.
 */
export const deadLettersKept: Invariant = {
  id: 'dead-letters-kept',
  title: 'What cannot be processed is kept',
  about: 'a message was given up',
  reached: ({ queue }) => (queue?.givenUp.length ?? 0) > 0,
  violation: (ledger) => dropped(ledger) ?? unkept(ledger),
  atOnce: { seen: dropped, later: unkept },
}

function dropped({ queue }: Ledger): Violation | undefined {
  const [record] = queue?.dropped ?? []
  return record === undefined
    ? undefined
    : { clause: 'message {0} was given up, and there is no dead-letter queue', records: [record] }
}

function unkept({ queue, readBack }: Ledger): Violation | undefined {
  const gone = queue?.givenUp.find(
    (record) => !queue.dropped.includes(record) && !(readBack[DEAD_LETTERS] ?? []).includes(record),
  )
  return gone === undefined
    ? undefined
    : { clause: 'message {0} was given up, and it is in no dead-letter queue', records: [gone] }
}
