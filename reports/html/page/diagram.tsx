/** The space-time diagram: a lifeline for everybody who takes part, time goes down. */
import { useState } from 'preact/hooks'
import type { StepData, StoryData } from '../page-data.ts'

const LANE = 118
const ROW = 46
const LEFT = 44
const TOP = 34
/** The width of a character of what is written there, at the most in the mean. */
const CHARACTER = 6.6
/** Half of the height that a message takes on its way. */
const SLANT = 9

interface DiagramProps {
  readonly story: StoryData
  readonly step: number
  readonly select: (step: number) => void
}

export function Diagram({ story, step, select }: DiagramProps) {
  const [hidden, setHidden] = useState<readonly string[]>([])
  if (story.lanes.length === 0) return null
  const lanes = story.lanes.filter((lane) => !hidden.includes(lane))
  const toggle = (lane: string): void =>
    setHidden(hidden.includes(lane) ? hidden.filter((other) => other !== lane) : [...hidden, lane])
  const height = TOP + ROW * story.steps.length + 8
  const width = LEFT + LANE * Math.max(1, lanes.length)
  return (
    <div class="diagram">
      <h3>Who does what</h3>
      <div class="lanes">
        {story.lanes.map((lane) => (
          <label key={lane}>
            <input type="checkbox" checked={!hidden.includes(lane)} onChange={() => toggle(lane)} /> {lane}
          </label>
        ))}
      </div>
      <div class="wide" role="region" aria-label="The diagram of all steps" tabIndex={0}>
        <svg
          width={width}
          height={height}
          viewBox={`0 0 ${width} ${height}`}
          role="img"
          aria-label={`${story.steps.length} rows for ${lanes.join(', ')}; the list of steps says the same in words`}
        >
          {lanes.map((lane, at) => (
            <Lifeline key={lane} name={lane} x={xOf(at)} steps={story.steps} />
          ))}
          {story.steps.map((one, at) => (
            <Row
              key={at}
              step={one}
              at={at}
              lanes={lanes}
              width={width}
              isSelected={at === step}
              isDecisive={at > 0 && at === story.decisive}
              select={() => select(at)}
            />
          ))}
        </svg>
      </div>
      <p class="legend">
        → a message · ⤫ one that is lost · ● something happens · ■ a fault · ◆ a move · ┆ down or paused · ▒ cut off
      </p>
    </div>
  )
}

function xOf(lane: number): number {
  return LEFT + LANE * lane + LANE / 2
}

function yOf(row: number): number {
  return TOP + ROW * row + ROW / 2
}

interface LifelineProps {
  readonly name: string
  readonly x: number
  readonly steps: readonly StepData[]
}

function Lifeline({ name, x, steps }: LifelineProps) {
  return (
    <g>
      <text class="lane" x={x} y={18} text-anchor="middle">
        {name}
      </text>
      {steps.map(({ conditions }, at) => {
        const condition = conditions[name]
        const before = at === 0 ? undefined : steps[at - 1]?.conditions[name]
        const [from, to] = [at === 0 ? TOP - 8 : yOf(at), at === steps.length - 1 ? yOf(at) + 10 : yOf(at + 1)]
        return (
          <g key={at}>
            {condition === 'cut off' && <rect class="cut" x={x - 14} y={from} width={28} height={to - from} />}
            <line class={`life ${condition?.replace(' ', '-') ?? 'well'}`} x1={x} x2={x} y1={from} y2={to} />
            {condition !== undefined && condition !== before && (
              <text class="condition" x={x + 18} y={from + 24}>
                {condition}
              </text>
            )}
          </g>
        )
      })}
    </g>
  )
}

interface RowProps {
  readonly step: StepData
  readonly at: number
  readonly lanes: readonly string[]
  readonly width: number
  readonly isSelected: boolean
  readonly isDecisive: boolean
  readonly select: () => void
}

