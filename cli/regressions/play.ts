/** A saved counterexample against other settings than its own. */
import { play } from '../../harness/known.ts'
import { SavedFileError, enoughFor } from '../../harness/saved.ts'
import { reservationOf } from '../../harness/verdict.ts'
import { invariantById } from '../../invariants/index.ts'
import type { Size, SystemEntry } from '../../model/system-entry.ts'
import { knownSystem } from '../../model/systems.ts'
import { count } from '../../reports/cost.ts'
import { settingsJson } from '../../reports/json.ts'
import type { SavedFile } from '../../reports/saved-file.ts'
import type { Engine, JudgeRequest, PlayedAgain } from '../engine.ts'
import { VERSION } from '../../reports/version.ts'

type Request = Pick<JudgeRequest, 'system' | 'settings' | 'size' | 'promises' | 'budget'>

const KEPT = 'the promise is kept with these settings'

/**
 * Whether a saved counterexample breaks its promise with these settings, in the size that it is of, and within the
 * budget. What does not break it with its own settings either says nothing.
 */
export function playAgain(request: Request, saved: SavedFile, replay: Engine['replay']): PlayedAgain {
  const { system, settings, promises, budget } = request
  const { promise, bounds, counterexample } = saved
  if (saved.system !== system) return notPlayed(`it is about ${saved.system}, and this configuration is of ${system}`)
  const ownProblem = problemOfOwn(saved, replay)
  if (ownProblem !== undefined) return notPlayed(ownProblem)
  const invariant = invariantById(promise)
  if (invariant === undefined || !promises.includes(promise)) return notPlayed(`${promise} is not judged here`)
  const entry = knownSystem(system)
  const read = entry.saved(settingsJson(settings), bounds)
  const problem = 'problem' in read ? read.problem : read.problemOf(counterexample.actions)
  if ('problem' in read || problem !== undefined)
    return notPlayed(`its steps are not those of this configuration (${problem ?? ''})`)
  const size = sizeOf(entry, read.size, request.size)
  if ('other' in size) return notPlayed(size.other)
  const made = entry.make(settings, size.size)
  const reservation = reservationOf(made, budget, promise)
  if (reservation !== undefined) return notPlayed(`${promise} does not apply with these settings: ${reservation.why}`)
  const { actions } = counterexample
  if (play(made, invariant, actions, budget).isBroken)
    return { outcome: 'broken', known: { promise, actions, size: size.size } }
  const { isBroken, cost, firstImpossible } = play(made, invariant, actions, enoughFor(actions.length))
  if (isBroken) {
    const needs = [count(cost.faultCount, 'fault'), count(cost.moves, 'planned move')].join(' and ')
    return notPlayed(`it takes ${needs}, and this check allows less (--faults, --fault, --moves, --only)`)
  }
  const how = firstImpossible === null ? '' : `; step ${firstImpossible} cannot happen with them`
  return { outcome: 'repaired', why: KEPT + how }
}

function notPlayed(why: string): PlayedAgain {
  return { outcome: 'not-played', why }
}

/** Why it shows nothing in this version, with its own settings either. */
function problemOfOwn(saved: SavedFile, replay: Engine['replay']): string | undefined {
  try {
    if (replay(saved).replay.violated) return undefined
  } catch (error) {
    if (error instanceof SavedFileError) return error.message
    throw error
  }
  const by = saved.tidemark === VERSION ? '' : ` (tidemark ${saved.tidemark} wrote it, this is ${VERSION})`
  return `this version keeps the promise with the settings of the file, too${by}; the model is another one: delete the file`
}

/**
 * The size of the file, where it is of the same sort of run: what the user asks for by an option of the system is part
 * of what is judged. What a scenario asks for besides counts here as well.
 */
function sizeOf(entry: SystemEntry, own: Size, asked: Size): { readonly size: Size } | { readonly other: string } {
  for (const option of entry.options) {
    if ((own[option] === true) === (asked[option] === true)) continue
    const flag = `--${option.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`
    const [its, here] = own[option] === true ? ['with', 'without'] : ['without', 'with']
    return { other: `it is of a run ${its} ${flag}, and this one is ${here} it` }
  }
  const flags = Object.entries(asked).filter(([, value]) => value === true)
  return { size: { ...own, ...Object.fromEntries(flags) } }
}
