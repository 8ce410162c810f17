import { onlyAtOnce, type Invariant } from './invariant.ts'

/** No message is dispatched, or where that is judged processed, while a more urgent one waits in the broker. */
export const noInversion: Invariant = {
  id: 'no-inversion',
  title: 'Higher priority goes first',
  about: 'a message had its turn while one of another priority waited',
  reached: ({ queue }) => queue?.contested === true,
  ...onlyAtOnce(({ queue }) => {
    const inverted = queue?.inverted ?? null
    if (inverted === null) return undefined
    const { record, before, at } = inverted
    const turn = at === 'dispatch' ? 'message {0} was dispatched' : 'the processing of message {0} began'
    return {
      clause: `${turn} while message {1}, which is more urgent, waited in the broker`,
      records: [record, before],
    }
  }),
}
