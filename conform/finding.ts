/** A flaw of the gallery as a counterexample to be played on real brokers. */
import { judgeVariant, settingsOf } from '../gallery/examine.ts'
import type { Flaw } from '../gallery/flaw.ts'
import { FLAWS } from '../gallery/index.ts'
import { USUAL_SYSTEM } from '../model/systems.ts'
import { settingsJson } from '../reports/json.ts'
import type { Scenario } from './replay/on-release.ts'

const EFFORT = { search: 'exhaustive', seed: 'conform', runs: 0, steps: 60, maxStates: 500_000 } as const

/** The flaw with this id, or `undefined`. */
export function flawNamed(id: string): Flaw | undefined {
  return FLAWS.find((flaw) => flaw.id.toLowerCase() === id.toLowerCase())
}

/** Its shortest counterexample, searched for now. Throws where the model does not show it. */
export async function scenarioOfFlaw(flaw: Flaw): Promise<Scenario> {
  const { result } = await judgeVariant(flaw, flaw.flawed, EFFORT)
  const { counterexample, evidence } = result
  if (counterexample === null) throw new Error(`${flaw.id}: the model does not show it`)
  return {
    system: flaw.system ?? USUAL_SYSTEM,
    settings: settingsJson(settingsOf(flaw, flaw.flawed)),
    bounds: evidence.bounds,
    promise: flaw.promise,
    actions: counterexample.actions,
    decisive: counterexample.decisive,
    decisiveText: counterexample.story[counterexample.decisive - 1] ?? '',
  }
}
