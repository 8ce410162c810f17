/** Whether each process has the same transactional id at every start: as it is said, or as the id shows. */
import { clipped } from '../../input-error.ts'
import { newestModelled } from '../releases/versions.ts'
import { type Decided, type Find, foundOf } from './as-given.ts'
import { RANDOM_PART, TRANSACTIONAL_IDS } from './declared/check.ts'
import { TRANSACTIONS } from './declared/transactions.ts'
import { type GivenSetting, whereOf, writtenKey } from './given.ts'
import { isOpenId, OPEN_PARTS, readValue } from './read.ts'

/** What applications fill in themselves, with another text at each start. */
const RANDOM = /\$\{(random\.|quarkus\.uuid)|\$\{?RANDOM\b|\$\(uuidgen\b/

/** With a note where a placeholder does not tell it. */
export function chooseIds(
  outer: readonly GivenSetting[],
  find: Find,
): Decided<'stable' | 'random'> & { readonly notes: readonly string[] } {
  const given = outer.findLast(({ key }) => key.trim() === 'transactional.ids')
  if (given !== undefined) {
    const { value } = readValue({ key: 'transactional.ids', value: TRANSACTIONAL_IDS }, given, newestModelled)
    return { is: value, assumed: false, notes: [] }
  }
  const found = foundOf(TRANSACTIONS['transactional.id'], find)
  if (found === undefined) return { is: 'stable', assumed: true, notes: [] }
  if (found.value.includes(RANDOM_PART) || RANDOM.test(found.value)) return { is: 'random', assumed: false, notes: [] }
  return { is: 'stable', assumed: true, notes: isOpenId(found.value) ? [noteOn(found.given)] : [] }
}

function noteOn(given: GivenSetting): string {
  const parts = [...new Set(given.value.match(OPEN_PARTS) ?? [])].map((part) => clipped(part)).join(' and ')
  return (
    `${writtenKey(given)} of ${whereOf(given.origin)}: what stands for ${parts} is taken to be the same at each start of a process, `
    + 'as the host of a StatefulSet is; where it is another one, as in a Deployment, say --set transactional.ids=random'
  )
}
