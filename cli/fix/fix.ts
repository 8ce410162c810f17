/** What mends broken promises, as a diff of the user's own files. Nothing is written. */
import type { Cure } from '../../harness/remedies.ts'
import type { SearchProgress } from '../../harness/search.ts'
import type { Fix } from '../../reports/report.ts'
import { readFiles, settingsWith } from '../configuration.ts'
import type { Case, Engine } from '../engine.ts'
import type { Judgement } from '../judge.ts'
import type { SearchOptions } from '../options.ts'
import { chooseChanges } from './choose.ts'
import { diffOf, editsIn } from './diff.ts'
import type { Texts } from './edits.ts'
import { written } from './written.ts'

/** Finds the fix of a configuration; `undefined` where nobody asked for one, or nothing is broken. */
export type Fixing = (
  judgement: Judgement,
  one: Case,
  cures: ReadonlyMap<string, Cure>,
  onProgress: (progress: SearchProgress) => void,
) => Promise<Fix | undefined>

/** One configuration after the other: each diff is of the files with those before it. */
export function fixing(engine: Engine, paths: readonly string[], options: SearchOptions): Fixing {
  if (options.fix !== true) return () => Promise.resolve(undefined)
  let texts: Texts = new Map()
  return async ({ request, judged }, one, cures, onProgress) => {
    if (cures.size === 0) return undefined
    const held = judged.flatMap(({ result }) => (result.verdict === 'held' ? [result.promise] : []))
    const read = await readFiles(engine, paths, options)
    const choice = await chooseChanges(cures, held, async (changes, promises) => {
      const settings = settingsWith(engine, read, one, options, changes)
      const { onBroken: _broken, onSettled: _settled, ...search } = request
      return settings === undefined || request.interrupted()
        ? undefined
        : engine.judge({ ...search, settings, promises, onProgress })
    })
    if (choice === undefined) return { change: {}, mends: [], diff: '', edits: [], byHand: [] }
    const { edited, byHand } = await written(choice.changes, one, { engine, paths, options, texts })
    const before = (file: string): string => texts.get(file) ?? engine.textOf(file) ?? ''
    const diff = diffOf([...edited].map(([file, after]) => ({ file, before: before(file), after })))
    const edits = editsIn([...edited].map(([file, after]) => ({ file, before: engine.textOf(file) ?? '', after })))
    texts = new Map([...texts, ...edited])
    return { change: choice.changes, mends: choice.mends, diff, edits, byHand }
  }
}
