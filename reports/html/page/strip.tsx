/** What somebody holds, a box a place; what was there and is gone stays for a step, struck through. */
import type { Box, Mark, Strip } from '../../../model/system.ts'

interface StripProps {
  readonly strip: Strip
  readonly before: Strip | undefined
}

type Change = 'same' | 'new' | 'gone'

export function LogStrip({ strip, before }: StripProps) {
  const places = Math.max(strip.boxes.length, before?.boxes.length ?? 0)
  const marksAt = (at: number): readonly Mark[] => strip.marks.filter((mark) => mark.at === at)
  return (
    <span class="strip" role="group" aria-label={strip.column}>
      {Array.from({ length: places }, (_, at) => {
        const now = strip.boxes[at]
        const old = before?.boxes[at]
        const box = now ?? old
        return (
          <span key={at} class="place">
            <Marks marks={marksAt(at)} />
            {box !== undefined && <Place box={box} change={changeOf(now, old, before !== undefined)} at={at} />}
          </span>
        )
      })}
      <Marks marks={strip.marks.filter(({ at }) => at >= places)} />
      {places === 0 && <span class="empty">empty</span>}
    </span>
  )
}

function changeOf(now: Box | undefined, old: Box | undefined, isKnown: boolean): Change {
  if (now === undefined) return 'gone'
  return isKnown && now.is !== old?.is ? 'new' : 'same'
}

const SAYS: Readonly<Record<Change, string>> = { same: '', new: ' (new)', gone: ' (gone)' }

function Place({ box, change, at }: { readonly box: Box; readonly change: Change; readonly at: number }) {
  return (
    <span class={`box ${change}`} title={`${box.about}${SAYS[change]}`}>
      <small>{at}</small>
      {change === 'gone' ? <del>{box.text}</del> : box.text}
      {change === 'new' && <b aria-label="new">*</b>}
    </span>
  )
}

function Marks({ marks }: { readonly marks: readonly Mark[] }) {
  return (
    <>
      {marks.map(({ name, about }) => (
        <span key={name} class="boundary" title={about}>
          {name}
        </span>
      ))}
    </>
  )
}
