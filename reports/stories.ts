/** How promises are broken: each story once, however many promises it breaks. */
import type { Counterexample } from '../harness/result.ts'
import { groupBy } from './group.ts'
import { LOOKS } from './head.ts'
import { type Page, clean, paint } from './page.ts'
import type { Judged } from './report.ts'
import { briefStoryLines } from './story-brief.ts'
import type { ReplayCommand } from './terminal.ts'
import { indented, wrap } from './wrap.ts'

type Found = Judged & { readonly result: { readonly counterexample: Counterexample<unknown> } }

/** Broken promises by their steps, in the order of the first of each. */
export function byStory(judged: readonly Judged[]): readonly (readonly Found[])[] {
  const found = judged.filter((one): one is Found => one.result.counterexample !== null)
  return [...groupBy(found, ({ result }) => JSON.stringify(result.counterexample.actions)).values()]
}

/** Each story with what is broken by it, and the command that shows it step by step: a block of lines for each. */
export function storyBlocks(
  judged: readonly Judged[],
  page: Page,
  replayCommand: ReplayCommand,
): readonly (readonly string[])[] {
  return byStory(judged).map((those, at) => storyBlock(those, storyMark(at), page, replayCommand))
}

/** How a story is referred to, by its place from 0: `✗1`. */
export function storyMark(at: number): string {
  return `${LOOKS.violated.mark}${at + 1}`
}

function storyBlock(
  those: readonly Found[],
  mark: string,
  page: Page,
  replayCommand: ReplayCommand,
): readonly string[] {
  const [first, ...others] = those
  if (first === undefined) return []
  const { result, file } = first
  const also = others.map((other) => other.result.promise).join(', ')
  return [
    ...headLines(result, mark, page),
    ...(also === '' ? [] : indented(wrap(`the same steps break ${also}`, page.width - 2))),
    ...briefStoryLines(result.counterexample, page),
    ...(file === null ? [] : [`  replay  ${clean(replayCommand(file))}`]),
  ]
}

/** `✗2 no-duplicates: record a was sent once and stands twice, at positions 0 and 1`. */
function headLines({ promise, counterexample }: Found['result'], mark: string, page: Page): readonly string[] {
  const [first = '', ...more] = wrap(`${mark} ${promise}: ${counterexample.clause}`, page.width)
  return [first, ...indented(more)].map((line) => paint(page, line, 'red', 'bold'))
}
