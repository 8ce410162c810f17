/** A story: what is broken, what would prevent it, the diagram, the steps, and the state after the selected one. */
import { useState } from 'preact/hooks'
import type { StoryData } from '../page-data.ts'
import { Beside } from './beside.tsx'
import { Diagram } from './diagram.tsx'
import type { Place } from './place.ts'
import { State } from './state.tsx'

interface StoryProps {
  readonly story: StoryData
  readonly number: number
  readonly step: number
  readonly go: (to: Partial<Place>) => void
}

export function Story({ story, number, step, go }: StoryProps) {
  const select = (to: number): void => go({ step: to })
  const current = story.steps[step]
  return (
    <section class="story" aria-label={`Story ${number}`}>
      <h2>
        <span class="broken">
          <span aria-hidden="true">✗</span> Story {number}:
        </span>{' '}
        {story.clause}
      </h2>
      <p>
        Breaks{' '}
        {story.promises.map(({ id, title }, at) => (
          <span key={id}>
            {at > 0 && ', '}
            <b>{title}</b> <code>{id}</code>
          </span>
        ))}{' '}
        by {story.cost}, {inSteps(story.steps)}: {story.shortest}.
      </p>
      <Cure story={story} />
      {story.replay !== '' && <Replay command={story.replay} />}
      <div class="panes">
        <Diagram story={story} step={step} select={select} />
        <div class="beside">
          <nav aria-label="Steps">
            <button type="button" disabled={step === 0} onClick={() => select(step - 1)}>
              back
            </button>
            <output aria-live="polite">
              step {step} of {story.steps.length - 1}
            </output>
            <button type="button" disabled={step === story.steps.length - 1} onClick={() => select(step + 1)}>
              next
            </button>
          </nav>
          {current !== undefined && <State step={current} before={story.steps[step - 1]} />}
          {story.beside !== undefined && <Beside story={story} beside={story.beside} step={step} />}
          <Steps story={story} step={step} select={select} />
        </div>
      </div>
      <h3>Why</h3>
      <ul class="why">
        {story.why.map((one) => (
          <li key={one}>{one}</li>
        ))}
      </ul>
    </section>
  )
}

function Cure({ story: { causes, remedies, otherwise } }: Pick<StoryProps, 'story'>) {
  if (causes.length === 0 && remedies.length === 0 && otherwise === '') return null
  return (
    <dl class="cure">
      {causes.length > 0 && (
        <>
          <dt>cause</dt>
          <dd>{causes.join(', ')}</dd>
        </>
      )}
      {remedies.map((one, at) => (
        <>
          <dt>{at === 0 ? 'holds with' : 'or with'}</dt>
          <dd>{one}</dd>
        </>
      ))}
      {otherwise !== '' && (
        <>
          <dt>no remedy</dt>
          <dd>{otherwise}</dd>
        </>
      )}
    </dl>
  )
}

function Replay({ command }: { readonly command: string }) {
  const [isCopied, setCopied] = useState(false)
  const copy = (): void => {
    void navigator.clipboard?.writeText(command).then(() => setCopied(true))
  }
  return (
    <p class="replay">
      <code>{command}</code>{' '}
      <button type="button" onClick={copy}>
        {isCopied ? 'copied' : 'copy'}
      </button>
    </p>
  )
}

interface StepsProps {
  readonly story: StoryData
  readonly step: number
  readonly select: (step: number) => void
}

function Steps({ story, step, select }: StepsProps) {
  return (
    <>
      <h3>Steps</h3>
      <ol class="steps" start={0}>
        {story.steps.map(({ text, cost, seen, isHealing }, at) => (
          <li key={at} class={at === step ? 'current' : ''}>
            <button type="button" aria-current={at === step ? 'step' : undefined} onClick={() => select(at)}>
              <span class="number">{isHealing ? '' : at}</span>
              <span>
                {text}
                {cost !== '' && <b class="cost"> [{cost}]</b>}
                {at === story.decisive && at > 0 && <b class="decisive"> ← from here on nothing mends it</b>}
                {seen.map((one) => (
                  <small key={one}>» {one}</small>
                ))}
              </span>
            </button>
          </li>
        ))}
      </ol>
    </>
  )
}

/** How long it is; the first of its steps is the beginning. */
function inSteps(steps: StoryData['steps']): string {
  const length = steps.filter(({ isHealing }) => !isHealing).length - 1
  if (length === 0) return 'however it begins'
  return length === 1 ? 'in 1 step' : `in ${length} steps`
}
