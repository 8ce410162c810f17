/** Mermaid: a sequence diagram of each story. */
import type { Counterexample, StoryStep } from '../../harness/result.ts'
import type { Drawn } from '../../model/drawing.ts'
import { byStory } from '../stories.ts'
import { sentence } from '../story.ts'
import { wrap } from '../wrap.ts'
import type { Found, Part } from './found.ts'
import { inert } from './inert.ts'
import { played } from './played.ts'

/** Columns of a label. */
const WIDTH = 48
/** Where there is no drawing of a system. */
const ALONE = 'system'

/** A diagram for each story; one that says so where nothing is broken. */
export function mermaidTexts({ parts }: Found): readonly string[] {
  const diagrams = parts.flatMap((part) =>
    byStory(part.judged).flatMap((those) => {
      const [first] = those
      const promises = those.map(({ result }) => `${result.title} (${result.promise})`)
      return first === undefined ? [] : [diagramOf(first, promises, part)]
    }),
  )
  return diagrams.length > 0 ? diagrams : [`${diagram([ALONE], [note([ALONE], ['no promise is broken'])])}\n`]
}

type Story = ReturnType<typeof byStory>[number][number]

function diagramOf(judged: Story, promises: readonly string[], { configuration }: Part): string {
  const found = judged.result.counterexample
  const drawn = drawingsOf(judged, { configuration })
  const named = drawn.steps.flatMap((one) => (one.kind === 'event' ? one.at : [one.from, one.to]))
  const used = drawn.lanes.filter((lane) => named.includes(lane))
  const lanes = used.length === 0 ? [ALONE] : used
  const { of = '' } = configuration
  const head = [...promises.map((promise) => `✗ ${promise}`), ...(of === '' ? [] : [`of ${of}`]), found.clause]
  const steps = found.steps.flatMap((step, at) =>
    stepLines(step, at, drawn.steps[at] ?? { kind: 'event', at: [] }, at + 1 === found.decisive, lanes),
  )
  return `${diagram(lanes, [note(lanes, head), ...steps, note(lanes, endOf(found))])}\n`
}

/** How each step is drawn, and who may take part. */
function drawingsOf(
  judged: Story,
  { configuration }: Pick<Part, 'configuration'>,
): { readonly lanes: readonly string[]; readonly steps: readonly Drawn[] } {
  const again = played(judged.result.counterexample, judged, configuration)
  const drawing = again?.system.drawing
  if (again === undefined || drawing === undefined) return { lanes: [], steps: [] }
  return {
    lanes: drawing.lanes(again.last),
    steps: again.steps.map(({ action, before }) => drawing.of(action, before)),
  }
}

function stepLines(
  step: StoryStep,
  at: number,
  drawn: Drawn,
  isDecisive: boolean,
  lanes: readonly string[],
): readonly string[] {
  const words = [
    `${at + 1}. ${sentence(step)}`,
    ...step.seen.map((seen) => `» ${seen}`),
    ...(isDecisive ? ['← from here on nothing mends it'] : []),
  ]
  const line =
    drawn.kind === 'event'
      ? note(drawn.at, words, lanes)
      : `${idOf(drawn.from, lanes)}${drawn.kind === 'lost' ? '-x' : '->>'}${idOf(drawn.to, lanes)}: ${label(words)}`
  return step.cost === null ? [line] : ['rect rgb(255, 224, 178)', line, 'end']
}

function endOf({ afterwards: { text, through = [], seen } }: Counterexample<unknown>): readonly string[] {
  return [text, ...through, ...seen.map((one) => `» ${one}`)]
}

function diagram(lanes: readonly string[], lines: readonly string[]): string {
  const all = [...lanes.map((lane) => `participant ${idOf(lane, lanes)} as ${label([lane])}`), ...lines]
  return ['sequenceDiagram', ...all.map((line) => `  ${line}`)].join('\n')
}

/** Over the first and the last of those whom it is about. */
function note(about: readonly string[], words: readonly string[], lanes: readonly string[] = about): string {
  const places = about.map((lane) => lanes.indexOf(lane)).filter((place) => place >= 0)
  const [from, to] = places.length === 0 ? [0, lanes.length - 1] : [Math.min(...places), Math.max(...places)]
  return `Note over ${from === to ? `p${from}` : `p${from},p${to}`}: ${label(words)}`
}

function idOf(lane: string, lanes: readonly string[]): string {
  return `p${lanes.indexOf(lane)}`
}

/** Text in which nothing is a sign of the diagram, broken into lines. */
function label(words: readonly string[]): string {
  return words
    .flatMap((line) => wrap(inert(line, 1_000), WIDTH))
    .map((line) => line.replace(/[^\p{L}\p{N} .,:'()[\]/=»←✗?!_*+-]/gu, (sign) => `#${sign.codePointAt(0) ?? 0};`))
    .join('<br/>')
}
