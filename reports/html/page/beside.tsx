/** The same schedule under settings that keep the promise, and where it becomes another one. */
import type { BesideData, StoryData } from '../page-data.ts'
import { State } from './state.tsx'

interface BesideProps {
  readonly story: StoryData
  readonly beside: BesideData
  readonly step: number
}

export function Beside({ story, beside, step }: BesideProps) {
  const first = firstDifference(story, beside)
  const at = Math.min(step, beside.steps.length - 1)
  const current = beside.steps[at]
  if (current === undefined) return null
  return (
    <details class="other" open>
      <summary>
        The same steps with {beside.name}, where it holds:{' '}
        {first < 0 ? 'no step differs, the end does' : `the first difference is in step ${first}`}
      </summary>
      {!current.isPossible && <p class="impossible">Step {at} does not happen there.</p>}
      <State step={current} before={beside.steps[at - 1]} title={`There, after step ${at}`} />
    </details>
  )
}

/** The first step after which the states differ, or that happens in one only; -1 without one. */
export function firstDifference({ steps }: StoryData, beside: BesideData): number {
  return beside.steps.findIndex(
    ({ isPossible, participants }, at) =>
      !isPossible || JSON.stringify(participants) !== JSON.stringify(steps[at]?.participants),
  )
}
