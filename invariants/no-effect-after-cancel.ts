import { onlyAtOnce, type Invariant } from './invariant.ts'

/** The effect of a message does not happen after its cancellation was committed. */
export const noEffectAfterCancel: Invariant = {
  id: 'no-effect-after-cancel',
  title: 'What was cancelled in time has no effect',
  about: 'an effect was cancelled',
  reached: ({ queue }) => (queue?.cancelled.length ?? 0) > 0,
  ...onlyAtOnce(({ queue }) => {
    const [late] = queue?.tooLate ?? []
    return late === undefined
      ? undefined
      : { clause: 'the cancellation of message {0} was committed, and its effect happened after that', records: [late] }
  }),
}
