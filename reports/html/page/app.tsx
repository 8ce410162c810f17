/** The whole page. */
import { useEffect, useState } from 'preact/hooks'
import type { PageData } from '../page-data.ts'
import { Evidence } from './evidence.tsx'
import { hashOf, type Place, placeIn, startOf } from './place.ts'
import { Settings } from './settings.tsx'
import { Story } from './story.tsx'
import { Matrix, Verdicts } from './verdicts.tsx'

/** By key: how many steps further; at the ends of the story, or in another story. */
const KEYS: Readonly<Record<string, (place: Place, steps: number) => Partial<Place>>> = {
  j: ({ step }) => ({ step: step + 1 }),
  ArrowDown: ({ step }) => ({ step: step + 1 }),
  k: ({ step }) => ({ step: step - 1 }),
  ArrowUp: ({ step }) => ({ step: step - 1 }),
  Home: () => ({ step: 0 }),
  End: (_, steps) => ({ step: steps - 1 }),
}

export function App({ data }: { readonly data: PageData }) {
  const [place, setPlace] = useState(() => placeIn(data, location.hash))
  const part = data.parts[place.part]
  const story = part?.stories[place.story]
  const go = (to: Partial<Place>): void => {
    const next = placeIn(data, hashOf({ ...place, ...to }, data))
    history.replaceState(null, '', `#${hashOf(next, data)}`)
    setPlace(next)
  }
  const open = (at: number, number: number): void =>
    go({ part: at, story: number, step: startOf(data.parts[at]?.stories[number]) })

  useEffect(() => {
    const follow = (): void => setPlace(placeIn(data, location.hash))
    addEventListener('hashchange', follow)
    return () => removeEventListener('hashchange', follow)
  }, [data])
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      const move = KEYS[event.key]
      const isTyping = event.target instanceof HTMLElement && event.target.closest('input, select, textarea') !== null
      if (move === undefined || story === undefined || isTyping) return
      if (event.ctrlKey || event.metaKey || event.altKey) return
      event.preventDefault()
      go(move(place, story.steps.length))
    }
    addEventListener('keydown', press)
    return () => removeEventListener('keydown', press)
  })

  if (part === undefined) return <p>Nothing was judged.</p>
  return (
    <>
      <header>
        <h1>{part.title}</h1>
        {part.name !== '' && <p class="name">{part.name}</p>}
        <p class="summary">{part.summary}</p>
      </header>
      <main>
        {data.parts.length > 1 && <Matrix data={data} place={place} open={open} />}
        {part.refused === '' ? (
          <Verdicts part={part} current={place.story} open={(number) => open(place.part, number)} />
        ) : (
          <p class="refused">Not judged: {part.refused}</p>
        )}
        {story !== undefined && (
          <Story
            key={`${place.part} ${place.story}`}
            story={story}
            number={place.story + 1}
            step={place.step}
            go={go}
          />
        )}
        <Settings part={part} />
        <Evidence part={part} />
      </main>
      <footer>
        <p>
          Tidemark {data.version}. Keys: <kbd>j</kbd> and <kbd>k</kbd> or the arrows go from step to step.
        </p>
      </footer>
    </>
  )
}
