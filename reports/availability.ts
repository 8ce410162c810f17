/** With how many brokers down a system still works, in words. */
import type { Availability, Tolerance } from '../harness/availability.ts'

/** `writes with any 1 of 3 brokers down, reads with any 2`; how it is at one moment only where that differs. */
export function availabilityInWords({ oneByOne, atOnce, brokers }: Availability): string {
  const same = oneByOne.writes === atOnce.writes && oneByOne.reads === atOnce.reads
  if (same) return `${toleranceInWords(oneByOne, brokers)}, at once or one by one`
  return `${toleranceInWords(oneByOne, brokers)} one by one; ${toleranceInWords(atOnce, brokers)} at once`
}

function toleranceInWords({ writes, reads }: Tolerance, brokers: number): string {
  if (writes === reads && writes > 0) return `writes and reads with any ${writes} of ${brokers} brokers down`
  const says = (what: string, most: number): string => {
    if (most < 0) return `no ${what}, even with every broker up`
    return most === 0 ? `no ${what} with a broker down` : `${what} with any ${most} of ${brokers} brokers down`
  }
  return `${says('writes', writes)}, ${says('reads', reads)}`
}
