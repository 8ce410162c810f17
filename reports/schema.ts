/** The shape of `--json`, as a zod schema and, for users, as JSON Schema in `tidemark.schema.json`. */
import { z } from 'zod'
import { about, place, system } from './schema-about.ts'
import { amount, settings, value, verdict } from './schema-verdict.ts'

/** Goes up when a saved file of before can no longer be read as it was meant. */
export const SAVED_FORMAT = 1

const saved = z
  .strictObject({
    format: z.literal(SAVED_FORMAT).describe('of the saved file; goes up when older files can no longer be read'),
    checksum: z
      .string()
      .describe(
        'by which an edited file is noticed: 64-bit FNV-1a of everything else in the file as JSON without spaces '
          + 'and with sorted keys, leaving out counterexample.file, so that a moved file still replays, and system '
          + 'where it is the usual one, which older files do not say',
      ),
  })
  .describe(
    'only in a saved file, which is the result of check with one violated promise: the mark by which replay knows it',
  )

const tolerance = {
  writes: z.int().describe('a fresh record is acknowledged; -1: not even with every broker up'),
  reads: z.int().describe('a record that was there before is given to a reader'),
}

const availability = z
  .strictObject({ ...tolerance, atOnce: z.strictObject(tolerance), brokers: amount.describe('that hold anything') })
  .optional()
  .describe(
    'how many brokers may be down, whichever they are, one after the other with time to catch up in between, and '
      + 'all at once; without a restart; controllers are taken to be there',
  )

const fix = z
  .strictObject({
    change: z.record(z.string(), z.string()).describe('empty: no setting is known to mend what is broken'),
    mends: z.array(z.string()).describe('promises that hold with all of it together, as does everything that held'),
    diff: z.string().describe('a unified diff of the files, without context, for patch -p1'),
    byHand: z
      .array(z.strictObject({ key: z.string(), value: z.string(), where: z.string().optional() }))
      .describe('what the diff does not change, because it is not known how the files would say it'),
  })
  .optional()
  .describe('only with --fix, and where something is broken')

const regressions = z
  .array(
    z.strictObject({
      file: z.string(),
      promise: z.string(),
      outcome: z.enum(['broken', 'repaired', 'not-played']),
      why: z.string().optional().describe('how it was repaired, or why it was not played'),
    }),
  )
  .optional()
  .describe(
    'only where counterexamples are kept (--regressions): what became of each with these settings, in the order of '
      + 'the names; of several configurations the worst',
  )

const fromCache = z
  .literal(true)
  .optional()
  .describe('only with --cache: nothing was searched, an earlier run with the same settings and bounds has found it')

const base = z
  .strictObject({
    ref: z.string(),
    missing: z.string().optional().describe('why there are no verdicts of before: all of it is new then'),
    changed: z
      .array(z.strictObject({ key: z.string(), before: value.optional(), now: value.optional() }))
      .describe('settings that are different now; none: nothing was searched, and there are no verdicts'),
    breaks: z.array(z.string()).describe('promises that this change breaks: these alone fail the check'),
    brokenBefore: z.array(z.string()),
    mends: z.array(z.string()),
    removed: z
      .array(z.string())
      .optional()
      .describe('what was judged then and is not there any more, by name; of several configurations with the first'),
  })
  .optional()
  .describe('only with --base: what became of the configuration of that commit')

const check = z.strictObject({
  tidemark: z.string(),
  command: z.literal('check'),
  seed: z.string(),
  of: z.string().optional().describe('what was judged of all that the files or --survive name, where it has a name'),
  ...about,
  regressions,
  verdicts: z.array(verdict),
  availability,
  fix,
  fromCache,
  base,
  cases: z
    .array(
      z.strictObject({
        of: z.string(),
        seed: z.string(),
        ...about,
        regressions,
        verdicts: z.array(verdict),
        availability,
        fix,
        fromCache,
        base,
      }),
    )
    .optional()
    .describe(
      'only where the files hold several brokers, topics or clients that differ: each configuration; the verdicts '
        + 'above are then the worst of each promise, and the settings those that all have in common',
    ),
  seconds: z.number().nonnegative(),
  saved: saved.optional(),
})

