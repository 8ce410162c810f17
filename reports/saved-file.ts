/**
 * The file in which a counterexample is kept: the JSON of a `check` that found nothing else, with a mark to know it by.
 */
import { z } from 'zod'
import { checksumOf } from '../harness/checksum.ts'
import type { PromiseResult } from '../harness/result.ts'
import { NewerFileError, SavedFileError } from '../harness/saved.ts'
import { USUAL_SYSTEM } from '../model/systems.ts'
import { type Checked, checkJson, jsonText } from './json.ts'
import { type CheckJson, SAVED_FORMAT } from './schema.ts'

const ANEW = 'Run `tidemark check` again to write it anew.'
const GIVE = 'give the file that `tidemark check` named in its output.'

/** No counterexample is longer: it was made as short as it could be. */
const MOST_STEPS = 1_000
/** Nothing that tidemark writes is nested more deeply. */
const DEEPEST = 30

/** No name of a system is longer. */
const LONGEST_NAME = 100

const amount = z.int().nonnegative()
const amounts = z.record(z.string(), amount)

/** What a replay needs. Another version may write more; whatever it was, the checksum covers it. */
const fileSchema = z.looseObject({
  tidemark: z.string(),
  seed: z.string(),
  /** Files from before there was more than one system do not say it. */
  system: z.string().max(LONGEST_NAME).optional(),
  settings: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
  assumed: z.array(z.string()),
  ignored: z.array(z.looseObject({ key: z.string(), why: z.string() })),
  verdicts: z.tuple([
    z.looseObject({
      promise: z.string(),
      verdict: z.literal('violated'),
      evidence: z.looseObject({ bounds: z.looseObject({ faults: amount, fault: amounts, moves: amount }) }),
      counterexample: z.looseObject({
        faults: amount,
        faultKinds: amounts,
        moves: amount,
        length: amount,
        minimal: z.enum(['proven', 'local']),
        actions: z.array(z.unknown()).max(MOST_STEPS),
        story: z.array(z.string()).max(MOST_STEPS),
        why: z.string(),
      }),
    }),
  ]),
  saved: z.looseObject({ format: z.literal(SAVED_FORMAT), checksum: z.string() }),
})

type FileJson = z.output<typeof fileSchema>
type VerdictOfFile = FileJson['verdicts'][0]

/** A saved counterexample, read back. */
export interface SavedFile extends Pick<FileJson, 'tidemark' | 'seed' | 'settings' | 'assumed' | 'ignored'> {
  /** The name of the system. */
  readonly system: string
  readonly promise: string
  /** Bounds of the search, among them the size of the system that the counterexample is about. */
  readonly bounds: VerdictOfFile['evidence']['bounds']
  readonly counterexample: VerdictOfFile['counterexample']
}

/**
 * The content of a saved file. Where its settings were written is no part of it: it is the same counterexample whoever
 * wrote them, and in whatever form; the decisive step is found again by whoever replays it.
 * @param file the name that it is told under; it may be moved later.
 */
export function savedFileText(
  checked: Omit<Checked, 'judged' | 'seconds'>,
  result: PromiseResult<unknown>,
  file: string | null,
): string {
  // Through JSON once, so that the checksum is of what a reader of the file will see.
  const ignored = checked.configuration.ignored.map(({ key, why }) => ({ key, why }))
  const configuration = { ...checked.configuration, ignored, from: {}, of: '' }
  const content = JSON.parse(
    JSON.stringify(checkJson({ ...checked, configuration, judged: [{ result, file }], seconds: 0 })),
  ) as CheckJson
  for (const { counterexample } of content.verdicts) delete counterexample?.decisive
  const marked = fileSchema.parse({ ...content, saved: { format: SAVED_FORMAT, checksum: '' } })
  return jsonText({ ...content, saved: { format: SAVED_FORMAT, checksum: checksumOfFile(marked) } })
}

/**
 * Reads a saved file. Throws `SavedFileError` for anything but what `savedFileText` made in this format, by whatever
 * version.
 */
