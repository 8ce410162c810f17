/** Where a reader is on the page, as the address says it: `#part=2&story=1&step=7`. All are counted from 1. */
import type { PageData, StoryData } from '../page-data.ts'

export interface Place {
  readonly part: number
  readonly story: number
  readonly step: number
}

/** The place that an address names, as far as there is one. */
export function placeIn(data: PageData, hash: string): Place {
  const asked = new URLSearchParams(hash.replace(/^#/, ''))
  const number = (name: string): number | undefined => {
    const value = Number(asked.get(name))
    return Number.isInteger(value) && value > 0 ? value - 1 : undefined
  }
  const first = data.parts.findIndex(({ stories }) => stories.length > 0)
  const part = within(number('part') ?? Math.max(0, first), data.parts.length)
  const stories = data.parts[part]?.stories ?? []
  const story = within(number('story') ?? 0, stories.length)
  const steps = stories[story]?.steps.length ?? 1
  // The beginning is step 0.
  const step = asked.has('step') ? Math.max(0, Math.trunc(Number(asked.get('step')) || 0)) : startOf(stories[story])
  return { part, story, step: within(step, steps) }
}

export function hashOf({ part, story, step }: Place, data: PageData): string {
  return [
    ...(data.parts.length > 1 ? [`part=${part + 1}`] : []),
    ...((data.parts[part]?.stories.length ?? 0) > 1 ? [`story=${story + 1}`] : []),
    `step=${step}`,
  ].join('&')
}

/** A story is opened where it turns: at the step that decides it. */
export function startOf(story: StoryData | undefined): number {
  return story === undefined ? 0 : Math.min(story.decisive, story.steps.length - 1)
}

function within(index: number, length: number): number {
  return Math.max(0, Math.min(index, length - 1))
}
