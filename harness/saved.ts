/** The file in which a counterexample is kept, and its replay. */
import * as z from 'zod'
import { foldAll } from '../invariants/fold.ts'
import { invariantById } from '../invariants/index.ts'
import { emptyLedger } from '../invariants/ledger.ts'
import { FAULT_KINDS } from '../model/machine.ts'
import type { System } from '../model/system.ts'
import type { Budget } from './budget.ts'
import { checksumOf } from './checksum.ts'
import { heal } from './heal.ts'
import type { Counterexample, StoryStep } from './result.ts'
import { clauseInWords, storyStep } from './story.ts'

/** Goes up when a file of before can no longer be read as it was meant. */
export const SAVED_VERSION = 1
const FORMAT = 'tidemark counterexample'
const ANEW = 'Run `tidemark check` again to write it anew.'
const GIVE = 'give the file that `tidemark check` named in its output.'

const count = z.number().int().nonnegative()

const savedSchema = z.strictObject({
  format: z.literal(FORMAT),
  version: z.literal(SAVED_VERSION),
  /** Version of the tool that wrote the file. */
  tidemark: z.string(),
  /** Name of the machine. */
  system: z.string(),
  /** What the system is built from; only the system's own code reads it. */
  settings: z.record(z.string(), z.unknown()),
  seed: z.string(),
  promise: z.string(),
  // A file from before a kind of fault was known lacks it.
  budget: z.strictObject({ total: count, faults: z.partialRecord(z.enum(FAULT_KINDS), count), moves: count }),
  counterexample: z.strictObject({
    faults: count,
    faultKinds: z.partialRecord(z.enum(FAULT_KINDS), count),
    moves: count,
    moveKinds: z.record(z.string(), count),
    length: count,
    minimal: z.enum(['proven', 'local']),
    actions: z.array(z.unknown()),
    story: z.array(z.string()),
    why: z.string(),
  }),
  checksum: z.string(),
})

export type SavedCounterexample = z.infer<typeof savedSchema>

/** A file that cannot be replayed; the message says why and what to do. */
export class SavedFileError extends Error {
  override readonly name = 'SavedFileError'
}

/** What is saved beside the counterexample itself. */
export interface SavedContext {
  readonly tidemark: string
  readonly system: string
  readonly settings: Readonly<Record<string, unknown>>
  readonly seed: string
  readonly promise: string
  readonly budget: Budget
}

/** The content of a saved file, with its checksum. `JSON.stringify` of it is the file. */
export function savedOf<Action>(context: SavedContext, found: Counterexample<Action>): SavedCounterexample {
  const { steps: _, ...counterexample } = found
  const { tidemark, system, settings, seed, promise, budget } = context
  const content = { format: FORMAT, version: SAVED_VERSION, tidemark, system, settings, seed, promise, budget, counterexample } as const
  // Through JSON once, so that the checksum is of what a reader of the file will see.
  const plain = JSON.parse(JSON.stringify(content)) as Omit<SavedCounterexample, 'checksum'>
  return { ...plain, checksum: checksumOf(plain) }
}

/** Reads a saved file. Throws `SavedFileError` for anything but what `savedOf` made with this version of the format. */
export function parseSaved(text: string): SavedCounterexample {
  const data = jsonOf(text)
  if (typeof data !== 'object' || data === null || !('format' in data) || data.format !== FORMAT) {
    throw new SavedFileError(`This is not a saved counterexample of tidemark: ${GIVE}`)
  }
  if ('version' in data && typeof data.version === 'number' && data.version > SAVED_VERSION) {
    const writer = 'tidemark' in data && typeof data.tidemark === 'string' ? ` (tidemark ${data.tidemark})` : ''
    const versions = `in format version ${data.version}; this one reads up to version ${SAVED_VERSION}`
    throw new SavedFileError(`This file was written by a newer tidemark${writer}, ${versions}. Update tidemark to replay it.`)
  }
  const parsed = savedSchema.safeParse(data)
  if (!parsed.success) {
    const issue = parsed.error.issues[0]
    const where = issue === undefined || issue.path.length === 0 ? 'the file' : `"${issue.path.join('.')}"`
    const what = issue?.message ?? 'not as expected'
    throw new SavedFileError(`This saved counterexample is damaged: ${where}: ${what}. ${ANEW}`)
  }
  const { checksum, ...content } = parsed.data
  if (checksum !== checksumOf(content)) {
    const why = 'its checksum does not match, so it would not show what was found'
    throw new SavedFileError(`This saved counterexample was edited after it was written: ${why}. ${ANEW}`)
  }
  return parsed.data
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new SavedFileError(`This file is not JSON, or it was cut off: ${GIVE}`)
  }
}

/** One line of a saved story, run again. */
export interface ReplayStep extends StoryStep {
  /** Place in the story, from 1. */
  readonly line: number
  /** The text as it was saved. */
  readonly saved: string
  /** Whether the action could happen. If not, nothing happened. */
  readonly possible: boolean
}

export interface Replay {
  readonly steps: readonly ReplayStep[]
  /** The promise was broken again. */
  readonly violated: boolean
  /** How it is broken now, or why it is not. */
  readonly why: string
  /** The first line that was not possible any more. */
  readonly firstImpossible: number | null
}

/**
 * Runs a saved counterexample again on this system, which the caller built from its settings. An action that is not
 * possible any more is passed over. Throws `SavedFileError` if the promise is unknown.
 */
export function replaySaved<State, Action>(system: System<State, Action>, saved: SavedCounterexample): Replay {
  const invariant = invariantById(saved.promise)
  if (invariant === undefined) {
    const about = `This file is about the promise "${saved.promise}", which this tidemark does not know.`
    throw new SavedFileError(`${about} Replay it with tidemark ${saved.tidemark}.`)
  }
  const { machine } = system
  // What the file holds was made by this system, and the checksum says that it still is.
  const actions = saved.counterexample.actions as readonly Action[]
  const steps: ReplayStep[] = []
  let state = machine.initial
  let ledger = emptyLedger
  for (const [index, action] of actions.entries()) {
    const before = state
    const step = machine.step(before, action)
    const possible = step.state !== before
    const text = saved.counterexample.story[index] ?? ''
    const cost = machine.cost(action, before)
    const told = storyStep(system, { action, cost, before, after: step.state, seen: step.seen })
    steps.push({ ...told, text: possible ? told.text : text, line: index + 1, saved: text, possible })
    state = step.state
    ledger = foldAll(ledger, step.seen)
  }
  const healed = heal(system, state, ledger)
  const violation = healed.rested ? invariant.violation(healed.ledger) : undefined
  const kept = healed.rested ? `the promise "${invariant.title}" is kept` : 'the system did not come to rest after healing'
  return {
    steps,
    violated: violation !== undefined,
    why: violation === undefined ? kept : clauseInWords(violation, system.recordName),
    firstImpossible: steps.find((step) => !step.possible)?.line ?? null,
  }
}