export function parseSavedFile(text: string): SavedFile {
  const data = jsonOf(text)
  refuseOthers(data)
  const parsed = fileSchema.safeParse(data)
  if (!parsed.success) {
    const issue = parsed.error.issues[0]
    const where = issue === undefined || issue.path.length === 0 ? 'the file' : `"${issue.path.join('.')}"`
    throw new SavedFileError(
      `This saved counterexample is damaged: ${where}: ${issue?.message ?? 'not as expected'}. ${ANEW}`,
    )
  }
  if (parsed.data.saved.checksum !== checksumOfFile(parsed.data)) {
    const why = 'its checksum does not match, so it would not show what was found'
    throw new SavedFileError(`This saved counterexample was edited after it was written: ${why}. ${ANEW}`)
  }
  const { tidemark, seed, system = USUAL_SYSTEM, settings, assumed, ignored, verdicts } = parsed.data
  const [{ promise, evidence, counterexample }] = verdicts
  return { tidemark, seed, system, settings, assumed, ignored, promise, bounds: evidence.bounds, counterexample }
}

function jsonOf(text: string): unknown {
  if (depthOf(text) > DEEPEST)
    throw new SavedFileError(`This file is nested too deeply to be a saved counterexample: ${GIVE}`)
  try {
    return JSON.parse(text.replace(/^\ufeff/, ''))
  } catch {
    throw new SavedFileError(`This file is not JSON, or it was cut off: ${GIVE}`)
  }
}

/**
 * How deeply brackets are nested in a JSON text; those in strings are none. Whoever reads such a text step by step may
 * run out of stack.
 */
function depthOf(text: string): number {
  let depth = 0
  let deepest = 0
  for (const [bracket] of text.matchAll(/"(?:[^"\\]|\\.)*"|[[{\]}]/gs)) {
    if (bracket === '[' || bracket === '{') deepest = Math.max(deepest, ++depth)
    else if (bracket === ']' || bracket === '}') depth--
  }
  return deepest
}

/** Files of others, other results of tidemark, and files of a format that is not known yet. */
function refuseOthers(data: unknown): void {
  if (
    typeof data !== 'object'
    || data === null
    || !('tidemark' in data)
    || typeof data.tidemark !== 'string'
    || !('command' in data)
  ) {
    throw new SavedFileError(`This is not a saved counterexample of tidemark: ${GIVE}`)
  }
  if (!('saved' in data)) {
    throw new SavedFileError(
      `This is a result of \`tidemark ${String(data.command)}\`, not a saved counterexample: give the file that it names as "counterexample.file".`,
    )
  }
  const { saved } = data
  if (
    typeof saved === 'object'
    && saved !== null
    && 'format' in saved
    && typeof saved.format === 'number'
    && saved.format > SAVED_FORMAT
  ) {
    const formats = `in format ${saved.format}; this one reads up to format ${SAVED_FORMAT}`
    throw new NewerFileError(
      `This file was written by a newer tidemark (tidemark ${data.tidemark}), ${formats}. Update tidemark to replay it.`,
      promiseIn(data),
    )
  }
}

function promiseIn(data: object): string {
  const verdicts = 'verdicts' in data && Array.isArray(data.verdicts) ? (data.verdicts as readonly unknown[]) : []
  const [first] = verdicts
  return typeof first === 'object' && first !== null && 'promise' in first ? String(first.promise) : 'unknown'
}

/**
 * Of everything but the checksum itself, the name of the file, and the system where it is the usual one: files of
 * before do not say so.
 */
function checksumOfFile({ saved, verdicts, system = USUAL_SYSTEM, ...file }: FileJson): string {
  const rest = system === USUAL_SYSTEM ? file : { ...file, system }
  const { checksum: _checksum, ...mark } = saved
  const [{ counterexample, ...verdict }] = verdicts
  const { file: _file, ...found } = counterexample
  return checksumOf({ ...rest, saved: mark, verdicts: [{ ...verdict, counterexample: found }] })
}
