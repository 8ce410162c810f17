/** Which flaws `tidemark gallery` is about. */
import type { Flaw, LeftOut } from '../gallery/flaw.ts'
import { didYouMean } from './did-you-mean.ts'
import type { Gallery } from './engine.ts'
import { UsageError } from './usage-error.ts'

export type Chosen = Pick<Gallery, 'flaws' | 'leftOut'>

type Listed = Pick<Flaw | LeftOut, 'id' | 'title' | 'reference'>

/** The flaw with this id, in whatever case, or all that are known by this KIP or issue; without any, all there are. */
export function chosenFlaws({ flaws, leftOut }: Chosen, text: string | undefined): Chosen {
  if (text === undefined) return { flaws, leftOut }
  const isMeant = (one: Listed): boolean =>
    namesOf(one).some((name) => name.toLowerCase() === text.trim().toLowerCase())
  const chosen = { flaws: flaws.filter(isMeant), leftOut: leftOut.filter(isMeant) }
  if (chosen.flaws.length + chosen.leftOut.length > 0) return chosen
  const all = [...flaws, ...leftOut]
  const list = all.map(({ id, title, reference }) => `\n  ${id.padEnd(4)} ${title} (${reference})`)
  throw new UsageError(
    `gallery ${text}: there is no such flaw${didYouMean(text, all.flatMap(namesOf))}; there are${list.join('')}`,
  )
}

/** `B1`, `KIP-101`, `KAFKA-1211`. */
function namesOf({ id, reference }: Listed): readonly string[] {
  return [id, ...(reference.match(/\b[A-Za-z]+-\d+\b/g) ?? [])]
}
