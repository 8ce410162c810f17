/**
 * The story of a counterexample: a step a line, its state beside it in fixed columns, or below it where the page is
 * narrow.
 */
import type { Counterexample, StoryEnd, StoryStep } from '../harness/result.ts'
import type { Column, Participant } from '../model/system.ts'
import { type Page, clean, pad, paint, widthOf } from './page.ts'
import { wrap } from './wrap.ts'

type Story = Pick<Counterexample<unknown>, 'steps' | 'afterwards'>

interface Cell {
  readonly text: string
  readonly changed: boolean
}

interface Row {
  readonly name: string
  readonly cells: readonly Cell[]
}

const NUMBER = 4
const NARROWEST_SENTENCE = 40
const WIDEST_SENTENCE = 64
const GAP = 2
/** A longer value is shown as it is now, without what it was before. */
const LONGEST_BEFORE = 16

/**
 * The lines of a story. The first step shows everyone, each later one those that it changed; how it ends stands below,
 * without a number.
 */
export function storyLines(story: Story, page: Page): readonly string[] {
  const steps = [...story.steps, story.afterwards]
  const rows = steps.map((step, at) => changedRows(step, steps[at - 1]))
  const slots = slotWidths(rows.flat())
  const nameWidth = Math.max(0, ...rows.flat().map((row) => widthOf(row.name)))
  const stateWidth = nameWidth + slots.reduce((sum, slot) => sum + GAP + slot, 0)
  const sentenceWidth = Math.min(WIDEST_SENTENCE, page.width - NUMBER - GAP - stateWidth, longestSentence(steps))
  const beside = page.width - NUMBER - GAP - stateWidth >= NARROWEST_SENTENCE
  return steps.flatMap((step, at) => {
    const left = leftLines(step, beside ? sentenceWidth : page.width - NUMBER, page)
    const stateRoom = beside ? stateWidth : page.width - NUMBER - GAP
    const right = (rows[at] ?? []).flatMap((row) => rowLines(row, nameWidth, slots, stateRoom, page))
    const lines = beside
      ? zip(left, right, sentenceWidth)
      : [...left.map((line) => line.painted), ...right.map((line) => ' '.repeat(GAP) + line)]
    return lines.map(
      (line, index) =>
        (index === 0 && at < story.steps.length ? `${String(at + 1).padStart(2)}  ` : ' '.repeat(NUMBER)) + line,
    )
  })
}

interface Line {
  readonly painted: string
  readonly width: number
}

/** What happens in a step, and what it cost: `broker 2 crashes [fault: crash]`. */
export function sentence(step: StoryStep): string {
  const cost = step.cost === null ? '' : ` [${step.cost.replace(' ', ': ')}]`
  return clean(step.text) + cost
}

function longestSentence(steps: readonly StoryStep[]): number {
  return Math.max(
    0,
    ...steps.flatMap((step) => [widthOf(sentence(step)), ...step.seen.map((seen) => widthOf(`» ${seen}`))]),
  )
}

function leftLines(step: StoryStep | StoryEnd, width: number, page: Page): readonly Line[] {
  const said = wrap(sentence(step), width).map((line) => ({
    painted: step.cost === null ? line : paint(page, line, 'yellow'),
    width: widthOf(line),
  }))
  const noted = (mark: string) => (what: string) =>
    wrap(what, width - 2).map((line, at) => ({
      painted: paint(page, (at === 0 ? mark : ' ') + ' ' + line, 'cyan'),
      width: widthOf(line) + 2,
    }))
  const through = 'through' in step ? (step.through ?? []) : []
  return [...said, ...through.flatMap(noted('·')), ...step.seen.flatMap(noted('»'))]
}

function zip(left: readonly Line[], right: readonly string[], width: number): readonly string[] {
  const height = Math.max(left.length, right.length)
  return Array.from({ length: height }, (_, at) => {
    const line = left[at] ?? { painted: '', width: 0 }
    const state = right[at]
    return state === undefined ? line.painted : line.painted + ' '.repeat(width - line.width + GAP) + state
  })
}

function changedRows(step: StoryStep, previous: StoryStep | undefined): readonly Row[] {
  return step.participants.flatMap((participant) => {
    const before = previous?.participants.find((other) => other.name === participant.name)
    const cells = participant.columns.map((column) => cellOf(column, before, previous !== undefined))
    const shown = previous === undefined || cells.some((cell) => cell.changed)
    return shown ? [{ name: clean(participant.name), cells }] : []
  })
}

function cellOf(column: Column, before: Participant | undefined, comparable: boolean): Cell {
  const old = before?.columns.find((other) => other.name === column.name)?.value
  const changed = comparable && old !== column.value
  const arrow =
    changed
    && old !== undefined
    && old !== ''
    && column.value !== ''
    && old.length <= LONGEST_BEFORE
    && column.value.length <= LONGEST_BEFORE
  const value = arrow ? `${old}→${column.value}` : column.value
  return { text: clean([column.name, value].filter((part) => part !== '').join(' ')), changed }
}

function slotWidths(rows: readonly Row[]): readonly number[] {
  const slots = Math.max(0, ...rows.map((row) => row.cells.length))
  return Array.from({ length: slots }, (_, at) => Math.max(0, ...rows.map((row) => widthOf(row.cells[at]?.text ?? ''))))
}

/** One participant in its fixed columns; where they do not fit, lines are broken between columns. */
function rowLines(row: Row, nameWidth: number, slots: readonly number[], room: number, page: Page): readonly string[] {
  const lines: string[] = []
  let line = pad(row.name, nameWidth)
  let used = nameWidth
  row.cells.forEach((cell, at) => {
    const slot = slots[at] ?? 0
    const last = at === row.cells.length - 1
    if (used + GAP + (last ? widthOf(cell.text) : slot) > room && used > nameWidth) {
      lines.push(line)
      line = ' '.repeat(nameWidth)
      used = nameWidth
    }
    const filler = last ? '' : ' '.repeat(slot - widthOf(cell.text))
    line += ' '.repeat(GAP) + paint(page, cell.text, cell.changed ? 'bold' : 'dim') + filler
    used += GAP + slot
  })
  return [...lines, line].map((text) => text.trimEnd())
}
