/** What tells one finding from another, from run to run. */
import { checksumOf } from '../../harness/checksum.ts'
import type { Found, Part } from './found.ts'
import { pathFrom, type Place } from './place.ts'

/** The same as long as the same setting of the same file breaks the same promise, on whatever line. */
export function fingerprintOf(
  promise: string,
  { configuration: { system, of = '' } }: Part,
  place: Place | undefined,
  found: Found,
): string {
  const file = place === undefined ? '' : pathFrom(found, place.file)
  return checksumOf([system, promise, of, file, place?.setting ?? ''])
}
