/** What of `--json` is about a configuration: its settings, and where they stand. */
import { z } from 'zod'
import { amount, settings } from './schema-verdict.ts'

export const system = z.string().describe('what was judged, by its name')

export const place = z.strictObject({
  file: z.string(),
  line: amount,
  key: z.string().describe('as it is written there'),
})

export const about = {
  system,
  settings,
  assumed: z.array(z.string()),
  ignored: z.array(z.strictObject({ key: z.string(), why: z.string(), from: place.optional() })),
  from: z
    .record(z.string(), place)
    .optional()
    .describe('where each setting was given; none for those that were not, or by an option'),
}
