import { onlyAtOnce, type Invariant } from './invariant.ts'

/** No message is handed over before it is due, by a clock that only goes forward. */
export const neverEarly: Invariant = {
  id: 'never-early',
  title: 'Nothing is delivered before it is due',
  about: 'a message with a due time was delivered',
  reached: ({ queue }) => queue?.timed === true,
  ...onlyAtOnce(({ queue }) => {
    const [early] = queue?.early ?? []
    return early === undefined ? undefined : { clause: 'message {0} was delivered before it was due', records: [early] }
  }),
}
