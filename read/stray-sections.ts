/** What is said of a key at the top of a file with sections that is none of them. */
import { closest } from '../model/closest.ts'
import { clipped } from '../model/input-error.ts'
import { OUTER_KEYS } from '../model/kafka/settings/declared.ts'
import { SECTIONS, type Section } from '../model/kafka/settings/given.ts'
import { belongsTo } from '../model/kafka/settings/place.ts'
import { librariesWith } from './forms/client-options.ts'

/** Nothing where it is not known what was meant; `inner` are the keys below it. */
export function wordsOnStray(
  key: string,
  inner: readonly string[],
): { readonly problem: string; readonly remedy: string } | undefined {
  const owner = SECTIONS.find((section) => belongsTo(section, key))
  if (owner !== undefined)
    return { problem: 'this setting stands in no section', remedy: `put it below ${owner}:${orClient(owner)}` }
  const meant = closest(key, [...SECTIONS, ...OUTER_KEYS])
  if (meant !== undefined) return { problem: 'there is no such section', remedy: `did you mean ${meant}?` }
  for (const section of ['producer', 'consumer'] as const) {
    const [library] = librariesWith(key, section)
    if (library !== undefined)
      return {
        problem: `this option of ${library} stands in no section`,
        remedy: `put it below ${section}:, with client: ${library} at the top`,
      }
  }
  const ofClient = inner.find((one) => belongsTo('producer', one) || belongsTo('consumer', one))
  return ofClient === undefined
    ? undefined
    : {
        problem: `there is no such section, and ${clipped(ofClient)} below it is a setting of a client`,
        remedy: `call it producer: or consumer:${orClient('producer')}`,
      }
}

/** Where librdkafka reads the file, its names need no section. */
function orClient(owner: Section): string {
  return owner === 'producer' || owner === 'consumer'
    ? ', or put client: librdkafka beside it where that library reads it'
    : ''
}
