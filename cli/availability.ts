/** With how many brokers down it still works, as a part of a report. */
import type { Availability } from '../harness/availability.ts'

export function withAvailability(availability: Availability | undefined): { readonly availability?: Availability } {
  return availability === undefined ? {} : { availability }
}