const shardPart = z.strictObject({
  part: amount.describe('which part of the run this is, from 1'),
  of: amount.describe('how many parts there are'),
  rows: amount.describe('rows of the whole run'),
  settings: z.string().describe('a hash of the settings of all rows: parts of one run have the same'),
  search: z.string().describe('a hash of how they are searched'),
  command: z.array(z.string()).describe('the words of the command, without those that say the part and its output'),
  interrupted: z.boolean(),
  checksum: z.string().describe('of held: the first digits of its SHA-256'),
  held: z.string().describe('what merge of the same version needs to tell the rows: gzip in base64'),
})
const shard = shardPart.optional().describe('only with --shard: what merge needs')

const missing = z
  .array(z.strictObject({ part: amount, of: amount, command: z.string().describe('runs it again') }))
  .optional()
  .describe('only of merge: parts of the run without a result')

const row = z.strictObject({
  varied: settings,
  seed: z.string().optional().describe('the seed of this row, where it was derived from its settings'),
  refused: z.string().optional().describe('why this combination cannot be judged'),
  settings: settings.optional().describe('all effective values of this row; none where it is refused'),
  verdicts: z.array(verdict),
  availability,
})

const compare = z.strictObject({
  tidemark: z.string(),
  command: z.literal('compare'),
  seed: z.string().nullable().describe('null: each row has its own'),
  ...about,
  rows: z.array(row),
  missing,
  seconds: z.number().nonnegative(),
  shard,
})

const flaw = { id: z.string(), class: z.string(), title: z.string(), reference: z.string() }

const flawRow = z.strictObject({
  ...flaw,
  affected: z.string().describe('which releases, in words'),
  promise: z.string(),
  found: verdict.describe('with the flaw: violated is what is expected'),
  fixed: verdict
    .nullable()
    .describe('the same search with the fix: held is what is expected; null: interrupted before'),
  system,
  settings: settings.describe('effective, with the flaw'),
  fixedSettings: settings.describe('effective, with the fix'),
  suspected: z
    .string()
    .nullable()
    .describe('for a flaw that was derived from the source only: what would confirm it on a real cluster'),
  seconds: z.number().nonnegative().describe('taken by the search with the flaw'),
})

const gallery = z.strictObject({
  tidemark: z.string(),
  command: z.literal('gallery'),
  seed: z.string().nullable().describe('null: each flaw has its own'),
  rows: z.array(flawRow),
  leftOut: z.array(z.strictObject({ ...flaw, why: z.string() })).describe('flaws that the model does not show'),
  missing,
  seconds: z.number().nonnegative(),
  shard,
})

const campaign = z.strictObject({
  tidemark: z.string(),
  command: z.literal('campaign'),
  seed: z.string().describe('seed N of the campaign is this text, a hyphen and N'),
  ...about,
  seeds: z.strictObject({
    counted: amount,
    asked: amount.nullable().describe('null: as many as there was time for'),
    ended: z.enum(['seeds', 'time', 'interrupted']),
  }),
  verdicts: z
    .array(
      verdict.extend({
        seeds: z.strictObject({
          broken: amount.describe('seeds that broke it'),
          first: amount.nullable().describe('the first of them, from 1'),
          told: amount.nullable().describe('the one whose counterexample this is'),
        }),
      }),
    )
    .describe('of all seeds together; what is broken first, the newest counterexample before older ones'),
  seconds: z.number().nonnegative(),
})

export const campaignSchema = campaign
export const checkSchema = check
export const compareSchema = compare
export const gallerySchema = gallery
export const shardSchema = shardPart
export type CheckJson = z.output<typeof check>
export type CampaignJson = z.output<typeof campaign>
export type CompareJson = z.output<typeof compare>
export type GalleryJson = z.output<typeof gallery>
export type ShardJson = NonNullable<CompareJson['shard']>
export type PlaceJson = z.infer<typeof place>
export type VerdictJson = z.output<typeof verdict>

/** The JSON Schema that ships with the package, as text. Written by `npx tsx reports/write-schema.ts`. */
export function jsonSchemaText(): string {
  return `${JSON.stringify(z.toJSONSchema(z.union([check, compare, gallery, campaign]).meta({ title: 'What check, compare, gallery and campaign print with --json, and the content of saved files' })), null, 2)}\n`
}
