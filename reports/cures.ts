/** What is to blame for broken promises, and what would mend them: once for all that have it in common. */
import { groupBy } from './group.ts'
import { cureLines } from './cure.ts'
import type { Page } from './page.ts'
import type { Judged } from './report.ts'
import { byStory, storyMark } from './stories.ts'

/** The lines of all cures; none where nobody looked for any. */
export function cureBlock(judged: readonly Judged[], page: Page): readonly string[] {
  const cured = judged.flatMap(({ result, cure, otherwise = '' }) =>
    cure === undefined || (cure.tried === 0 && otherwise === '') ? [] : [{ promise: result.promise, cure, otherwise }],
  )
  const groups = groupBy(cured, ({ cure: { cause, remedies, isCut }, otherwise }) =>
    JSON.stringify([cause, remedies.map(({ change, price }) => [change, price]), isCut, otherwise]),
  )
  return [...groups.values()].flatMap((those) => {
    const [first] = those
    return first === undefined ? [] : cureLines(storyOf(those, judged), first.cure, first.otherwise, page)
  })
}

/** By the number of the story where it is about all that this story breaks, else by the ids of the promises. */
function storyOf(those: readonly { readonly promise: string }[], judged: readonly Judged[]): string {
  const names = those.map(({ promise }) => promise).join(', ')
  const at = byStory(judged).findIndex((story) => story.map(({ result }) => result.promise).join(', ') === names)
  return at < 0 ? names : storyMark(at)
}
