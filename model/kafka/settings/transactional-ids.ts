/** Whose transactional ids are, and whether they stay the same: as it is said, or as the id shows. */
import { clipped } from '../../input-error.ts'
import { newestModelled } from '../releases/versions.ts'
import { type Decided, type Find, foundOf } from './as-given.ts'
import { PARTITION_PART, RANDOM_PART, TRANSACTIONAL_IDS, type TransactionalIds } from './declared/check.ts'
import { TRANSACTIONS } from './declared/transactions.ts'
import { type GivenSetting, whereOf, writtenKey } from './given.ts'
import { isOpenId, OPEN_PARTS, readValue } from './read.ts'

/** What applications fill in themselves, with another text at each start. */
const RANDOM = /\$\{(random\.|quarkus\.uuid)|\$\{?RANDOM\b|\$\(uuidgen\b/

/** With a note where a placeholder does not tell it. */
export function chooseIds(
  outer: readonly GivenSetting[],
  find: Find,
): Decided<TransactionalIds> & { readonly notes: readonly string[] } {
  const given = outer.findLast(({ key }) => key.trim() === 'transactional.ids')
  if (given !== undefined) {
    const { value } = readValue({ key: 'transactional.ids', value: TRANSACTIONAL_IDS }, given, newestModelled)
    return { is: value, assumed: false, notes: value === 'per-partition' ? [WITH_LOOP] : [] }
  }
  const found = foundOf(TRANSACTIONS['transactional.id'], find)
  if (found === undefined) return { is: 'stable', assumed: true, notes: [] }
  if (found.value.includes(RANDOM_PART) || RANDOM.test(found.value)) return { is: 'random', assumed: false, notes: [] }
  if (found.value.includes(PARTITION_PART)) return { is: 'per-partition', assumed: false, notes: [WITH_LOOP] }
  return { is: 'stable', assumed: true, notes: isOpenId(found.value) ? [noteOn(found.given)] : [] }
}

const WITH_LOOP = 'an id for each partition (transactional.ids) counts with --loop: without it no partition is read'

function noteOn(given: GivenSetting): string {
  const parts = [...new Set(given.value.match(OPEN_PARTS) ?? [])].map((part) => clipped(part)).join(' and ')
  return (
    `${writtenKey(given)} of ${whereOf(given.origin)}: what stands for ${parts} is taken to be the same at each start of a process, `
    + 'as the host of a StatefulSet is; where it is another one, as in a Deployment, say --set transactional.ids=random'
  )
}
