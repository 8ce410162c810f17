import { DEAD_LETTERS } from '../model/observation.ts'
import type { Invariant } from './invariant.ts'

/** A message that was given up is in a dead-letter queue after healing. */
export const deadLettersKept: Invariant = {
  id: 'dead-letters-kept',
  title: 'What cannot be processed is kept',
  about: 'a message was given up',
  reached: ({ queue }) => (queue?.givenUp.length ?? 0) > 0,
  violation: ({ queue, readBack }) => {
    const gone = queue?.givenUp.find((record) => !(readBack[DEAD_LETTERS] ?? []).includes(record))
    return gone === undefined
      ? undefined
      : { clause: 'message {0} was given up, and it is in no dead-letter queue', records: [gone] }
  },
}
