/** The same schedule under other settings, where it does not break the promise: what is different, and from when on. */
import type { Part } from '../forms/found.ts'
import { inert } from '../forms/inert.ts'
import { settingsJson } from '../json.ts'
import { entryOf, type Judged } from '../report.ts'
import type { BesideData } from './page-data.ts'

const LONGEST = 1_000

/** Under the combination that keeps the promise and differs least, if there is any that can be played. */
export function besideData(judged: Judged, part: Part, parts: readonly Part[]): BesideData | undefined {
  const { promise, counterexample, evidence } = judged.result
  const [kept] = parts
    .filter(
      (other) =>
        other !== part
        && other.configuration.system === part.configuration.system
        && other.judged.some(({ result }) => result.promise === promise && result.verdict === 'held'),
    )
    .toSorted((one, other) => differences(one, part) - differences(other, part))
  if (kept === undefined || counterexample === null) return undefined
  const { settings, of = '' } = kept.configuration
  const entry = entryOf(kept.configuration)
  const saved = entry.saved(settingsJson(settings), evidence.bounds)
  if ('problem' in saved || saved.problemOf(counterexample.actions) !== undefined) return undefined
  const { machine, participants } = entry.make(saved.settings, saved.size)
  let state = machine.initial
  const steps = counterexample.actions.map((action) => {
    const before = state
    const text = machine.describe(action, before)
    state = machine.step(before, action).state
    return { text: inert(text, LONGEST), isPossible: state !== before, participants: participants(state) }
  })
  return {
    name: inert(of),
    steps: [{ text: '', isPossible: true, participants: participants(machine.initial) }, ...steps],
  }
}

/** So many settings have other values. */
function differences({ configuration: one }: Part, { configuration: other }: Part): number {
  const keys = new Set([...Object.keys(one.settings), ...Object.keys(other.settings)])
  return [...keys].filter((key) => one.settings[key] !== other.settings[key]).length
}