function Row({ step, at, lanes, width, isSelected, isDecisive, select }: RowProps) {
  const y = yOf(at)
  return (
    <g class={isSelected ? 'row selected' : 'row'} onClick={select}>
      <title>{step.text}</title>
      <rect class="hit" x={0} y={y - ROW / 2} width={width} height={ROW} />
      <text class="number" x={10} y={y + 4}>
        {step.isHealing ? '' : at}
        {isDecisive ? ' ←' : ''}
      </text>
      {step.isHealing ? (
        <g>
          <rect class="healing" x={LEFT} y={y - 12} width={width - LEFT - 8} height={24} />
          <text x={LEFT + (width - LEFT) / 2} y={y + 4} text-anchor="middle">
            {clipped(step.text, (width - LEFT - 8) / CHARACTER)}
          </text>
        </g>
      ) : (
        <Event step={step} y={y} lanes={lanes} />
      )}
    </g>
  )
}

function clipped(text: string, characters: number): string {
  const most = Math.floor(characters)
  return text.length > most ? `${text.slice(0, most - 1).trimEnd()}…` : text
}

function Event({ step: { drawn, cost, label }, y, lanes }: Pick<RowProps, 'step' | 'lanes'> & { readonly y: number }) {
  const kind = cost.split(' ')[0] ?? ''
  if (drawn.kind === 'event') {
    const places = drawn.at.map((lane) => lanes.indexOf(lane)).filter((lane) => lane >= 0)
    const [least, most] = [Math.min(...places), Math.max(...places)]
    return (
      <g class={kind === '' ? 'event' : `event ${kind}`}>
        {places.length > 1 && <line x1={xOf(least)} x2={xOf(most)} y1={y} y2={y} />}
        {places.map((lane) => (
          <Shape key={lane} kind={kind} x={xOf(lane)} y={y} />
        ))}
        {places.length > 0 && (
          <text class="label" x={xOf(least) + 10} y={y - 8}>
            {label}
          </text>
        )}
      </g>
    )
  }
  const [from, to] = [lanes.indexOf(drawn.from), lanes.indexOf(drawn.to)]
  if (from < 0 || to < 0) return null
  if (from === to)
    return (
      <g class="event">
        <Shape kind={kind} x={xOf(from)} y={y} />
        <text class="label" x={xOf(from) + 10} y={y - 8}>
          {label}
        </text>
      </g>
    )
  const isLost = drawn.kind === 'lost'
  const [x1, far] = [xOf(from), xOf(to)]
  const x2 = isLost ? (x1 + far) / 2 : far
  return (
    <g class={`message ${drawn.kind} ${kind}`}>
      <line x1={x1} y1={y - SLANT} x2={x2} y2={y + (isLost ? 0 : SLANT)} />
      {isLost ? <Cross x={x2} y={y} /> : <Head x1={x1} x2={x2} y={y} />}
      <text class="label" x={(x1 + far) / 2} y={y - 9} text-anchor="middle">
        {label}
      </text>
    </g>
  )
}

function Shape({ kind, x, y }: { readonly kind: string; readonly x: number; readonly y: number }) {
  if (kind === 'fault') return <rect x={x - 7} y={y - 7} width={14} height={14} />
  if (kind === 'move') return <path d={`M${x} ${y - 9}L${x + 9} ${y}L${x} ${y + 9}L${x - 9} ${y}Z`} />
  return <circle cx={x} cy={y} r={5} />
}

function Head({ x1, x2, y }: { readonly x1: number; readonly x2: number; readonly y: number }) {
  const side = x2 > x1 ? -1 : 1
  const tip = y + SLANT
  return <path d={`M${x2} ${tip}l${side * 11} -7l${side * 1.5} 9Z`} />
}

function Cross({ x, y }: { readonly x: number; readonly y: number }) {
  return <path class="cross" d={`M${x - 6} ${y - 6}l12 12m0 -12l-12 12`} />
}
